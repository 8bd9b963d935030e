import assert from "node:assert/strict";
import { test } from "node:test";
import {
  bib1,
  bib1Attributes,
  bib1Diagnostics,
  bib1Meaning,
  bib1Words,
  bodyOf,
  fromAttributesPlusTerm,
  fromQuery,
  hasUtf8,
  type Pdu,
  type PduBody,
  type PduName,
  type Rpn,
  readPdu,
  recordSyntaxes,
  recordSyntaxOf,
  toAttributesPlusTerm,
  toQuery,
  Unreadable,
  utf8Proposed,
  utf8Selected,
  writePdu,
} from "./index.ts";
import { fromHex, toHex, yazPdus } from "./testing.ts";

/** The PDUs of one kind, in the order in which yaz said them. */
function said<N extends PduName>(name: N): PduBody<N>[] {
  return yazPdus()
    .map((bytes) => bodyOf(readPdu(bytes), name))
    .filter((body) => body !== null);
}

/** Of BER values in between, where they stood. */
const withoutPlaces = (pdu: Pdu) =>
  JSON.parse(JSON.stringify(pdu, (key, value) => (key === "byte" ? 0 : value)));

test("whatever yaz says is read whole: written again it is the same, in bytes but for indefinite lengths", () => {
  let same = 0;
  for (const bytes of yazPdus()) {
    const pdu = readPdu(bytes);
    const written = writePdu(pdu);
    assert.deepEqual(withoutPlaces(readPdu(written)), withoutPlaces(pdu));
    if (toHex(written) === toHex(bytes)) same++;
  }
  assert.deepEqual([yazPdus().length, same], [32, 25]);
});

test("a greeting says who asks, what both can and in which charset", () => {
  const [asked, anonymous] = said("initRequest");
  assert.deepEqual(asked?.idAuthentication, { open: "wenmai,克拉玛依,secret" });
  assert.deepEqual(anonymous?.idAuthentication, { open: "open/me" });
  assert.deepEqual(asked?.protocolVersion, ["version-1", "version-2", "version-3"]);
  assert.ok(asked?.options.includes("negotiationModel") && !anonymous?.options.includes("negotiationModel"));
  assert.equal(asked?.preferredMessageSize, 64 * 1024 * 1024);
  assert.deepEqual([hasUtf8(asked?.otherInfo), hasUtf8(anonymous?.otherInfo)], [true, false]);
  const [answered] = said("initResponse");
  assert.equal(answered?.result, true);
  // It wants ISO 8859-1.
  assert.equal(hasUtf8(answered?.otherInfo), false);
});

test("UTF-8 is proposed as yaz does it, and selected", () => {
  const written = toHex(writePdu({ close: { closeReason: "finished", otherInfo: utf8Proposed } }));
  assert.match(written, /06072a8648ce130f03a00ea10ca10aa208820628d316010008$/);
  assert.ok(hasUtf8(utf8Selected));
  assert.equal(hasUtf8(undefined), false);
});

test("queries are small trees, both ways", () => {
  const trees = said("searchRequest").map(({ query }) => fromQuery(query));
  const [first, , unknownSet] = trees;
  assert.deepEqual(first, {
    set: bib1,
    rpn: {
      operator: "and",
      left: { attributes: bib1Attributes({ relation: "equal", use: "author" }), term: "jack london" },
      right: {
        operator: "or",
        left: { attributes: bib1Attributes({ use: "isbn" }), term: "0140449132" },
        right: { attributes: bib1Attributes({ truncation: "right", use: "title" }), term: "文脉" },
      },
    },
  });
  assert.deepEqual(unknownSet, {
    set: bib1,
    rpn: {
      operator: "and-not",
      left: { resultSet: "1" },
      right: {
        operator: "prox",
        proximity: {
          exclusion: false,
          distance: 3,
          ordered: true,
          relationType: 2,
          proximityUnitCode: { known: 2 },
        },
        left: { attributes: [], term: "a" },
        right: { attributes: [], term: "b" },
      },
    },
  });
  for (const tree of trees) {
    assert.ok("rpn" in tree);
    assert.deepEqual(fromQuery(toQuery(tree.rpn)), tree);
  }
});

test("terms are in the charset that both know", () => {
  const rpn: Rpn = { attributes: bib1Attributes({ use: "title" }), term: "文" };
  const query = toQuery(rpn, () => fromHex("cec4"));
  assert.match(toHex(writePdu(aSearch(query))), /9f2d02cec4/);
  assert.deepEqual(
    fromQuery(query, (bytes) => new TextDecoder("gbk").decode(bytes)),
    { set: bib1, rpn },
  );
});

test("what of a query is not taken has its diagnostic", () => {
  const attributes = [{ attributeType: 1, attributeValue: { numeric: 4 } }];
  const asked = (rpn: object) =>
    ({ "type-1": { attributeSet: bib1, rpn } }) as Parameters<typeof fromQuery>[0];
  const general = { general: fromHex("78") };
  const complex = { complex: { list: [{ numeric: 4 }, { numeric: 5 }] } };
  const cases = [
    [{ "type-2": fromHex("78") }, 107, "type-2"],
    [asked({ op: { attrTerm: { attributes, term: { null: null } } } }), 229, "null"],
    [asked({ op: { resultAttr: { resultSet: "a", attributes } } }), 245, "a"],
    [
      asked({
        op: { attrTerm: { attributes: [{ attributeType: 1, attributeValue: complex }], term: general } },
      }),
      246,
      "1",
    ],
  ] as const;
  for (const [query, condition, addinfo] of cases) assert.deepEqual(fromQuery(query), { condition, addinfo });
  assert.deepEqual(fromAttributesPlusTerm({ attributes, term: { oid: "1.2.3" } }), {
    condition: 229,
    addinfo: "oid",
  });
  assert.equal(bib1Meaning(229), "Term type not supported");
  assert.equal(bib1Meaning(99), null);
});

test("words stand for Bib-1's attributes, numbers for those of other sets", () => {
  const words = {
    use: "title",
    structure: "phrase",
    truncation: "right",
    completeness: "complete-field",
  } as const;
  assert.deepEqual(bib1Words(bib1Attributes(words)), words);
  assert.deepEqual(
    bib1Words([
      { type: 1, value: 9999 },
      { type: 9, value: "x" },
    ]),
    { use: 9999, 9: "x" },
  );
});

test("records come with their syntax, alone or with what is against one of them", () => {
  const [usmarc, notInXml, sutrs, outOfRange, opac] = said("presentResponse").map(({ records }) => records);
  assert.ok(usmarc && "responseRecords" in usmarc);
  const [{ name, record } = { record: null }] = usmarc.responseRecords;
  assert.equal(name, "Default");
  assert.ok(record && "retrievalRecord" in record);
  const { directReference, encoding } = record.retrievalRecord;
  assert.equal(recordSyntaxOf(directReference), "usmarc");
  assert.ok("octetAligned" in encoding);
  assert.match(Buffer.from(encoding.octetAligned).toString("latin1"), /^00366nam.*Jack Collins/);
  assert.deepEqual(notInXml, {
    responseRecords: [
      {
        name: "Default",
        record: {
          surrogateDiagnostic: {
            defaultFormat: { diagnosticSetId: bib1Diagnostics, condition: 14, addinfo: "" },
          },
        },
      },
    ],
  });
  assert.deepEqual(outOfRange, {
    nonSurrogateDiagnostic: { diagnosticSetId: bib1Diagnostics, condition: 13, addinfo: "0" },
  });
  for (const [records, syntax] of [
    [sutrs, "sutrs"],
    [opac, "opac"],
  ] as const) {
    assert.ok(records && "responseRecords" in records);
    const [one] = records.responseRecords;
    assert.ok(
      one && "retrievalRecord" in one.record && "singleAsn1Type" in one.record.retrievalRecord.encoding,
    );
    assert.equal(recordSyntaxOf(one.record.retrievalRecord.directReference), syntax);
  }
  assert.equal(recordSyntaxOf("1.2.3"), null);
});

test("a scan has its terms with how often they stand there", () => {
  const [asked] = said("scanRequest");
  assert.ok(asked);
  const term = { attributes: bib1Attributes({ use: "title" }), term: "ban" };
  assert.deepEqual(fromAttributesPlusTerm(asked.termListAndStartPoint), term);
  assert.deepEqual(toAttributesPlusTerm(term), asked.termListAndStartPoint);
  const [whole, cut] = said("scanResponse");
  const entries = whole?.entries?.entries?.map((entry) => {
    assert.ok("termInfo" in entry && "general" in entry.termInfo.term);
    return [Buffer.from(entry.termInfo.term.general).toString(), entry.termInfo.globalOccurrences];
  });
  assert.deepEqual(entries, [
    ["BAN", 21],
    ["BAR", 22],
    ["BAS", 23],
    ["BAT", 24],
  ]);
  assert.deepEqual([whole?.scanStatus, cut?.scanStatus, cut?.positionOfTerm], ["success", "partial-5", 2]);
});

test("result sets are named, deleted and told apart by reference", () => {
  const searched = said("searchResponse");
  assert.deepEqual(
    searched.map(({ resultCount, referenceId }) => [resultCount, Buffer.from(referenceId ?? []).toString()]),
    [
      [140449132, ""],
      [1, ""],
      [15, "abc"],
      [1, "abc"],
      [0, "abc"],
    ],
  );
  assert.deepEqual(searched.at(-1)?.records, {
    nonSurrogateDiagnostic: { diagnosticSetId: bib1Diagnostics, condition: 109, addinfo: "nosuch" },
  });
  assert.equal(searched.at(-1)?.searchStatus, false);
  assert.equal(searched.at(-1)?.resultSetStatus, "none");
  assert.deepEqual(said("deleteResultSetRequest")[0]?.resultSetList, ["1", "9"]);
  assert.deepEqual(said("close").at(-1), {
    closeReason: "finished",
    diagnosticInformation: "Association terminated by client",
  });
});

function aSearch(query: ReturnType<typeof toQuery>): Pdu {
  return {
    searchRequest: {
      smallSetUpperBound: 0,
      largeSetLowerBound: 1,
      mediumSetPresentNumber: 0,
      replaceIndicator: true,
      resultSetName: "default",
      databaseNames: ["Default"],
      preferredRecordSyntax: recordSyntaxes.unimarc,
      query,
    },
  };
}

test("what is no PDU is refused with what is wrong", () => {
  const cases: [string, RegExp][] = [
    ["0500", /byte 0: a PDU that is not spoken here/],
    ["bf1f00", /not spoken here/],
    ["9405 0000000000", /byte 0: has no parts/],
    ["b400", /byte 0: protocolVersion is missing/],
    ["b604 8d020102", /smallSetUpperBound|largeSetLowerBound is missing/],
    ["bf3006 9f81530212 34", /byte 3: 4660 means nothing here/],
  ];
  for (const [hex, why] of cases)
    assert.throws(
      () => readPdu(fromHex(hex)),
      (error) => error instanceof Unreadable && why.test(error.message),
      hex,
    );
});

test("what a newer version adds is passed over, and fields in another order are read", () => {
  assert.deepEqual(readPdu(fromHex("bf300e 9f8148 0101 83026f6b 9f8153 0100")), {
    close: { closeReason: "finished", diagnosticInformation: "ok" },
  });
});
