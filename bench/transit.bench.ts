/** Buses and trains of Porto Alegre: reading, loading, one departure to every stop, an hour of departures. CPU time, medians. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import {
  buildTimetable,
  closedFootpaths,
  type Day,
  dayOf,
  earliestArrival,
  type Feed,
  type Footpaths,
  footpathsOf,
  joinFeeds,
  latestDeparture,
  loadTimetable,
  never,
  profile,
  readGtfs,
  type Timetable,
} from "#libs/transit";
import type { BenchResult } from "./run.ts";
import { minotor } from "./transit-peer.ts";

const data = join(import.meta.dirname, "../../shared/data/reach/poa");
const feeds = ["poa_eptc", "poa_trensurb"];
/** A Monday; the buses of this feed run from 11:00 to 18:00. */
const date = "2019-05-13";
const departure = 14 * 3600;
const rides = 5;
/** 4.5 km/h, and streets 1.3 times as long as the straight line: an assumption, this bench has no streets. */
const secondsPerMetre = 1.3 / 1.25;
const rounds = 31;
const origins = 31;

export async function bench(say: (line: string) => void): Promise<BenchResult> {
  if (!existsSync(data))
    throw new Error("no ../shared/data/reach/poa beside the repository: there is nothing to ride");
  const files = feeds.map((name) => readFileSync(join(data, `${name}.zip`)));
  const built = await medianMs(3, async () => buildTimetable(await readAll(files)));
  const timetable = built.last;
  const file = new Uint8Array(timetable.memory).slice();
  const loaded = await medianMs(rounds, () => loadTimetable(file));
  const laidOut = await medianMs(rounds, () => dayOf(timetable, date));
  const day = laidOut.last;
  const paths = footpathsOf(timetable, {
    from: (stop) => walks(timetable, stop, 300),
    inStation: 60,
    change: 60,
  });
  const starts = startsOf(timetable);
  const first = cpuMs(() => ask(day, paths, starts[0] ?? []));
  const one = await medianMs(rounds, (n) => ask(day, paths, starts[n % origins] ?? []));
  const hour = { from: departure, until: departure + 3600, rides };
  const profiled = await medianMs(rounds, (n) =>
    profile(day, paths, { ...hour, access: starts[n % origins] ?? [] }),
  );
  const goal = { arrival: departure + 7200, rides };
  const latest = await medianMs(rounds, (n) =>
    latestDeparture(day, paths, { ...goal, egress: starts[n % origins] ?? [] }),
  );
  const reached = ask(day, paths, starts[0] ?? []).arrival.filter((time) => time !== never).length;
  const peer = await beside({ feed: await readAll(files), day, paths: atOnce(paths) }, say);
  return {
    figures: {
      import_ms: built.ms,
      load_ms: loaded.ms,
      day_ms: laidOut.ms,
      first_query_ms: first,
      earliest_ms: one.ms,
      profile_60_ms: profiled.ms,
      latest_ms: latest.ms,
      file_kb: file.length / 1024,
    },
    ratios: { earliest_vs_minotor: peer && peer.theirs / peer.ours },
    notes: [
      `${timetable.stopKind.length} stops, ${timetable.tripDays.length} trips in ${timetable.patternRoute.length} patterns; ${day.runs.length} runs on ${date}, ${paths.to.length} footpaths`,
      `limits: earliest_ms 20; at most ${rides} vehicles; from ${origins} places, the first of which reaches ${reached} stops`,
      `earliest_ms: from all stops within 900 s to every stop, journeys kept; profile_60_ms: 60 departures and their percentiles`,
      `first_query_ms is the first in its process, when nothing is compiled yet`,
      peer
        ? `one stop to all others, the same trips and footpaths: minotor ${peer.theirs.toFixed(1)} ms, ours ${peer.ours.toFixed(1)} ms; of ${peer.arrivals} arrivals ${peer.same} are the same, ${peer.earlier} of ours earlier, ${peer.later} later, where it walked twice on end for more than 900 s`
        : "minotor is not here (npm install --no-save minotor@1.0.7)",
    ],
  };
}

async function readAll(files: readonly Uint8Array[]): Promise<Feed> {
  const read = await Promise.all(files.map(readGtfs));
  return joinFeeds(
    read.map(({ feed, findings }, n) => {
      if (!feed) throw new Error(JSON.stringify(findings));
      return { prefix: `${feeds[n]}:`, feed };
    }),
  );
}

const ask = (day: Day, paths: Footpaths, access: [number, number][]) =>
  earliestArrival(day, paths, { access, departure, rides });

/** Places spread over the stops, each with the stops within a quarter of an hour. */
function startsOf(timetable: Timetable): [number, number][][] {
  const every = Math.floor(timetable.stopKind.length / origins);
  return Array.from({ length: origins }, (_, n) => [...walks(timetable, n * every, 900), [n * every, 0]]);
}

function walks({ stopLat, stopLon }: Timetable, stop: number, most: number): [number, number][] {
  const [lat = 0, lon = 0] = [stopLat[stop], stopLon[stop]];
  const shrink = Math.cos((lat * Math.PI) / 180);
  const near: [number, number][] = [];
  for (let other = 0; other < stopLat.length; other++) {
    const metres = Math.hypot((stopLat[other] ?? 0) - lat, ((stopLon[other] ?? 0) - lon) * shrink) * 111_195;
    const seconds = Math.round(metres * secondsPerMetre);
    if (seconds <= most && other !== stop) near.push([other, seconds]);
  }
  return near;
}

/** minotor changes at a stop without a minute, and walks on from a walk: so do we here. */
const atOnce = (paths: Footpaths) => closedFootpaths({ ...paths, change: paths.change.map(() => 0) }, 900);

/** Both asked the same, from one stop each time. */
async function beside(
  { feed, day, paths }: { feed: Feed; day: Day; paths: Footpaths },
  say: (line: string) => void,
): Promise<Record<"theirs" | "ours" | "arrivals" | "same" | "earlier" | "later", number> | null> {
  const every = Math.floor(feed.stops.length / origins);
  const stops = Array.from({ length: origins }, (_, n) => n * every);
  const peer = await minotor({ feed, day, paths, departure, rides });
  if (!peer) return null;
  say("minotor is here");
  const start = (n: number) => stops[n % origins] ?? 0;
  // It walks on from where it starts.
  const from = (stop: number): [number, number][] => [
    [stop, 0],
    ...Array.from(paths.to.subarray(paths.start[stop], paths.start[stop + 1]), (to, n): [number, number] => [
      to,
      paths.seconds[(paths.start[stop] ?? 0) + n] ?? 0,
    ]),
  ];
  const theirs = await medianMs(rounds, (n) => peer(start(n)));
  const ours = await medianMs(rounds, (n) => ask(day, paths, from(start(n))));
  const sums = { arrivals: 0, same: 0, earlier: 0, later: 0 };
  for (const stop of stops) {
    const found = peer(stop);
    // Its overall arrivals may stand later than those of a round, which count here.
    const times = (id: string) => found.map((round) => round.get(id)?.time.toSeconds() ?? never);
    const { arrival } = ask(day, paths, from(stop));
    for (const [n, { id }] of feed.stops.entries()) {
      const [mine, other] = [arrival[n] ?? never, Math.min(...times(id))];
      if (mine === never && other === never) continue;
      sums.arrivals++;
      sums[mine === other ? "same" : mine < other ? "earlier" : "later"]++;
    }
  }
  return { theirs: theirs.ms, ours: ours.ms, ...sums };
}

async function medianMs<T>(
  times: number,
  work: (n: number) => T | Promise<T>,
): Promise<{ ms: number; last: T }> {
  const all: number[] = [];
  // The first is not counted: it compiles.
  let last = await work(0);
  for (let n = 0; n < times; n++) {
    const before = process.cpuUsage();
    last = await work(n);
    const { user, system } = process.cpuUsage(before);
    all.push((user + system) / 1000);
  }
  return { ms: all.toSorted((a, b) => a - b)[times >> 1] ?? 0, last };
}

function cpuMs(work: () => unknown): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}
