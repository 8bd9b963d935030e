/** Times between two timepoints: in proportion to the way, by `shape_dist_traveled` where all of a gap have it, else straight from stop to stop. */
import type { Stop, StopTimes } from "./feed.ts";

export interface Gap {
  times: StopTimes;
  /** Row of the file at each place of `times`. */
  order: Int32Array;
  /** By row of the file. */
  distance: readonly (number | undefined)[];
  stops: readonly Stop[];
}

/** Fills the times (-1) between two places of one trip; its first and last have theirs. Whole seconds, never running back. */
export function interpolated(gap: Gap, begin: number, end: number): void {
  const { arrival, departure } = gap.times;
  let known = begin;
  for (let at = begin + 1; at < end; at++) {
    const arrives = arrival[at] ?? 0;
    if (arrives < 0) continue;
    if (at > known + 1) {
      const ways = waysAlong(gap, known, at);
      const whole = ways.at(-1) ?? 0;
      const leaves = departure[known] ?? 0;
      for (let between = known + 1; between < at; between++) {
        // Stops on one spot: evenly.
        const share = whole > 0 ? (ways[between - known] ?? 0) / whole : (between - known) / (at - known);
        const time = leaves + Math.round((arrives - leaves) * share);
        arrival[between] = time;
        departure[between] = time;
      }
    }
    known = at;
  }
}

/** How far each place from `first` to `last` is from `first`, in one unit or another. */
function waysAlong({ times, order, distance, stops }: Gap, first: number, last: number): number[] {
  const given = Array.from({ length: last - first + 1 }, (_, n) => distance[order[first + n] ?? -1] ?? -1);
  const from = given[0] ?? -1;
  if (given.every((way, n) => way >= (n === 0 ? 0 : (given[n - 1] ?? 0))))
    return given.map((way) => way - from);
  const ways = [0];
  for (let at = first + 1; at <= last; at++) {
    const before = stops[times.stop[at - 1] ?? 0];
    const here = stops[times.stop[at] ?? 0];
    ways.push((ways.at(-1) ?? 0) + (before && here ? wayBetween(before, here) : 0));
  }
  return ways;
}

/** In degrees of latitude, on the plane of the place: only shares are taken of it. */
function wayBetween(a: Stop, b: Stop): number {
  const shrink = Math.cos((((a.lat + b.lat) / 2) * Math.PI) / 180);
  return Math.hypot(a.lat - b.lat, (a.lon - b.lon) * shrink);
}
