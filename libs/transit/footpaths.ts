/** Ways on foot between stops, in seconds. The streets come from outside; the timetable adds what transfers.txt says. */
import { TransitFault } from "./fault.ts";
import { platform } from "./gtfs/feed.ts";
import type { Timetable } from "./timetable/shape.ts";

export interface Footpaths {
  /** Paths of stop `s` are those from `start[s]` to before `start[s + 1]`; none leads to `s` itself. */
  start: Int32Array;
  to: Int32Array;
  seconds: Int32Array;
  /** Seconds that a change of vehicles needs at each stop. */
  change: Int32Array;
}

export interface Walks {
  /** Where one can walk to from a stop, and in how many seconds. */
  from(stop: number): Iterable<readonly [stop: number, seconds: number]>;
  /** Between two platforms of one station for which neither streets nor transfers say anything. */
  inStation: number;
  /** From one vehicle to another at the same stop, where transfers say nothing. */
  change: number;
}

const notPossible = 3;
const needsTime = 2;
const timed = 1;

/**
 * The paths between vehicles. A `min_transfer_time` is the least, whatever the streets say, and makes a path where they
 * say nothing; a transfer that is not possible takes the path away; rules for a station hold for its platforms, rules for
 * the platforms themselves come first. A path is walked once between two rides: paths that lead on from one another are
 * not joined, unless `closedFootpaths` does so first.
 */
export function footpathsOf(timetable: Timetable, { from, inStation, change }: Walks): Footpaths {
  const stops = timetable.stopKind.length;
  const rules = rulesOf(timetable);
  const siblings = platformsOf(timetable);
  const changes = new Int32Array(stops).fill(change);
  const rows: Map<number, number>[] = [];
  for (let stop = 0; stop < stops; stop++) {
    const row = new Map<number, number>();
    for (const sibling of siblings.get(timetable.stopParent[stop] ?? -1) ?? []) row.set(sibling, inStation);
    for (const [to, seconds] of from(stop)) shorter(row, checked(to, stops), checked(seconds, mostSeconds));
    row.delete(stop);
    for (const [to, { type, seconds }] of rules.get(stop) ?? []) {
      if (to === stop) changes[stop] = type === needsTime ? seconds : type === timed ? 0 : change;
      else if (type === notPossible) row.delete(to);
      else if (type === needsTime) row.set(to, Math.max(row.get(to) ?? 0, seconds));
    }
    rows.push(row);
  }
  return { ...packed(rows), change: changes };
}

/** The same paths with those that lead on from one another joined, as far as `longest` seconds. */
export function closedFootpaths({ change, ...paths }: Footpaths, longest: number): Footpaths {
  const rows: Map<number, number>[] = [];
  for (let stop = 0; stop + 1 < paths.start.length; stop++) rows.push(reachedOnFoot(paths, stop, longest));
  return { ...packed(rows), change };
}

/** The paths walked the other way round. */
export function reversedFootpaths({ change, ...paths }: Footpaths): Footpaths {
  const rows = Array.from({ length: paths.start.length - 1 }, () => new Map<number, number>());
  for (const [stop] of rows.entries())
    for (let n = paths.start[stop] ?? 0; n < (paths.start[stop + 1] ?? 0); n++)
      rows[paths.to[n] ?? 0]?.set(stop, paths.seconds[n] ?? 0);
  return { ...packed(rows), change };
}

const mostSeconds = 86_400;

function checked(value: number, most: number): number {
  if (Number.isInteger(value) && value >= 0 && value <= most) return value;
  throw new TransitFault("transit.out-of-range", { value, most });
}

function shorter(row: Map<number, number>, to: number, seconds: number): void {
  row.set(to, Math.min(row.get(to) ?? seconds, seconds));
}

interface Rule {
  type: number;
  seconds: number;
  /** How many of its two ends are stations. */
  width: number;
}

/** Rules by the platforms they hold for; the narrowest stands. */
function rulesOf(timetable: Timetable): Map<number, Map<number, Rule>> {
  const { transferFrom, transferTo, transferType, transferSeconds } = timetable;
  const platforms = platformsOf(timetable);
  const rules = new Map<number, Map<number, Rule>>();
  for (const [n, start] of transferFrom.entries()) {
    const end = transferTo[n] ?? 0;
    const width = Number(platforms.has(start)) + Number(platforms.has(end));
    const rule = { type: transferType[n] ?? 0, seconds: transferSeconds[n] ?? 0, width };
    for (const from of platforms.get(start) ?? [start])
      for (const to of platforms.get(end) ?? [end]) {
        const row = rules.get(from) ?? new Map<number, Rule>();
        rules.set(from, row);
        if (width <= (row.get(to)?.width ?? 2)) row.set(to, rule);
      }
  }
  return rules;
}

/** Platforms of each station. */
function platformsOf({ stopKind, stopParent }: Timetable): Map<number, number[]> {
  const platforms = new Map<number, number[]>();
  for (const [stop, parent] of stopParent.entries())
    if (parent >= 0 && stopKind[stop] === platform) {
      const own = platforms.get(parent);
      if (own) own.push(stop);
      else platforms.set(parent, [stop]);
    }
  return platforms;
}

/** Dijkstra from one stop; rows of paths are short, so the next is found by looking at all that wait. */
function reachedOnFoot(
  { start, to, seconds }: Omit<Footpaths, "change">,
  stop: number,
  longest: number,
): Map<number, number> {
  const found = new Map<number, number>();
  const waiting = new Map([[stop, 0]]);
  while (waiting.size > 0) {
    const [near, time] = [...waiting].reduce((best, one) => (one[1] < best[1] ? one : best));
    waiting.delete(near);
    found.set(near, time);
    for (let n = start[near] ?? 0; n < (start[near + 1] ?? 0); n++) {
      const next = to[n] ?? 0;
      const then = time + (seconds[n] ?? 0);
      if (then <= longest && !found.has(next)) shorter(waiting, next, then);
    }
  }
  found.delete(stop);
  return found;
}

function packed(rows: readonly ReadonlyMap<number, number>[]): Omit<Footpaths, "change"> {
  const size = rows.reduce((sum, row) => sum + row.size, 0);
  const paths = {
    start: new Int32Array(rows.length + 1),
    to: new Int32Array(size),
    seconds: new Int32Array(size),
  };
  let n = 0;
  for (const [stop, row] of rows.entries()) {
    for (const [to, time] of row) {
      paths.to[n] = to;
      paths.seconds[n++] = time;
    }
    paths.start[stop + 1] = n;
  }
  return paths;
}
