/** The statements that are asked all the time look at what they answer, whatever else there is. */
import assert from "node:assert/strict";
import { inTx } from "#platform/ctx";
import { newId } from "#platform/db";
import { dbTest } from "#platform/testing";
import { aHouse, aReader, explaining, someCopies } from "../testing.ts";
import { pullListOf, readyAt } from "./desk/desk-store.ts";
import { waitingFor } from "./hold-store.ts";
import { dueTitles, firstWaiting } from "./looking/looking-store.ts";
import { holdsOf } from "./placing/own-store.ts";

dbTest("queue, place in it, pull list and hold shelf are found by their indexes", async ({ ctx, db }) => {
  const { house, recordId, subject } = await inTx(ctx, async (inner) => {
    const made = await aHouse(inner);
    return { house: made, ...(await someCopies(inner, made)), ...(await aReader(inner, made)) };
  });
  const others = await inTx(ctx, (inner) => someCopies(inner, house, { copies: 4000 }));
  await db.run`
    insert into library.reader (subject, kind, category, home_id, home_path, joined_on)
    select gen_random_uuid(), 'person', 'adult', ${house.placeId}, ${house.path}, current_date from generate_series(1, 5000)`;
  const at = ctx.clock();
  await db.run`
    insert into library.hold (id, subject, record_id, pickup_id, pickup_path, category, home_path, asked_at)
    select gen_random_uuid(), subject, ${recordId}, ${house.placeId}, ${house.path}, category, home_path, ${at}::timestamptz - random() * interval '90 days'
      from library.reader where home_id = ${house.placeId} and subject <> ${subject}`;
  await db.run`
    insert into library.hold (id, subject, record_id, pickup_id, pickup_path, category, home_path, asked_at)
    values (gen_random_uuid(), ${subject}, ${recordId}, ${house.placeId}, ${house.path}, 'adult', ${house.path}, ${at})`;
  // As many places as wait, each with one copy wanted and one ready.
  await db.run`
    with r as (select subject, row_number() over () as n from library.reader where home_id = ${house.placeId} limit 4000),
         i as (select id, row_number() over (order by id) as n from library.item where record_id = ${others.recordId})
    insert into library.hold (id, subject, record_id, pickup_id, pickup_path, category, home_path, asked_at, state, item_id, wanted_at, wanted_place_id, ready_on)
    select gen_random_uuid(), r.subject, ${others.recordId}, gen_random_uuid(), ${house.path}, 'adult', ${house.path}, ${at},
           case when n % 2 = 0 then 'wanted' else 'ready' end, i.id, case when n % 2 = 0 then ${at}::timestamptz end,
           case when n % 2 = 0 then gen_random_uuid() end, case when n % 2 = 1 then current_date end
      from r join i using (n)`;
  await db.run`vacuum analyze library.hold`;
  await db.run`analyze library.item`;
  await db.run`analyze library.reader`;
  const { db: asked, plans } = explaining(db);
  const on = at.toZonedDateTimeISO(ctx.city.zone).toPlainDate().toString();
  await inTx({ ...ctx, db: asked }, async ({ db: tx }) => {
    const explained = explaining(tx);
    const inPlan = { ...tx, many: explained.db.many, prepared: explained.db.prepared };
    const queue = { on, now: at, after: null, limit: 50, line: "everybody" as const };
    await waitingFor(inPlan, { recordId, itemId: 1 }, queue);
    await dueTitles(inPlan, at, 100);
    plans.push(...explained.plans);
  });
  await firstWaiting(asked, [recordId], { on, now: at, limit: 50 });
  await holdsOf(asked, subject);
  // As any place, not as the one where everybody waits.
  await pullListOf(asked, newId(), 100);
  await readyAt(asked, newId(), 100);
  const [queue, due, first, own, pull, ready] = plans;
  assert.match(queue ?? "", /using hold_line/);
  assert.match(due ?? "", /awaited_next|Seq Scan on awaited/);
  assert.match(first ?? "", /using hold_queue/);
  assert.match(own ?? "", /Index Only Scan using hold_queue/);
  assert.match(own ?? "", /using hold_(reader|once)/);
  assert.match(pull ?? "", /hold_pull/);
  assert.match(ready ?? "", /hold_shelf/);
  for (const plan of [queue, first, own, pull, ready]) assert.doesNotMatch(plan ?? "", /Seq Scan on hold/);
  const began = performance.now();
  const mine = (await holdsOf(db, subject)).find((hold) => hold.recordId === recordId);
  assert.equal(mine?.before, 5000);
  assert.ok(performance.now() - began < 200, "a place in a queue of five thousand is told at once");
});
