import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingHttpHeaders, type RequestListener, type Server } from "node:http";
import { text } from "node:stream/consumers";
import { type TestContext, test } from "node:test";
import { Temporal } from "temporal-polyfill";
import { httpIdentity, identitySimulator, openIdentity } from "./index.ts";

const question = {
  id: "0199d8a4-3b52",
  name: "阿依古丽·买买提",
  kind: "resident-id",
  number: "11010519491231002X",
  country: null,
};
// No time decides: only silence is waited for, and that for as short as may be.
const clock = () => Temporal.Instant.from("2026-11-23T04:00:00Z");
const fast = { clock, waits: [1, 1] };

async function listening(t: TestContext, server: Server): Promise<string> {
  await once(server.listen(0, "127.0.0.1"), "listening");
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  assert.ok(address && typeof address === "object");
  return `http://127.0.0.1:${address.port}/`;
}

/** A provider on loopback that answers as told, the last answer again and again; what it was asked. */
async function provider(t: TestContext, ...answers: RequestListener[]) {
  const asked: { headers: IncomingHttpHeaders; body: string }[] = [];
  const server = createServer(async (request, response) => {
    asked.push({ headers: request.headers, body: await text(request) });
    (answers[asked.length - 1] ?? answers.at(-1))?.(request, response);
  });
  return { url: await listening(t, server), asked };
}

const says =
  (status: number, body: string, headers: Record<string, string> = {}): RequestListener =>
  (_request, response) => {
    response.writeHead(status, headers).end(body);
  };

test("the simulator answers over a socket by the name it is asked about", async (t) => {
  const identity = httpIdentity({ url: await listening(t, identitySimulator()), ...fast });
  assert.equal(await identity.check(question), "match");
  assert.equal(await identity.check({ ...question, name: "李不符" }), "no-match");
  assert.equal(await identity.check({ ...question, name: "李故障" }), "unavailable");
});

test("a question is asked once, whole, signed, under its own key", async (t) => {
  const { url, asked } = await provider(t, says(200, '{"result":"match"}'));
  assert.equal(await httpIdentity({ url, secret: "shared", ...fast }).check(question), "match");
  assert.equal(asked.length, 1);
  const [{ headers, body }] = asked as [(typeof asked)[number]];
  assert.deepEqual(JSON.parse(body), question);
  assert.equal(headers["idempotency-key"], question.id);
  const [, t1, v1] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(String(headers["x-wenmai-signature"])) ?? [];
  assert.equal(Number(t1), clock().epochMilliseconds / 1000);
  assert.equal(v1, createHmac("sha256", "shared").update(`${t1}.${body}`).digest("hex"));
});

test("trouble that passes is tried again under the same key", async (t) => {
  // The request has been read by then: only its socket ends it, anything else is silence until the time is up.
  const cut: RequestListener = (request) => request.socket.destroy();
  for (const trouble of [says(503, ""), says(429, ""), cut]) {
    const { url, asked } = await provider(t, trouble, trouble, says(200, '{"result":"no-match"}'));
    assert.equal(await httpIdentity({ url, ...fast }).check(question), "no-match");
    assert.deepEqual(new Set(asked.map(({ headers }) => headers["idempotency-key"])), new Set([question.id]));
  }
});

test("everything that is no clear answer is an outage, told without name or number", async (t) => {
  const troubles: [RequestListener, tries: number, more?: { timeoutMs: number }][] = [
    [says(503, ""), 3],
    [() => {}, 3, { timeoutMs: 100 }], // silence
    [says(400, '{"result":"match"}'), 1],
    [says(200, "match"), 1],
    [says(200, '{"result":"perhaps"}'), 1],
    [says(200, "null"), 1],
    [says(307, "", { location: "/elsewhere" }), 1],
  ];
  for (const [trouble, tries, more] of troubles) {
    const { url, asked } = await provider(t, trouble);
    const told: string[] = [];
    const identity = httpIdentity({ url, ...fast, ...more, onTrouble: (reason) => told.push(reason) });
    assert.equal(await identity.check(question), "unavailable");
    assert.equal(asked.length, tries);
    assert.equal(told.length, 1);
    assert.doesNotMatch(told.join(), /阿依古丽|002X/);
  }
});

test("nobody there is an outage", async (t) => {
  const server = createServer();
  const url = await listening(t, server);
  server.close();
  await once(server, "close");
  assert.equal(await httpIdentity({ url, ...fast }).check(question), "unavailable");
});

test("a city without a provider: simulated in demo, nobody in production", async () => {
  const quiet = () => undefined;
  assert.equal(await openIdentity({ mode: "demo" }, clock, quiet).check(question), "match");
  const production = openIdentity({ mode: "production" }, clock, quiet);
  assert.equal(production.connected, false);
  assert.equal(await production.check(question), "unavailable");
});
