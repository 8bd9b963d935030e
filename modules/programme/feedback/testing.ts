/** Builders of feedback, by the real use cases, and input for the generated access test. */
import { checkIn, claim } from "#booking/filling";
import { aResident } from "#people/testing";
import { type Ctx, inTx, type TxCtx } from "#platform/ctx";
import { newId } from "#platform/db";
import type { BuiltEvent, EventBuild } from "../testing.ts";
import { give } from "./feedback.ts";
import { insertFeedback } from "./feedback-store.ts";

/** The same moment's context, hours later. */
export const later = <C extends Ctx>(ctx: C, hours: number): C => {
  const now = ctx.clock();
  return { ...ctx, clock: () => now.add({ hours }) };
};

/** Somebody who claimed a place in the first session of an event that begins in a day, and came. */
export async function aVisitor(ctx: Ctx, event: BuiltEvent) {
  const [offerId = ""] = event.offerIds;
  return inTx(ctx, async (inner) => {
    const who = await aResident(inner);
    const { claimId } = await claim({ ...inner, actor: who.actor }, { offerId, size: 1 });
    await checkIn(later({ ...inner, actor: event.publisher }, 24), { offerId, claimId });
    return who;
  });
}

/** A visitor who has rated, the day after. */
export async function aRating(ctx: Ctx, event: BuiltEvent, stars: number, words = "") {
  const who = await aVisitor(ctx, event);
  const [id = ""] = event.sessionIds;
  await inTx(later({ ...ctx, actor: who.actor }, 48), (inner) => give(inner, { id, stars, words }));
  return who;
}

interface Input {
  params?: object;
  query?: object;
  body?: object;
}
type Sample = (ctx: TxCtx, organisationId: string) => Promise<Input>;

/** The samples, from a builder of published events. */
export function feedbackSamples(
  anEvent: (ctx: Ctx, build: EventBuild) => Promise<BuiltEvent>,
): Record<string, Sample> {
  const sessionOf = async (ctx: TxCtx, organisationId: string) => {
    const { sessionIds } = await anEvent(ctx, { organisationId });
    return { id: sessionIds[0] };
  };
  const said = async (ctx: TxCtx, organisationId: string) => {
    const { id: eventId, sessionIds } = await anEvent(ctx, { organisationId });
    const id = newId();
    const { subject } = await aResident(ctx);
    const row = {
      id,
      eventId,
      sessionId: sessionIds[0] ?? "",
      subject,
      stars: 4,
      words: "很好",
      givenAt: ctx.clock(),
    };
    await insertFeedback(ctx.db, row);
    return { id };
  };
  return {
    "feedback.mine": async (ctx, org) => ({ params: await sessionOf(ctx, org) }),
    "feedback.give": async (ctx, org) => ({
      params: await sessionOf(ctx, org),
      body: { stars: 5, words: "" },
    }),
    "feedback.rating": async (ctx, organisationId) => ({
      params: { id: (await anEvent(ctx, { organisationId })).id },
    }),
    "feedback.list": async (ctx, organisationId) => ({
      params: { id: (await anEvent(ctx, { organisationId })).id },
    }),
    "feedback.answer": async (ctx, org) => ({
      params: await said(ctx, org),
      body: { version: 0, answer: "谢谢您来" },
    }),
    "feedback.hide": async (ctx, org) => ({
      params: await said(ctx, org),
      body: { reason: "写了别人的电话" },
    }),
  };
}
