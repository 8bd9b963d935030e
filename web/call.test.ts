import assert from "node:assert/strict";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { after, test } from "node:test";
import { operation, T } from "#contract";
import { call } from "./call.ts";
import { problemIn } from "./page.ts";

const params = T.Object({ id: T.String() });
const answer = T.Object({ left: T.Integer() });
const read = operation({ id: "t.read", method: "GET", path: "/api/t/:id", summary: "Reads", params, answer });
const take = operation({
  id: "t.take",
  method: "POST",
  path: "/api/t/:id",
  summary: "Takes",
  params,
  body: T.Object({ size: T.Integer() }),
  answer,
});

interface Seen {
  method: string | undefined;
  url: string | undefined;
  key: string | undefined;
  body: string;
}
const seen: Seen[] = [];
let loseAnswers = 0;
let status = 200;
let said: unknown = { left: 3 };

const server = createServer(async (request: IncomingMessage, response) => {
  let body = "";
  for await (const part of request) body += part;
  seen.push({
    method: request.method,
    url: request.url,
    key: request.headers["idempotency-key"]?.toString(),
    body,
  });
  if (loseAnswers > 0) {
    loseAnswers -= 1;
    request.socket.destroy();
    return;
  }
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(said));
});
await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
// A TCP server's address is an object.
const { port } = server.address() as AddressInfo;
const outside = globalThis.fetch;
// In the browser an address without a host is the page's own; here it is this server's.
globalThis.fetch = (input, init) => outside(new URL(String(input), `http://127.0.0.1:${port}`), init);
after(() => {
  globalThis.fetch = outside;
  server.close();
});

function begin() {
  seen.length = 0;
  loseAnswers = 0;
  status = 200;
  said = { left: 3 };
}

test("a reading is asked at its address without a key", async () => {
  begin();
  assert.deepEqual(await call(read, { params: { id: "文/1" } }), { left: 3 });
  assert.deepEqual(seen, [{ method: "GET", url: "/api/t/%E6%96%87%2F1", key: undefined, body: "" }]);
});

test("a command whose answer was lost is sent again with the same key, once", async () => {
  begin();
  loseAnswers = 1;
  await call(take, { params: { id: "1" }, body: { size: 2 } });
  assert.equal(seen.length, 2);
  assert.match(seen[0]?.key ?? "", /^[0-9a-f]{32}$/);
  assert.equal(seen[0]?.key, seen[1]?.key);
  assert.equal(seen[1]?.body, '{"size":2}');
});

test("a line that is gone is told, not asked for ever", async () => {
  begin();
  loseAnswers = 9;
  await assert.rejects(call(take, { params: { id: "1" }, body: { size: 2 } }));
  assert.equal(seen.length, 2);
});

test("two commands have two keys; a key given is used", async () => {
  begin();
  const input = { params: { id: "1" }, body: { size: 1 } };
  await call(take, input);
  await call(take, input);
  await call(take, input, { key: "mine-12345" });
  assert.notEqual(seen[0]?.key, seen[1]?.key);
  assert.equal(seen[2]?.key, "mine-12345");
});

test("a refusal is thrown as the problem the server wrote", async () => {
  begin();
  status = 409;
  said = { id: "claim.none-left", title: "没有名额了", status: 409 };
  const thrown = await call(take, { params: { id: "1" }, body: { size: 1 } }).catch(
    (error: unknown) => error,
  );
  assert.equal(problemIn(thrown)?.id, "claim.none-left");
});
