/** minotor (MIT, RAPTOR in JavaScript), where it is installed: the same trips, times and footpaths for one day, written as a feed for it. */
import { createWriteStream, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { ZipFile } from "yazl";
import { type Day, type Feed, type Footpaths, textOf } from "#libs/transit";

export interface Asked {
  feed: Feed;
  day: Day;
  paths: Footpaths;
  departure: number;
  rides: number;
}

/** Answers a question with arrivals by round and stop id. */
type Peer = (stop: number) => Result["earliestArrivalsPerRound"];

/** What of minotor is used. */
interface Minotor {
  Router: new (timetable: unknown, stops: unknown) => { route(query: unknown): Result };
  Query: { Builder: new () => Builder };
  Time: { fromHMS(hours: number, minutes: number, seconds: number): unknown };
}
interface Builder {
  from(stop: string): Builder;
  to(stops: string[]): Builder;
  departureTime(time: unknown): Builder;
  maxTransfers(most: number): Builder;
  build(): unknown;
}
interface Result {
  earliestArrivalsPerRound: Map<string, { time: { toSeconds(): number } }>[];
}

/** Null when it is not installed. */
export async function minotor(asked: Asked): Promise<Peer | null> {
  const [router, parser] = await Promise.all([imported("minotor"), imported("minotor/parser")]);
  if (!router || !parser) return null;
  // Shapes of a package that is not there when types are checked.
  const { Router, Query, Time } = router as Minotor;
  const { GtfsParser } = parser as {
    GtfsParser: new (
      file: string,
    ) => { parse(date: Date): Promise<{ timetable: unknown; stopsIndex: unknown }> };
  };
  const folder = mkdtempSync(join(tmpdir(), "wenmai-transit-"));
  try {
    const file = join(folder, "feed.zip");
    await writeFeed(file, asked);
    const { timetable, stopsIndex } = await new GtfsParser(file).parse(
      new Date(`${asked.day.date}T12:00:00Z`),
    );
    const theirs = new Router(timetable, stopsIndex);
    return (stop) => {
      const query = new Query.Builder()
        .from(asked.feed.stops[stop]?.id ?? "")
        // To nowhere, so that it stops nowhere on the way.
        .to([])
        .departureTime(Time.fromHMS(asked.departure / 3600, 0, 0))
        .maxTransfers(asked.rides - 1)
        .build();
      return theirs.route(query).earliestArrivalsPerRound;
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function imported(name: string): Promise<unknown> {
  try {
    return await import(name);
  } catch {
    return null;
  }
}

/** One service for the day; every time written, since minotor leaves out stops without; ids with their prefix. */
async function writeFeed(file: string, { feed, day, paths }: Asked): Promise<void> {
  const zip = new ZipFile();
  const add = (name: string, header: string, rows: readonly string[]) =>
    zip.addBuffer(Buffer.from(`${[header, ...rows].join("\n")}\n`), name);
  const onDay = new Set(
    day.runs.flatMap(({ trips }) => Array.from(trips, (trip) => textOf(day.timetable, "tripId", trip))),
  );
  const trips = [...feed.trips.entries()].filter(([, { id }]) => onDay.has(id));
  const stopId = (stop: number | undefined) => feed.stops[stop ?? -1]?.id ?? "";
  add("agency.txt", "agency_id,agency_name,agency_url,agency_timezone", [
    `x,x,https://x.example,${feed.zone}`,
  ]);
  add(
    "stops.txt",
    "stop_id,stop_name,stop_lat,stop_lon",
    feed.stops.map(({ id, lat, lon }) => `${id},${id},${lat},${lon}`),
  );
  add(
    "routes.txt",
    "route_id,agency_id,route_short_name,route_long_name,route_type",
    feed.routes.map(({ id, type }) => `${id},x,${id},${id},${type}`),
  );
  const compact = day.date.replaceAll("-", "");
  add("calendar_dates.txt", "service_id,date,exception_type", [`x,${compact},1`]);
  add(
    "trips.txt",
    "route_id,service_id,trip_id",
    trips.map(([, { id, route }]) => `${feed.routes[route]?.id},x,${id}`),
  );
  const { start, stop, arrival, departure } = feed.stopTimes;
  const clock = (seconds = 0) =>
    [seconds / 3600, (seconds / 60) % 60, seconds % 60]
      .map((n) => String(Math.floor(n)).padStart(2, "0"))
      .join(":");
  add(
    "stop_times.txt",
    "trip_id,arrival_time,departure_time,stop_id,stop_sequence,pickup_type,drop_off_type",
    trips.flatMap(([n, { id }]) =>
      Array.from(stop.subarray(start[n], start[n + 1]), (one, at) => {
        const row = (start[n] ?? 0) + at;
        return `${id},${clock(arrival[row])},${clock(departure[row])},${stopId(one)},${at},0,0`;
      }),
    ),
  );
  add(
    "transfers.txt",
    "from_stop_id,to_stop_id,transfer_type,min_transfer_time",
    feed.stops.flatMap(({ id }, from) =>
      Array.from(paths.to.subarray(paths.start[from], paths.start[from + 1]), (to, n) => {
        return `${id},${stopId(to)},2,${paths.seconds[(paths.start[from] ?? 0) + n]}`;
      }),
    ),
  );
  zip.end();
  await pipeline(zip.outputStream, createWriteStream(file));
}
