/** How one gets somewhere: the legs behind an arrival. */
import { never } from "./day.ts";
import type { Arrivals } from "./earliest.ts";
import type { Search } from "./search.ts";

/** Times are seconds on the clock of the question; stops, routes and trips are indexes in the timetable. */
export type Leg =
  | { kind: "access"; to: number; departure: number; arrival: number }
  | { kind: "walk"; from: number; to: number; departure: number; arrival: number }
  | {
      kind: "ride";
      route: number;
      trip: number;
      from: number;
      to: number;
      departure: number;
      arrival: number;
      /** Stops gone along after boarding, the last included. */
      stops: number;
      /** Of a vehicle that promises only its distance, seconds between two; the times are then those of the assumed wait. */
      headway: number | null;
    };

export interface Journey {
  departure: number;
  arrival: number;
  rides: number;
  /** From the first to the last: access, then rides with walks between them and after them. */
  legs: Leg[];
}

/** The best journeys to a stop: each has fewer rides than the next, which arrives earlier. None where none is found. */
export function journeysTo({ search, question }: Arrivals, stop: number): Journey[] {
  const journeys: Journey[] = [];
  let best = never;
  for (let rides = 0; rides <= search.rides; rides++) {
    const arrival = search.arrival(stop, rides);
    if (arrival >= best) continue;
    best = arrival;
    const legs = legsTo(search, { stop, rides, departure: question.departure });
    journeys.push({ departure: question.departure, arrival, rides, legs });
  }
  return journeys;
}

function legsTo(
  search: Search,
  { stop, rides, departure }: { stop: number; rides: number; departure: number },
): Leg[] {
  const legs: Leg[] = [];
  let here = stop;
  let isRidden = label(search.ridden, rides, stop) <= label(search.ready, rides, stop);
  let round = rides;
  for (;;) {
    if (!isRidden) {
      // The label was made in the first round that has it.
      const arrival = label(search.ready, round, here);
      while (round > 0 && label(search.ready, round - 1, here) === arrival) round--;
      if (round === 0) return [{ kind: "access", to: here, departure, arrival }, ...legs];
      const from = search.walkedFrom(round, here);
      if (from !== here) {
        const departs = label(search.ridden, round, from);
        legs.unshift({ kind: "walk", from, to: here, departure: departs, arrival });
      }
      here = from;
    }
    const arrival = label(search.ridden, round, here);
    while (round > 1 && label(search.ridden, round - 1, here) === arrival) round--;
    const leg = rideTo(search, { round, stop: here, arrival });
    legs.unshift(leg);
    here = leg.from;
    isRidden = false;
    round--;
  }
}

const label = (labels: readonly Int32Array[], round: number, stop: number) => labels[round]?.[stop] ?? never;

function rideTo(
  search: Search,
  { round, stop, arrival }: { round: number; stop: number; arrival: number },
): Leg & { kind: "ride" } {
  const { timetable, runs } = search.day;
  const { run, trip, board, alight } = search.rideTo(round, stop);
  const one = runs[run];
  if (!one) throw new Error(`no ride brings one to stop ${stop} in round ${round}`);
  const { stops, trips, arrivals, departures, windows, pattern } = one;
  // Of a run with frequencies both are seconds after the first stop.
  const took = (arrivals[alight * trips.length + trip] ?? 0) - (departures[board * trips.length + trip] ?? 0);
  const start = arrival - (arrivals[alight * trips.length + trip] ?? 0);
  const window = windows ? headwayAt(start, windows) : null;
  return {
    kind: "ride",
    route: timetable.patternRoute[pattern] ?? 0,
    trip: trips[trip] ?? 0,
    from: stops[board] ?? 0,
    to: stop,
    departure: arrival - took,
    arrival,
    stops: alight - board,
    headway: window,
  };
}

function headwayAt(
  leaves: number,
  {
    start,
    end,
    headway,
    wait,
  }: { start: Int32Array; end: Int32Array; headway: Int32Array; wait: Int32Array },
): number | null {
  for (let n = 0; n < start.length; n++) {
    const waits = wait[n] ?? 0;
    const came = leaves - waits;
    if (waits >= 0 && came >= (start[n] ?? 0) && came < (end[n] ?? 0)) return headway[n] ?? null;
  }
  return null;
}
