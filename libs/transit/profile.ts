/** Travel times over a window of departures, as percentiles: one lucky minute is no timetable. */
import { checkTime, type Day, never } from "./day.ts";
import { TransitFault } from "./fault.ts";
import type { Footpaths } from "./footpaths.ts";
import { type Access, Search } from "./search.ts";

export interface Window {
  access: Access;
  /** First departure, and the time before which the last one lies, in seconds after noon minus twelve hours. */
  from: number;
  until: number;
  /** Vehicles at most, 0 to 16. */
  rides: number;
  /** Longer ways than these seconds count as none; no limit when left out. */
  longest?: number;
  /** Seconds between two departures: a minute when left out. */
  step?: number;
  /** From 0 to 100; 5, 25, 50, 75 and 95 when left out. */
  percentiles?: readonly number[];
}

export interface Profile {
  /** How many departures were looked at. */
  departures: number;
  percentiles: readonly number[];
  /**
   * For each percentile the seconds of travel to each stop, from leaving to arriving: at so many percent of the
   * departures one needs no longer (nearest rank). `never` where so many do not arrive.
   */
  seconds: readonly Int32Array[];
  /** At how many of the departures one arrives at each stop. */
  arriving: Int32Array;
}

const mostDepartures = 1440;

/** rRAPTOR from the last departure of the window to the first. Refuses more than 1,440 departures and numbers out of range. */
export function profile(day: Day, paths: Footpaths, window: Window): Profile {
  const { from, until, rides, longest, step = 60, percentiles = [5, 25, 50, 75, 95] } = window;
  checkTime(from);
  checkTime(until);
  const departures = Math.ceil((until - from) / step);
  if (!(step >= 1 && Number.isInteger(step) && departures >= 1 && departures <= mostDepartures))
    throw new TransitFault("transit.out-of-range", { from, until, step, most: mostDepartures });
  for (const percentile of percentiles)
    if (!(percentile >= 0 && percentile <= 100))
      throw new TransitFault("transit.out-of-range", { percentile });
  const access = [...window.access];
  const search = new Search(day, paths, { rides, keepsJourneys: false });
  const stops = paths.change.length;
  const travel = new Int32Array(stops * departures);
  for (let n = departures - 1; n >= 0; n--) {
    const departure = from + n * step;
    search.depart(departure, access, longest === undefined ? never : departure + longest);
    for (let stop = 0; stop < stops; stop++) {
      const arrival = search.arrival(stop);
      const seconds = arrival === never ? never : arrival - departure;
      travel[stop * departures + n] = seconds > (longest ?? never) ? never : seconds;
    }
  }
  return { departures, percentiles, ...ranked(travel, { stops, departures, percentiles }) };
}

function ranked(
  travel: Int32Array,
  { stops, departures, percentiles }: { stops: number; departures: number; percentiles: readonly number[] },
): Pick<Profile, "seconds" | "arriving"> {
  const seconds = percentiles.map(() => new Int32Array(stops));
  const arriving = new Int32Array(stops);
  const ranks = percentiles.map((percent) => Math.max(Math.ceil((percent / 100) * departures) - 1, 0));
  for (let stop = 0; stop < stops; stop++) {
    const sorted = travel.subarray(stop * departures, (stop + 1) * departures).sort();
    const first = sorted.indexOf(never);
    arriving[stop] = first < 0 ? departures : first;
    for (const [n, rank] of ranks.entries()) {
      const own = seconds[n];
      if (own) own[stop] = sorted[rank] ?? never;
    }
  }
  return { seconds, arriving };
}
