/** A timetable from a feed. */
import type { Feed } from "../gtfs/feed.ts";
import { timetableIn, write } from "./file.ts";
import { type Pattern, patternsOf } from "./patterns.ts";
import { serviceDays } from "./service-days.ts";
import type { Arrays, Texts, Timetable } from "./shape.ts";

/** Refuses a feed whose services never run. */
export function buildTimetable(feed: Feed): Timetable {
  const days = serviceDays(feed.services);
  const patterns = patternsOf(feed, days);
  const trips = patterns.flatMap(({ trips }) => trips);
  const stopIds = texts(feed.stops.map(({ id }) => id));
  const stopNames = texts(feed.stops.map(({ name }) => name));
  const routeIds = texts(feed.routes.map(({ id }) => id));
  const routeShorts = texts(feed.routes.map(({ shortName }) => shortName));
  const routeLongs = texts(feed.routes.map(({ longName }) => longName));
  const tripIds = texts(trips.map((trip) => feed.trips[trip]?.id ?? ""));
  const headsigns = texts(trips.map((trip) => feed.trips[trip]?.headsign ?? ""));
  const arrays: Arrays = {
    stopLon: Float64Array.from(feed.stops, ({ lon }) => lon),
    stopLat: Float64Array.from(feed.stops, ({ lat }) => lat),
    stopParent: Int32Array.from(feed.stops, ({ parent }) => parent),
    stopKind: Uint8Array.from(feed.stops, ({ kind }) => kind),
    stopIdStart: stopIds.start,
    stopIdBytes: stopIds.bytes,
    stopNameStart: stopNames.start,
    stopNameBytes: stopNames.bytes,
    routeType: Uint16Array.from(feed.routes, ({ type }) => type),
    routeIdStart: routeIds.start,
    routeIdBytes: routeIds.bytes,
    routeShortStart: routeShorts.start,
    routeShortBytes: routeShorts.bytes,
    routeLongStart: routeLongs.start,
    routeLongBytes: routeLongs.bytes,
    ...timesOf(feed, patterns),
    tripDays: Int32Array.from(trips, (trip) => days.setOf[feed.trips[trip]?.service ?? 0] ?? 0),
    tripIdStart: tripIds.start,
    tripIdBytes: tripIds.bytes,
    tripHeadsignStart: headsigns.start,
    tripHeadsignBytes: headsigns.bytes,
    ...windowsOf(feed, patterns),
    dayBits: days.bits,
    transferFrom: Int32Array.from(feed.transfers, ({ from }) => from),
    transferTo: Int32Array.from(feed.transfers, ({ to }) => to),
    transferType: Uint8Array.from(feed.transfers, ({ type }) => type),
    transferSeconds: Int32Array.from(feed.transfers, ({ seconds }) => seconds),
  };
  const { zone, publisher, version } = feed;
  const { firstDay, words } = days;
  return timetableIn(write(arrays, { zone, publisher, version, firstDay, days: days.days, words }));
}

type TimeArrays =
  | "patternStart"
  | "patternStops"
  | "patternCan"
  | "patternRoute"
  | "patternTrips"
  | "patternTimes"
  | "arrivals"
  | "departures";

function timesOf(feed: Feed, patterns: readonly Pattern[]): Pick<Arrays, TimeArrays> {
  const { start, stop, can, arrival, departure } = feed.stopTimes;
  const starts = new Int32Array(patterns.length + 1);
  const tripStarts = starts.slice();
  const timeStarts = starts.slice();
  const stops: number[] = [];
  const cans: number[] = [];
  const frequent = new Set(feed.frequencies.map(({ trip }) => trip));
  const size = patterns.reduce(
    (sum, { trips: [first = 0, ...others] }) =>
      sum + (1 + others.length) * ((start[first + 1] ?? 0) - (start[first] ?? 0)),
    0,
  );
  const arrivals = new Int32Array(size);
  const departures = new Int32Array(size);
  let time = 0;
  for (const [n, { trips }] of patterns.entries()) {
    const [begin = 0, end = 0] = start.subarray(trips[0], (trips[0] ?? 0) + 2);
    for (let at = begin; at < end; at++) {
      stops.push(stop[at] ?? 0);
      cans.push(can[at] ?? 0);
    }
    for (const trip of trips) {
      const from = start[trip] ?? 0;
      const zero = frequent.has(trip) ? (departure[from] ?? 0) : 0;
      for (let at = from; at < from + end - begin; at++) {
        arrivals[time] = (arrival[at] ?? 0) - zero;
        departures[time++] = (departure[at] ?? 0) - zero;
      }
    }
    starts[n + 1] = stops.length;
    tripStarts[n + 1] = (tripStarts[n] ?? 0) + trips.length;
    timeStarts[n + 1] = time;
  }
  return {
    patternStart: starts,
    patternStops: Int32Array.from(stops),
    patternCan: Uint8Array.from(cans),
    patternRoute: Int32Array.from(patterns, ({ route }) => route),
    patternTrips: tripStarts,
    patternTimes: timeStarts,
    arrivals,
    departures,
  };
}

type WindowArrays = "patternWindows" | "windowStart" | "windowEnd" | "windowHeadway" | "windowExact";

function windowsOf(feed: Feed, patterns: readonly Pattern[]): Pick<Arrays, WindowArrays> {
  const ofTrip = Map.groupBy(feed.frequencies, ({ trip }) => trip);
  const starts = [0];
  const windows = patterns.flatMap(({ trips: [trip = -1] }) => {
    const own = ofTrip.get(trip) ?? [];
    starts.push((starts.at(-1) ?? 0) + own.length);
    return own;
  });
  return {
    patternWindows: Int32Array.from(starts),
    windowStart: Int32Array.from(windows, ({ start }) => start),
    windowEnd: Int32Array.from(windows, ({ end }) => end),
    windowHeadway: Int32Array.from(windows, ({ headway }) => headway),
    windowExact: Uint8Array.from(windows, ({ exact }) => Number(exact)),
  };
}

function texts(all: readonly string[]): Texts {
  const start = new Uint32Array(all.length + 1);
  const encoder = new TextEncoder();
  const pieces = all.map((text) => encoder.encode(text));
  for (const [n, { length }] of pieces.entries()) start[n + 1] = (start[n] ?? 0) + length;
  const bytes = new Uint8Array(start[all.length] ?? 0);
  for (const [n, piece] of pieces.entries()) bytes.set(piece, start[n]);
  return { start, bytes };
}
