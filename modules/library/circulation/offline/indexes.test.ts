/** What every open till asks each quarter of an hour, and what is asked at each sending, looks at what it answers. */
import assert from "node:assert/strict";
import { inTx } from "#platform/ctx";
import { newId } from "#platform/db";
import { dbTest } from "#platform/testing";
import { aHouse, aReader, explaining } from "../testing.ts";
import { cardsNotServed, doneBefore } from "./offline-store.ts";

dbTest("cards that are not served are found without all that are", async ({ ctx, db }) => {
  const { house, lost, blocked, suspended } = await inTx(ctx, async (inner) => {
    const house = await aHouse(inner);
    const [lost, blocked, suspended] = [
      await aReader(inner, house),
      await aReader(inner, house),
      await aReader(inner, house),
    ];
    await aReader(inner, house);
    return { house, lost, blocked, suspended };
  });
  await db.run`update library.card set state = 'lost' where number = ${lost.number}`;
  await db.run`update library.reader set blocked = '请谈一谈' where subject = ${blocked.subject}`;
  await db.run`
    update library.reader set suspended_until = case when subject = ${suspended.subject} then date '2026-06-12' else '2026-06-11' end
     where subject = any(${[suspended.subject, lost.subject]}::uuid[])`;
  await db.run`
    insert into library.reader (subject, kind, category, home_id, home_path, joined_on)
    select gen_random_uuid(), 'person', 'adult', ${house.placeId}, ${house.path}, current_date from generate_series(1, 5000)`;
  await db.run`
    insert into library.card (issuer_id, number, subject, state, made_on, changed_on)
    select ${house.organisationId}, subject::text, subject, 'active', current_date, current_date from library.reader where home_id = ${house.placeId}
    on conflict do nothing`;
  await db.run`vacuum analyze library.reader, library.card`;
  const asked = { orgPath: house.path, on: "2026-06-12", limit: 100 };
  const numbers = [lost, blocked, suspended].map(({ number }) => number);
  assert.deepEqual((await cardsNotServed(db, asked)).toSorted(), numbers.toSorted());
  assert.equal((await cardsNotServed(db, { ...asked, limit: 2 })).length, 2);
  const { db: explained, plans } = explaining(db);
  await cardsNotServed(explained, asked);
  const [plan = ""] = plans;
  for (const index of ["card_not_served", "reader_blocked", "reader_suspended"])
    assert.match(plan, new RegExp(`${index}`));
  assert.doesNotMatch(plan, /Seq Scan/);
});

dbTest("what a device did last is found by its own counting", async ({ ctx, db }) => {
  const { placeId, path } = await inTx(ctx, (inner) => aHouse(inner));
  await db.run`
    insert into library.offline_step (id, place_id, place_path, device, nth, made_by, sent_by, kind, barcode, at, doubtful)
    select gen_random_uuid(), ${placeId}, ${path}, gen_random_uuid(), n, ${placeId}, ${placeId}, 'return', 'B', ${ctx.clock()}::timestamptz, false
      from generate_series(1, 5000) n`;
  await db.run`vacuum analyze library.offline_step`;
  await inTx(ctx, async ({ db: tx }) => {
    const { db: explained, plans } = explaining(tx);
    await doneBefore({ ...tx, many: explained.many }, newId(), 3);
    assert.match(plans[0] ?? "", /offline_device/);
  });
});
