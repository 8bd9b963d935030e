/** Who is marked for not coming, coming late or giving back late, and who is not. */
import assert from "node:assert/strict";
import { aChild, aResident, type Made, noticesOf } from "#people/testing";
import { anOrganisation } from "#places/testing";
import { inTx, trueRandom } from "#platform/ctx";
import { dbTest } from "#platform/testing";
import { cancelClaim } from "../claiming/cancel-claim.ts";
import { claim } from "../claiming/claim.ts";
import { reduceClaim } from "../claiming/reduce-claim.ts";
import { checkIn } from "../door/check-in.ts";
import { doorSheet } from "../door/door.ts";
import { undoCheckIn } from "../door/undo-check-in.ts";
import { changeOffer } from "../offers/manage-offer.ts";
import { moveElsewhere } from "../offers/moving.ts";
import * as offerStore from "../offers/offer-store.ts";
import { settleOffers } from "../offers/settle-offers.ts";
import { handOver } from "../testing.ts";
import { claimsPage } from "../views.ts";
import { appealPenalty, waivePenalty } from "./appeals.ts";
import { penaltyDeskView } from "./desk-view.ts";
import { markAfter } from "./marking.ts";
import {
  anOccasion,
  aPenaltyRule,
  aStrictHouse,
  atTime,
  cancelTerms,
  day,
  holds,
  misses,
  noShowTerms,
  onDay,
  own,
  standings,
} from "./testing.ts";

dbTest("who did not come is marked once, however often it is settled, and told once", async ({ ctx, db }) => {
  const { path, one } = await aStrictHouse(ctx);
  const { offerId } = await holds(ctx, one, path);
  await settleOffers(onDay(ctx, day, "12:10"));
  const again = await offerStore.offer(db, offerId);
  assert.ok(again);
  await Promise.all([1, 2].map(() => inTx(onDay(ctx, day, "13:00"), (inner) => markAfter(inner, again))));
  assert.deepEqual(await standings(ctx, one), ["missed suspends"]);
  assert.deepEqual(
    (await noticesOf(db, one.subject)).map(({ kind, key, href }) => [kind, key, href]),
    [["penalty", "notice.penalty-suspended", "/my/no-shows"]],
  );
});

dbTest(
  "whoever came is not marked; later than the grace is late; an undone check-in is a miss",
  async ({ ctx }) => {
    const { path, one } = await aStrictHouse(ctx, { limit: 5, graceMinutes: 30 });
    const late = await inTx(ctx, (inner) => aResident(inner));
    const wrong = await inTx(ctx, (inner) => aResident(inner));
    const comes = async (who: Made, time: string) => {
      const held = await holds(ctx, who, path);
      await inTx(onDay(ctx, day, time), (inner) => checkIn(inner, held));
      return held;
    };
    await comes(one, "10:30");
    await comes(late, "10:31");
    const mistaken = await comes(wrong, "10:00");
    await settleOffers(onDay(ctx, day, "12:10"));
    assert.deepEqual(await standings(ctx, one), []);
    assert.deepEqual(await standings(ctx, late), ["late counts"]);
    assert.deepEqual(await standings(ctx, wrong), []);
    await inTx(onDay(ctx, day, "13:00"), (inner) => undoCheckIn(inner, mistaken));
    assert.deepEqual(await standings(ctx, wrong), ["missed counts"]);
  },
);

dbTest("a claim that says by now that somebody came leaves no mark", async ({ ctx, db }) => {
  const { path, one } = await aStrictHouse(ctx);
  const { claimId } = await inTx(ctx, (inner) => misses(inner, one, path, day));
  assert.deepEqual(await standings(ctx, one), ["missed suspends"]);
  await db.run`
    update booking.claim set state = 'attended', checked_in_at = ${atTime(day, "10:00")} where id = ${claimId}`;
  assert.deepEqual(await standings(ctx, one), []);
});

dbTest("who had booked before there was any rule is not held to it", async ({ ctx }) => {
  const { id, path, one } = await inTx(ctx, async (inner) => {
    const organisation = await anOrganisation(inner);
    return { ...organisation, one: await aResident(inner) };
  });
  const { offerId } = await holds(ctx, one, path);
  await inTx(onDay(ctx, day, "09:00"), (inner) =>
    aPenaltyRule(inner, id, { terms: { noShow: { ...noShowTerms, limit: 1 }, cancelling: null } }),
  );
  const after = await inTx(ctx, (inner) => aResident(inner));
  await inTx({ ...onDay(ctx, day, "09:30"), actor: after.actor }, (inner) =>
    claim(inner, { offerId, size: 1 }),
  );
  await settleOffers(onDay(ctx, day, "12:10"));
  assert.deepEqual(await standings(ctx, one), []);
  assert.deepEqual(await standings(ctx, after), ["missed suspends"]);
});

dbTest("who had booked before it was moved is excused; who booked after is not", async ({ ctx }) => {
  const { path, one } = await aStrictHouse(ctx);
  const after = await inTx(ctx, (inner) => aResident(inner));
  const { offerId } = await holds(ctx, one, path);
  const startsAt = atTime(day, "14:00");
  await inTx(onDay(ctx, day, "08:30"), (inner) =>
    changeOffer(inner, offerId, {
      opensAt: atTime(day, "07:00"),
      closesAt: startsAt,
      startsAt,
      endsAt: startsAt.add({ hours: 1 }),
      pools: [{ channel: "online", quota: 10, releasesAt: null }],
    }),
  );
  await inTx({ ...onDay(ctx, day, "09:00"), actor: after.actor }, (inner) =>
    claim(inner, { offerId, size: 1 }),
  );
  await settleOffers(onDay(ctx, day, "15:10"));
  assert.deepEqual(await standings(ctx, one), []);
  assert.deepEqual(await standings(ctx, after), ["missed suspends"]);
});

dbTest(
  "giving back late counts where the rule says so, and is forgotten by whoever comes all the same",
  async ({ ctx }) => {
    const { path, one } = await aStrictHouse(ctx, { limit: 2, lateCancelCounts: true });
    const { offerId, claimId } = await holds(ctx, one, path);
    // The occasion lets it be until an hour before.
    await inTx({ ...onDay(ctx, day, "09:30"), actor: one.actor }, (inner) => cancelClaim(inner, { claimId }));
    assert.deepEqual(await standings(ctx, one), ["late-cancel counts"]);
    const inTime = await inTx(ctx, (inner) => aResident(inner));
    const held = await holds(ctx, inTime, path);
    await inTx({ ...onDay(ctx, day, "09:00"), actor: inTime.actor }, (inner) => cancelClaim(inner, held));
    assert.deepEqual(await standings(ctx, inTime), []);
    await inTx({ ...onDay(ctx, day, "09:40"), actor: one.actor }, (inner) =>
      claim(inner, { offerId, size: 1 }),
    );
    const again = await inTx(onDay(ctx, day, "09:50"), (inner) => doorSheet(inner, offerId));
    const back = again.holders.find(({ state }) => state === "confirmed")?.claimId ?? "";
    await inTx(onDay(ctx, day, "09:55"), (inner) => checkIn(inner, { offerId, claimId: back }));
    await settleOffers(onDay(ctx, day, "12:10"));
    assert.deepEqual(await standings(ctx, one), []);
  },
);

dbTest(
  "another place excuses like another time: not coming, giving back late, whole or in part; who took over since knew it",
  async ({ ctx }) => {
    const { path, one } = await aStrictHouse(ctx, { limit: 9, lateCancelCounts: true });
    const [whole, part, other] = await inTx(ctx, async (inner) => [
      await aResident(inner),
      await aResident(inner),
      await aResident(inner),
    ]);
    assert.ok(whole && part && other);
    const rules = { transferable: true };
    const { offerId } = await inTx(onDay(ctx, day, "07:00"), (inner) =>
      anOccasion(inner, path, day, { rules }),
    );
    const books = (who: Made) =>
      inTx({ ...onDay(ctx, day, "08:00"), actor: who.actor }, (inner) => claim(inner, { offerId, size: 2 }));
    await books(one);
    const [first, second] = [await books(whole), await books(part)];
    await inTx(onDay(ctx, day, "08:30"), (inner) => moveElsewhere(inner, [offerId], "原场地维修"));
    const { items } = await claimsPage(onDay(ctx, day, "09:30"), whole.subject, undefined);
    assert.deepEqual(
      items.map(({ cancelUntil, cancelCounts }) => [cancelUntil, cancelCounts]),
      [[atTime(day, "10:00").toString(), false]],
    );
    await inTx({ ...onDay(ctx, day, "09:30"), actor: whole.actor }, (inner) => cancelClaim(inner, first));
    await inTx({ ...onDay(ctx, day, "09:30"), actor: part.actor }, (inner) =>
      reduceClaim(inner, { claimId: second.claimId, size: 1 }),
    );
    await settleOffers(onDay(ctx, day, "12:10"));
    for (const who of [one, whole, part]) assert.deepEqual(await standings(ctx, who), []);

    const again = await inTx(onDay(ctx, day, "07:00"), (inner) => anOccasion(inner, path, day, { rules }));
    const handed = await inTx({ ...onDay(ctx, day, "07:30"), actor: one.actor }, (inner) =>
      claim(inner, { offerId: again.offerId, size: 1 }),
    );
    await inTx(onDay(ctx, day, "07:40"), (inner) => moveElsewhere(inner, [again.offerId], "原场地维修"));
    await inTx({ ...onDay(ctx, day, "08:00"), random: trueRandom }, (inner) =>
      handOver(inner, handed.claimId, { from: one.actor, to: other.actor }),
    );
    await settleOffers(onDay(ctx, day, "12:20"));
    assert.deepEqual(await standings(ctx, other), ["missed counts"]);
  },
);

dbTest("staff who give back for somebody use up none of the limits", async ({ ctx }) => {
  const { id, path, manager, one } = await aStrictHouse(ctx);
  await inTx(ctx, (inner) =>
    aPenaltyRule(inner, id, { terms: { noShow: null, cancelling: { ...cancelTerms, perDay: 1 } }, after: 1 }),
  );
  const giveBack = async (who: Made) => {
    const { claimId } = await holds(ctx, one, path);
    return inTx({ ...onDay(ctx, day, "08:00"), actor: who.actor }, (inner) =>
      cancelClaim(inner, { claimId, because: "来电取消" }),
    );
  };
  await giveBack(manager);
  await giveBack(one);
  await assert.rejects(giveBack(one), { id: "claim.cancels-used" });
  await giveBack(manager);
});

dbTest("a child's misses are the child's, whoever booked", async ({ ctx }) => {
  const { path, one } = await aStrictHouse(ctx);
  const child = await inTx({ ...ctx, actor: one.actor }, (inner) => aChild(inner, one));
  const onBehalfOf = { account: child.account, subject: child.subject, as: "guardian" as const };
  const acting = { ...one, actor: { ...one.actor, onBehalfOf } };
  await inTx(ctx, (inner) => misses(inner, acting, path, day));
  assert.deepEqual(await standings(ctx, child), ["missed suspends"]);
  assert.deepEqual(await standings(ctx, one), []);
  assert.equal((await holds(onDay(ctx, day, "21:00"), one, path)).offerId.length, 36);
});

dbTest("who gives back late is excused by what excuses who does not come", async ({ ctx }) => {
  const terms = { noShow: { ...noShowTerms, lateCancelCounts: true }, cancelling: null };
  const { id, path, one } = await inTx(ctx, async (inner) => ({
    ...(await anOrganisation(inner)),
    one: await aResident(inner),
  }));
  const late = (who: Made, claimId: string, time: string) =>
    inTx({ ...onDay(ctx, day, time), actor: who.actor }, (inner) => cancelClaim(inner, { claimId }));
  const [moved, after] = await inTx(ctx, async (inner) => [await aResident(inner), await aResident(inner)]);
  assert.ok(moved && after);
  const { offerId, claimId } = await holds(ctx, one, path);
  await inTx(onDay(ctx, day, "08:30"), (inner) => aPenaltyRule(inner, id, { terms }));
  const claims = (who: Made, time: string) =>
    inTx({ ...onDay(ctx, day, time), actor: who.actor }, (inner) => claim(inner, { offerId, size: 1 }));
  const before = await claims(moved, "08:45");
  await late(one, claimId, "09:10");
  assert.deepEqual(await standings(ctx, one), [], "there was no rule yet");
  const startsAt = atTime(day, "10:05");
  await inTx(onDay(ctx, day, "09:20"), (inner) =>
    changeOffer(inner, offerId, {
      opensAt: atTime(day, "07:00"),
      closesAt: startsAt,
      startsAt,
      endsAt: startsAt.add({ hours: 2 }),
      pools: [{ channel: "online", quota: 10, releasesAt: null }],
    }),
  );
  const knew = await claims(after, "09:30");
  await late(moved, before.claimId, "09:40");
  await late(after, knew.claimId, "09:40");
  assert.deepEqual(await standings(ctx, moved), [], "it was moved since");
  assert.deepEqual(await standings(ctx, after), ["late-cancel counts"]);
});

dbTest(
  "who was excused for something else and then does not come is marked anew, may appeal, and the old answer stays",
  async ({ ctx, db }) => {
    const { id, path, manager, one } = await aStrictHouse(ctx, { graceMinutes: 30, lateCancelCounts: true });
    const other = await inTx(ctx, (inner) => aResident(inner));
    const excuses = async (who: Made) => {
      const [mark] = (await own(ctx, who)).marks;
      await inTx({ ...onDay(ctx, day, "09:35"), actor: who.actor }, (inner) =>
        appealPenalty(inner, { id: mark?.id ?? "", words: "路上堵车。" }),
      );
      await inTx({ ...onDay(ctx, day, "12:20"), actor: manager.actor }, (inner) =>
        waivePenalty(inner, { id: mark?.id ?? "", reason: "当天封路" }),
      );
    };
    const late = await holds(ctx, one, path);
    await inTx(onDay(ctx, day, "10:31"), (inner) => checkIn(inner, late));
    const back = await holds(ctx, other, path);
    await inTx({ ...onDay(ctx, day, "09:30"), actor: other.actor }, (inner) => cancelClaim(inner, back));
    await excuses(other);
    await inTx({ ...onDay(ctx, day, "09:40"), actor: other.actor }, (inner) =>
      claim(inner, { offerId: back.offerId, size: 1 }),
    );
    await settleOffers(onDay(ctx, day, "12:10"));
    assert.deepEqual(await standings(ctx, one), ["late suspends"]);
    await excuses(one);
    await inTx(onDay(ctx, day, "13:00"), (inner) => undoCheckIn(inner, late));
    for (const who of [one, other]) {
      const { marks } = await own(ctx, who);
      assert.deepEqual(
        marks.map(({ cause, standing, appeal, can }) => [cause, standing, appeal, can]),
        [["missed", "suspends", null, ["appeal"]]],
      );
    }
    const kept = await db.many<{ cause: string; waivedBecause: string | null; answer: string | null }>`
      select m.cause, m.waived_because, a.answer
        from booking.penalty_mark m left join booking.penalty_appeal a on a.mark_id = m.id
       where m.subject = ${one.subject} order by m.cause`;
    assert.deepEqual(
      kept.map(({ cause, waivedBecause, answer }) => [cause, waivedBecause, answer]),
      [
        ["late", "当天封路", "当天封路"],
        ["missed", null, null],
      ],
    );
    assert.deepEqual((await penaltyDeskView(onDay(ctx, day, "21:00"), { organisation: id })).appeals, []);
  },
);
