import assert from "node:assert/strict";
import { test } from "node:test";
import Fastify from "fastify";
import { Temporal } from "temporal-polyfill";
import { Problem } from "../errors/index.ts";
import { type Limits, limitFor, limitTry, setLimits } from "./index.ts";

const tight = { burst: 2, perMinute: 60 };
const limits: Limits = {
  read: { account: tight, address: tight },
  write: { account: tight, address: tight },
  "sign-in": { account: tight, address: { burst: 1, perMinute: 1 } },
};

/** A server whose asker is what the header says, and a clock we move. */
function server() {
  let now = Temporal.Instant.from("2026-11-23T04:00:00Z");
  const app = Fastify();
  app.addHook("onRequest", async (request) => {
    const account = request.headers["x-account"]?.toString() ?? null;
    // Only the account is read of it.
    request.ctx = { actor: { account } } as unknown as typeof request.ctx;
    limitFor(request, now);
  });
  app.setErrorHandler((error, _request, reply) => {
    if (!(error instanceof Problem)) throw error;
    return reply.status(error.status).send(error.data);
  });
  app.register(async (inner) => {
    inner.get("/place", async () => "read");
  });
  app.post("/claim", async () => "write");
  for (const door of ["/sign-in", "/page"]) {
    app.post(door, async (request) => {
      limitTry(request, "sign-in", now);
      return "in";
    });
  }
  app.get("/healthz", { config: { limit: "free" } }, async () => "ok");
  setLimits(app, limits);
  return {
    app,
    pass: (seconds: number) => {
      now = now.add({ seconds });
    },
    ask: async (method: "GET" | "POST", url: string, account?: string, remoteAddress = "192.0.2.7") => {
      const headers = account ? { "x-account": account } : {};
      const answer = await app.inject({ method, url, headers, remoteAddress });
      return answer.statusCode === 429 ? answer.json().retryAfter : answer.statusCode;
    },
  };
}

test("who asks too often is refused with the seconds to wait, and served after them", async () => {
  const { ask, pass } = server();
  const three = async () => [
    await ask("GET", "/place"),
    await ask("GET", "/place"),
    await ask("GET", "/place"),
  ];
  assert.deepEqual(await three(), [200, 200, 1]);
  pass(1);
  assert.deepEqual(await three(), [200, 1, 1]);
});

test("accounts behind one address do not take each other's turns; reading does not use up writing", async () => {
  const { ask } = server();
  for (const account of ["a", "b"]) {
    assert.deepEqual(
      [await ask("POST", "/claim", account), await ask("POST", "/claim", account)],
      [200, 200],
    );
    assert.equal(await ask("POST", "/claim", account), 1);
    assert.equal(await ask("GET", "/place", account), 200);
  }
});

test("signing in counts by address, whoever one says to be and whichever door one takes", async () => {
  const { ask } = server();
  assert.equal(await ask("POST", "/sign-in", "a"), 200);
  assert.equal(await ask("POST", "/sign-in", "b"), 60);
  assert.equal(await ask("POST", "/page", "c"), 60);
  assert.equal(await ask("POST", "/sign-in", undefined, "198.51.100.1"), 200);
});

test("free routes are never refused, and limits can be taken off", async () => {
  const { ask, app } = server();
  for (let n = 0; n < 10; n++) assert.equal(await ask("GET", "/healthz"), 200);
  setLimits(app, null);
  for (let n = 0; n < 10; n++) assert.equal(await ask("GET", "/place"), 200);
});

test("servers in one process count for themselves", async () => {
  const [one, other] = [server(), server()];
  await one.ask("GET", "/place");
  await one.ask("GET", "/place");
  assert.equal(await one.ask("GET", "/place"), 1);
  assert.equal(await other.ask("GET", "/place"), 200);
});
