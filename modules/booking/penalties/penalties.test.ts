import assert from "node:assert/strict";
import { aChild, aResident, aStaff, type Made, noticesOf } from "#people/testing";
import { anOrganisation } from "#places/testing";
import { type Ctx, inTx } from "#platform/ctx";
import { dbTest } from "#platform/testing";
import { cancelClaim } from "../cancel-claim.ts";
import { checkIn } from "../check-in.ts";
import { claim } from "../claim.ts";
import { doorSheet } from "../door.ts";
import { changeOffer } from "../manage-offer.ts";
import * as offerStore from "../offer-store.ts";
import { settleOffers } from "../settle-offers.ts";
import { undoCheckIn } from "../undo-check-in.ts";
import { answerPenaltyAppeal, appealPenalty, excuseDay, waivePenalty } from "./appeals.ts";
import { penaltyDeskView } from "./desk-view.ts";
import { forgetMarks } from "./mark-store.ts";
import { markAfter } from "./marking.ts";
import { ownPenaltiesView } from "./own-view.ts";
import { exportPenalties, mergePenalties } from "./personal.ts";
import { penaltyRulesView } from "./rules.ts";
import type { NoShowTerms } from "./terms.ts";
import { anOccasion, aPenaltyRule, atTime, cancelTerms, misses, noShowTerms } from "./testing.ts";

const on = <C extends Ctx>(ctx: C, day: string, time: string): C => ({
  ...ctx,
  clock: () => atTime(day, time),
});
const day = "2026-06-20";

/** A house that suspends at the first, a manager of it, and somebody. */
const house = (ctx: Ctx, differs: Partial<NoShowTerms> = {}) =>
  inTx(ctx, async (inner) => {
    const { id, path } = await anOrganisation(inner);
    await aPenaltyRule(inner, id, {
      terms: { noShow: { ...noShowTerms, limit: 1, ...differs }, cancelling: null },
    });
    const manager = await aStaff(inner, { organisationId: id, role: "manager" });
    return { id, path, manager, one: await aResident(inner) };
  });

const own = (ctx: Ctx, { subject }: Pick<Made, "subject">) =>
  ownPenaltiesView(on(ctx, day, "21:00"), subject);
const standings = async (ctx: Ctx, one: Pick<Made, "subject">) =>
  (await own(ctx, one)).marks.map(({ cause, standing }) => `${cause} ${standing}`);

/** Somebody has a place at an occasion of the day, from ten to noon. */
async function holds(ctx: Ctx, one: Made, path: string) {
  const { offerId } = await inTx(on(ctx, day, "07:00"), (inner) => anOccasion(inner, path, day));
  const { claimId } = await inTx({ ...on(ctx, day, "08:00"), actor: one.actor }, (inner) =>
    claim(inner, { offerId, size: 1 }),
  );
  return { offerId, claimId };
}

dbTest("who did not come is marked once, however often it is settled, and told once", async ({ ctx, db }) => {
  const { path, one } = await house(ctx);
  const { offerId } = await holds(ctx, one, path);
  await settleOffers(on(ctx, day, "12:10"));
  const again = await offerStore.offer(db, offerId);
  assert.ok(again);
  await Promise.all([1, 2].map(() => inTx(on(ctx, day, "13:00"), (inner) => markAfter(inner, again))));
  assert.deepEqual(await standings(ctx, one), ["missed suspends"]);
  assert.deepEqual(
    (await noticesOf(db, one.subject)).map(({ kind, key, href }) => [kind, key, href]),
    [["penalty", "notice.penalty-suspended", "/my/no-shows"]],
  );
});

dbTest(
  "whoever came is not marked; later than the grace is late; an undone check-in is a miss",
  async ({ ctx }) => {
    const { path, one } = await house(ctx, { limit: 5, graceMinutes: 30 });
    const late = await inTx(ctx, (inner) => aResident(inner));
    const wrong = await inTx(ctx, (inner) => aResident(inner));
    const comes = async (who: Made, time: string) => {
      const held = await holds(ctx, who, path);
      await inTx(on(ctx, day, time), (inner) => checkIn(inner, held));
      return held;
    };
    await comes(one, "10:30");
    await comes(late, "10:31");
    const mistaken = await comes(wrong, "10:00");
    await settleOffers(on(ctx, day, "12:10"));
    assert.deepEqual(await standings(ctx, one), []);
    assert.deepEqual(await standings(ctx, late), ["late counts"]);
    assert.deepEqual(await standings(ctx, wrong), []);
    await inTx(on(ctx, day, "13:00"), (inner) => undoCheckIn(inner, mistaken));
    assert.deepEqual(await standings(ctx, wrong), ["missed counts"]);
  },
);

dbTest("a claim that says by now that somebody came leaves no mark", async ({ ctx, db }) => {
  const { path, one } = await house(ctx);
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
  await inTx(on(ctx, day, "09:00"), (inner) =>
    aPenaltyRule(inner, id, { terms: { noShow: { ...noShowTerms, limit: 1 }, cancelling: null } }),
  );
  const after = await inTx(ctx, (inner) => aResident(inner));
  await inTx({ ...on(ctx, day, "09:30"), actor: after.actor }, (inner) => claim(inner, { offerId, size: 1 }));
  await settleOffers(on(ctx, day, "12:10"));
  assert.deepEqual(await standings(ctx, one), []);
  assert.deepEqual(await standings(ctx, after), ["missed suspends"]);
});

dbTest("who had booked before it was moved is excused; who booked after is not", async ({ ctx }) => {
  const { path, one } = await house(ctx);
  const after = await inTx(ctx, (inner) => aResident(inner));
  const { offerId } = await holds(ctx, one, path);
  const startsAt = atTime(day, "14:00");
  await inTx(on(ctx, day, "08:30"), (inner) =>
    changeOffer(inner, offerId, {
      opensAt: atTime(day, "07:00"),
      closesAt: startsAt,
      startsAt,
      endsAt: startsAt.add({ hours: 1 }),
      pools: [{ channel: "online", quota: 10, releasesAt: null }],
    }),
  );
  await inTx({ ...on(ctx, day, "09:00"), actor: after.actor }, (inner) => claim(inner, { offerId, size: 1 }));
  await settleOffers(on(ctx, day, "15:10"));
  assert.deepEqual(await standings(ctx, one), []);
  assert.deepEqual(await standings(ctx, after), ["missed suspends"]);
});

dbTest(
  "giving back late counts where the rule says so, and is forgotten by whoever comes all the same",
  async ({ ctx }) => {
    const { path, one } = await house(ctx, { limit: 2, lateCancelCounts: true });
    const { offerId, claimId } = await holds(ctx, one, path);
    // The occasion lets it be until an hour before.
    await inTx({ ...on(ctx, day, "09:30"), actor: one.actor }, (inner) => cancelClaim(inner, { claimId }));
    assert.deepEqual(await standings(ctx, one), ["late-cancel counts"]);
    const inTime = await inTx(ctx, (inner) => aResident(inner));
    const held = await holds(ctx, inTime, path);
    await inTx({ ...on(ctx, day, "09:00"), actor: inTime.actor }, (inner) => cancelClaim(inner, held));
    assert.deepEqual(await standings(ctx, inTime), []);
    await inTx({ ...on(ctx, day, "09:40"), actor: one.actor }, (inner) => claim(inner, { offerId, size: 1 }));
    const again = await inTx(on(ctx, day, "09:50"), (inner) => doorSheet(inner, offerId));
    const back = again.holders.find(({ state }) => state === "confirmed")?.claimId ?? "";
    await inTx(on(ctx, day, "09:55"), (inner) => checkIn(inner, { offerId, claimId: back }));
    await settleOffers(on(ctx, day, "12:10"));
    assert.deepEqual(await standings(ctx, one), []);
  },
);

dbTest("staff who give back for somebody use up none of the limits", async ({ ctx }) => {
  const { id, path, manager, one } = await house(ctx);
  await inTx(ctx, (inner) =>
    aPenaltyRule(inner, id, { terms: { noShow: null, cancelling: { ...cancelTerms, perDay: 1 } }, after: 1 }),
  );
  const giveBack = async (who: Made) => {
    const { claimId } = await holds(ctx, one, path);
    return inTx({ ...on(ctx, day, "08:00"), actor: who.actor }, (inner) => cancelClaim(inner, { claimId }));
  };
  await giveBack(manager);
  await giveBack(one);
  await assert.rejects(giveBack(one), { id: "claim.cancels-used" });
  await giveBack(manager);
});

dbTest("a child's misses are the child's, whoever booked", async ({ ctx }) => {
  const { path, one } = await house(ctx);
  const child = await inTx({ ...ctx, actor: one.actor }, (inner) => aChild(inner, one));
  const onBehalfOf = { account: child.account, subject: child.subject, as: "guardian" as const };
  const acting = { ...one, actor: { ...one.actor, onBehalfOf } };
  await inTx(ctx, (inner) => misses(inner, acting, path, day));
  assert.deepEqual(await standings(ctx, child), ["missed suspends"]);
  assert.deepEqual(await standings(ctx, one), []);
  assert.equal((await holds(on(ctx, day, "21:00"), one, path)).offerId.length, 36);
});

dbTest(
  "an appeal: once, answered by another manager in words, and accepted it frees at once",
  async ({ ctx, db }) => {
    const { id, path, manager, one } = await house(ctx);
    await inTx(ctx, (inner) => misses(inner, one, path, day));
    const evening = on(ctx, day, "21:00");
    const mark = (await own(ctx, one)).marks[0];
    assert.deepEqual(mark?.can, ["appeal"]);
    const as = (who: Made) => ({ ...evening, actor: who.actor });
    const appeal = (who: Made) =>
      inTx(as(who), (inner) => appealPenalty(inner, { id: mark.id, words: "我到了，没有扫上。" }));
    const stranger = await inTx(ctx, (inner) => aResident(inner));
    await assert.rejects(appeal(stranger), { id: "not-found" });
    assert.deepEqual(await appeal(one), { dueOn: "2026-06-27" });
    await assert.rejects(appeal(one), { id: "penalty.appealed" });

    const desk = await penaltyDeskView(evening, { organisation: id });
    assert.deepEqual(
      desk.appeals.map(({ person, appeal: waits }) => [person, waits?.words]),
      [["古丽娜尔·艾山", "我到了，没有扫上。"]],
    );
    const answer = (outcome: "accepted" | "declined", who = manager) =>
      inTx(as(who), (inner) =>
        answerPenaltyAppeal(inner, {
          id: desk.appeals[0]?.appeal?.id ?? "",
          outcome,
          reason: "门口录像可见",
        }),
      );
    await db.run`update booking.penalty_mark set made_by = ${manager.subject} where id = ${mark.id}`;
    await assert.rejects(answer("accepted"), { id: "penalty.own-mark" });
    await assert.rejects(answer("accepted", one), { id: "penalty.own-mark" }, "nobody in their own case");
    await db.run`update booking.penalty_mark set made_by = null where id = ${mark.id}`;
    await answer("accepted");
    await assert.rejects(answer("declined"), { id: "penalty.answered" });
    const after = await own(ctx, one);
    assert.deepEqual([after.suspensions, after.marks.map(({ standing }) => standing)], [[], ["excused"]]);
    assert.deepEqual(
      (await noticesOf(db, one.subject)).map(({ kind, key }) => [kind, key]),
      [
        ["penalty", "notice.penalty-suspended"],
        ["penalty", "notice.penalty-answered"],
      ],
    );
    const { acts } = await db.one<{ acts: number }>`
    select count(*)::int as acts from platform.audit
     where target = ${mark.id} and what in ('penalty.marked', 'penalty.appealed', 'penalty.appeal-answered')`;
    assert.equal(acts, 3);
  },
);

dbTest(
  "declined the mark stands; waived by staff it is gone, and a waiting appeal is answered by it",
  async ({ ctx }) => {
    const { path, manager, one } = await house(ctx);
    await inTx(ctx, (inner) => misses(inner, one, path, day));
    const mark = (await own(ctx, one)).marks[0];
    assert.ok(mark);
    const evening = on(ctx, day, "21:00");
    await inTx({ ...evening, actor: one.actor }, (inner) =>
      appealPenalty(inner, { id: mark.id, words: "生病了。" }),
    );
    const waive = () =>
      inTx({ ...evening, actor: manager.actor }, (inner) =>
        waivePenalty(inner, { id: mark.id, reason: "已出示病历" }),
      );
    await waive();
    await assert.rejects(waive(), { id: "penalty.excused" });
    const [after] = (await own(ctx, one)).marks;
    assert.deepEqual(
      [after?.standing, after?.excusedBecause, after?.appeal?.outcome, after?.can],
      ["excused", "已出示病历", "accepted", []],
    );

    const other = await inTx(ctx, (inner) => aResident(inner));
    await inTx(ctx, (inner) => misses(inner, other, path, day));
    const theirs = (await own(ctx, other)).marks[0];
    assert.ok(theirs);
    await inTx({ ...evening, actor: other.actor }, (inner) =>
      appealPenalty(inner, { id: theirs.id, words: "忘了。" }),
    );
    const id = (await own(ctx, other)).marks[0]?.appeal?.id ?? "";
    await inTx({ ...evening, actor: manager.actor }, (inner) =>
      answerPenaltyAppeal(inner, { id, outcome: "declined", reason: "提前一天提醒过" }),
    );
    assert.deepEqual(await standings(ctx, other), ["missed suspends"]);
  },
);

dbTest(
  "snow: a day is excused for those marked and for what has not ended yet, and for nobody elsewhere",
  async ({ ctx, db }) => {
    const { id, path, manager, one } = await house(ctx);
    const elsewhere = await house(ctx);
    const later = await inTx(ctx, (inner) => aResident(inner));
    await inTx(ctx, (inner) => misses(inner, one, path, day));
    await inTx(ctx, (inner) => misses(inner, elsewhere.one, elsewhere.path, day));
    const snow = () =>
      inTx({ ...on(ctx, day, "15:00"), actor: manager.actor }, (inner) =>
        excuseDay(inner, { organisation: id, place: null, day, reason: "大雪封路" }),
      );
    assert.deepEqual(await snow(), { excused: 1 });
    await assert.rejects(snow(), { id: "penalty.day-excused" });
    await inTx(ctx, (inner) => misses(inner, later, path, day));
    assert.deepEqual(await standings(ctx, one), ["missed excused"]);
    assert.deepEqual(await standings(ctx, later), ["missed excused"]);
    assert.deepEqual(await standings(ctx, elsewhere.one), ["missed suspends"]);
    assert.deepEqual(await noticesOf(db, later.subject), [], "nobody is warned of what does not count");
  },
);

dbTest(
  "two accounts of one person count together; erased nothing is left; the file tells it",
  async ({ ctx, db }) => {
    const { path, one } = await house(ctx, { limit: 2 });
    const other = await inTx(ctx, (inner) => aResident(inner));
    const both = await inTx(ctx, (inner) => misses(inner, one, path, day));
    await inTx(ctx, (inner) => misses(inner, other, path, "2026-06-19"));
    await inTx({ ...on(ctx, day, "08:00") }, async (inner) => {
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
    const [file] = await exportPenalties(on(ctx, day, "21:00"), one.subject);
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

dbTest("a rule begins today or later; only the city suspends in the whole city", async ({ ctx }) => {
  const { id } = await house(ctx);
  const put = (differs: Parameters<typeof aPenaltyRule>[2]) =>
    inTx(ctx, (inner) => aPenaltyRule(inner, id, differs));
  await assert.rejects(put({ since: "2026-06-11" }), { id: "input.invalid" });
  const terms = (noShow: Partial<NoShowTerms>) => ({
    noShow: { ...noShowTerms, ...noShow },
    cancelling: null,
  });
  await assert.rejects(put({ terms: terms({ suspendsFor: "until-clear", windowDays: null }) }), {
    id: "input.invalid",
  });
  const below = await inTx(ctx, (inner) => anOrganisation(inner, { parentId: id }));
  await assert.rejects(
    inTx(ctx, (inner) => aPenaltyRule(inner, below.id, { terms: terms({ scope: "city" }) })),
    { id: "input.invalid" },
  );
  await put({ since: "2026-07-01", terms: terms({ scope: "city" }), after: 1 });
  await put({ since: "2026-08-01", terms: null, after: 2 });
  const { items } = await penaltyRulesView(ctx, below.id);
  assert.deepEqual(
    items.map(({ version, standing, until, own: its, says }) => [
      version,
      standing,
      until,
      its,
      says.length > 0,
    ]),
    [
      [3, "coming", null, false, false],
      [2, "coming", "2026-07-31", false, true],
      [1, "in-force", "2026-06-30", false, true],
    ],
  );
});

dbTest("of two managers who write after the same version one is told of the other's", async ({ ctx }) => {
  const { id } = await house(ctx);
  const put = (after: number, differs: Parameters<typeof aPenaltyRule>[2] = {}) =>
    inTx(ctx, (inner) => aPenaltyRule(inner, id, { after, ...differs }));
  const tried = await Promise.allSettled([put(1), put(1)]);
  assert.deepEqual(
    tried.map((one) => (one.status === "fulfilled" ? one.value.version : one.reason.id)).toSorted(),
    [2, "penalty.rule-meanwhile"],
  );
  for (const seen of [0, 1, 3]) await assert.rejects(put(seen), { id: "penalty.rule-meanwhile" });
  const other = await put(0, { onlyFor: "event-session" });
  assert.equal(other.version, 1, "the rule about one kind has versions of its own");
});

dbTest("who gives back late is excused by what excuses who does not come", async ({ ctx }) => {
  const terms = { noShow: { ...noShowTerms, lateCancelCounts: true }, cancelling: null };
  const { id, path, one } = await inTx(ctx, async (inner) => ({
    ...(await anOrganisation(inner)),
    one: await aResident(inner),
  }));
  const late = (who: Made, claimId: string, time: string) =>
    inTx({ ...on(ctx, day, time), actor: who.actor }, (inner) => cancelClaim(inner, { claimId }));
  const [moved, after] = await inTx(ctx, async (inner) => [await aResident(inner), await aResident(inner)]);
  assert.ok(moved && after);
  const { offerId, claimId } = await holds(ctx, one, path);
  await inTx(on(ctx, day, "08:30"), (inner) => aPenaltyRule(inner, id, { terms }));
  const claims = (who: Made, time: string) =>
    inTx({ ...on(ctx, day, time), actor: who.actor }, (inner) => claim(inner, { offerId, size: 1 }));
  const before = await claims(moved, "08:45");
  await late(one, claimId, "09:10");
  assert.deepEqual(await standings(ctx, one), [], "there was no rule yet");
  const startsAt = atTime(day, "10:05");
  await inTx(on(ctx, day, "09:20"), (inner) =>
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

dbTest("a rule warns before it suspends", async ({ ctx }) => {
  await assert.rejects(house(ctx, { warnFrom: 3, limit: 3 }), {
    faults: [{ field: "/body/terms/noShow/warnFrom", id: "penalty.warns-too-late" }],
  });
  await house(ctx, { warnFrom: 2, limit: 3 });
});
