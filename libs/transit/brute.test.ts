/** Small random cities: RAPTOR compared with every vehicle of every day boarded at every stop, and with what must hold always. */
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import {
  dayOf,
  earliestArrival,
  footpathsOf,
  journeysTo,
  latestDeparture,
  never,
  neverLeaves,
  profile,
  type Timetable,
} from "./index.ts";
import { clock, timetableOf } from "./testing.ts";

const runs = { numRuns: Number(process.env.TRANSIT_RUNS ?? 300), seed: 20261130, endOnFailure: true };

const stops = 6;
const minutes = (from: number, to: number) => fc.integer({ min: from, max: to }).map((n) => n * 60);
const stop = fc.integer({ min: 0, max: stops - 1 });
const seldom = fc.constantFrom(0, 0, 0, 0, 1);

const service = fc.record({
  weekdays: fc.integer({ min: 0, max: 127 }),
  first: fc.integer({ min: 5, max: 12 }),
  last: fc.integer({ min: 12, max: 18 }),
  dates: fc.uniqueArray(fc.tuple(fc.integer({ min: 5, max: 18 }), fc.constantFrom(1, 2)), {
    maxLength: 3,
    selector: ([day]) => day,
  }),
});
const window = fc.record({
  start: minutes(0, 25 * 60),
  length: minutes(1, 300),
  headway: minutes(1, 50),
  exact: fc.constantFrom(0, 1),
});
const trip = fc.record({
  service: fc.integer({ min: 0, max: 2 }),
  start: minutes(0, 27 * 60),
  // Waiting at a stop, then riding to the next.
  steps: fc.array(fc.tuple(minutes(0, 2), minutes(0, 40)), { minLength: 5, maxLength: 5 }),
  // One trip in four has frequencies.
  windows: fc
    .tuple(fc.nat(3), fc.array(window, { minLength: 1, maxLength: 2 }))
    .map(([n, all]) => (n === 0 ? all : [])),
});
const line = fc.record({
  stops: fc.array(fc.tuple(stop, seldom, seldom), { minLength: 2, maxLength: 6 }),
  trips: fc.array(trip, { minLength: 1, maxLength: 5 }),
});
const walk = fc.tuple(stop, stop, fc.integer({ min: 0, max: 900 }));
const city = fc.record({
  services: fc.array(service, { minLength: 3, maxLength: 3 }),
  lines: fc.array(line, { minLength: 1, maxLength: 4 }),
  walks: fc.array(walk, { maxLength: 5 }),
  transfers: fc.uniqueArray(
    fc.tuple(stop, stop, fc.constantFrom(0, 1, 2, 3), fc.integer({ max: 600, min: 0 })),
    {
      maxLength: 3,
      selector: ([from, to]) => from * stops + to,
    },
  ),
  change: fc.constantFrom(0, 60, 150),
  wait: fc.constantFrom(0, 0.5, 1),
});
type City = typeof city extends fc.Arbitrary<infer T> ? T : never;
const question = fc.record({
  day: fc.integer({ min: 5, max: 18 }),
  access: fc.array(fc.tuple(stop, fc.integer({ min: 0, max: 1200 })), { minLength: 1, maxLength: 2 }),
  departure: fc.integer({ min: 0, max: 26 * 3600 }),
  rides: fc.integer({ min: 0, max: 4 }),
});

const two = (n: number) => String(n).padStart(2, "0");
const tripsOf = ({ lines }: City) =>
  lines.flatMap(({ stops, trips }, l) => trips.map((one, t) => ({ ...one, id: `${l}-${t}`, l, stops })));

function files(of: City) {
  const trips = tripsOf(of);
  const weekdays = (bits: number) => Array.from({ length: 7 }, (_, n) => (bits >> n) & 1).join();
  const rows = (header: string, lines: string[]) => `${[header, ...lines].join("\r\n")}\r\n`;
  return {
    "agency.txt": "agency_name,agency_url,agency_timezone\nBus,https://bus.example,Asia/Shanghai",
    "stops.txt": rows(
      "stop_id,stop_name,stop_lat,stop_lon",
      Array.from({ length: stops }, (_, n) => `s${n},"Stop ""${n}""",45.${n},84.5`),
    ),
    "routes.txt": rows(
      "route_id,route_short_name,route_type",
      of.lines.map((_, n) => `r${n},${n},3`),
    ),
    "calendar.txt": rows(
      "service_id,monday,tuesday,wednesday,thursday,friday,saturday,sunday,start_date,end_date",
      [
        ...of.services.map(
          (one, n) => `c${n},${weekdays(one.weekdays)},202601${two(one.first)},202601${two(one.last)}`,
        ),
        // So that every date asked for is one of the timetable's.
        "always,1,1,1,1,1,1,1,20260101,20260131",
      ],
    ),
    "calendar_dates.txt": rows(
      "service_id,date,exception_type",
      of.services.flatMap(({ dates }, n) => dates.map(([day, type]) => `c${n},202601${two(day)},${type}`)),
    ),
    "trips.txt": rows(
      "route_id,service_id,trip_id",
      trips.map(({ id, l, service }) => `r${l},c${service},${id}`),
    ),
    "stop_times.txt": rows(
      "trip_id,arrival_time,departure_time,stop_id,stop_sequence,pickup_type,drop_off_type",
      trips.flatMap(({ id, stops, start, steps }) => {
        let time = start;
        return stops.map(([stop, board, alight], n) => {
          const arrival = time;
          const departure = arrival + (steps[n]?.[0] ?? 0);
          time = departure + (steps[n]?.[1] ?? 0);
          return `${id},${clock(arrival)},${clock(departure)},s${stop},${n * 10},${board},${alight}`;
        });
      }),
    ),
    "frequencies.txt": rows(
      "trip_id,start_time,end_time,headway_secs,exact_times",
      trips.flatMap(({ id, windows }) =>
        windows.map(
          (one) => `${id},${clock(one.start)},${clock(one.start + one.length)},${one.headway},${one.exact}`,
        ),
      ),
    ),
    "transfers.txt": rows(
      "from_stop_id,to_stop_id,transfer_type,min_transfer_time",
      of.transfers.map(([from, to, type, seconds]) => `s${from},s${to},${type},${type === 2 ? seconds : ""}`),
    ),
  };
}

/** Seconds on foot from one stop to another between two rides, or for a change at one; undefined where there is no way. */
function pathsOf(of: City): (number | undefined)[][] {
  return Array.from({ length: stops }, (_, from) =>
    Array.from({ length: stops }, (_, to) => {
      const walks = of.walks.filter(([a, b]) => a === from && b === to).map(([, , seconds]) => seconds);
      const [, , type, least = 0] = of.transfers.find(([a, b]) => a === from && b === to) ?? [];
      if (from === to) return type === 1 ? 0 : type === 2 ? least : of.change;
      const own = walks.length > 0 ? Math.min(...walks) : undefined;
      if (type === 3) return undefined;
      return type === 2 ? Math.max(own ?? 0, least) : own;
    }),
  );
}

type Leaves = (ready: number) => number;

/** Vehicles that run on a date, of the days before and after too: for each, when it leaves its first stop for who is ready when. */
function vehicles(of: City, day: number) {
  const runsOn = ({ weekdays, first, last, dates }: City["services"][number], on: number) => {
    const exception = dates.find(([date]) => date === on)?.[1];
    // 2026-01-05 is a Monday.
    return exception
      ? exception === 1
      : on >= first && on <= last && ((weekdays >> ((on + 2) % 7)) & 1) === 1;
  };
  return [-3, -2, -1, 0, 1].flatMap((shift) =>
    tripsOf(of).flatMap(({ service, start, steps, stops, windows }) => {
      const calendar = of.services[service];
      if (!calendar || !runsOn(calendar, day + shift)) return [];
      const offset = shift * 86_400;
      let time = 0;
      const places = stops.map(([stop, noBoard, noAlight], n) => {
        const arrival = time;
        const departure = arrival + (steps[n]?.[0] ?? 0);
        time = departure + (steps[n]?.[1] ?? 0);
        return { stop, arrival, departure, boards: noBoard === 0, alights: noAlight === 0 };
      });
      const first = places[0]?.departure ?? 0;
      const starts: Leaves[] = windows.flatMap(({ start, length, headway, exact }): Leaves[] => {
        const [from, end] = [start + offset, start + length + offset];
        if (exact === 0)
          return [
            (ready) =>
              Math.max(ready, from) < end ? Math.max(ready, from) + Math.round(headway * of.wait) : never,
          ];
        const clockTimes = Array.from({ length: Math.ceil(length / headway) }, (_, n) => from + n * headway);
        return clockTimes.map((leaves) => (ready: number) => (ready <= leaves ? leaves : never));
      });
      const leaves = start + first + offset;
      if (windows.length === 0) starts.push((ready) => (ready <= leaves ? leaves : never));
      return starts.map((next) => ({ next, first, places }));
    }),
  );
}

type Access = readonly (readonly [number, number])[];
type Vehicles = ReturnType<typeof vehicles>;

/** By number of rides: when a vehicle brings one to each stop at the earliest, and when one can board there. */
function rounds(
  all: Vehicles,
  paths: (number | undefined)[][],
  { access, departure, rides }: { access: Access; departure: number; rides: number },
) {
  const ready = [Array.from({ length: stops }, () => never)];
  for (const [stop, seconds] of access)
    ready[0]?.splice(stop, 1, Math.min(ready[0][stop] ?? never, departure + seconds));
  const ridden = [Array.from({ length: stops }, () => never)];
  for (let round = 1; round <= rides; round++) {
    const now = [...(ridden[round - 1] ?? [])];
    for (const { next, first, places } of all)
      for (const [n, from] of places.entries()) {
        const here = ready[round - 1]?.[from.stop] ?? never;
        if (!from.boards || here === never) continue;
        const start = next(here - from.departure + first);
        if (start === never) continue;
        for (const to of places.slice(n + 1))
          if (to.alights) now[to.stop] = Math.min(now[to.stop] ?? never, start - first + to.arrival);
      }
    ridden.push(now);
    ready.push(
      Array.from({ length: stops }, (_, to) =>
        now.reduce(
          (best, time, from) => {
            const seconds = paths[from]?.[to];
            return time === never || seconds === undefined ? best : Math.min(best, time + seconds);
          },
          ready[round - 1]?.[to] ?? never,
        ),
      ),
    );
  }
  return { ridden, ready };
}

const best = ({ ridden, ready }: ReturnType<typeof rounds>, rides: number) =>
  Array.from({ length: stops }, (_, n) => Math.min(ridden[rides]?.[n] ?? never, ready[rides]?.[n] ?? never));

function walksOf(timetable: Timetable, of: City) {
  const from = (stop: number) =>
    of.walks.filter(([a]) => a === stop).map(([, to, seconds]): [number, number] => [to, seconds]);
  return footpathsOf(timetable, { from, inStation: 0, change: of.change });
}

test("earliest arrival, whatever the city: the same as every vehicle boarded everywhere", async () => {
  await fc.assert(
    fc.asyncProperty(city, fc.array(question, { minLength: 4, maxLength: 4 }), async (of, questions) => {
      const timetable = await timetableOf(files(of));
      const paths = walksOf(timetable, of);
      for (const { day, ...asked } of questions) {
        const expected = rounds(vehicles(of, day), pathsOf(of), asked);
        const found = earliestArrival(dayOf(timetable, `2026-01-${two(day)}`, of), paths, asked);
        assert.deepEqual([...found.arrival], best(expected, asked.rides));
        for (let stop = 0; stop < stops; stop++) {
          const journeys = journeysTo(found, stop);
          assert.equal(journeys.at(-1)?.arrival ?? never, found.arrival[stop]);
          for (const { rides, arrival, legs } of journeys) {
            assert.equal(arrival, best(expected, rides)[stop]);
            assert.equal(legs.filter(({ kind }) => kind === "ride").length, rides);
            assert.equal(legs.at(-1)?.to, stop);
            let time = asked.departure;
            let here = -1;
            for (const leg of legs) {
              assert.ok(leg.departure >= time && leg.arrival >= leg.departure);
              if (leg.kind !== "access") assert.equal(leg.from, here);
              time = leg.arrival;
              here = leg.to;
            }
            assert.equal(time, arrival);
          }
        }
      }
    }),
    runs,
  );
});

test("a later departure never arrives earlier, more rides never later, nobody later than on foot", async () => {
  await fc.assert(
    fc.asyncProperty(city, question, minutes(1, 90), async (of, { day, ...asked }, later) => {
      const timetable = await timetableOf(files(of));
      const paths = walksOf(timetable, of);
      const on = dayOf(timetable, `2026-01-${two(day)}`, of);
      const { arrival } = earliestArrival(on, paths, asked);
      const after = earliestArrival(on, paths, { ...asked, departure: asked.departure + later }).arrival;
      const more = earliestArrival(on, paths, { ...asked, rides: asked.rides + 1 }).arrival;
      for (const [stop, time] of arrival.entries()) {
        assert.ok((after[stop] ?? 0) >= time);
        assert.ok((more[stop] ?? 0) <= time);
      }
      for (const [stop, seconds] of asked.access)
        assert.ok((arrival[stop] ?? never) <= asked.departure + seconds);
    }),
    runs,
  );
});

test("a window of departures: the percentiles of each departure asked by itself", async () => {
  await fc.assert(
    fc.asyncProperty(
      city,
      question,
      fc.constantFrom(undefined, 3600),
      async (of, { day, ...asked }, longest) => {
        const timetable = await timetableOf(files(of));
        const paths = walksOf(timetable, of);
        const on = dayOf(timetable, `2026-01-${two(day)}`, of);
        const { access, rides, departure: from } = asked;
        const step = 600;
        const until = from + 12 * step;
        const percentiles = [0, 5, 25, 50, 75, 95, 100];
        const found = profile(on, paths, { access, rides, from, until, step, percentiles, longest });
        const each = Array.from({ length: 12 }, (_, n) => {
          const departure = from + n * step;
          const { arrival } = earliestArrival(on, paths, { access, rides, departure, longest });
          return arrival.map((time) => (time === never ? never : time - departure));
        });
        for (let stop = 0; stop < stops; stop++) {
          const times = each.map((one) => one[stop] ?? never).toSorted((a, b) => a - b);
          assert.equal(found.arriving[stop], times.filter((time) => time < never).length);
          const expected = percentiles.map(
            (percent) => times[Math.max(Math.ceil((percent / 100) * 12) - 1, 0)],
          );
          assert.deepEqual(
            found.seconds.map((one) => one[stop]),
            expected,
          );
        }
      },
    ),
    runs,
  );
});

test("latest departure: one arrives in time, and a second later one does not", async () => {
  await fc.assert(
    fc.asyncProperty(city, question, async (of, { day, access: egress, departure: arrival, rides }) => {
      const timetable = await timetableOf(files(of));
      const on = dayOf(timetable, `2026-01-${two(day)}`, of);
      const found = latestDeparture(on, walksOf(timetable, of), { egress, arrival, rides });
      const [all, paths] = [vehicles(of, day), pathsOf(of)];
      for (let stop = 0; stop < stops; stop++) {
        const walks = (paths[stop] ?? []).flatMap((seconds, to): [number, number][] =>
          seconds === undefined || to === stop ? [] : [[to, seconds]],
        );
        const inTime = (departure: number) => {
          const access: Access = [[stop, 0], ...walks];
          const { ridden } = rounds(all, paths, { access, departure, rides });
          return egress.some(
            ([end, seconds]) =>
              (end === stop && departure + seconds <= arrival) ||
              (ridden[rides]?.[end] ?? never) + seconds <= arrival,
          );
        };
        const leaves = found[stop] ?? neverLeaves;
        // Before 0:00 the day does not know all vehicles.
        if (leaves >= 0) assert.ok(inTime(leaves) && !inTime(leaves + 1));
        else assert.ok(!inTime(0));
      }
    }),
    runs,
  );
});
