/** Rules of draws: what may be drawn together, who may enter with what, how heavy an entry is. Pure. */
import { Temporal } from "temporal-polyfill";
import type { Span } from "../occasions.ts";
import { type Against, lastCall, type Offer, type Pool, releaseOf } from "../offer.ts";
import type { Reserved } from "./groups.ts";

export interface WeightTerms {
  base: number;
  loss: number;
  win: number;
  missed: number;
  months: number;
}

export interface DrawTerms {
  opensAt: Temporal.Instant;
  closesAt: Temporal.Instant;
  knownFrom: Temporal.Instant;
  revealBy: Temporal.Instant;
  confirmBy: Temporal.Instant | null;
  mostPeople: number;
  mostLots: number;
}

/** So long at least the list has to be frozen in: a system that stands still for a while makes no draw void. */
const leastHoursToFreeze = 1;

const isBefore = (a: Temporal.Instant, b: Temporal.Instant) => Temporal.Instant.compare(a, b) < 0;

/** Why these places cannot be drawn under these terms, or null. */
export function reasonAgainstDraw(
  terms: DrawTerms,
  drawn: readonly {
    offer: Offer;
    pool: Pool | null;
    /** Of the pool those that can be drawn. */
    places: number;
    title: string;
    reserved: readonly Reserved[];
  }[],
  now: Temporal.Instant,
): Against | null {
  const { opensAt, closesAt, knownFrom, revealBy, confirmBy } = terms;
  if (!(isBefore(opensAt, closesAt) && isBefore(closesAt, knownFrom) && isBefore(knownFrom, revealBy)))
    return { id: "drawing.times" };
  if (isBefore(knownFrom, closesAt.add({ hours: leastHoursToFreeze })))
    return { id: "drawing.known-too-soon", data: { hours: leastHoursToFreeze } };
  if (!isBefore(now, closesAt)) return { id: "drawing.closes-past" };
  if (confirmBy && !isBefore(revealBy, confirmBy)) return { id: "drawing.confirm-too-early" };
  if (new Set(drawn.map(({ offer }) => offer.orgPath)).size > 1) return { id: "drawing.several-houses" };
  // Of families among several occasions with kept places nobody could say that the outcome is right (libs/draw).
  if (drawn.length > 1 && terms.mostPeople > 1 && drawn.some(({ reserved }) => reserved.length > 0))
    return { id: "drawing.reserved-together" };
  const last = confirmBy ?? revealBy;
  for (const { offer, pool, places, title, reserved } of drawn) {
    if (offer.state === "closed") return { id: "drawing.offer-closed", data: { title } };
    if (!pool?.open || places === 0) return { id: "drawing.no-pool", data: { title } };
    const kept = reserved.reduce((sum, { places }) => sum + places, 0);
    if (kept > places) return { id: "drawing.reserved-over", data: { title, places, reserved: kept } };
    if (pool.awaitsDraw) return { id: "drawing.drawn-already", data: { title } };
    if (pool.taken > 0) return { id: "drawing.places-taken", data: { title, taken: pool.taken } };
    if (offer.rules.approval) return { id: "drawing.with-approval", data: { title } };
    const ends = lastCall(offer);
    if (isBefore(ends, last)) return { id: "drawing.too-late", data: { title, at: ends.toString() } };
    const released = releaseOf(offer, pool);
    if (isBefore(knownFrom, released))
      return { id: "drawing.before-release", data: { title, at: released.toString() } };
  }
  return null;
}

export interface EntryWish {
  size: number;
  choices: readonly string[];
  most: number;
}

/** Why such an entry cannot be made, whoever makes it, or null. `lots`: what may be chosen, by code. */
export function reasonAgainstEntry(
  { size, choices, most }: EntryWish,
  {
    mostPeople,
    mostLots,
    lots,
  }: Pick<DrawTerms, "mostPeople" | "mostLots"> & {
    lots: ReadonlyMap<string, { places: number; open: boolean; title: string }>;
  },
): Against | null {
  if (size > mostPeople) return { id: "drawing.too-many-people", data: { max: mostPeople, size } };
  if (most > mostLots) return { id: "drawing.too-many-lots", data: { max: mostLots } };
  if (new Set(choices).size < choices.length) return { id: "drawing.chosen-twice" };
  for (const code of choices) {
    const lot = lots.get(code);
    if (!lot?.open) return { id: "drawing.no-such-lot" };
    // Together or not at all: it could never be admitted and would only seem to have entered.
    if (size > lot.places)
      return { id: "drawing.never-fits", data: { title: lot.title, places: lot.places, size } };
  }
  return null;
}

/** What the house's records say of a person, as far back as the terms look. */
export interface Earlier {
  losses: number;
  wins: number;
  missed: number;
}

/** How many chances an entry has: at least one, at most a hundred, so that nobody is shut out and nobody is sure. */
export function weightOf({ base, loss, win, missed }: WeightTerms, earlier: Earlier): number {
  const sum = base + loss * earlier.losses - win * earlier.wins - missed * earlier.missed;
  return Math.min(100, Math.max(1, sum));
}

/** Does it matter what was before? */
export const looksBack = ({ loss, win, missed }: WeightTerms) => loss + win + missed > 0;

/** Pairs of lots nobody can attend both of: some occasion of the one is at the time of one of the other. */
export function overlapsOf(lots: readonly { code: string; occasions: readonly Span[] }[]) {
  const atOnce = (one: Span, other: Span) =>
    isBefore(one.startsAt, other.endsAt) && isBefore(other.startsAt, one.endsAt);
  return lots.flatMap((one, n) =>
    lots
      .slice(n + 1)
      .filter((other) => one.occasions.some((mine) => other.occasions.some((theirs) => atOnce(mine, theirs))))
      .map((other) => [one.code, other.code]),
  );
}

/** What becomes of the places of a draw that is called off: another draw gives them, whoever comes first has them, or there are none. */
export function afterCallingOff(
  lots: readonly { state: Offer["state"]; toBeDrawn: boolean }[],
): "another" | "first" | null {
  const open = lots.filter(({ state }) => state === "open");
  if (open.length === 0) return null;
  return open.some(({ toBeDrawn }) => toBeDrawn) ? "another" : "first";
}

/** Until when places stand for whoever was drawn: the announced moment, a day at least, never beyond the end of the line. */
export function standsUntil(
  confirmBy: Temporal.Instant,
  { now, ends }: { now: Temporal.Instant; ends: Temporal.Instant },
): Temporal.Instant {
  const day = now.add({ hours: 24 });
  const until = isBefore(confirmBy, day) ? day : confirmBy;
  return isBefore(until, ends) ? until : ends;
}
