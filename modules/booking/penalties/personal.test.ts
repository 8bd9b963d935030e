/** Marks of one person: joined, told and forgotten. */
import assert from "node:assert/strict";
import { aResident } from "#people/testing";
import { inTx } from "#platform/ctx";
import { dbTest } from "#platform/testing";
import * as offerStore from "../offers/offer-store.ts";
import { forgetMarks } from "./mark-store.ts";
import { markAfter } from "./marking.ts";
import { exportPenalties, mergePenalties } from "./personal.ts";
import { aStrictHouse, day, misses, onDay, own } from "./testing.ts";

dbTest(
  "two accounts of one person count together; erased nothing is left; the file tells it",
  async ({ ctx, db }) => {
    const { path, one } = await aStrictHouse(ctx, { limit: 2 });
    const other = await inTx(ctx, (inner) => aResident(inner));
    const both = await inTx(ctx, (inner) => misses(inner, one, path, day));
    await inTx(ctx, (inner) => misses(inner, other, path, "2026-06-19"));
    await inTx({ ...onDay(ctx, day, "08:00") }, async (inner) => {
      // A second mark of the same occasion: they were one person all along.
      await inner.db.run`
      insert into booking.claim (id, offer_id, pool_id, subject, size, state, made_at, changed_at)
      select gen_random_uuid(), offer_id, pool_id, ${other.subject}, 1, 'no-show', made_at, changed_at from booking.claim
       where id = ${both.claimId}`;
      const offer = await offerStore.offer(inner.db, both.offerId);
      assert.ok(offer);
      await markAfter(inner, offer);
    });
    const moved = await inTx(ctx, (inner) => mergePenalties(inner, { from: other, into: one }));
    assert.deepEqual(moved, [{ module: "booking", what: "merge.penalties", rows: 1, settled: [] }]);
    const view = await own(ctx, one);
    assert.deepEqual(
      view.suspensions.map(({ count }) => count),
      [2],
    );
    const [file] = await exportPenalties(onDay(ctx, day, "21:00"), one.subject);
    assert.deepEqual(
      file?.rows.map(({ at, kind }) => [at, kind]),
      [
        ["2026-06-20T04:00:00Z", "missed"],
        ["2026-06-19T04:00:00Z", "missed"],
      ],
    );
    assert.equal(await inTx(ctx, (inner) => forgetMarks(inner.db, one.subject)), 2);
    const left =
      await db.many`select id from booking.penalty_mark where subject in (${one.subject}, ${other.subject})`;
    assert.deepEqual(left, []);
  },
);
