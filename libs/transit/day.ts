/** What runs on one day, laid out for RAPTOR: the trips of the day before that are still under way, those of the day, those of the next. */
import { TransitFault } from "./fault.ts";
import { canAlight, canBoard } from "./gtfs/feed.ts";
import { dateOf, dayNumber } from "./gtfs/values.ts";
import type { Timetable } from "./timetable/shape.ts";

/** A time that does not come. */
export const never = 2 ** 31 - 1;

/** Windows of a run with frequencies: vehicles leave its first stop from `start` to before `end`. */
export interface Windows {
  start: Int32Array;
  end: Int32Array;
  headway: Int32Array;
  /** Seconds one waits for a vehicle that keeps only its distance; -1 for one that runs by the clock. */
  wait: Int32Array;
}

/** Trips of one pattern on one service day. Times are seconds after noon minus twelve hours of the day that was asked for. */
export interface Run {
  pattern: number;
  stops: Int32Array;
  /** `canBoard`, `canAlight` or both at each stop. */
  can: Uint8Array;
  /** Indexes of the trips in the timetable, by time. */
  trips: Int32Array;
  /** All trips at the first stop, then all at the second: that of trip `t` at stop `s` stands at `s * trips.length + t`. */
  arrivals: Int32Array;
  departures: Int32Array;
  windows: Windows | null;
}

export interface Day {
  timetable: Timetable;
  date: string;
  runs: readonly Run[];
  /** Runs one can board at stop `s` are those from `start[s]` to before `start[s + 1]`, with the place of the stop in each. */
  start: Int32Array;
  run: Int32Array;
  place: Int32Array;
  /** Time goes backwards and runs go from their last stop to their first. */
  isMirrored: boolean;
}

const daySeconds = 86_400;

/** Refuses a time at which no journey of a day begins or ends: before 0:00 or after 48:00. */
export function checkTime(seconds: number): void {
  if (!Number.isInteger(seconds) || seconds < 0 || seconds > 2 * daySeconds)
    throw new TransitFault("transit.out-of-range", { seconds, most: 2 * daySeconds });
}

export interface DayOptions {
  /**
   * Share of the headway that a passenger waits for a vehicle that promises only its distance: 0 is luck, 1 the worst
   * case; 0.5, the mean, when left out.
   */
  wait?: number;
}

/**
 * The day of a date `YYYY-MM-DD` in the timetable's zone. Costs some milliseconds: keep it for all questions about that
 * date. Refuses a date before the first or after the last service day of the timetable: nothing is known of it.
 */
export function dayOf(timetable: Timetable, date: string, { wait = 0.5 }: DayOptions = {}): Day {
  const day = dayNumber(date);
  const { firstDay, days } = timetable;
  if (day === null) throw new TransitFault("transit.not-a-date", { date });
  if (!(wait >= 0 && wait <= 1)) throw new TransitFault("transit.out-of-range", { wait });
  if (day < firstDay || day >= firstDay + days) {
    const range = { first: dateOf(firstDay), last: dateOf(firstDay + days - 1) };
    throw new TransitFault("transit.date-outside", { date, ...range });
  }
  const runs: Run[] = [];
  // Buses of days before may still be under way, those of the next may be the connection at night.
  for (let shift = -daysUnderWay(timetable); shift <= 1; shift++) {
    const runsOn = setsOn(timetable, day + shift);
    const offset = shift * daySeconds;
    for (let pattern = 0; pattern < timetable.patternRoute.length; pattern++) {
      const run = runOf(timetable, pattern, { runsOn, offset, wait });
      if (run) runs.push(run);
    }
  }
  return { timetable, date, runs, ...boardingAt(runs, timetable.stopKind.length), isMirrored: false };
}

/** The day seen backwards, for the latest departure: arriving becomes leaving, and the later is the earlier. */
export function mirrored(day: Day): Day {
  const runs = day.runs.map((run) => ({
    ...run,
    stops: run.stops.toReversed(),
    can: run.can
      .toReversed()
      .map((can) => (can & canBoard ? canAlight : 0) | (can & canAlight ? canBoard : 0)),
    trips: run.trips.toReversed(),
    arrivals: run.departures.toReversed().map((time) => -time),
    departures: run.arrivals.toReversed().map((time) => -time),
  }));
  return { ...day, runs, ...boardingAt(runs, day.timetable.stopKind.length), isMirrored: true };
}

function daysUnderWay({ arrivals, windowEnd, patternWindows, patternTimes }: Timetable): number {
  let latest = arrivals.reduce((most, time) => Math.max(most, time), 0);
  for (let pattern = 0; pattern + 1 < patternWindows.length; pattern++) {
    const ride = arrivals[(patternTimes[pattern + 1] ?? 0) - 1] ?? 0;
    for (let n = patternWindows[pattern] ?? 0; n < (patternWindows[pattern + 1] ?? 0); n++)
      latest = Math.max(latest, (windowEnd[n] ?? 0) + daySeconds + ride);
  }
  return Math.floor(latest / daySeconds);
}

/** For each set of service days, whether it has the day. */
function setsOn({ dayBits, words, firstDay, days }: Timetable, day: number): Uint8Array {
  const at = day - firstDay;
  const on = new Uint8Array(dayBits.length / words);
  if (at < 0 || at >= days) return on;
  for (const set of on.keys()) on[set] = ((dayBits[set * words + (at >> 5)] ?? 0) >>> (at & 31)) & 1;
  return on;
}

interface On {
  runsOn: Uint8Array;
  offset: number;
  wait: number;
}

/** Null when none of its trips runs, or all are over before the day begins. */
function runOf(timetable: Timetable, pattern: number, { runsOn, offset, wait }: On): Run | null {
  const { patternStart, patternTrips, patternTimes, tripDays, arrivals, departures } = timetable;
  const [from = 0, to = 0] = patternStart.subarray(pattern, pattern + 2);
  const [firstTrip = 0, endTrip = 0] = patternTrips.subarray(pattern, pattern + 2);
  const base = patternTimes[pattern] ?? 0;
  const length = to - from;
  const windows = windowsOf(timetable, pattern, { offset, wait });
  const lastOf = (trip: number) => arrivals[base + (trip - firstTrip + 1) * length - 1] ?? 0;
  const trips: number[] = [];
  for (let trip = firstTrip; trip < endTrip; trip++)
    if (runsOn[tripDays[trip] ?? 0] === 1 && (windows || lastOf(trip) + offset >= 0)) trips.push(trip);
  const [first] = trips;
  if (first === undefined) return null;
  if (windows?.end.every((end, n) => end + (windows.headway[n] ?? 0) + lastOf(first) < 0)) return null;
  const run = {
    pattern,
    stops: timetable.patternStops.slice(from, to),
    can: timetable.patternCan.slice(from, to),
    trips: Int32Array.from(trips),
    arrivals: new Int32Array(trips.length * length),
    departures: new Int32Array(trips.length * length),
    windows,
  };
  // Of a run with frequencies they are seconds after the first stop, whatever the day.
  const shift = windows ? 0 : offset;
  for (const [n, trip] of trips.entries())
    for (let stop = 0; stop < length; stop++) {
      const time = base + (trip - firstTrip) * length + stop;
      run.arrivals[stop * trips.length + n] = (arrivals[time] ?? 0) + shift;
      run.departures[stop * trips.length + n] = (departures[time] ?? 0) + shift;
    }
  return run;
}

function windowsOf(
  timetable: Timetable,
  pattern: number,
  { offset, wait }: Pick<On, "offset" | "wait">,
): Windows | null {
  const [from = 0, to = 0] = timetable.patternWindows.subarray(pattern, pattern + 2);
  if (from === to) return null;
  const headway = timetable.windowHeadway.slice(from, to);
  return {
    start: timetable.windowStart.slice(from, to).map((time) => time + offset),
    end: timetable.windowEnd.slice(from, to).map((time) => time + offset),
    headway,
    wait: headway.map((seconds, n) => (timetable.windowExact[from + n] ? -1 : Math.round(seconds * wait))),
  };
}

function boardingAt(runs: readonly Run[], stops: number): Pick<Day, "start" | "run" | "place"> {
  const start = new Int32Array(stops + 1);
  const each = (take: (stop: number, run: number, place: number) => void) => {
    for (const [n, run] of runs.entries())
      for (let place = 0; place + 1 < run.stops.length; place++)
        if ((run.can[place] ?? 0) & canBoard) take(run.stops[place] ?? 0, n, place);
  };
  each((stop) => {
    start[stop + 1] = (start[stop + 1] ?? 0) + 1;
  });
  for (let stop = 0; stop < stops; stop++) start[stop + 1] = (start[stop + 1] ?? 0) + (start[stop] ?? 0);
  const next = start.slice();
  const run = new Int32Array(start[stops] ?? 0);
  const place = new Int32Array(start[stops] ?? 0);
  each((stop, n, at) => {
    const index = next[stop] ?? 0;
    next[stop] = index + 1;
    run[index] = n;
    place[index] = at;
  });
  return { start, run, place };
}
