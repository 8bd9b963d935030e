/** Rules and marks for everyone's tests, and input for the generated access test. */
import { Temporal } from "temporal-polyfill";
import { aResident, aStaff, type Made } from "#people/testing";
import { anOrganisation } from "#places/testing";
import { type Ctx, inTx, type TxCtx, today } from "#platform/ctx";
import { newId } from "#platform/db";
import { found } from "#platform/errors";
import { claim } from "../claiming/claim.ts";
import * as doorStore from "../door/door-store.ts";
import { makeOffer, type OfferInput } from "../offers/manage-offer.ts";
import * as offerStore from "../offers/offer-store.ts";
import { appealPenalty } from "./appeals.ts";
import { marksOf } from "./mark-store.ts";
import { markAfter } from "./marking.ts";
import { ownPenaltiesView } from "./own-view.ts";
import { organisationNamed, penaltyRulesView, putPenaltyRule, type RuleInput } from "./rules.ts";
import type { CancelTerms, NoShowTerms } from "./terms.ts";

/** Three missed within a hundred days suspend for seven; say what differs. */
export const noShowTerms: NoShowTerms = {
  warnFrom: null,
  limit: 3,
  windowDays: 100,
  suspendsFor: "days",
  suspendsCount: 7,
  scope: "organisation",
  graceMinutes: null,
  lateCancelCounts: false,
  forgivenAfterVisits: null,
  forgivenAfterDays: null,
  answerDays: 7,
};

/** No limits; say which there are. */
export const cancelTerms: CancelTerms = {
  perDay: null,
  perWeek: null,
  perMonth: null,
  perYear: null,
  untilMinutes: null,
  untilTime: null,
  rebooks: null,
};

/** The first version of an organisation's rule, from today on; say what differs. */
export function aPenaltyRule(ctx: TxCtx, organisation: string, differs: Partial<RuleInput> = {}) {
  return putPenaltyRule(ctx, {
    organisation,
    onlyFor: null,
    since: today(ctx).toString(),
    basis: "馆务会议决定",
    terms: { noShow: noShowTerms, cancelling: null },
    after: 0,
    ...differs,
  });
}

/** A moment of a day of the city. */
export const atTime = (day: string, time: string) =>
  Temporal.PlainDate.from(day).toZonedDateTime({ timeZone: "Asia/Shanghai", plainTime: time }).toInstant();

/** The same city at a moment of a day. */
export const onDay = <C extends Ctx>(ctx: C, day: string, time = "09:00"): C => ({
  ...ctx,
  clock: () => atTime(day, time),
});

/** An occasion of an organisation from ten to noon on a day, bookable for three weeks until it begins; say what differs. */
export function anOccasion(ctx: TxCtx, orgPath: string, day: string, differs: Partial<OfferInput> = {}) {
  const startsAt = atTime(day, "10:00");
  return makeOffer(ctx, {
    kind: "test-occasion",
    ref: newId(),
    orgPath,
    opensAt: startsAt.subtract({ hours: 21 * 24 }),
    closesAt: startsAt,
    startsAt,
    endsAt: startsAt.add({ hours: 2 }),
    pools: [{ channel: "online", quota: 10, releasesAt: null }],
    ...differs,
  });
}

/** Somebody books an occasion of a day, that morning, and does not come. */
export async function misses(
  ctx: TxCtx,
  { actor }: Pick<Made, "actor">,
  orgPath: string,
  day: string,
  differs: Partial<OfferInput> = {},
): Promise<{ offerId: string; claimId: string }> {
  const morning = onDay(ctx, day, "08:00");
  const evening = onDay(ctx, day, "20:00");
  const { offerId } = await anOccasion(morning, orgPath, day, differs);
  const { claimId } = await claim({ ...morning, actor }, { offerId, size: 1 });
  await doorStore.settle(ctx.db, offerId, evening.clock());
  await markAfter(evening, found(await offerStore.offer(ctx.db, offerId), "offer", offerId));
  return { offerId, claimId };
}

/** A house that suspends at the first, a manager of it, and somebody. */
export const aStrictHouse = (ctx: Ctx, differs: Partial<NoShowTerms> = {}) =>
  inTx(ctx, async (inner) => {
    const { id, path } = await anOrganisation(inner);
    await aPenaltyRule(inner, id, {
      terms: { noShow: { ...noShowTerms, limit: 1, ...differs }, cancelling: null },
    });
    const manager = await aStaff(inner, { organisationId: id, role: "manager" });
    return { id, path, manager, one: await aResident(inner) };
  });

/** The day on which things happen in these tests. */
export const day = "2026-06-20";

/** Somebody has a place at an occasion of the day, from ten to noon. */
export async function holds(ctx: Ctx, one: Made, path: string) {
  const { offerId } = await inTx(onDay(ctx, day, "07:00"), (inner) => anOccasion(inner, path, day));
  const { claimId } = await inTx({ ...onDay(ctx, day, "08:00"), actor: one.actor }, (inner) =>
    claim(inner, { offerId, size: 1 }),
  );
  return { offerId, claimId };
}

/** What somebody is shown of themself in the evening of the day. */
export const own = (ctx: Ctx, { subject }: Pick<Made, "subject">) =>
  ownPenaltiesView(onDay(ctx, day, "21:00"), subject);

/** Their marks of that evening: the cause and how it stands. */
export const standings = async (ctx: Ctx, one: Pick<Made, "subject">) =>
  (await own(ctx, one)).marks.map(({ cause, standing }) => `${cause} ${standing}`);

/** Somebody who has a mark at an organisation of tomorrow, under a rule that suspends at the first. */
async function aMark(ctx: TxCtx, organisation: string): Promise<{ one: Made; id: string }> {
  const { path } = await organisationNamed(ctx.db, organisation);
  const { items } = await penaltyRulesView(ctx, organisation);
  const own = items.filter((rule) => rule.own && rule.onlyFor === null);
  await aPenaltyRule(ctx, organisation, {
    terms: { noShow: { ...noShowTerms, limit: 1 }, cancelling: null },
    after: Math.max(0, ...own.map(({ version }) => version)),
  });
  const one = await aResident(ctx);
  await misses(ctx, one, path, today(ctx).add({ days: 1 }).toString());
  const [mark] = await marksOf(ctx.db, [one.subject]);
  return { one, id: found(mark, "mark", "").id };
}

async function anAppeal(ctx: TxCtx, organisation: string): Promise<string> {
  const { one, id } = await aMark(ctx, organisation);
  await appealPenalty({ ...ctx, actor: one.actor }, { id, words: "那天我到了，门口没有扫上。" });
  const { marks } = await ownPenaltiesView(ctx, one.subject);
  return marks[0]?.appeal?.id ?? "";
}

const reason = "当天大雪封路";

export const penaltySamples = {
  "booking.penalty-rules": async (_ctx: TxCtx, organisation: string) => ({ query: { organisation } }),
  "booking.put-penalty-rule": async (_ctx: TxCtx, organisation: string) => ({
    body: {
      organisation,
      onlyFor: null,
      since: "2027-01-01",
      basis: "馆务会议决定",
      terms: { noShow: noShowTerms, cancelling: cancelTerms },
      after: 0,
    },
  }),
  "booking.my-penalties": async () => ({}),
  "booking.appeal-penalty": async (ctx: TxCtx, organisation: string) => ({
    params: { id: (await aMark(ctx, organisation)).id },
    body: { words: "那天我到了，门口没有扫上。" },
  }),
  "booking.penalty-marks": async (ctx: TxCtx, organisation: string) => {
    await aMark(ctx, organisation);
    return { query: { organisation } };
  },
  "booking.answer-penalty-appeal": async (ctx: TxCtx, organisation: string) => ({
    params: { id: await anAppeal(ctx, organisation) },
    body: { outcome: "accepted", reason },
  }),
  "booking.waive-penalty": async (ctx: TxCtx, organisation: string) => ({
    params: { id: (await aMark(ctx, organisation)).id },
    body: { reason },
  }),
  "booking.excuse-day": async (ctx: TxCtx, organisation: string) => ({
    body: {
      organisation,
      place: null,
      day: today(ctx).toString(),
      reason,
    },
  }),
};
