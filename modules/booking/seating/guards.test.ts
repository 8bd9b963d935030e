/** What the database refuses of numbered seats even to a bug: each guard by its name. */
import assert from "node:assert/strict";
import { inTx, type TxCtx } from "#platform/ctx";
import { newId } from "#platform/db";
import { dbTest } from "#platform/testing";
import { guardsOf } from "../testing.ts";
import { aSeatedOffer } from "./testing.ts";

type World = Awaited<ReturnType<typeof aSeatedOffer>>;

/** Each breaks one guard and nothing else. */
const attempts: Record<string, (ctx: TxCtx, of: World) => Promise<unknown>> = {
  seat_plan_version: ({ db }, { planId }) =>
    db.run`
      insert into booking.seat_plan
      select (jsonb_populate_record(p, jsonb_build_object('id', ${newId()}::uuid))).* from booking.seat_plan p where id = ${planId}`,
  seating_pkey: ({ db }, { offerId }) =>
    db.run`insert into booking.seating select * from booking.seating where offer_id = ${offerId}`,
  offer_seat_pkey: ({ db }, { offerId }) =>
    db.run`
      insert into booking.offer_seat (offer_id, seat_id, nth, label, channel)
      select offer_id, seat_id, nth, label, 'counter' from booking.offer_seat where offer_id = ${offerId}`,
  offer_seat_given_or_kept: ({ db }, { offerId }) =>
    db.run`update booking.offer_seat set kept_for = 'jury' where offer_id = ${offerId}`,
};

/** Shown beside: a plan rewritten in drafts.test.ts, a seat of another pool in seated.test.ts, one seat twice in races.test.ts. */
const shown = ["seat_plan_append_only", "seat_taken_of_pool", "seat_taken_once"];

/** Checks of one column's form; `offer_seat_of_pool` is there for a foreign key. */
const plain = [
  "offer_seat_channel_check",
  "offer_seat_kept_for_check",
  "offer_seat_of_pool",
  "offer_seat_seat_id_check",
  "seat_draft_org_path_check",
  "seat_draft_plan_check",
  "seat_plan_name_check",
  "seat_plan_org_path_check",
  "seat_plan_plan_check",
  "seat_plan_seats_check",
  "seat_plan_version_check",
];

for (const [guard, attempt] of Object.entries(attempts)) {
  dbTest(`the database keeps ${guard}`, async ({ ctx }) => {
    await inTx(ctx, async (inner) => {
      const made = await aSeatedOffer(inner);
      await assert.rejects(
        inner.db.attempt((db) => attempt({ ...inner, db }, made)),
        { constraint: guard },
      );
    });
  });
}

dbTest("no guard of numbered seats is without an attempt to break it", async ({ db }) => {
  const missing = (await guardsOf(db, "^(seating|seat_plan|seat_draft|seat_taken|offer_seat)")).filter(
    (name) => !(name in attempts),
  );
  assert.deepEqual(missing.sort(), [...shown, ...plain].sort());
});
