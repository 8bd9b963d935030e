import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingHttpHeaders, type ServerResponse } from "node:http";
import { text } from "node:stream/consumers";
import { type TestContext, test } from "node:test";
import { Temporal } from "temporal-polyfill";
import { gateway, NotSent, openMessenger, shownMessages } from "./index.ts";

const message = {
  id: "0199d8a4-3b52",
  address: "+8613999912345",
  kind: "sign-in-code",
  text: "【文脉】验证码 482913",
};
const clock = () => Temporal.Instant.from("2026-11-23T04:00:00Z");
// No time decides: only silence is waited for.
const fast = { clock, waits: [1, 1] };

interface Request {
  headers: IncomingHttpHeaders;
  body: string;
  path: string | undefined;
}

/** A gateway on loopback that answers as told, the last answer again and again; what it was asked. */
async function gatewayServer(t: TestContext, ...answers: ((response: ServerResponse) => void)[]) {
  const asked: Request[] = [];
  const server = createServer(async (request, response) => {
    asked.push({ headers: request.headers, body: await text(request), path: request.url });
    (answers[asked.length - 1] ?? answers.at(-1))?.(response);
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  assert.ok(address && typeof address === "object");
  return { url: `http://127.0.0.1:${address.port}/send`, asked };
}

const status =
  (code: number, headers: Record<string, string> = {}) =>
  (response: ServerResponse) => {
    response.writeHead(code, headers).end("whatever");
  };
const silence = () => {};
const hangUp = (response: ServerResponse) => response.destroy();

test("a message goes out once, whole, signed, under its own key", async (t) => {
  const { url, asked } = await gatewayServer(t, status(202));
  await gateway({ url, secret: "shared", ...fast }).send(message);
  assert.equal(asked.length, 1);
  const [{ headers, body }] = asked as [Request];
  assert.deepEqual(JSON.parse(body), {
    id: message.id,
    to: message.address,
    kind: message.kind,
    text: message.text,
  });
  assert.equal(headers["idempotency-key"], message.id);
  const [, t1, v1] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(String(headers["x-wenmai-signature"])) ?? [];
  assert.equal(v1, createHmac("sha256", "shared").update(`${t1}.${body}`).digest("hex"));
  assert.equal(Number(t1), clock().epochMilliseconds / 1000);
});

test("trouble that passes is tried again with the same key: no answer, hung up, 429, 5xx", async (t) => {
  for (const trouble of [silence, hangUp, status(429), status(408), status(500), status(503)]) {
    const { url, asked } = await gatewayServer(t, trouble, trouble, status(200));
    const options = trouble === silence ? { ...fast, timeoutMs: 1000 } : fast;
    await gateway({ url, ...options }).send(message);
    assert.deepEqual(
      asked.map(({ headers }) => headers["idempotency-key"]),
      [message.id, message.id, message.id],
    );
    assert.equal(new Set(asked.map(({ body }) => body)).size, 1);
  }
});

test("after the last try the message is worth another one later", async (t) => {
  const { url, asked } = await gatewayServer(t, status(503));
  await assert.rejects(gateway({ url, ...fast }).send(message), {
    name: "NotSent",
    again: true,
    message: /answered 503/,
  });
  assert.equal(asked.length, 3);
});

test("a refusal is final and not repeated", async (t) => {
  for (const code of [400, 401, 404, 422]) {
    const { url, asked } = await gatewayServer(t, status(code));
    await assert.rejects(gateway({ url, ...fast }).send(message), { again: false });
    assert.equal(asked.length, 1);
  }
});

test("a gateway that sends us elsewhere is not followed", async (t) => {
  const { url, asked } = await gatewayServer(t, status(307, { location: "/elsewhere" }));
  await assert.rejects(gateway({ url, ...fast }).send(message), { again: false, message: /answered 307/ });
  assert.deepEqual(
    asked.map(({ path }) => path),
    ["/send"],
  );
});

test("it waits as long as the gateway asks, unless that is too long for somebody who looks at the screen", async (t) => {
  const soon = await gatewayServer(t, status(429, { "retry-after": "1" }), status(200));
  const waited: number[] = [];
  const pause = async (ms: number) => void waited.push(ms);
  await gateway({ url: soon.url, ...fast, pause }).send(message);
  assert.deepEqual(waited, [1000]);
  const late = await gatewayServer(t, status(429, { "retry-after": "60" }), status(200));
  await assert.rejects(gateway({ url: late.url, ...fast, pause }).send(message), { again: true });
  assert.equal(late.asked.length, 1);
  assert.equal(waited.length, 1);
});

test("no gateway there: says so in its own words, and names neither person nor text", async () => {
  const gone = createServer();
  await once(gone.listen(0, "127.0.0.1"), "listening");
  const address = gone.address();
  assert.ok(address && typeof address === "object");
  gone.close();
  await once(gone, "close");
  const sending = gateway({
    url: `http://127.0.0.1:${address.port}/send?key=hunter2`,
    clock,
    waits: [],
    timeoutMs: 300,
  }).send(message);
  await assert.rejects(sending, (error: unknown) => {
    assert.ok(error instanceof NotSent && error.again);
    assert.match(error.message, /cannot be reached \(ECONNREFUSED\)/);
    for (const secret of [message.address, message.text, "482913", "hunter2"])
      assert.equal(String(error.stack).includes(secret), false);
    return true;
  });
});

test("shown messages: the newest first, no more than asked for, repetitions once", async () => {
  const at = Temporal.Instant.from("2026-11-23T04:00:00Z");
  const shown = shownMessages(() => at, 3);
  for (const id of ["a", "b", "c", "d", "c"]) await shown.send({ ...message, id });
  assert.deepEqual(
    shown.list().map(({ id }) => id),
    ["c", "d", "b"],
  );
  assert.deepEqual(shown.list()[0], { ...message, id: "c", at });
});

test("in demo messages are shown, in production they are sent or refused, never shown", async (t) => {
  const clock = () => Temporal.Now.instant();
  const demo = openMessenger({ mode: "demo" }, clock);
  await demo.messenger.send(message);
  assert.equal(demo.shown?.list().length, 1);
  const production = openMessenger({ mode: "production" }, clock);
  assert.equal(production.shown, null);
  await assert.rejects(production.messenger.send(message), { again: false, message: /SMS_WEBHOOK_URL/ });
  const { url, asked } = await gatewayServer(t, status(200));
  const sent = openMessenger({ mode: "demo", smsWebhookUrl: url, smsWebhookSecret: "s" }, clock);
  await sent.messenger.send(message);
  assert.equal(sent.shown, null);
  assert.ok(asked[0]?.headers["x-wenmai-signature"]);
});
