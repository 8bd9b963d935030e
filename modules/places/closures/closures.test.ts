import assert from "node:assert/strict";
import { Temporal } from "temporal-polyfill";
import { inTx } from "#platform/ctx";
import { at, dbTest } from "#platform/testing";
import { aFacility } from "../testing.ts";
import { closuresOf } from "./closure-store.ts";
import { announceClosure, liftClosure } from "./closures.ts";

const instant = Temporal.Instant.from;
const june = (day: number, hour = 0) =>
  instant(`2026-06-${String(day).padStart(2, "0")}T${String(hour).padStart(2, "0")}:00:00+08:00`);

dbTest("closures of one place do not overlap; one that was lifted makes room", async ({ ctx, db }) => {
  const place = await inTx(ctx, (inner) => aFacility(inner));
  const close = (from: Temporal.Instant, to: Temporal.Instant | null) =>
    inTx(ctx, (inner) =>
      announceClosure(inner, place.id, { startsAt: from, endsAt: to, reason: "repair", words: " 水管维修 " }),
    );
  const first = await close(june(13), june(16));
  await assert.rejects(close(june(15), null), { id: "closure.overlaps" });
  await close(june(16), june(17));
  const insert = () => db.run`
    insert into places.closure (id, facility_id, during, reason, announced_at)
    values (gen_random_uuid(), ${place.id}, tstzrange(${june(14)}, ${june(15)}), 'repair', ${june(12)})`;
  await assert.rejects(insert(), /closure_one_at_a_time/);
  await inTx(ctx, (inner) => liftClosure(inner, place.id, first.id));
  await insert();
  const coming = await closuresOf(db, [place.id], june(12));
  assert.deepEqual(
    coming.map(({ startsAt, words }) => [startsAt.toString(), words]),
    [
      [june(14).toString(), ""],
      [june(16).toString(), "水管维修"],
    ],
  );
});

dbTest("lifted early, it ended when it was lifted; before that it was closed", async ({ ctx, db }) => {
  const place = await inTx(ctx, (inner) => aFacility(inner));
  const { id } = await inTx(ctx, (inner) =>
    announceClosure(inner, place.id, { startsAt: june(12), endsAt: null, reason: "safety" }),
  );
  await inTx({ ...ctx, clock: at("2026-06-14T02:00:00Z") }, (inner) => liftClosure(inner, place.id, id));
  await inTx({ ...ctx, clock: at("2026-06-15T02:00:00Z") }, (inner) => liftClosure(inner, place.id, id));
  const [closure] = await closuresOf(db, [place.id], june(13));
  assert.equal(closure?.endsAt?.toString(), "2026-06-14T02:00:00Z");
  assert.deepEqual(await closuresOf(db, [place.id], june(15)), []);
  const lifted =
    await db.many`select from platform.outbox where type = 'place.closure-lifted' and payload->>'closureId' = ${id}`;
  assert.equal(lifted.length, 1, "lifting twice is told once");
});

dbTest("backwards, over, endlessly far and at the wrong place: refused", async ({ ctx, db }) => {
  const { place, other } = await inTx(ctx, async (inner) => ({
    place: await aFacility(inner),
    other: await aFacility(inner),
  }));
  const close = (from: Temporal.Instant, to: Temporal.Instant | null) =>
    inTx(ctx, (inner) => announceClosure(inner, place.id, { startsAt: from, endsAt: to, reason: "repair" }));
  await assert.rejects(close(june(16), june(16)), {
    faults: [{ field: "/body/endsAt", id: "closure.backwards" }],
  });
  await assert.rejects(close(june(1), june(2)), { faults: [{ field: "/body/endsAt", id: "closure.over" }] });
  await assert.rejects(close(june(1), instant("2199-01-01T00:00:00Z")), { id: "input.invalid" });
  await assert.rejects(close(instant("0001-01-01T00:00:00Z"), null), {
    faults: [{ field: "/body/startsAt", id: "closure.too-early", data: { days: 31 } }],
  });
  const { id } = await close(june(20), june(21));
  await assert.rejects(
    inTx(ctx, (inner) => liftClosure(inner, other.id, id)),
    { id: "not-found" },
  );
  await assert.rejects(
    db.run`update places.closure set during = 'empty' where id = ${id}`,
    /violates check constraint/,
  );
});
