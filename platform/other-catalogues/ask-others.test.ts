import assert from "node:assert/strict";
import { test } from "node:test";
import { bib1Attributes, fromQuery, hasUtf8, recordSyntaxes } from "#libs/z3950";
import {
  type Answering,
  aCatalogue,
  aDiagnostic,
  anHttpServer,
  aRecord,
  aZ3950Target,
  found,
  greeting,
  iso,
  present,
} from "../testing-catalogues/index.ts";
import type { Answered } from "./answered.ts";
import { askOthers } from "./index.ts";

const title = (answered: Answered | undefined) =>
  answered?.records.map(({ position, read }) => [
    position,
    read.kind === "record" ? read.text("200", "a") : read.kind,
  ]);

/** More time than anything needs that comes at all; what never comes is waited for less long. */
const limits = { ms: 20_000, bytes: 100_000 };
const impatient = { ...limits, ms: 200 };
const patience = (id: string) => (id === "late" ? impatient : limits);

async function ask(
  port: number,
  differs: Parameters<typeof aZ3950Target>[0] = {},
  within = limits,
): Promise<Answered> {
  const targets = [aZ3950Target({ port, ...differs })];
  const [answered] = await askOthers({
    targets,
    wanted: { title: "文脉", isbn: "978-7-1" },
    most: 4,
    limits: within,
  });
  assert.ok(answered);
  return answered;
}

test("a search is asked with all that is wanted, and records are fetched until there are enough", async () => {
  const server = await aCatalogue((pdu) => {
    if (!("presentRequest" in pdu)) return undefined;
    const { resultSetStartPoint: at } = pdu.presentRequest;
    return present(aRecord(`题名${at}`), aRecord(`题名${at + 1}`), aRecord(`题名${at + 2}`));
  });
  try {
    const answered = await ask(server.port);
    assert.deepEqual([answered.found, answered.troubles], [5, []]);
    assert.deepEqual(title(answered), [
      [1, "题名1"],
      [2, "题名2"],
      [3, "题名3"],
      [4, "题名4"],
    ]);
    await server.goodBye;
    const [init, search, ...rest] = server.asked;
    assert.ok(init && "initRequest" in init && search && "searchRequest" in search);
    assert.ok(hasUtf8(init.initRequest.otherInfo));
    assert.equal(init.initRequest.idAuthentication, undefined);
    const query = fromQuery(search.searchRequest.query);
    assert.deepEqual("rpn" in query && query.rpn, {
      operator: "and",
      left: { attributes: bib1Attributes({ use: "title" }), term: "文脉" },
      right: { attributes: bib1Attributes({ use: "isbn" }), term: "97871" },
    });
    assert.deepEqual(
      rest.map((pdu) => Object.keys(pdu).join()),
      ["presentRequest", "presentRequest", "close"],
    );
  } finally {
    await server.stop();
  }
});

test("each catalogue is asked in its own way", async () => {
  const server = await aCatalogue((pdu) => ("presentRequest" in pdu ? present() : undefined));
  try {
    await ask(server.port, {
      charset: "gb18030",
      user: "wenmai",
      password: "secret",
      database: "UCS01",
      use: { title: 5 },
    });
    const [init, search] = server.asked;
    assert.ok(init && "initRequest" in init && search && "searchRequest" in search);
    assert.deepEqual(init.initRequest.idAuthentication, { idPass: { userId: "wenmai", password: "secret" } });
    assert.equal(hasUtf8(init.initRequest.otherInfo), false);
    assert.deepEqual(search.searchRequest.databaseNames, ["UCS01"]);
    const query = fromQuery(search.searchRequest.query, (bytes) => new TextDecoder("gb18030").decode(bytes));
    assert.deepEqual("rpn" in query && "operator" in query.rpn && query.rpn.left, {
      attributes: bib1Attributes({ use: "title-series" }),
      term: "文脉",
    });
  } finally {
    await server.stop();
  }
});

test("what a catalogue says against a search or a record is told, and the rest is kept", async () => {
  const server = await aCatalogue((pdu) =>
    "presentRequest" in pdu
      ? present(
          aRecord("一"),
          { record: { surrogateDiagnostic: { defaultFormat: aDiagnostic } } },
          {
            record: {
              retrievalRecord: {
                directReference: recordSyntaxes.sutrs,
                encoding: { octetAligned: iso("x") },
              },
            },
          },
          {
            record: {
              retrievalRecord: {
                directReference: recordSyntaxes.usmarc,
                encoding: { octetAligned: Uint8Array.of(1, 2) },
              },
            },
          },
        )
      : undefined,
  );
  try {
    const answered = await ask(server.port);
    assert.deepEqual(title(answered), [[1, "一"]]);
    assert.deepEqual(answered.troubles, [
      { id: "diagnostic", detail: "114 Unsupported Use attribute: 9999", position: 2 },
      { id: "no-marc", detail: "sutrs", position: 3 },
      { id: "no-marc", detail: "usmarc", position: 4 },
    ]);
  } finally {
    await server.stop();
  }
  const refusing = await aCatalogue((pdu) =>
    "searchRequest" in pdu
      ? {
          searchResponse: {
            resultCount: 0,
            numberOfRecordsReturned: 0,
            nextResultSetPosition: 0,
            searchStatus: false,
            records: { nonSurrogateDiagnostic: aDiagnostic },
          },
        }
      : undefined,
  );
  try {
    const { found: count, troubles } = await ask(refusing.port);
    assert.deepEqual(
      [count, troubles],
      [null, [{ id: "diagnostic", detail: "114 Unsupported Use attribute: 9999" }]],
    );
  } finally {
    await refusing.stop();
  }
});

test("a catalogue that is away, slow, broken or hostile is told as such", async () => {
  const endless = new Uint8Array(200_000).fill(0x30);
  const cases: [string, Answering, RegExp][] = [
    ["refused", (pdu) => ("initRequest" in pdu ? greeting(false) : undefined), /a catalogue/],
    [
      "refused",
      () => ({ close: { closeReason: "shutdown", diagnosticInformation: "at night" } }),
      /shutdown: at night/,
    ],
    ["unreachable", () => null, /closed|ECONNRESET/],
    ["late", () => new Uint8Array(), /200 ms/],
    ["late", () => Uint8Array.of(0xb5, 0x84), /200 ms/],
    ["not-understood", () => Uint8Array.of(0xbf, 0x1f, 0), /not spoken here/],
    ["not-understood", () => Buffer.from("HTTP/1.1 400 Bad Request\r\n\r\n"), /no PDU begins so/],
    ["not-understood", () => found(1), /searchResponse instead of initResponse/],
    ["not-understood", () => Uint8Array.of(0xb5, 0x84, 0x7f, 0xff, 0xff, 0xff), /more than 100000 bytes/],
    ["too-long", () => Uint8Array.from([0xb5, 0x82, 0xff, 0xff, ...endless]), /more than 100000 bytes/],
    ["not-understood", (pdu) => ("presentRequest" in pdu ? Uint8Array.of(0xb9, 0) : undefined), /is missing/],
  ];
  for (const [id, answer, detail] of cases) {
    const server = await aCatalogue(answer);
    try {
      const { troubles, records } = await ask(server.port, {}, patience(id));
      assert.deepEqual([troubles.map((one) => one.id), records], [[id], []], String(detail));
      assert.match(troubles[0]?.detail ?? "", detail);
    } finally {
      await server.stop();
    }
  }
  const { troubles } = await ask(1);
  assert.deepEqual(troubles, [{ id: "unreachable", detail: "ECONNREFUSED" }]);
});

test("what came before a connection broke is kept, and no catalogue waits for another", async () => {
  const other = Promise.withResolvers<void>();
  const breaking = await aCatalogue((pdu) => {
    if ("initRequest" in pdu) return other.promise.then(() => greeting());
    return "presentRequest" in pdu && pdu.presentRequest.resultSetStartPoint === 1
      ? present(aRecord("一"))
      : undefined;
  });
  const second = await aCatalogue(() => {
    other.resolve();
    return null;
  });
  try {
    const targets = [breaking, second].map(({ port }) => aZ3950Target({ port }));
    const answers = await askOthers({ targets, wanted: { any: "x" }, limits });
    assert.deepEqual(answers.map(title), [[[1, "一"]], []]);
    assert.deepEqual(
      answers.map(({ troubles }) => troubles.map(({ id }) => id)),
      [["unreachable"], ["unreachable"]],
    );
  } finally {
    await breaking.stop();
    await second.stop();
  }
});

test("a catalogue that presents nothing is not asked for ever", async () => {
  const server = await aCatalogue((pdu) => ("presentRequest" in pdu ? present() : undefined));
  try {
    const { found: count, records, troubles } = await ask(server.port);
    assert.deepEqual([count, records, troubles], [5, [], []]);
    assert.equal(server.asked.filter((pdu) => "presentRequest" in pdu).length, 1);
  } finally {
    await server.stop();
  }
});

test("nothing wanted is nothing asked", async () => {
  const [answered] = await askOthers({ targets: [aZ3950Target()], wanted: { title: "  " } });
  assert.deepEqual([answered?.records, answered?.troubles], [[], []]);
});

const marcXml = `<record xmlns="http://www.loc.gov/MARC21/slim"><leader>00000nam  2200000   450 </leader><datafield tag="200" ind1="1" ind2=" "><subfield code="a">文脉</subfield></datafield></record>`;
const sruAnswer = (records: string, encoding = "UTF-8") =>
  `<?xml version="1.0" encoding="${encoding}"?><searchRetrieveResponse xmlns="http://www.loc.gov/zing/srw/"><numberOfRecords>7</numberOfRecords><records>${records}</records></searchRetrieveResponse>`;
const sruRecord = (schema: string, data: string) =>
  `<record><recordSchema>${schema}</recordSchema><recordData>${data}</recordData></record>`;

async function askSruOf(
  answer: Parameters<typeof anHttpServer>[0],
  differs: object = {},
  within = limits,
): Promise<Answered> {
  const server = await anHttpServer(answer);
  try {
    const url = `http://127.0.0.1:${server.port}/sru?key=1`;
    const target = { id: "other", name: "别馆", protocol: "sru", url, version: "1.2", ...differs } as const;
    const [answered] = await askOthers({
      targets: [target],
      wanted: { title: 'a "b" *', name: "王蒙" },
      most: 3,
      limits: within,
    });
    assert.ok(answered);
    return answered;
  } finally {
    await server.stop();
  }
}

test("SRU is asked in one request, in the words of that server", async () => {
  const addresses: URL[] = [];
  const answered = await askSruOf(
    ({ url = "" }, response) => {
      addresses.push(new URL(url, "http://x"));
      response.end(
        sruAnswer(
          sruRecord("marcxml", marcXml) +
            sruRecord("dc", "<dc/>") +
            sruRecord(
              "info:srw/schema/1/diagnostics-v1.1",
              "<diagnostic><uri>info:srw/diagnostic/1/65</uri></diagnostic>",
            ),
        ),
      );
    },
    { indexes: { name: "pica.per" }, schema: "marcxml-solus" },
  );
  assert.equal(answered.found, 7);
  assert.deepEqual(title(answered), [[1, "文脉"]]);
  assert.deepEqual(answered.troubles, [
    { id: "no-marc", detail: "dc", position: 2 },
    { id: "diagnostic", detail: "65 Record does not exist", position: 3 },
  ]);
  assert.deepEqual(Object.fromEntries(addresses[0]?.searchParams ?? []), {
    key: "1",
    operation: "searchRetrieve",
    version: "1.2",
    query: String.raw`dc.title = "a \"b\" \*" and pica.per = 王蒙`,
    startRecord: "1",
    maximumRecords: "3",
    recordPacking: "xml",
    recordSchema: "marcxml-solus",
  });
  assert.equal(addresses.length, 1);
});

test("an answer in another encoding is read in it", async () => {
  // 文脉 in GBK.
  const [before, behind] = sruAnswer(sruRecord("marcxml", marcXml), "gbk").split("文脉");
  const bytes = Buffer.concat([
    Buffer.from(before ?? ""),
    Buffer.from("cec4c2f6", "hex"),
    Buffer.from(behind ?? ""),
  ]);
  assert.deepEqual(title(await askSruOf((_, response) => response.end(bytes))), [[1, "文脉"]]);
});

test("a server of SRU that sends us elsewhere, too much, too late or nonsense is told as such", async () => {
  const cases: [string, RegExp, Parameters<typeof anHttpServer>[0]][] = [
    [
      "refused",
      /HTTP 302/,
      (_, response) => response.writeHead(302, { location: "http://127.0.0.1:1/" }).end(),
    ],
    ["refused", /HTTP 503/, (_, response) => response.writeHead(503).end("busy")],
    ["too-long", /100000 bytes/, (_, response) => response.end(" ".repeat(100_001))],
    ["late", /200 ms/, () => undefined],
    ["late", /200 ms/, (_, response) => response.write("<a>")],
    ["unreachable", /./, (_, response) => response.destroy()],
    ["not-understood", /<html>/, (_, response) => response.end("<html></html>")],
    [
      "diagnostic",
      /16 Unsupported index: pica.x/,
      (_, response) =>
        response.end(
          "<searchRetrieveResponse><diagnostics><diagnostic><uri>info:srw/diagnostic/1/16</uri><details>pica.x</details></diagnostic></diagnostics></searchRetrieveResponse>",
        ),
    ],
  ];
  for (const [id, detail, answer] of cases) {
    const { troubles, records } = await askSruOf(answer, {}, patience(id));
    assert.deepEqual([troubles.map((one) => one.id), records], [[id], []], String(detail));
    assert.match(troubles[0]?.detail ?? "", detail);
  }
});
