/** What the person at the door sees. */

import { Temporal } from "temporal-polyfill";
import type { Static } from "typebox";
import { namesOfSubjects, phoneTailsOf } from "#people";
import { organisationsOf } from "#places";
import { pathsHeld } from "#platform/auth";
import type { Ctx } from "#platform/ctx";
import { found } from "#platform/errors";
import { arrived, isOneOf, listed } from "./claim-state.ts";
import * as claimStore from "./claim-store.ts";
import type { doorList, doorOf } from "./contract.ts";
import * as doorStore from "./door-store.ts";
import { leftAtTheDoor } from "./draw-from.ts";
import { companionsOf } from "./drawing/people-store.ts";
import { serving } from "./may.ts";
import type { Offer } from "./offer.ts";
import * as offerStore from "./offer-store.ts";
import { seatsOfClaims } from "./seating/seat-store.ts";
import { againstUndoing } from "./undo-check-in.ts";
import { aboutOf, aboutView, offerView } from "./views.ts";
import { isSought, numbersApart, repeated, soughtIn } from "./who-at-door.ts";

const mostDoors = 200;

const isOver = ({ state, endsAt }: Offer, now: Temporal.Instant) =>
  state === "closed" || Temporal.Instant.compare(endsAt, now) <= 0;

/** Occasions of the actor's organisations from four hours ago to twelve hours ahead. */
export async function openDoors(ctx: Ctx): Promise<Static<(typeof doorList)["answer"]>> {
  const now = ctx.clock();
  const paths = pathsHeld(ctx.actor, ...serving);
  const span = { from: now.subtract({ hours: 4 }), to: now.add({ hours: 12 }) };
  const rows = await offerStore.offersBetween(ctx.db, paths, { ...span, limit: mostDoors + 1 });
  const offers = rows.slice(0, mostDoors);
  const ids = offers.map(({ id }) => id);
  const pools = Map.groupBy(await offerStore.pools(ctx.db, ids), ({ offerId }) => offerId);
  const counts = new Map((await doorStore.countHolders(ctx.db, ids)).map((count) => [count.offerId, count]));
  const about = await aboutOf(ctx, offers);
  return {
    more: rows.length > mostDoors,
    // Doors to open and open ones first; those that are over are there for corrections.
    items: offers
      .toSorted((a, b) => Number(isOver(a, now)) - Number(isOver(b, now)))
      .map((offer) => ({
        offer: offerView(offer, pools.get(offer.id) ?? []),
        about: aboutView(about.get(offer.ref)),
        expected: counts.get(offer.id)?.expected ?? 0,
        arrived: counts.get(offer.id)?.arrived ?? 0,
        over: isOver(offer, now),
      })),
  };
}

/** One occasion's list of holders, by name for those who serve there; only those looked for, where somebody is. */
export async function doorSheet(
  ctx: Ctx,
  offerId: string,
  { q }: { q?: string } = {},
): Promise<Static<(typeof doorOf)["answer"]>> {
  const offer = found(await offerStore.offer(ctx.db, offerId), "offer", offerId);
  const all = await claimStore.claimsOfOffer(ctx.db, offerId);
  const claims = all.filter(({ state }) => isOneOf(listed, state));
  const sought = q ? soughtIn(q) : null;
  const called = await calledAtDoor(ctx, all, { byTail: sought !== null && "tail" in sought });
  const about = await aboutOf(ctx, [offer]);
  const undoable = !againstUndoing(ctx, offer);
  const undo = offer.state === "closed" ? ("undo-for-good" as const) : ("undo" as const);
  const places = (of: claimStore.Claim[]) => of.reduce((sum, { size }) => sum + size, 0);
  const view = offerView(offer, await offerStore.pools(ctx.db, [offerId]));
  const seats = await seatsOfClaims(ctx.db, offer.rules.seated ? claims.map(({ id }) => id) : []);
  const together = offer.rules.drawn ? await namesTogether(ctx, claims) : new Map<string, string[]>();
  const holders = claims.map((claim) => ({
    claimId: claim.id,
    ...(called.get(claim.id) ?? nobody),
    size: claim.size,
    toCome: toCome(claim),
    state: claim.state,
    pool: claim.channel,
    seats: (seats.get(claim.id) ?? []).map(({ label }) => label),
    together: together.get(claim.id) ?? [],
    checkedInAt: claim.checkedInAt?.toString() ?? null,
    can: [
      ...(toCome(claim) > 0 ? (["check-in"] as const) : []),
      ...(undoable && isOneOf(arrived, claim.state) ? [undo] : []),
    ],
  }));
  return {
    offer: view,
    about: aboutView(about.get(offer.ref)),
    leftAtTheDoor: leftAtTheDoor(view.pools),
    expected: places(claims),
    arrived: claims
      .filter(({ state }) => isOneOf(arrived, state))
      .reduce((sum, claim) => sum + claimStore.cameOf(claim), 0),
    listed: holders.length,
    holders: sought ? holders.filter(({ name, phoneTail }) => isSought(sought, name, phoneTail)) : holders,
  };
}

/** By claim the names of who is on the entry that was drawn, beside the holder. */
async function namesTogether(ctx: Ctx, claims: readonly claimStore.Claim[]): Promise<Map<string, string[]>> {
  const rows = await companionsOf(
    ctx.db,
    claims.map(({ id }) => id),
  );
  const names = await namesOfSubjects(
    ctx.db,
    rows.map(({ subject }) => subject),
  );
  const of = ([id, those]: [string, typeof rows]) =>
    [id, those.flatMap(({ subject }) => names.get(subject) ?? [])] as const;
  return new Map([...Map.groupBy(rows, ({ claimId }) => claimId)].map(of));
}

/** How many of a party may still be let in. */
function toCome(claim: claimStore.Claim): number {
  if (claim.state === "confirmed") return claim.size;
  return claim.state === "checked-in" ? claim.size - claimStore.cameOf(claim) : 0;
}

export const nobody: Called = { name: null, phoneTail: null, number: null };

export interface Called {
  name: string | null;
  phoneTail: string | null;
  number: number | null;
}

/**
 * How the holders are called, by claim. Digits of a phone are opened only where a name does not say who it is, or where somebody is
 * looked for by them.
 */
export async function calledAtDoor(
  ctx: Ctx,
  claims: readonly claimStore.Whose[],
  { byTail }: { byTail: boolean },
): Promise<Map<string, Called>> {
  // What was cancelled is not on the list; the groups of people nobody named keep their numbers.
  const counted = claims.filter((one) => claimStore.isNobodys(one) || isOneOf(listed, one.state));
  const subjects = counted.flatMap(({ subject }) => subject ?? []);
  const names = await namesOfSubjects(ctx.db, subjects);
  const groups = await organisationsOf(
    ctx.db,
    counted.flatMap(({ organisationId }) => organisationId ?? []),
  );
  const shared = repeated(names.values());
  const tails = await phoneTailsOf(
    ctx.db,
    subjects.filter((subject) => byTail || !names.has(subject) || shared.has(names.get(subject) ?? "")),
  );
  const called = counted.map(({ id, subject, organisationId }) => ({
    claimId: id,
    name: names.get(subject ?? "") ?? groups.get(organisationId ?? "")?.name ?? null,
    phoneTail: tails.get(subject ?? "") ?? null,
  }));
  const numbers = numbersApart(called);
  return new Map(
    called.map(({ claimId, ...who }) => [claimId, { ...who, number: numbers.get(claimId) ?? null }] as const),
  );
}
