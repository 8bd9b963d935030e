/** A timetable as typed arrays, all in one block of shared memory. Indexes of stops and routes are the feed's. */

/** Texts in UTF-8 one behind the other. */
export interface Texts {
  /** Text `n` goes from byte `start[n]` to before `start[n + 1]`. */
  start: Uint32Array;
  bytes: Uint8Array;
}

/** Kind and order of the arrays in the file. */
export const layout = {
  stopLon: Float64Array,
  stopLat: Float64Array,
  stopParent: Int32Array,
  stopKind: Uint8Array,
  stopIdStart: Uint32Array,
  stopIdBytes: Uint8Array,
  stopNameStart: Uint32Array,
  stopNameBytes: Uint8Array,
  routeType: Uint16Array,
  routeIdStart: Uint32Array,
  routeIdBytes: Uint8Array,
  routeShortStart: Uint32Array,
  routeShortBytes: Uint8Array,
  routeLongStart: Uint32Array,
  routeLongBytes: Uint8Array,
  /** First place of each pattern in `patternStops` and `patternCan`. */
  patternStart: Int32Array,
  patternStops: Int32Array,
  patternCan: Uint8Array,
  patternRoute: Int32Array,
  /** First trip of each pattern. */
  patternTrips: Int32Array,
  /** First time of each pattern in `arrivals` and `departures`: trip after trip, in each stop after stop. */
  patternTimes: Int32Array,
  /** Seconds after noon minus twelve hours; of a pattern with frequencies, seconds after it leaves its first stop. */
  arrivals: Int32Array,
  departures: Int32Array,
  /** Set of service days of each trip. */
  tripDays: Int32Array,
  tripIdStart: Uint32Array,
  tripIdBytes: Uint8Array,
  tripHeadsignStart: Uint32Array,
  tripHeadsignBytes: Uint8Array,
  /** First window of each pattern; most have none. */
  patternWindows: Int32Array,
  windowStart: Int32Array,
  windowEnd: Int32Array,
  windowHeadway: Int32Array,
  windowExact: Uint8Array,
  /** Sets of service days: `words` words each, bit 0 of the first is `firstDay`. */
  dayBits: Uint32Array,
  transferFrom: Int32Array,
  transferTo: Int32Array,
  transferType: Uint8Array,
  transferSeconds: Int32Array,
} as const;

export type ArrayName = keyof typeof layout;
/** Over memory of any kind, where a constructor's own type says it is not shared. */
type ViewOf<Kind> = Kind extends typeof Float64Array
  ? Float64Array
  : Kind extends typeof Int32Array
    ? Int32Array
    : Kind extends typeof Uint32Array
      ? Uint32Array
      : Kind extends typeof Uint16Array
        ? Uint16Array
        : Uint8Array;
export type Arrays = { [Name in ArrayName]: ViewOf<(typeof layout)[Name]> };

export interface Timetable extends Arrays {
  /** What a file of it holds, byte for byte; hand it to other threads. */
  memory: SharedArrayBuffer;
  /** SHA-256 over all behind the digest, in hexadecimal. */
  digest: string;
  /** IANA zone of all times. */
  zone: string;
  publisher: string;
  version: string;
  /** Day number of the first service day, and how many days there are. */
  firstDay: number;
  days: number;
  words: number;
}

const decoder = new TextDecoder();

/** One of the texts of a timetable, such as `stopName` of a stop. */
export function textOf(
  timetable: Timetable,
  kind: "stopId" | "stopName" | "routeId" | "routeShort" | "routeLong" | "tripId" | "tripHeadsign",
  index: number,
): string {
  const start = timetable[`${kind}Start`];
  // Decoders take no shared memory: the piece is copied.
  return decoder.decode(timetable[`${kind}Bytes`].slice(start[index], start[index + 1]));
}

/** Indexes of all stops by their ids (with the prefix of their feed). */
export function stopsById(timetable: Timetable): Map<string, number> {
  const stops = new Map<string, number>();
  for (let stop = 0; stop < timetable.stopKind.length; stop++)
    stops.set(textOf(timetable, "stopId", stop), stop);
  return stops;
}
