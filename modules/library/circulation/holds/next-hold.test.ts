import assert from "node:assert/strict";
import { inTx, today } from "#platform/ctx";
import { dbTest } from "#platform/testing";
import { againstReader } from "../lending/against.ts";
import { aReader } from "../testing.ts";
import { waitingFor } from "./hold-store.ts";
import { lookForCopies } from "./looking/look-for-copies.ts";
import { holdsOf } from "./placing/own-store.ts";
import { aHold, aLentTitle, aNetwork, bringBack, rule, standing } from "./testing.ts";

dbTest("a queue whose first five hundred may not have it finds the next", async ({ ctx, db }) => {
  const { south } = await aNetwork(ctx);
  await rule(ctx, south, { holds: false }, "guest");
  const { recordId, itemId } = await aLentTitle(ctx, south);
  await inTx(ctx, async ({ db: tx }) => {
    await tx.run`
      insert into library.reader (subject, kind, category, home_id, home_path, joined_on)
      select gen_random_uuid(), 'person', 'guest', ${south.placeId}, ${south.path}, current_date from generate_series(1, 500)`;
    await tx.run`
      insert into library.hold (id, subject, record_id, pickup_id, pickup_path, category, home_path, asked_at)
      select gen_random_uuid(), subject, ${recordId}, ${south.placeId}, ${south.path}, category, home_path, ${ctx.clock()}::timestamptz - interval '1 day'
        from library.reader where category = 'guest' and home_id = ${south.placeId}`;
  });
  const earlier = { ...ctx, clock: () => ctx.clock().subtract({ minutes: 1 }) };
  const first = await inTx(earlier, (inner) => aHold(inner, south, { recordId }));
  for (let n = 0; n < 99; n++) await inTx(ctx, (inner) => aHold(inner, south, { recordId }));
  const [own] = await holdsOf(db, first.subject);
  assert.equal(own?.before, 500);
  await bringBack(ctx, { itemId, placeId: south.placeId });
  assert.equal((await standing(db, first.id))?.state, "ready");
  // The same of a copy that stands on a shelf.
  await inTx(ctx, async (inner) => {
    const { id } = await inner.db.one<{ id: number }>`
      insert into library.item (record_id, owner_id, org_path, barcode, place_id, made_at, changed_at)
      select record_id, owner_id, org_path, gen_random_uuid()::text, place_id, made_at, changed_at from library.item where id = ${itemId} returning id`;
    assert.equal(await lookForCopies(inner, [recordId]), 1);
    const { asked } = await inner.db.one<{ asked: number }>`
      select (select count(*)::int from library.hold q where q.record_id = h.record_id and q.asked_at < h.asked_at) as asked
        from library.hold h where item_id = ${id}`;
    assert.equal(asked, 501);
  });
});

dbTest(
  "of two copies that come back at once for one who waits one is theirs, with the lock or without",
  async ({ ctx, db }) => {
    const { south } = await aNetwork(ctx);
    const { recordId, itemIds } = await aLentTitle(ctx, south, { copies: 2 });
    const hold = await inTx(ctx, (inner) => aHold(inner, south, { recordId }));
    const back = await Promise.all(
      itemIds.map((itemId) => bringBack(ctx, { itemId, placeId: south.placeId })),
    );
    assert.deepEqual(back.map(({ goes }) => goes.to).toSorted(), ["hold-shelf", "shelf"]);
    const kept = await standing(db, hold.id);
    // One copy is kept for one reader, and one reader waits for a title once, whoever writes it.
    const other = await inTx(ctx, (inner) => aReader(inner, south));
    await assert.rejects(
      db.run`insert into library.hold (id, subject, record_id, pickup_id, pickup_path, category, home_path, asked_at, state, item_id, ready_on)
           select gen_random_uuid(), ${other.subject}, record_id, pickup_id, pickup_path, category, home_path, asked_at, state, item_id, ready_on
             from library.hold where item_id = ${kept?.itemId ?? 0}`,
      { constraint: "hold_of_item" },
    );
    await assert.rejects(
      db.run`insert into library.hold (id, subject, record_id, pickup_id, pickup_path, category, home_path, asked_at)
           select gen_random_uuid(), subject, record_id, pickup_id, pickup_path, category, home_path, asked_at from library.hold where id = ${hold.id}`,
      { constraint: "hold_once" },
    );
  },
);

dbTest("of a group the first that is ready ends the others", async ({ ctx, db }) => {
  const { south } = await aNetwork(ctx);
  const one = await aLentTitle(ctx, south);
  const other = await aLentTitle(ctx, south);
  const hold = await inTx(ctx, (inner) =>
    aHold(inner, south, { recordId: one.recordId, alternatives: [other.recordId] }),
  );
  assert.equal((await holdsOf(db, hold.subject)).length, 2);
  await bringBack(ctx, { itemId: other.itemId, placeId: south.placeId });
  const left = await holdsOf(db, hold.subject);
  assert.deepEqual(
    left.map(({ recordId, state }) => [recordId, state]),
    [[other.recordId, "ready"]],
  );
  const { holds } = await db.one<{
    holds: number;
  }>`select holds from library.reader where subject = ${hold.subject}`;
  assert.equal(holds, 1);
});

dbTest("the line passes over exactly those who may borrow nothing", async ({ ctx, db }) => {
  const { south } = await aNetwork(ctx);
  const { recordId, itemId } = await aLentTitle(ctx, south);
  const on = today(ctx);
  const days = [on.subtract({ days: 1 }), on, on.add({ days: 1 })].map(String);
  const standings = [
    {},
    ...days.flatMap((day) => [{ validUntil: day }, { suspendedUntil: day }]),
    { blocked: "未还" },
  ];
  const may: string[] = [];
  for (const standing of standings) {
    const row = { endedOn: null, blocked: "", validUntil: null, suspendedUntil: null, ...standing };
    const { subject } = await inTx(ctx, (inner) => aHold(inner, south, { recordId }));
    await db.run`
      update library.reader set blocked = ${row.blocked}, valid_until = ${row.validUntil}::date, suspended_until = ${row.suspendedUntil}::date
       where subject = ${subject}`;
    if (againstReader(row, on.toString()) === null) may.push(subject);
  }
  const line = await inTx(ctx, (inner) =>
    waitingFor(
      inner.db,
      { recordId, itemId },
      { on: on.toString(), now: ctx.clock(), after: null, limit: 50, line: "everybody" },
    ),
  );
  assert.ok(may.length > 2 && may.length < standings.length);
  assert.deepEqual(line.map(({ subject }) => subject).toSorted(), may.toSorted());
});
