/** Open or not at a moment: posted hours, minus announced closures. Pure. */

import type { Temporal } from "temporal-polyfill";
import {
  type CompiledHours,
  compileHours,
  type HolidayTable,
  type Hours,
  instantOf,
  momentAt,
  stateAt,
} from "#libs/hours";
import type { ClosureReason } from "../words.ts";

export interface OpenState {
  at: Temporal.Instant;
  state: "open" | "closing-soon" | "opening-soon" | "closed" | "shut" | "unstated" | "ended";
  /** When an open place closes; null when it does not within a week. */
  until: Temporal.Instant | null;
  /** When a closed place opens; null when nobody knows, or not within five weeks. */
  opensAt: Temporal.Instant | null;
  /** Why it is shut against its hours. */
  reason: ClosureReason | null;
}

export interface ClosedFor {
  startsAt: Temporal.Instant;
  endsAt: Temporal.Instant | null;
  reason: ClosureReason;
}

/** `hours`: null when nobody has said. `closures`: not lifted, oldest first. `endedOn`: first day without the place. */
export interface Openness {
  hours: CompiledHours | null;
  closures: readonly ClosedFor[];
  endedOn: string | null;
}

/** Within so many minutes a change is soon. */
const soonMinutes = 30;

/** What to say of a place at an instant, in the city's zone. */
export function openStateAt(
  { hours, closures, endedOn }: Openness,
  at: Temporal.Instant,
  zone: string,
): OpenState {
  const nothing = { at, until: null, opensAt: null, reason: null };
  if (endedOn !== null && endedOn <= momentAt(at, zone).day) return { ...nothing, state: "ended" };
  const closure = closures.find((one) => covers(one, at));
  if (closure) {
    const opensAt = hours && closure.endsAt ? nextOpenFrom({ hours, closures }, closure.endsAt, zone) : null;
    return { ...nothing, state: "shut", opensAt, reason: closure.reason };
  }
  if (!hours) return { ...nothing, state: "unstated" };
  const posted = stateAt(hours, momentAt(at, zone));
  const change = posted.changes && instantOf(posted.changes, zone);
  if (posted.open) {
    const next = closures.find(({ startsAt }) => isAfter(startsAt, at));
    // Around the clock there is no closing to tell of.
    const closes = change && !isAfter(change, at.add({ hours: 24 * 7 })) ? change : null;
    const until = next && (!closes || isAfter(closes, next.startsAt)) ? next.startsAt : closes;
    return { ...nothing, state: until && isSoon(at, until) ? "closing-soon" : "open", until };
  }
  const opensAt = change && nextOpenFrom({ hours, closures }, change, zone);
  return { ...nothing, state: opensAt && isSoon(at, opensAt) ? "opening-soon" : "closed", opensAt };
}

/** The first moment from `from` on at which it is open, or null. Every round passes one closure or one gap in the hours. */
function nextOpenFrom(
  { hours, closures }: { hours: CompiledHours; closures: readonly ClosedFor[] },
  from: Temporal.Instant,
  zone: string,
): Temporal.Instant | null {
  let at: Temporal.Instant | null = from;
  for (let round = 0; at && round <= 2 * closures.length + 1; round++) {
    const moment: Temporal.Instant = at;
    const closure = closures.find((one) => covers(one, moment));
    if (closure) {
      at = closure.endsAt;
      continue;
    }
    const posted = stateAt(hours, momentAt(moment, zone));
    if (posted.open) return moment;
    at = posted.changes && instantOf(posted.changes, zone);
  }
  return null;
}

const compiled = new WeakMap<Hours, { table: HolidayTable; made: CompiledHours }>();

/** Hours made ready, once for each value and holiday table. */
export function ready(hours: Hours, table: HolidayTable): CompiledHours {
  const known = compiled.get(hours);
  if (known?.table === table) return known.made;
  const made = compileHours(hours, table);
  compiled.set(hours, { table, made });
  return made;
}

function covers({ startsAt, endsAt }: ClosedFor, at: Temporal.Instant): boolean {
  return !isAfter(startsAt, at) && (endsAt === null || isAfter(endsAt, at));
}

function isAfter(one: Temporal.Instant, other: Temporal.Instant): boolean {
  return one.epochMilliseconds > other.epochMilliseconds;
}

function isSoon(at: Temporal.Instant, change: Temporal.Instant): boolean {
  return change.epochMilliseconds - at.epochMilliseconds <= soonMinutes * 60_000;
}
