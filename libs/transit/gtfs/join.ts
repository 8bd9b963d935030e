/** Several feeds of one city in one. */
import { TransitFault } from "../fault.ts";
import type { Feed } from "./feed.ts";

/**
 * The feeds as one: every id gets its feed's prefix, so that two feeds may use the same. Refuses the same prefix twice
 * and different time zones, whose clocks cannot be compared.
 */
export function joinFeeds(feeds: readonly { prefix: string; feed: Feed }[]): Feed {
  const prefixes = new Set<string>();
  const joined: Feed = {
    zone: feeds[0]?.feed.zone ?? "",
    publisher: textsOf(feeds.map(({ feed }) => feed.publisher)),
    version: textsOf(feeds.map(({ feed }) => feed.version)),
    stops: [],
    routes: [],
    services: [],
    trips: [],
    stopTimes: joinedTimes(feeds.map(({ feed }) => feed)),
    frequencies: [],
    transfers: [],
  };
  for (const { prefix, feed } of feeds) {
    if (prefixes.has(prefix)) throw new TransitFault("transit.prefix-twice", { prefix });
    if (feed.zone !== joined.zone)
      throw new TransitFault("transit.zones-differ", { first: joined.zone, other: feed.zone });
    prefixes.add(prefix);
    const stop = joined.stops.length;
    const route = joined.routes.length;
    const service = joined.services.length;
    const trip = joined.trips.length;
    const named = <T extends { id: string }>(one: T) => ({ ...one, id: prefix + one.id });
    for (const one of feed.stops)
      joined.stops.push({ ...named(one), parent: one.parent < 0 ? -1 : one.parent + stop });
    for (const one of feed.routes)
      joined.routes.push({ ...named(one), agency: one.agency && prefix + one.agency });
    for (const one of feed.services) joined.services.push(named(one));
    for (const one of feed.trips)
      joined.trips.push({ ...named(one), route: one.route + route, service: one.service + service });
    for (const one of feed.frequencies) joined.frequencies.push({ ...one, trip: one.trip + trip });
    for (const one of feed.transfers)
      joined.transfers.push({ ...one, from: one.from + stop, to: one.to + stop });
  }
  return joined;
}

const textsOf = (texts: readonly string[]) => texts.filter((text) => text !== "").join("; ");

function joinedTimes(feeds: readonly Feed[]): Feed["stopTimes"] {
  const rows = feeds.reduce((sum, { stopTimes }) => sum + stopTimes.stop.length, 0);
  const trips = feeds.reduce((sum, feed) => sum + feed.trips.length, 0);
  const times = {
    start: new Int32Array(trips + 1),
    stop: new Int32Array(rows),
    arrival: new Int32Array(rows),
    departure: new Int32Array(rows),
    can: new Uint8Array(rows),
  };
  let row = 0;
  let trip = 0;
  let stop = 0;
  for (const { stopTimes, stops } of feeds) {
    const before = { row, stop };
    times.start.set(
      stopTimes.start.map((at) => at + before.row),
      trip,
    );
    times.stop.set(
      stopTimes.stop.map((index) => index + before.stop),
      row,
    );
    times.arrival.set(stopTimes.arrival, row);
    times.departure.set(stopTimes.departure, row);
    times.can.set(stopTimes.can, row);
    row += stopTimes.stop.length;
    trip += stopTimes.start.length - 1;
    stop += stops.length;
  }
  return times;
}
