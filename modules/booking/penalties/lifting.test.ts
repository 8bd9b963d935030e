/** Marks fall away with what the organiser or the place does after they were made. */
import assert from "node:assert/strict";
import { aResident, type Made, noticesOf } from "#people/testing";
import { announceClosure } from "#places/filling";
import { aFacility } from "#places/testing";
import { type Ctx, inTx } from "#platform/ctx";
import { deliverAll } from "#platform/events";
import { dbTest, settled } from "#platform/testing";
import { cancelClaim } from "../claiming/cancel-claim.ts";
import { claim } from "../claiming/claim.ts";
import { listeners } from "../listeners.ts";
import { closeOffer } from "../offers/manage-offer.ts";
import { moveElsewhere } from "../offers/moving.ts";
import { appealPenalty, excuseDay } from "./appeals.ts";
import { anOccasion, aStrictHouse, atTime, day, misses, onDay, own, standings } from "./testing.ts";

/** Two who booked an occasion and gave it back too late; the second appeals. */
async function gaveBackLate(ctx: Ctx) {
  const { id, path, manager, one } = await aStrictHouse(ctx, { lateCancelCounts: true });
  const other = await inTx(ctx, (inner) => aResident(inner));
  const { offerId } = await inTx(onDay(ctx, day, "07:00"), (inner) => anOccasion(inner, path, day));
  for (const { actor } of [one, other]) {
    const { claimId } = await inTx({ ...onDay(ctx, day, "08:00"), actor }, (inner) =>
      claim(inner, { offerId, size: 1 }),
    );
    await inTx({ ...onDay(ctx, day, "09:30"), actor }, (inner) => cancelClaim(inner, { claimId }));
  }
  for (const who of [one, other]) assert.deepEqual(await standings(ctx, who), ["late-cancel suspends"]);
  const [mark] = (await own(ctx, other)).marks;
  await inTx({ ...onDay(ctx, day, "09:40"), actor: other.actor }, (inner) =>
    appealPenalty(inner, { id: mark?.id ?? "", words: "孩子病了。" }),
  );
  const excuse = (reason: string) =>
    inTx({ ...onDay(ctx, day, "09:45"), actor: manager.actor }, (inner) =>
      excuseDay(inner, { organisation: id, place: null, day, reason }),
    );
  return { offerId, one, other, excuse };
}

const told = async (ctx: Ctx, { subject }: Made) =>
  (await noticesOf(ctx.db, subject)).map(({ key }) => key).toSorted();

dbTest(
  "an occasion that is cancelled or moved lifts the marks of who gave it back late, answers who appealed, and tells them",
  async ({ ctx, db }) => {
    const after = onDay(ctx, day, "09:45");
    const ways = {
      主办方后来取消了这一场: (offerId: string) =>
        inTx(after, (inner) => closeOffer(inner, offerId, "停电检修")),
      主办方后来改了时间或地点: (offerId: string) =>
        inTx(after, (inner) => moveElsewhere(inner, [offerId], "停电检修")),
    };
    for (const [says, happens] of Object.entries(ways)) {
      const { offerId, one, other } = await gaveBackLate(ctx);
      await happens(offerId);
      for (const who of [one, other]) {
        const { suspensions, marks } = await own(ctx, who);
        assert.deepEqual(
          [suspensions, marks.map(({ standing, excusedBecause }) => [standing, excusedBecause])],
          [[], [["excused", `${says}：停电检修`]]],
        );
        assert.deepEqual(await told(ctx, who), ["notice.penalty-lifted", "notice.penalty-suspended"]);
      }
      const [mark] = (await own(ctx, other)).marks;
      assert.equal(mark?.appeal?.outcome, "accepted");
      const { acts } = await db.one<{ acts: number }>`
        select count(*)::int as acts from platform.audit where what = 'penalty.lifted' and target = ${mark?.id ?? ""}`;
      assert.equal(acts, 1);
    }
  },
);

dbTest("marks of a day that is excused stay as they are, and nobody is told twice", async ({ ctx, db }) => {
  const { offerId, one, other, excuse } = await gaveBackLate(ctx);
  await excuse("当天大雪封路");
  const before = await told(ctx, one);
  await inTx(onDay(ctx, day, "09:50"), (inner) => closeOffer(inner, offerId, "停电检修"));
  for (const who of [one, other]) {
    assert.deepEqual(await told(ctx, who), before);
    const [mark] = (await own(ctx, who)).marks;
    assert.equal(mark?.excusedBecause, "当天大雪封路");
  }
  const { lifted } = await db.one<{ lifted: number }>`
    select count(*)::int as lifted from booking.penalty_mark where offer_id = ${offerId} and waived_at is not null`;
  assert.equal(lifted, 0);
});

dbTest("what took place in part lifts nothing", async ({ ctx }) => {
  const { offerId, one } = await gaveBackLate(ctx);
  await inTx(onDay(ctx, day, "10:30"), (inner) => closeOffer(inner, offerId, "停电", { cutShort: true }));
  assert.deepEqual(await standings(ctx, one), ["late-cancel suspends"]);
});

dbTest(
  "who was marked before a closure was announced is not held to it, at that place and time",
  async ({ ctx, db }) => {
    const { path, one } = await aStrictHouse(ctx);
    const [elsewhere, then] = await inTx(ctx, async (inner) => [
      await aResident(inner),
      await aResident(inner),
    ]);
    assert.ok(elsewhere && then);
    const [here, there] = await inTx(ctx, async (inner) => [await aFacility(inner), await aFacility(inner)]);
    const missed = async (who: Made, on: string, placeId: string | undefined) => {
      await inTx(ctx, (inner) => misses(inner, who, path, on));
      await db.run`update booking.penalty_mark set place_id = ${placeId ?? null} where subject = ${who.subject}`;
    };
    await missed(one, day, here?.id);
    await missed(elsewhere, day, there?.id);
    await missed(then, "2026-06-19", here?.id);
    await inTx(ctx, (inner) =>
      announceClosure(inner, here?.id ?? "", {
        startsAt: atTime(day, "11:00"),
        endsAt: atTime(day, "18:00"),
        reason: "repair",
      }),
    );
    await settled(db);
    await deliverAll(ctx, [listeners]);
    assert.deepEqual(await standings(ctx, one), ["missed excused"]);
    assert.deepEqual(await standings(ctx, elsewhere), ["missed suspends"]);
    assert.deepEqual(await standings(ctx, then), ["missed suspends"]);
  },
);
