/** stop_times.txt: millions of rows, kept as numbers. Times that are left out lie between their neighbours. */
import { canAlight, canBoard, platform, type Stop, type StopTimes, type Trip } from "./feed.ts";
import type { Findings } from "./finding.ts";
import { type Gap, interpolated } from "./interpolate.ts";
import { Ints } from "./ints.ts";
import { readTable, type Source } from "./table.ts";
import { Values } from "./values.ts";

const file = "stop_times.txt";
const mostRows = 200_000_000;

/** The rows as they stand in the file. */
class Written {
  readonly trip = new Ints();
  readonly sequence = new Ints();
  readonly stop = new Ints();
  readonly arrival = new Ints();
  readonly departure = new Ints();
  readonly can = new Ints();
  readonly line = new Ints();
  /** `shape_dist_traveled` in the feed's own unit; -1 when it is not given. */
  readonly distance: number[] = [];
}

/**
 * The stops of all trips in order. Told: unknown trips and stops, stops that are no platform, the same sequence twice,
 * trips that begin or end without a time, times that run back; trips of fewer than two stops, which nobody can ride.
 */
export async function readStopTimes(
  from: { source: Source; findings: Findings },
  known: {
    stops: readonly Stop[];
    stopIds: ReadonlyMap<string, number>;
    trips: readonly Trip[];
    tripIds: ReadonlyMap<string, number>;
  },
): Promise<StopTimes> {
  const written = await readRows(from, known);
  const { start, order } = inOrder(written, known.trips.length);
  const times: StopTimes = {
    start,
    stop: new Int32Array(order.length),
    arrival: new Int32Array(order.length),
    departure: new Int32Array(order.length),
    can: new Uint8Array(order.length),
  };
  for (const [n, row] of order.entries()) {
    times.stop[n] = written.stop.at(row);
    times.can[n] = written.can.at(row);
    const arrival = written.arrival.at(row);
    const departure = written.departure.at(row);
    times.arrival[n] = arrival < 0 ? departure : arrival;
    times.departure[n] = departure < 0 ? arrival : departure;
  }
  const gap: Gap = { times, order, distance: written.distance, stops: known.stops };
  for (const [n, trip] of known.trips.entries()) checkTrip(n, trip, { written, gap }, from.findings);
  return times;
}

async function readRows(
  from: { source: Source; findings: Findings },
  known: {
    stops: readonly Stop[];
    stopIds: ReadonlyMap<string, number>;
    tripIds: ReadonlyMap<string, number>;
  },
): Promise<Written> {
  const values = new Values(file, from.findings);
  const written = new Written();
  const columns = ["trip_id", "stop_id", "stop_sequence", "arrival_time", "departure_time"];
  await readTable(from, { file, columns }, (row) => {
    const trip = values.reference(row, "trip_id", known.tripIds);
    const stop = values.reference(row, "stop_id", known.stopIds);
    const sequence = values.whole(row, "stop_sequence", [0, 2 ** 31 - 1]);
    const arrival = values.time(row, "arrival_time");
    const departure = values.time(row, "departure_time");
    // 2 and 3 are by appointment with the agency or the driver: possible.
    const board = values.choice(row, "pickup_type", [0, 1, 2, 3]) === 1 ? 0 : canBoard;
    const alight = values.choice(row, "drop_off_type", [0, 1, 2, 3]) === 1 ? 0 : canAlight;
    const distance = row.text("shape_dist_traveled");
    if (stop !== null && known.stops[stop]?.kind !== platform)
      values.error("gtfs.not-a-platform", row, "stop_id");
    if (arrival !== null && departure !== null && arrival >= 0 && departure >= 0 && departure < arrival)
      values.error("gtfs.times-reversed", row, "departure_time");
    if (trip === null || stop === null || sequence === null || arrival === null || departure === null) return;
    if (written.trip.length >= mostRows) {
      if (written.trip.length === mostRows) values.error("gtfs.too-large", row, "trip_id");
      return;
    }
    written.trip.push(trip);
    written.sequence.push(sequence);
    written.stop.push(stop);
    written.arrival.push(arrival);
    written.departure.push(departure);
    written.can.push(board | alight);
    written.line.push(row.line);
    if (distance !== "")
      written.distance[written.trip.length - 1] =
        values.decimal(row, "shape_dist_traveled", [0, Number.MAX_VALUE]) ?? -1;
  });
  return written;
}

/** Rows by trip and sequence: counted into trips, then sorted where a trip is not in order already. */
function inOrder(
  { trip, sequence }: Written,
  trips: number,
): { start: Int32Array<ArrayBuffer>; order: Int32Array<ArrayBuffer> } {
  const start = new Int32Array(trips + 1);
  for (let row = 0; row < trip.length; row++) start[trip.at(row) + 1] = (start[trip.at(row) + 1] ?? 0) + 1;
  for (let n = 0; n < trips; n++) start[n + 1] = (start[n + 1] ?? 0) + (start[n] ?? 0);
  const next = start.slice();
  const order = new Int32Array(trip.length);
  for (let row = 0; row < trip.length; row++) {
    const at = next[trip.at(row)] ?? 0;
    next[trip.at(row)] = at + 1;
    order[at] = row;
  }
  for (let n = 0; n < trips; n++)
    order.subarray(start[n], start[n + 1]).sort((a, b) => sequence.at(a) - sequence.at(b) || a - b);
  return { start, order };
}

function checkTrip(
  n: number,
  trip: Trip,
  { written, gap }: { written: Written; gap: Gap },
  findings: Findings,
): void {
  const { times, order } = gap;
  const [begin = 0, end = 0] = times.start.subarray(n, n + 2);
  if (end - begin < 2) {
    findings.warning("gtfs.trip-without-stops", {
      file: "trips.txt",
      line: null,
      field: "trip_id",
      value: trip.id,
    });
    return;
  }
  const place = (at: number, field: string) => {
    const line = written.line.at(order[at] ?? 0);
    return { file, line, field, value: trip.id };
  };
  for (const at of [begin, end - 1])
    if ((times.arrival[at] ?? -1) < 0) findings.error("gtfs.end-without-time", place(at, "arrival_time"));
  let last = times.departure[begin] ?? 0;
  for (let at = begin + 1; at < end; at++) {
    if (written.sequence.at(order[at] ?? 0) === written.sequence.at(order[at - 1] ?? 0))
      findings.error("gtfs.sequence-twice", place(at, "stop_sequence"));
    const arrival = times.arrival[at] ?? -1;
    if (arrival < 0) continue;
    if (arrival < last) findings.error("gtfs.time-runs-back", place(at, "arrival_time"));
    last = times.departure[at] ?? arrival;
  }
  if (!findings.hasErrors) interpolated(gap, begin, end);
}
