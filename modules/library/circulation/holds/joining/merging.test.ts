import assert from "node:assert/strict";
import { type Ctx, inTx } from "#platform/ctx";
import { dbTest } from "#platform/testing";
import { merge, undoMerge } from "../../../catalogue/matching/merge.ts";
import { checkIn } from "../../lending/check-in.ts";
import { aHouse, aReader } from "../../testing.ts";
import { holdsOf } from "../placing/own-store.ts";
import { aHold, aLentTitle } from "../testing.ts";
import { forgetHolds, holdsOfPerson, mergeHolds } from "./one-person.ts";

const aHouseOfOne = (ctx: Ctx) => inTx(ctx, (inner) => aHouse(inner));

dbTest(
  "merged titles have one queue; who waited for both waits once, and since the earlier day",
  async ({ ctx, db }) => {
    const house = await aHouseOfOne(ctx);
    const keep = await aLentTitle(ctx, house);
    const drop = await aLentTitle(ctx, house);
    const earlier = { ...ctx, clock: () => ctx.clock().subtract({ hours: 1 }) };
    const both = await inTx(ctx, (inner) => aHold(inner, house, { recordId: keep.recordId }));
    await inTx(earlier, (inner) => aHold(inner, house, { recordId: drop.recordId, subject: both.subject }));
    const other = await inTx(ctx, (inner) => aHold(inner, house, { recordId: drop.recordId }));
    const { id } = await inTx(ctx, (inner) => merge(inner, { keep: keep.recordId, drop: drop.recordId }));
    const left = await holdsOf(db, both.subject);
    assert.deepEqual(
      left.map(({ recordId, askedAt }) => [recordId, askedAt.toString()]),
      [[keep.recordId, earlier.clock().toString()]],
    );
    assert.equal((await holdsOf(db, other.subject))[0]?.before, 1);
    // A copy that came with the other record is for whoever waited for this one.
    await inTx(ctx, (inner) => checkIn(inner, { itemId: drop.itemId, placeId: house.placeId }));
    assert.equal((await holdsOf(db, both.subject))[0]?.state, "ready");
    await inTx(ctx, (inner) => undoMerge(inner, id));
    const [kept] = await holdsOf(db, both.subject);
    assert.deepEqual(
      [kept?.recordId, kept?.state],
      [drop.recordId, "ready"],
      "it goes with the copy that is kept",
    );
    assert.equal((await holdsOf(db, other.subject))[0]?.recordId, keep.recordId, "who waits for any stays");
  },
);

dbTest(
  "two accounts of one person wait once for what both waited for; erased, nobody waits",
  async ({ ctx, db }) => {
    const house = await aHouseOfOne(ctx);
    const [one, two] = [await aLentTitle(ctx, house), await aLentTitle(ctx, house)];
    const from = await inTx(ctx, (inner) => aReader(inner, house));
    const to = await inTx(ctx, (inner) => aReader(inner, house));
    for (const { recordId } of [one, two])
      await inTx(ctx, (inner) => aHold(inner, house, { recordId, subject: from.subject }));
    await inTx(ctx, (inner) => aHold(inner, house, { recordId: one.recordId, subject: to.subject }));
    const moved = await inTx(ctx, (inner) => mergeHolds(inner, { from: from.subject, to: to.subject }));
    assert.equal(moved.twice, 1);
    assert.deepEqual(
      (await holdsOf(db, to.subject)).map(({ recordId }) => recordId).toSorted(),
      [one.recordId, two.recordId].toSorted(),
    );
    const [section] = await holdsOfPerson(ctx, to.subject);
    assert.equal(section?.rows.length, 2);
    assert.equal(await inTx(ctx, (inner) => forgetHolds(inner, to.subject)), 2);
    assert.deepEqual(await holdsOf(db, to.subject), []);
    const counts = await db.many<{ holds: number }>`
    select holds from library.reader where subject = any(${[from.subject, to.subject]}::uuid[])`;
    assert.deepEqual(counts, [{ holds: 0 }, { holds: 0 }]);
  },
);
