/** A draw is made for offers, of whatever kind, and called off. */
import { checkNames } from "#people";
import { audit } from "#platform/audit";
import type { TxCtx } from "#platform/ctx";
import { newId } from "#platform/db";
import { type FieldFault, found, invalid, refused } from "#platform/errors";
import * as offerStore from "../offer-store.ts";
import { aboutOf } from "../views.ts";
import { tendOffer } from "../waiting/tend.ts";
import * as store from "./draw-store.ts";
import { type GroupKind, type GroupTermsByKind, groupTermsIn } from "./group-terms.ts";
import type { DrawGroup } from "./groups.ts";
import { isBeforeDraw, phaseOf } from "./phase.ts";
import { afterCallingOff, type DrawTerms, reasonAgainstDraw, type WeightTerms } from "./rules.ts";
import { tellEntrants } from "./tell.ts";

export interface DrawInput extends DrawTerms {
  title: string;
  offerIds: readonly string[];
  valueKind: store.ValueKind;
  valueSource: string;
  /** People who come along may stay unnamed. */
  unnamed: boolean;
  weights: WeightTerms;
  /** For whom places are kept, the first before the next; one for whom none are is none. */
  groups: readonly GroupInput[];
}

export interface GroupInput {
  kind: GroupKind;
  /** Under the name of its kind. */
  terms: GroupTermsByKind;
  /** How many places, in the order of the offers. */
  places: readonly number[];
}

/**
 * Lets the places on line of these offers be drawn instead of claimed: from now on they are nobody's until the result is carried out. The
 * offers are of one organisation, and whoever makes the draw may do so there.
 */
export async function makeDraw(
  ctx: TxCtx,
  { offerIds, groups: wanted, ...input }: DrawInput,
): Promise<{ drawId: string }> {
  const madeBy = ctx.actor.subject;
  if (!madeBy) throw new Error("a draw is made by somebody");
  const ids = [...new Set(offerIds)];
  const groups = await groupsIn(ctx, wanted);
  const pools = await offerStore.lockPools(ctx.db, ids);
  const offers = await offerStore.offers(ctx.db, ids);
  const about = await aboutOf(ctx, offers);
  const poolsOf = Map.groupBy(await offerStore.pools(ctx.db, ids), ({ offerId }) => offerId);
  const aside = await store.seatsAside(ctx.db, ids);
  const drawn = ids.map((id) => {
    const offer = found(offers.find((one) => one.id === id) ?? null, "offer", id);
    const pool = poolsOf.get(id)?.find(({ channel }) => channel === "online") ?? null;
    const reserved = groups.flatMap(({ id: group, places }) => {
      const kept = places[offerIds.indexOf(id)] ?? 0;
      return kept > 0 ? [{ group, places: kept }] : [];
    });
    const places = (pool?.quota ?? 0) - (aside.get(id) ?? 0);
    return { offer, pool, places, title: about.get(offer.ref)?.title ?? "", reserved };
  });
  const against = reasonAgainstDraw(input, drawn, ctx.clock());
  if (against) throw refused(against.id, against.data);
  const [first] = drawn;
  if (!first || pools.length === 0) throw new Error("a draw of nothing");
  const drawId = newId();
  const inOrder = drawn.toSorted(
    ({ offer: a }, { offer: b }) => a.startsAt.epochMilliseconds - b.startsAt.epochMilliseconds,
  );
  await store.insertDraw(
    ctx.db,
    {
      ...{ ...input, id: drawId, orgPath: first.offer.orgPath, madeBy, now: ctx.clock() },
      groups: groups.map(({ id, terms }) => ({ id, terms })),
    },
    inOrder.map(({ offer, reserved }, n) => ({ offerId: offer.id, code: String(n + 1), reserved })),
  );
  await store.awaitDraw(ctx.db, drawId, ids);
  await audit(ctx, { what: "draw.made", on: { kind: "draw", id: drawId }, detail: { offers: ids.length } });
  return { drawId };
}

type Kept = DrawGroup & Pick<GroupInput, "places">;

/** Groups with their places and what they name called as it is called today, or every field that is wrong. */
async function groupsIn(ctx: TxCtx, wanted: readonly GroupInput[]): Promise<Kept[]> {
  const named = wanted.some(({ kind }) => kind === "eligible");
  const checks = new Map(named ? await checkNames({ ...ctx, locale: "zh-CN" }) : []);
  const faults: FieldFault[] = [];
  const groups = wanted.flatMap(({ kind, terms: given, places }, n): Kept[] => {
    if (places.every((one) => one === 0)) return [];
    const terms = groupTermsIn(given, kind);
    const wrong = (field: string, id: string) =>
      faults.push({ field: `/body/groups/${n}/terms/${kind}${field}`, id });
    if (!terms) wrong("", "missing");
    if (terms?.kind === "age") {
      const { from, to } = terms;
      if (from === null && to === null) wrong("/from", "missing");
      if (from !== null && to !== null && to < from) wrong("/to", "below-from");
    }
    const called = terms?.kind === "eligible" ? checks.get(terms.code) : undefined;
    if (terms?.kind === "eligible" && called === undefined) wrong("/code", "house-rule.unknown-check");
    return terms ? [{ id: `g${n + 1}`, terms: { ...terms, ...(called && { called }) }, places }] : [];
  });
  if (faults.length > 0) throw invalid(faults);
  return groups;
}

/**
 * Calls a draw off before it is drawn: its places are claimed as any others from then on, and those that only a draw gives wait for
 * another one, unless nobody wanted them (`because` null). Everybody who entered is told why and what becomes of the places; the secret of a
 * list that was frozen is public from then on.
 */
export async function callOffDraw(
  ctx: TxCtx,
  drawId: string,
  because: string | null,
): Promise<{ drawId: string }> {
  const offerIds = (await store.lotsOf(ctx.db, drawId)).map(({ offerId }) => offerId);
  // In the order in which everybody locks: pools, then the draw.
  await offerStore.lockPools(ctx.db, offerIds);
  const draw = found(await store.lockDraw(ctx.db, drawId), "draw", drawId);
  if (draw.calledOffAt) return { drawId };
  if (!isBeforeDraw(phaseOf(draw, ctx.clock()))) throw refused("drawing.drawn");
  await store.endLots(ctx.db, { drawId, offerIds, another: because !== null }, ctx.clock());
  await store.callOff(ctx.db, { drawId, because }, ctx.clock());
  // Who waited for a space that is not drawn has it at once.
  for (const offerId of offerIds) await tendOffer(ctx, offerId);
  const then = afterCallingOff(await store.lotsOf(ctx.db, drawId));
  const key = then ? (`notice.draw.called-off-${then}` as const) : ("notice.draw.called-off" as const);
  await tellEntrants(ctx, draw, key, { reason: because ?? "" });
  await audit(ctx, {
    what: "draw.called-off",
    on: { kind: "draw", id: drawId },
    ...(because && { detail: { because } }),
  });
  return { drawId };
}

/**
 * Offers were closed: their entrants are told, and a draw all of whose occasions are cancelled before it was drawn is called off. The list
 * of a frozen draw stays as it is.
 */
export async function heedClosed(ctx: TxCtx, offerIds: readonly string[], because: string): Promise<void> {
  const awaiting = Map.groupBy(await store.awaitingDraws(ctx.db, offerIds), ({ drawId }) => drawId);
  for (const [drawId] of awaiting) {
    const draw = found(await store.draw(ctx.db, drawId), "draw", drawId);
    const lots = await store.lotsOf(ctx.db, drawId);
    if (draw.drawnAt) continue;
    if (lots.every(({ state }) => state === "closed")) await callOffDraw(ctx, drawId, because);
    else await tellEntrants(ctx, draw, "notice.draw.occasion-cancelled", { reason: because });
  }
}
