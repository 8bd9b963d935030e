/** Rules of an offer and its pools. Pure: read this first. */
import { Temporal } from "temporal-polyfill";
import { type ClaimState, current, givable, isOneOf } from "./claim-state.ts";
import { type PoolChannel, poolChannels } from "./pool-channels.ts";
import type { OwnTerms } from "./rules/terms.ts";
import { doorShut } from "./scanner/rule.ts";

export { type PoolChannel, poolChannels };

export interface OfferRules {
  /** Most places in one claim. */
  maxPerClaim: number;
  /** Identity level that a holder needs: 0 phone … 3 confirmed. Asked among the rules, as its own. */
  minLevel: 0 | 1 | 2 | 3;
  /** A holder may cancel until so many minutes before the start. */
  cancelUntilMinutes: number;
  /** The door opens so many minutes before the start. */
  doorsBeforeMinutes: number;
  /** What it asks of whoever comes, beyond these and the rules of its house. */
  own?: OwnTerms;
  /** Who finds it full may wait for places. */
  waitingList?: boolean;
  /** Staff approve each claim before it counts. */
  approval?: boolean;
  /** A holder may hand the places on to another person. */
  transferable?: boolean;
  /** So many minutes before the start the line ends, and what is not approved by then is not. */
  lastCallMinutes?: number;
  /** The line goes on until then, also once nobody can claim any more: what is given back meanwhile is for who waits. */
  lineUntil?: string | undefined;
  /** Its places are numbered seats (`seating/`), which give its quotas. */
  seated?: boolean;
  /** It has many occasions, and the module it is for keeps the roll: no door opens for it. */
  ownRoll?: boolean;
  /** So long before its end the last of them is over: from then on nothing is left to give back, and the roll is put right. */
  rollMinutes?: number;
  /** A draw has a line: who was not drawn waits, and before it who waits for a space that is not drawn, whatever else it asks for. */
  drawn?: boolean;
}

export const usualRules: OfferRules = {
  maxPerClaim: 4,
  minLevel: 0,
  cancelUntilMinutes: 60,
  doorsBeforeMinutes: 60,
};

/** Enough for whoever is offered places last to get there. */
export function lastCallOf({ lastCallMinutes = 120 }: Pick<OfferRules, "lastCallMinutes">): number {
  return lastCallMinutes;
}

export interface Offer {
  id: string;
  kind: string;
  ref: string;
  orgPath: string;
  state: "open" | "closed";
  /** Closed when it had taken place in part. */
  cutShort: boolean;
  opensAt: Temporal.Instant;
  closesAt: Temporal.Instant;
  startsAt: Temporal.Instant;
  endsAt: Temporal.Instant;
  rules: OfferRules;
}

export interface Pool {
  id: string;
  channel: PoolChannel;
  quota: number;
  taken: number;
  /** Closed with its offer, or taken out of it. */
  open: boolean;
  /** Null: with the offer. */
  releasesAt: Temporal.Instant | null;
  /** The draw that gives its places; until then they are nobody's. */
  awaitsDraw: string | null;
  /** Only a draw gives its places, and none has yet, whether one is made or not. */
  toBeDrawn: boolean;
}

/** How many places are left in a pool. The one answer everybody shows. */
export function placesLeft(pool: Pick<Pool, "quota" | "taken" | "open">): number {
  return pool.open ? pool.quota - pool.taken : 0;
}

/** When a pool's places can be claimed: its own time, or the offer's if that is later. */
export function releaseOf(offer: Pick<Offer, "opensAt">, pool: Pick<Pool, "releasesAt">): Temporal.Instant {
  if (!pool.releasesAt) return offer.opensAt;
  return Temporal.Instant.compare(pool.releasesAt, offer.opensAt) > 0 ? pool.releasesAt : offer.opensAt;
}

export interface Against {
  id: string;
  data?: Record<string, string | number>;
  /** The page that helps on. */
  next?: string;
}

type Closing = Pick<Offer, "closesAt" | "startsAt" | "rules">;

/** From this moment on nothing is approved and no draw is answered: the offer's own close, or so long before the start. */
export function lastCall(offer: Closing): Temporal.Instant {
  const last = offer.startsAt.subtract({ minutes: lastCallOf(offer.rules) });
  return Temporal.Instant.compare(last, offer.closesAt) < 0 ? last : offer.closesAt;
}

/** From this moment on nobody is offered places any more: the last call, or later where its line goes on. */
export function lineEnds(offer: Closing): Temporal.Instant {
  const { lineUntil } = offer.rules;
  return lineUntil ? Temporal.Instant.from(lineUntil) : lastCall(offer);
}

/** The offer as it stands to who waits: where its line goes on it closes for them when that ends. */
export function toTheLine<O extends Closing>(offer: O): O {
  return offer.rules.lineUntil ? { ...offer, closesAt: lineEnds(offer) } : offer;
}

/** Nobody can claim any more, and the line goes on: the only way in is to wait, and what the counter has left is for who waits too. */
export function onlyTheLine(offer: Closing, now: Temporal.Instant): boolean {
  return Temporal.Instant.compare(now, offer.closesAt) >= 0 && offer.rules.lineUntil !== undefined;
}

/** The last moment at which a holder may give places back. */
export function cancelUntil(
  rules: Pick<OfferRules, "cancelUntilMinutes">,
  startsAt: Temporal.Instant,
): Temporal.Instant {
  return startsAt.subtract({ minutes: rules.cancelUntilMinutes });
}

/** How a pool stands to a draw; where nothing is said it is claimed. */
export type ByDraw = Partial<Pick<Pool, "awaitsDraw" | "toBeDrawn">>;

export type OfferStanding = "closed" | "too-late" | "no-pool" | "drawn" | "not-released" | "full" | "open";

/** How an offer stands to whoever draws from this pool: the one order of reasons, for what pages show and what a claim meets. */
export function standingOf(
  offer: { state: Offer["state"]; closesAt: Temporal.Instant | string },
  pool: ({ left: number; releasesAt: Temporal.Instant | string } & ByDraw) | null,
  now: Temporal.Instant,
): OfferStanding {
  if (offer.state === "closed") return "closed";
  if (Temporal.Instant.compare(now, offer.closesAt) >= 0) return "too-late";
  if (!pool) return "no-pool";
  if (pool.awaitsDraw || pool.toBeDrawn) return "drawn";
  if (Temporal.Instant.compare(now, pool.releasesAt) < 0) return "not-released";
  return pool.left > 0 ? "open" : "full";
}

export interface ClaimWish {
  offer: Offer;
  pool: ({ left: number; releasesAt: Temporal.Instant } & ByDraw) | null;
  size: number;
  /** The rule that is not met, of its house or its own (`rules/`). */
  rule?: Against | null;
  /** Why they may have none of it for now: not coming, or giving back too often (`penalties`). */
  penalty?: Against | null;
}

/** Why these places cannot be claimed now: the first reason against, or null. */
export function reasonAgainstClaim(
  { offer, pool, size, rule, penalty }: ClaimWish,
  now: Temporal.Instant,
): Against | null {
  const standing = standingOf(offer, pool, now);
  if (standing === "closed") return { id: offer.cutShort ? "claim.cut-short" : "claim.offer-closed" };
  if (standing === "too-late") return { id: "claim.too-late" };
  if (!pool) return { id: "claim.no-such-pool" };
  if (pool.awaitsDraw) return { id: "claim.drawn", next: `/draws/${pool.awaitsDraw}` };
  if (standing === "drawn") return { id: "claim.to-be-drawn" };
  if (standing === "not-released")
    return { id: "claim.not-released", data: { at: pool.releasesAt.toString() } };
  if (offer.rules.approval && Temporal.Instant.compare(now, lastCall(offer)) >= 0)
    return { id: "claim.approval-over" };
  if (size > offer.rules.maxPerClaim)
    return { id: "claim.too-many", data: { max: offer.rules.maxPerClaim, size } };
  if (rule) return rule;
  if (penalty) return penalty;
  if (standing === "full") return { id: "claim.none-left" };
  if (pool.left < size) return { id: "claim.too-few-left", data: { left: pool.left, size } };
  return null;
}

/** In which states places are given back. What has many occasions is left by who has come to some: the rest of it is given back. */
export const givableOf = ({ rules }: Pick<Offer, "rules">): readonly ClaimState[] =>
  rules.ownRoll ? current : givable;

type Lasting = Pick<Offer, "startsAt" | "endsAt"> & { rules: Pick<OfferRules, "ownRoll" | "rollMinutes"> };

/** When it is over for whoever comes: the roll may be put right a while longer. */
export const lastsUntil = ({ endsAt, rules }: Omit<Lasting, "startsAt">): Temporal.Instant =>
  endsAt.subtract({ minutes: rules.rollMinutes ?? 0 });

/** From when on nothing is left to give back: the start, or the end of the last where there are many occasions. */
export const nothingLeftAt = (offer: Lasting): Temporal.Instant =>
  offer.rules.ownRoll ? lastsUntil(offer) : offer.startsAt;

/** Why the holder cannot cancel any more, or null. `last`: the last moment, where it is not that of the occasion. */
export function reasonAgainstCancel(
  offer: Pick<Offer, "startsAt" | "rules">,
  state: ClaimState,
  now: Temporal.Instant,
  last = cancelUntil(offer.rules, offer.startsAt),
): Against | null {
  if (!isOneOf(givableOf(offer), state)) return { id: "claim.not-cancellable" };
  // What is only held nobody has counted on yet.
  if (state === "held") return null;
  if (Temporal.Instant.compare(now, last) > 0)
    return { id: "claim.cancel-too-late", data: { until: last.toString() } };
  return null;
}

/** Why a check-in cannot be taken back any more, or null. `today` and `lastDay`: of the city, now and at the end of the occasion. */
export function reasonAgainstUndoing({
  today,
  lastDay,
}: {
  today: Temporal.PlainDate;
  lastDay: Temporal.PlainDate;
}): Against | null {
  if (Temporal.PlainDate.compare(today, lastDay) > 0)
    return { id: "check-in.undo-too-late", data: { day: lastDay.toString() } };
  return null;
}

/** From this moment on people are let in. */
export function doorsAt({ startsAt, rules }: Pick<Offer, "startsAt" | "rules">): Temporal.Instant {
  return startsAt.subtract({ minutes: rules.doorsBeforeMinutes });
}

/** Why nobody can be checked in now, or null. The door stays open until the end. */
export function reasonAgainstCheckIn(
  offer: Pick<Offer, "state" | "startsAt" | "endsAt" | "rules">,
  now: Temporal.Instant,
): Against | null {
  const doors = doorsAt(offer);
  const times = {
    state: offer.state,
    doorsAt: doors.epochMilliseconds,
    endsAt: offer.endsAt.epochMilliseconds,
  };
  const id = doorShut(times, now.epochMilliseconds);
  return id && (id === "check-in.too-early" ? { id, data: { from: doors.toString() } } : { id });
}
