import assert from "node:assert/strict";
import { test } from "node:test";
import Fastify from "fastify";
import { connect, newId } from "#platform/db";
import { dbTest } from "#platform/testing";
import { countRequest, metricsText } from "./index.ts";

/** The figure of one line of the metrics, or undefined. */
function figure(text: string, name: string): number | undefined {
  const line = text.split("\n").find((one) => one.startsWith(`${name} `));
  return line === undefined ? undefined : Number(line.slice(name.length + 1));
}

dbTest("the metrics tell what waits: jobs, news, dead deliveries, connections", async ({ db }) => {
  await db.run`
    select graphile_worker.add_job('people.send-code', '{}'::json, run_at => now() - interval '90 seconds')`;
  await db.run`select graphile_worker.add_job('later', '{}'::json, run_at => now() + interval '1 hour')`;
  const [old, fresh] = [newId(), newId()];
  await db.run`insert into platform.outbox (id, type, at, payload) values (${old}, 'a.done', now() - interval '60 seconds', '{}')`;
  await db.run`insert into platform.outbox (id, type, at, payload) values (${fresh}, 'a.done', now(), '{}')`;
  await db.run`insert into platform.listener (name) values ('slow.ears')`;
  await db.run`insert into platform.listener (name, xid, seq) select 'quick.ears', xid, seq from platform.outbox order by xid desc, seq desc limit 1`;
  await db.run`
    insert into platform.delivery (listener, event, attempts, next_at, error)
    values ('slow.ears', ${old}, 6, null, 'x'), ('slow.ears', ${fresh}, 1, now(), 'x')`;

  const text = await metricsText(db);
  const is = (name: string, low: number, high = low) => {
    const value = figure(text, name);
    assert.ok(value !== undefined && value >= low && value <= high, `${name} is ${value}`);
  };
  is("wenmai_db_up", 1);
  is("wenmai_jobs_waiting", 1);
  is("wenmai_jobs_lag_seconds", 90, 120);
  is("wenmai_jobs_dead", 0);
  is('wenmai_outbox_lag_seconds{listener="slow.ears"}', 60, 90);
  is('wenmai_outbox_lag_seconds{listener="quick.ears"}', 0);
  is('wenmai_outbox_failing{listener="slow.ears"}', 1);
  is('wenmai_outbox_dead{listener="slow.ears"}', 1);
  is('wenmai_db_connections{state="waited-for"}', 0);
  is("process_resident_memory_bytes", 1e6, 1e12);
});

test("without a database the metrics still come, and say so", async () => {
  const db = connect("postgres://nobody@127.0.0.1:1/nowhere");
  assert.equal(figure(await metricsText(db), "wenmai_db_up"), 0);
  await db.end();
});

test("requests count by operation and outcome, never by address", async () => {
  const app = Fastify();
  app.addHook("onResponse", async (request, reply) => countRequest(request, reply));
  app.get("/api/places/:id", { config: { operation: "places.get" } }, async (request, reply) =>
    reply.status(Object(request.params).id === "7" ? 200 : 404).send(),
  );
  app.get("/healthz", async () => "ok");
  for (const url of [
    "/api/places/7",
    "/api/places/7",
    "/api/places/13999912345",
    "/healthz",
    "/nowhere/13999912345",
  ])
    await app.inject(url);

  const db = connect("postgres://nobody@127.0.0.1:1/nowhere");
  const text = await metricsText(db);
  await db.end();
  const count = (labels: string) => figure(text, `wenmai_http_request_seconds_count{${labels}}`);
  assert.equal(count('operation="places.get",method="GET",status="2xx"'), 2);
  assert.equal(count('operation="places.get",method="GET",status="4xx"'), 1);
  assert.equal(count('operation="/healthz",method="GET",status="2xx"'), 1);
  assert.equal(count('operation="none",method="GET",status="4xx"'), 1);
  assert.equal(text.includes("13999912345"), false);
  const within = figure(
    text,
    'wenmai_http_request_seconds_bucket{le="10",operation="places.get",method="GET",status="2xx"}',
  );
  assert.equal(within, 2);
});
