import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { connect, createServer } from "node:net";
import { text } from "node:stream/consumers";
import { after, before, test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { aCatalogue, aDiagnostic, aRecord, aZ3950Target, present } from "../testing-catalogues/index.ts";
import { type Answered, askOthers, type Target } from "./index.ts";

const skip = spawnSync("yaz-ztest", ["-V"]).error ? "no yaz-ztest here" : false;

/** yaz-ztest speaks Z39.50 and SRU on one port; it finds as many as the hash of the query says. */
let server: { port: number; stop(): void } | null = null;
before(async () => {
  if (!skip) server = await yazServer();
});
after(() => server?.stop());

async function yazServer() {
  const port = await freePort();
  const child = spawn("yaz-ztest", ["-v", "none", `tcp:127.0.0.1:${port}`], { stdio: "ignore" });
  for (let tries = 0; tries < 100 && !(await isOpen(port)); tries++) await pause(50);
  return { port, stop: () => child.kill() };
}

async function freePort(): Promise<number> {
  const taken = createServer().listen(0, "127.0.0.1");
  await once(taken, "listening");
  const address = taken.address();
  taken.close();
  return typeof address === "object" && address ? address.port : 0;
}

async function isOpen(port: number): Promise<boolean> {
  const socket = connect(port, "127.0.0.1");
  try {
    await once(socket, "connect");
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}

async function ask(target: Target, most = 5) {
  const [answered] = await askOthers({
    targets: [target],
    wanted: { title: "computer", isbn: "0140449132" },
    most,
  });
  assert.ok(answered);
  return answered;
}

const titles = ({ records }: Answered) =>
  records.map(({ read }) => read.kind === "record" && read.text("245", "a"));

/** What it has for everybody. */
const shelf = [
  "How to program a computer",
  "How to program a computer",
  "Computer processing of dynamic images from an Anger scintillation camera :",
  "The Computer Bible /",
  "The Puget Sound Region :",
];

test("yaz-ztest understands our Z39.50, and we its records", { skip }, async () => {
  const answered = await ask(aZ3950Target({ port: server?.port, user: "open", password: "me" }));
  assert.deepEqual(answered.troubles, []);
  assert.ok((answered.found ?? 0) >= 5);
  assert.deepEqual(titles(answered), shelf);
});

test("yaz-ztest says what it has not", { skip }, async () => {
  const { troubles } = await ask(aZ3950Target({ port: server?.port, database: "nosuch" }));
  assert.deepEqual(troubles, [{ id: "diagnostic", detail: "109 Database unavailable: nosuch" }]);
  const inXml = await ask(aZ3950Target({ port: server?.port, syntax: "xml" }), 1);
  assert.deepEqual(inXml.troubles, [
    { id: "diagnostic", detail: "14 System error in presenting records", position: 1 },
  ]);
});

test("yaz-ztest understands our SRU of every version", { skip }, async () => {
  for (const version of ["1.1", "1.2", "2.0"] as const) {
    const url = `http://127.0.0.1:${server?.port}/Default`;
    const answered = await ask({ id: "yaz", name: "yaz", protocol: "sru", url, version });
    assert.deepEqual(answered.troubles, [], version);
    assert.deepEqual(titles(answered), shelf);
  }
});

const noClient = spawnSync("yaz-client", ["-V"]).error ? "no yaz-client here" : false;

/** What yaz-client prints to these commands. */
async function yazClient(commands: string[]): Promise<string> {
  const child = spawn("yaz-client", ["-u", "open/me"]);
  child.stdin.end(`${commands.join("\n")}\nquit\n`);
  const [printed] = await Promise.all([text(child.stdout), once(child, "exit")]);
  return printed;
}

test("yaz-client understands what is answered in our PDUs", { skip: noClient }, async () => {
  const term = (word: string, globalOccurrences: number) => ({
    termInfo: { term: { general: Buffer.from(word) }, globalOccurrences },
  });
  const server = await aCatalogue((pdu) => {
    if ("presentRequest" in pdu && pdu.presentRequest.resultSetStartPoint > 5)
      return {
        presentResponse: {
          numberOfRecordsReturned: 0,
          nextResultSetPosition: 0,
          presentStatus: "failure",
          records: { nonSurrogateDiagnostic: aDiagnostic },
        },
      };
    if ("presentRequest" in pdu) return present(aRecord("文脉"));
    if ("scanRequest" in pdu)
      return {
        scanResponse: {
          scanStatus: "success",
          numberOfEntriesReturned: 2,
          positionOfTerm: 1,
          entries: { entries: [term("文", 3), term("脉", 4)] },
        },
      };
    if ("deleteResultSetRequest" in pdu)
      return {
        deleteResultSetResponse: {
          deleteOperationStatus: "success",
          deleteListStatuses: [{ id: "1", status: "resultSetDidNotExist" }],
        },
      };
    if ("close" in pdu) return { close: { closeReason: "finished", diagnosticInformation: "再见" } };
  });
  try {
    const printed = await yazClient([
      `open 127.0.0.1:${server.port}`,
      "format unimarc",
      "find @and @attr 1=4 文脉 @attr 1=1003 王蒙",
      "show 1",
      "show 9",
      "scan @attr 1=4 文",
      "delete 1",
      "close",
    ]);
    for (const line of [
      /Connection accepted by v3 target/,
      /Name {3}: a catalogue/,
      /Number of hits: 5/,
      /Record type: Unimarc/i,
      /200 1 {2}\$a 文脉/,
      /\[114\] Unsupported Use attribute -- v2 addinfo '9999'/,
      /文 \(3\)\n.*脉 \(4\)/,
      /Got deleteResultSetResponse status=0\n1 status=1/,
      /Reason: finished, message: 再见/,
    ])
      assert.match(printed, line);
  } finally {
    await server.stop();
  }
});
