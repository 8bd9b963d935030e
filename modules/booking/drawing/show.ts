/** How draws look: to everybody, to who entered, to staff. */
import type { Static } from "typebox";
import { readEntryNumber } from "#libs/draw";
import { checkNames } from "#people";
import { organisationsByPaths } from "#places";
import { principal } from "#platform/auth";
import { type Ctx, textFor } from "#platform/ctx";
import { found } from "#platform/errors";
import { named } from "#platform/i18n";
import { may } from "../may.ts";
import { occasionsOf, spanText } from "../occasions.ts";
import { lastCall } from "../offer.ts";
import { aboutOf, aboutView } from "../views.ts";
import type { DrawView } from "./contract.ts";
import * as store from "./draw-store.ts";
import * as entries from "./entry-store.ts";
import { secretOf } from "./freeze.ts";
import { groupName } from "./groups.ts";
import { isBeforeDraw, isSecretOut, isToBeDrawn, phaseOf } from "./phase.ts";
import * as resultStore from "./result-store.ts";
import { afterCallingOff } from "./rules.ts";

const mostDraws = 200;
const ranksAtOnce = 100;

async function housesOf(ctx: Ctx, paths: readonly string[]): Promise<(path: string) => string> {
  const houses = paths.length > 0 ? await organisationsByPaths(ctx.db, [...paths]) : new Map();
  return (path) => {
    const house = houses.get(path);
    return house ? named(house, ctx.locale) : "";
  };
}

function summary(ctx: Ctx, draw: store.Draw, house: string) {
  return {
    ...{ id: draw.id, title: draw.title, house, phase: phaseOf(draw, ctx.clock()), entries: draw.entries },
    opensAt: draw.opensAt.toString(),
    closesAt: draw.closesAt.toString(),
    knownFrom: draw.knownFrom.toString(),
  };
}

export async function summaries(ctx: Ctx, draws: readonly store.Draw[]) {
  const house = await housesOf(
    ctx,
    draws.map(({ orgPath }) => orgPath),
  );
  return draws.map((draw) => summary(ctx, draw, house(draw.orgPath)));
}

/** Everybody's list, with the number of whoever asks where they entered. */
export async function drawList(ctx: Ctx) {
  const items = await summaries(ctx, await store.draws(ctx.db, ctx.clock(), mostDraws));
  const subject = principal(ctx.actor)?.subject;
  const own = subject ? await entries.entriesOf(ctx.db, subject) : [];
  const mine = new Map(own.flatMap((one) => (one.state === "withdrawn" ? [] : [[one.drawId, one.number]])));
  return { items: items.map((item) => ({ ...item, mine: mine.get(item.id) ?? null })) };
}

export async function drawView(ctx: Ctx, drawId: string): Promise<Static<typeof DrawView>> {
  const draw = found(await store.draw(ctx.db, drawId), "draw", drawId);
  const lots = await store.lotsOf(ctx.db, drawId);
  const about = await aboutOf(ctx, lots);
  const occasions = await occasionsOf(ctx, lots);
  const house = (await housesOf(ctx, [draw.orgPath]))(draw.orgPath);
  const text = textFor(ctx);
  const { hash, commitment, mostLots, unnamed, weights, drawnAt } = draw;
  return {
    ...summary(ctx, draw, house),
    ...{ hash, commitment, mostLots, unnamed, weights },
    // No entry is for more than one claim there may be.
    mostPeople: Math.min(draw.mostPeople, Math.max(...lots.map(({ mostPeople }) => mostPeople))),
    groups: draw.groups.map(({ id, terms }) => ({ id, name: groupName(terms, text) })),
    revealBy: draw.revealBy.toString(),
    confirmBy: draw.confirmBy?.toString() ?? null,
    value: { kind: draw.valueKind, source: draw.valueSource, text: draw.value },
    frozenAt: draw.frozenAt?.toString() ?? null,
    drawnAt: drawnAt?.toString() ?? null,
    late: drawnAt !== null && drawnAt.epochMilliseconds > draw.revealBy.epochMilliseconds,
    lots: lots.map((lot) => ({
      ...{ code: lot.code, offerId: lot.offerId, places: lot.places, aside: lot.aside },
      cancelled: lot.state === "closed",
      about: aboutView(about.get(lot.ref)),
      ...spanText(occasions(lot)),
      reserved: lot.reserved,
    })),
    secret: await publicSecret(ctx, draw),
    calledOff: draw.calledOffAt ? { because: draw.calledOffBecause, places: afterCallingOff(lots) } : null,
  };
}

async function publicSecret(ctx: Ctx, draw: store.Draw): Promise<string | null> {
  const sealed = isSecretOut(draw, ctx.clock()) ? await store.sealedSecret(ctx.db, draw.id) : null;
  return sealed && secretOf(ctx, draw.id, sealed);
}

export const resultView = ({ code, result, turn, became }: resultStore.Result) => ({
  code,
  result,
  turn,
  became,
});

/** Results by number; of one number where it is asked for, however it is typed. */
export async function resultsView(
  ctx: Ctx,
  drawId: string,
  { number, after = 0 }: { number?: string; after?: number },
) {
  const read = number === undefined ? null : readEntryNumber(number);
  const rows =
    number === undefined
      ? await resultStore.results(ctx.db, drawId, { after, ranks: ranksAtOnce })
      : read
        ? await resultStore.resultsOf(ctx.db, drawId, read)
        : [];
  const items = [...Map.groupBy(rows, (row) => row.number).values()].flatMap((choices) => {
    const [first] = choices;
    return first ? [{ number: first.number, rank: first.rank, choices: choices.map(resultView) }] : [];
  });
  const next = number === undefined && items.length === ranksAtOnce ? after + ranksAtOnce : null;
  return { items, next };
}

/** What staff see of the draws of their organisations. */
export async function deskList(ctx: Ctx) {
  const paths = ctx.actor.grants.map(({ path }) => path);
  const makes = ctx.actor.grants.some(({ role }) => role === "manager");
  const items = await summaries(ctx, await store.drawsBelow(ctx.db, paths, mostDraws));
  return { items, can: makes ? ["make" as const] : [] };
}

/** Occasions whose places could be drawn, of the organisations whose manager asks. */
export async function candidateList(ctx: Ctx) {
  const paths = ctx.actor.grants.filter(({ role }) => role === "manager").map(({ path }) => path);
  const offers = await store.candidates(ctx.db, paths, ctx.clock());
  const about = await aboutOf(ctx, offers);
  const occasions = await occasionsOf(ctx, offers);
  const house = await housesOf(
    ctx,
    offers.map(({ orgPath }) => orgPath),
  );
  return {
    items: offers.map((offer) => ({
      ...{ offerId: offer.id, orgPath: offer.orgPath, house: house(offer.orgPath), places: offer.places },
      about: aboutView(about.get(offer.ref)),
      ...spanText(occasions(offer)),
      ...{ mostPeople: offer.rules.maxPerClaim, toBeDrawn: offer.toBeDrawn },
      before: lastCall(offer).toString(),
    })),
    checks: (await checkNames(ctx)).map(([code, name]) => ({ code, name })),
  };
}

/** A draw as staff see it: what is to be done by them, and what was passed over. */
export async function deskView(ctx: Ctx, drawId: string) {
  const draw = found(await store.draw(ctx.db, drawId), "draw", drawId);
  const phase = phaseOf(draw, ctx.clock());
  const typed = draw.drawnAt ? null : await store.typedValue(ctx.db, drawId);
  const own = typed?.typedBy === ctx.actor.subject;
  const [makes, witnesses] = [may["draw.make"](ctx.actor, draw), may["draw.witness"](ctx.actor, draw)];
  const can = [
    ...(makes && phase === "closing" ? ["freeze" as const] : []),
    ...(witnesses && isToBeDrawn(phase) ? ["type" as const] : []),
    ...(witnesses && isToBeDrawn(phase) && typed && !own ? ["confirm" as const] : []),
    ...(makes && isBeforeDraw(phase) ? ["call-off" as const] : []),
  ];
  return {
    draw: await drawView(ctx, drawId),
    typed: typed && { at: typed.typedAt.toString(), own },
    report: draw.drawnAt ? await reportOf(ctx, drawId) : null,
    can,
  };
}

async function reportOf(ctx: Ctx, drawId: string) {
  const counts = await resultStore.countBecame(ctx.db, drawId);
  const sum = (...those: resultStore.Became[]) =>
    counts.reduce((all, { became, count }) => all + (became && those.includes(became) ? count : 0), 0);
  const open = (await store.lotsOf(ctx.db, drawId)).filter(({ endedAt }) => endedAt === null).length;
  const text = textFor(ctx);
  const passedOver = await resultStore.passedOver(ctx.db, drawId);
  return {
    given: sum("confirmed", "held"),
    waiting: sum("waiting"),
    withdrawn: sum("withdrawn"),
    cancelled: sum("cancelled"),
    open,
    passedOver: passedOver.map((one) => ({
      ...one,
      because: text(`refusal.${one.because.id}`, one.because.data),
    })),
  };
}
