import assert from "node:assert/strict";
import { test } from "node:test";
import Fastify, { type FastifyInstance } from "fastify";
import { connect, type Database } from "#platform/db";
import { setLimits } from "#platform/limits";
import { dbTest } from "#platform/testing";
import { smallServer, someoneSignedIn } from "../http/testing.ts";
import { addHealth, comesFromInside } from "./index.ts";

async function ready(app: FastifyInstance) {
  const answer = await app.inject("/readyz");
  return [answer.statusCode, answer.json().why];
}

dbTest("ready with a database at its newest schema, not before", async ({ db, t }) => {
  const app = Fastify();
  addHealth(app, db);
  assert.deepEqual(await ready(app), [200, undefined]);
  const { name } = await db.one<{
    name: string;
  }>`select name from platform.migration order by name desc limit 1`;
  await db.run`delete from platform.migration where name = ${name}`;
  t.after(() => db.run`insert into platform.migration (name) values (${name}) on conflict do nothing`);
  assert.deepEqual(await ready(app), [503, "migrations"]);
  await db.run`insert into platform.migration (name) values (${name})`;
  assert.deepEqual(await ready(app), [200, undefined]);
});

test("alive without a database, and ready again when it is back", async (t) => {
  const away = connect("postgres://nobody@127.0.0.1:1/nowhere");
  t.after(() => away.end());
  const app = Fastify();
  addHealth(app, away);
  assert.equal((await app.inject("/healthz")).statusCode, 200);
  assert.deepEqual(await ready(app), [503, "database"]);
  assert.equal((await app.inject("/metrics")).statusCode, 200);
});

test("a database that does not answer is no database", async () => {
  const app = Fastify();
  // Of the database only the pool is asked.
  addHealth(app, { pool: { query: () => new Promise(() => undefined) } } as unknown as Database);
  assert.deepEqual(await ready(app), [503, "database"]);
});

dbTest(
  "health answers however often it is asked, with any cookie; figures stay inside",
  async ({ db, ctx, t }) => {
    const app = await smallServer({ db }, { trustProxy: true });
    t.after(() => app.close());
    addHealth(app, db);
    const one = { burst: 1, perMinute: 1 };
    setLimits(app, {
      read: { account: one, address: one },
      write: { account: one, address: one },
      "sign-in": { account: one, address: one },
    });
    const { cookie } = await someoneSignedIn(ctx);
    for (const url of ["/healthz", "/readyz", "/metrics", "/healthz", "/readyz", "/metrics"])
      assert.equal((await app.inject({ url, headers: { cookie } })).statusCode, 200, url);
    const metrics = await app.inject({
      url: "/metrics",
      remoteAddress: "10.0.0.1",
      headers: { "x-forwarded-for": "192.168.1.9" },
    });
    assert.equal(metrics.statusCode, 200);
    assert.match(String(metrics.headers["content-type"]), /^text\/plain; version=0\.0\.4/);
    const outside = await app.inject({
      url: "/metrics",
      remoteAddress: "10.0.0.1",
      headers: { "x-forwarded-for": "203.0.113.9" },
    });
    assert.deepEqual([outside.statusCode, outside.json().id], [404, "not-found"]);
  },
);

test("inside is loopback, private and link-local", () => {
  for (const [ip, expected] of [
    ["127.0.0.1", true],
    ["::1", true],
    ["::ffff:10.1.2.3", true],
    ["172.31.0.1", true],
    ["fd12::7", true],
    ["172.32.0.1", false],
    ["::ffff:203.0.113.9", false],
    ["2001:db8::1", false],
    ["", false],
  ] as const)
    assert.equal(comesFromInside(ip), expected, ip);
});
