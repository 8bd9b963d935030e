/** Builders of draws, whoever enters them, and the two who draw; and input for the generated access test. */
import { aResident } from "#people/testing";
import { organisationOf } from "#places";
import type { Actor, Role } from "#platform/auth";
import { type Ctx, inTx, type TxCtx } from "#platform/ctx";
import { newId } from "#platform/db";
import { makeOffer, type OfferInput } from "../manage-offer.ts";
import { later } from "../waiting/testing.ts";
import { confirmValue, typeValue } from "./draw-it.ts";
import * as store from "./draw-store.ts";
import { enterDraw } from "./enter.ts";
import { entryOf } from "./entry-store.ts";
import { freezeDraw } from "./freeze.ts";
import { type DrawInput, makeDraw } from "./make-draw.ts";
import { putPeople } from "./people-store.ts";

/** Numbers of the 双色球 as somebody types them. */
export const value = "03 08 15 21 27 33 + 09";

export const evenWeights = { base: 1, loss: 0, win: 0, missed: 0, months: 12 };

/** Offers ten days ahead, each with so many places on line, one hour after the other. */
export async function offersToDraw(
  ctx: TxCtx,
  places: readonly number[],
  differs: Partial<OfferInput> = {},
): Promise<string[]> {
  const ids: string[] = [];
  for (const [n, quota] of places.entries()) {
    const startsAt = ctx.clock().add({ hours: 240 + 3 * n });
    const { offerId } = await makeOffer(ctx, {
      ...{ kind: "test-occasion", ref: newId(), orgPath: "klmy." },
      opensAt: ctx.clock().subtract({ hours: 24 }),
      closesAt: startsAt,
      ...{ startsAt, endsAt: startsAt.add({ hours: 2 }) },
      pools: [
        { channel: "online", quota, releasesAt: null },
        { channel: "counter", quota: 3, releasesAt: null },
      ],
      ...differs,
    });
    ids.push(offerId);
  }
  return ids;
}

/** Staff of the test house. */
export async function aColleague(ctx: TxCtx, role: Role, path = "klmy."): Promise<Actor> {
  const { actor } = await aResident(ctx);
  return { ...actor, kind: "staff", grants: [{ role, path }] };
}

/** A draw that takes entries for another hour, of a value that is known in three, to be drawn within a day. */
export async function aDraw(
  ctx: TxCtx,
  {
    places = [2],
    offer = {},
    ...differs
  }: Partial<DrawInput> & { places?: number[]; offer?: Partial<OfferInput> } = {},
) {
  const now = ctx.clock();
  const offerIds = await offersToDraw(ctx, places, offer);
  const actor = await aColleague(ctx, "manager");
  const { drawId } = await makeDraw(
    { ...ctx, actor },
    {
      ...{
        title: "春季少儿书法班",
        offerIds,
        mostPeople: 4,
        mostLots: 1,
        unnamed: true,
        weights: evenWeights,
        groups: [],
        confirmBy: null,
      },
      ...{ valueKind: "double-colour", valueSource: "中国福利彩票双色球第 2027031 期" },
      opensAt: now.subtract({ hours: 1 }),
      closesAt: now.add({ hours: 1 }),
      knownFrom: now.add({ hours: 3 }),
      revealBy: now.add({ hours: 24 }),
      ...differs,
    },
  );
  return { drawId, offerIds };
}

/** Somebody who enters it. */
export async function anEntrant(
  ctx: TxCtx,
  drawId: string,
  { size = 1, choices = ["1"], most = 1 }: { size?: number; choices?: string[]; most?: number } = {},
) {
  const person = await aResident(ctx);
  const { number } = await enterDraw(
    { ...ctx, actor: person.actor },
    { drawId, people: [], unnamed: size - 1, choices, most },
  );
  return { ...person, number };
}

/** Whoever acts has an entry in a draw, and is on that of somebody else in another. */
export async function drawsInALife(ctx: TxCtx, subject: string): Promise<void> {
  const own = await aDraw(ctx);
  await enterDraw(ctx, { drawId: own.drawId, people: [], unnamed: 0, choices: ["1"], most: 1 });
  const { drawId } = await aDraw(ctx);
  const host = await anEntrant(ctx, drawId, { size: 2 });
  const entry = await entryOf(ctx.db, drawId, host.subject);
  await putPeople(ctx.db, { drawId, entryId: entry?.id ?? "" }, { subjects: [subject] });
}

export const closed = (ctx: Ctx): Ctx => later(ctx, { hours: 2 });
export const known = (ctx: Ctx): Ctx => later(ctx, { hours: 4 });

export const frozen = (ctx: Ctx, drawId: string) => inTx(closed(ctx), (inner) => freezeDraw(inner, drawId));

/** The text of the frozen list, as its file has it. */
export const listOf = async (ctx: Ctx, drawId: string) =>
  (await store.frozenText(ctx.db, drawId))?.text ?? "";

/** Freezes it and draws by two people; nothing is carried out yet. */
export async function drawnByTwo(ctx: Ctx, drawId: string): Promise<void> {
  await frozen(ctx, drawId);
  await inTx(known(ctx), async (inner) => {
    const [one, other] = [await aColleague(inner, "clerk"), await aColleague(inner, "reviewer")];
    await typeValue({ ...inner, actor: one }, drawId, value);
    await confirmValue({ ...inner, actor: other }, drawId, value);
  });
}

async function drawOf(ctx: TxCtx, organisationId: string, is: Parameters<typeof aDraw>[1] = {}) {
  const orgPath = (await organisationOf(ctx.db, organisationId))?.path ?? "";
  return aDraw(ctx, { ...is, offer: { orgPath } });
}

/** Its list is frozen and its value known by now. */
async function dueDraw(ctx: TxCtx, organisationId: string): Promise<{ drawId: string }> {
  const before = { ...ctx, clock: () => ctx.clock().subtract({ hours: 4 }) };
  const { drawId } = await drawOf(before, organisationId);
  await anEntrant(before, drawId);
  await freezeDraw({ ...ctx, clock: () => ctx.clock().subtract({ hours: 2 }) }, drawId);
  return { drawId };
}

/** For every operation: input whose target belongs to the organisation. */
export const drawingSamples = {
  "booking.draws": async () => ({}),
  "booking.draw": async (ctx: TxCtx, org: string) => ({ params: await idOf(drawOf(ctx, org)) }),
  "booking.draw-results": async (ctx: TxCtx, org: string) => ({ params: await idOf(drawOf(ctx, org)) }),
  "booking.draw-file": async (ctx: TxCtx, org: string) => ({ params: await dueDraw(ctx, org) }),
  "booking.draw-verifier": async () => ({ params: { form: "page" } }),
  "booking.my-draw": async (ctx: TxCtx, org: string) => ({ params: await idOf(drawOf(ctx, org)) }),
  "booking.my-draws": async () => ({}),
  "booking.enter-draw": async (ctx: TxCtx, org: string) => ({
    params: await idOf(drawOf(ctx, org)),
    body: { people: [], unnamed: 0, choices: ["1"], most: 1 },
  }),
  "booking.join-entry": async (ctx: TxCtx, org: string) => {
    const { drawId } = await drawOf(ctx, org);
    const { subject } = await anEntrant(ctx, drawId);
    return { body: { code: (await entryOf(ctx.db, drawId, subject))?.code ?? "" } };
  },
  "booking.leave-entry": async (ctx: TxCtx, org: string) => ({
    params: await idOf(drawOf(ctx, org)),
    body: { who: null },
  }),
  "booking.withdraw-entry": async (ctx: TxCtx, org: string) => ({
    params: await idOf(drawOf(ctx, org)),
    body: {},
  }),
  "booking.draw-candidates": async () => ({}),
  "booking.make-draw": async (ctx: TxCtx, org: string) => {
    const orgPath = (await organisationOf(ctx.db, org))?.path ?? "";
    const at = (hours: number) => ctx.clock().add({ hours }).toString();
    return {
      body: {
        ...{ title: "春季少儿书法班", offerIds: await offersToDraw(ctx, [2], { orgPath }) },
        ...{ opensAt: at(-1), closesAt: at(1), knownFrom: at(3), revealBy: at(24), confirmBy: null },
        ...{ valueKind: "double-colour", valueSource: "中国福利彩票双色球第 2027031 期" },
        ...{ mostPeople: 4, mostLots: 1, unnamed: true, weights: evenWeights, groups: [] },
      },
    };
  },
  "booking.freeze-draw": async (ctx: TxCtx, org: string) => ({ params: await dueDraw(ctx, org), body: {} }),
  "booking.type-draw-value": async (ctx: TxCtx, org: string) => ({
    params: await dueDraw(ctx, org),
    body: { value },
  }),
  "booking.confirm-draw-value": async (ctx: TxCtx, org: string) => {
    const params = await dueDraw(ctx, org);
    await typeValue({ ...ctx, actor: await aColleague(ctx, "clerk") }, params.drawId, value);
    return { params, body: { value } };
  },
  "booking.call-off-draw": async (ctx: TxCtx, org: string) => ({
    params: await idOf(drawOf(ctx, org)),
    body: { reason: "场地停用" },
  }),
  "booking.desk-draws": async () => ({}),
  "booking.desk-draw": async (ctx: TxCtx, org: string) => ({ params: await idOf(drawOf(ctx, org)) }),
  "booking.draw-sheet": async (ctx: TxCtx, org: string) => ({ params: await dueDraw(ctx, org) }),
};

const idOf = async (made: Promise<{ drawId: string }>) => ({ drawId: (await made).drawId });
