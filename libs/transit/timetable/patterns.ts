/** Trips of one route and one sequence of stops that do not overtake one another: the routes of Delling, Pajor and Werneck 2012, §3. */
import type { Feed } from "../gtfs/feed.ts";
import { meet, type ServiceDays } from "./service-days.ts";

export interface Pattern {
  route: number;
  /** Indexes of trips in the feed, by departure. A trip with frequencies is a pattern by itself. */
  trips: number[];
}

/** All trips that can be ridden, in patterns. Trips that share no day may overtake one another. */
export function patternsOf(feed: Feed, days: ServiceDays): Pattern[] {
  const alike = new Map<string, number[]>();
  const frequent = new Set(feed.frequencies.map(({ trip }) => trip));
  const patterns: Pattern[] = [];
  const { start, stop, can } = feed.stopTimes;
  for (const [n, { route }] of feed.trips.entries()) {
    const [begin = 0, end = 0] = start.subarray(n, n + 2);
    if (end - begin < 2) continue;
    if (frequent.has(n)) {
      patterns.push({ route, trips: [n] });
      continue;
    }
    const key = `${route} ${stop.subarray(begin, end).join()} ${can.subarray(begin, end).join("")}`;
    const trips = alike.get(key);
    if (trips) trips.push(n);
    else alike.set(key, [n]);
  }
  for (const trips of alike.values())
    for (const chain of chainsOf(feed, days, trips))
      patterns.push({ route: feed.trips[trips[0] ?? 0]?.route ?? 0, trips: chain });
  return patterns;
}

interface Chain {
  trips: number[];
  /** The last trip of each set of service days. */
  last: Map<number, number>;
}

function chainsOf(feed: Feed, days: ServiceDays, trips: readonly number[]): number[][] {
  const chains: Chain[] = [];
  const sorted = trips.toSorted((a, b) => inTime(feed, a, b));
  for (const trip of sorted) {
    const set = days.setOf[feed.trips[trip]?.service ?? 0] ?? 0;
    let chain = chains.find(({ last }) =>
      [...last].every(([other, before]) => !meet(days, set, other) || follows(feed, before, trip)),
    );
    if (!chain) {
      chain = { trips: [], last: new Map() };
      chains.push(chain);
    }
    chain.trips.push(trip);
    chain.last.set(set, trip);
  }
  return chains.map(({ trips }) => trips);
}

function inTime({ stopTimes: { start, arrival, departure } }: Feed, a: number, b: number): number {
  const [begin = 0, end = 0] = start.subarray(a, a + 2);
  const other = start[b] ?? 0;
  for (let n = 0; n < end - begin; n++) {
    const order =
      (departure[begin + n] ?? 0) - (departure[other + n] ?? 0) ||
      (arrival[begin + n] ?? 0) - (arrival[other + n] ?? 0);
    if (order !== 0) return order;
  }
  return a - b;
}

/** The later trip is nowhere before the earlier one. */
function follows(
  { stopTimes: { start, arrival, departure } }: Feed,
  earlier: number,
  later: number,
): boolean {
  const [begin = 0, end = 0] = start.subarray(earlier, earlier + 2);
  const other = start[later] ?? 0;
  for (let n = 0; n < end - begin; n++)
    if (
      (arrival[other + n] ?? 0) < (arrival[begin + n] ?? 0) ||
      (departure[other + n] ?? 0) < (departure[begin + n] ?? 0)
    )
      return false;
  return true;
}
