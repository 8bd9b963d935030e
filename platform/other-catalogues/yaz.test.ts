import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { connect, createServer } from "node:net";
import { after, before, test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { type Answered, askOthers, type Target } from "./index.ts";
import { aZ3950Target } from "./testing.ts";

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
