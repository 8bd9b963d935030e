import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import {
  buildTimetable,
  dayOf,
  earliestArrival,
  footpathsOf,
  joinFeeds,
  journeysTo,
  latestDeparture,
  never,
  neverLeaves,
  profile,
  readGtfs,
  stopsById,
  type Timetable,
  TransitFault,
  textOf,
} from "./index.ts";
import { aFeed, clock, type Files, timetableOf } from "./testing.ts";

const at = (hours: number, minutes = 0) => hours * 3600 + minutes * 60;
const onFoot = (timetable: Timetable) =>
  footpathsOf(timetable, { from: () => [], inStation: 60, change: 60 });
const [a, b, c, d] = [0, 1, 2, 3];

/** Arrivals from stop a within four hours, as the clock shows them; "-" where one does not get. */
async function arrivals(files: Files, date: string, departure: number): Promise<string> {
  const timetable = await timetableOf(aFeed(files));
  const question = { access: [[a, 0]] as const, departure, rides: 3, longest: at(4) };
  const { arrival } = earliestArrival(dayOf(timetable, date), onFoot(timetable), question);
  return Array.from(arrival.subarray(0, 4), (time) => (time === never ? "-" : clock(time))).join(" ");
}

test("the first bus, the second that goes only half the way, and none after it", async () => {
  assert.equal(await arrivals({}, "2026-01-05", at(7)), "07:00:00 08:05:00 08:09:00 08:15:00");
  assert.equal(await arrivals({}, "2026-01-05", at(8, 1)), "08:01:00 08:35:00 - -");
  assert.equal(await arrivals({}, "2026-01-05", at(9)), "09:00:00 - - -");
});

test("a holiday without buses, and one that has them all the same", async () => {
  const files = {
    "calendar.txt":
      "service_id,monday,tuesday,wednesday,thursday,friday,saturday,sunday,start_date,end_date\ndaily,1,1,1,1,1,0,0,20260105,20260118\n",
    "calendar_dates.txt": "service_id,date,exception_type\ndaily,20260106,2\ndaily,20260110,1\n",
  };
  const runs = async (date: string) => (await arrivals(files, date, at(7))).endsWith("08:15:00");
  assert.deepEqual(
    [await runs("2026-01-05"), await runs("2026-01-06"), await runs("2026-01-10"), await runs("2026-01-11")],
    [true, false, true, false],
  );
});

const night = {
  "stop_times.txt":
    "trip_id,stop_sequence,stop_id,arrival_time,departure_time\nt1,1,a,23:50:00,23:50:00\nt1,2,b,24:10:00,24:20:00\nt1,3,c,25:30:00,25:30:00\nt2,1,a,00:40:00,00:40:00\nt2,2,d,00:50:00,00:50:00\n",
};

test("a bus of the night before is still under way, one of the next day is the connection at night", async () => {
  const timetable = await timetableOf(aFeed(night));
  const from = (stop: number, departure: number, date: string) =>
    earliestArrival(dayOf(timetable, date), onFoot(timetable), { access: [[stop, 0]], departure, rides: 2 })
      .arrival;
  assert.equal(from(b, at(0, 15), "2026-01-06")[c], at(1, 30));
  // On the first day nothing ran the night before.
  assert.equal(from(b, at(0, 15), "2026-01-05")[c], at(25, 30));
  assert.equal(from(a, at(23, 55), "2026-01-05")[d], at(24, 50));
});

test("every ten minutes by the clock, or only at that distance", async () => {
  const frequencies = (exact: number) => ({
    "frequencies.txt": `trip_id,start_time,end_time,headway_secs,exact_times\nt1,06:00:00,07:00:00,600,${exact}\n`,
  });
  assert.equal(await arrivals(frequencies(1), "2026-01-05", at(6, 1)), "06:01:00 06:15:00 06:19:00 06:25:00");
  assert.equal(await arrivals(frequencies(0), "2026-01-05", at(6, 1)), "06:01:00 06:11:00 06:15:00 06:21:00");
  // 6:50 was the last by the clock; the other trip runs at 8:30.
  assert.equal(await arrivals(frequencies(1), "2026-01-05", at(6, 51)), "06:51:00 08:35:00 - -");
  const timetable = await timetableOf(aFeed(frequencies(0)));
  const question = { access: [[a, 0]] as const, departure: at(6, 1), rides: 1 };
  const byWait = [0, 1].map((wait) => {
    const found = earliestArrival(dayOf(timetable, "2026-01-05", { wait }), onFoot(timetable), question);
    const [ride] = journeysTo(found, d).at(-1)?.legs.slice(1) ?? [];
    return ride?.kind === "ride" ? [clock(ride.departure), clock(ride.arrival), ride.headway] : [];
  });
  assert.deepEqual(byWait, [
    ["06:01:00", "06:16:00", 600],
    ["06:11:00", "06:26:00", 600],
  ]);
});

test("percentiles over a window, and the latest time to leave", async () => {
  const timetable = await timetableOf(aFeed());
  const day = dayOf(timetable, "2026-01-05");
  const window = { access: [[a, 0]] as const, from: at(7, 50), until: at(8, 10), rides: 1, longest: at(4) };
  const { departures, arriving, seconds } = profile(day, onFoot(timetable), window);
  assert.deepEqual([departures, arriving[d], arriving[b]], [20, 11, 20]);
  // To d one leaves at 7:50 … 8:00 and arrives at 8:15: 15 to 25 minutes, and after that not at all.
  assert.deepEqual(
    seconds.map((one) => one[d]),
    [at(0, 15), at(0, 19), at(0, 24), never, never],
  );
  const leaves = latestDeparture(day, onFoot(timetable), { egress: [[c, 120]], arrival: at(9), rides: 1 });
  assert.deepEqual([...leaves.subarray(0, 4)], [at(8), at(8, 6), at(8, 58), neverLeaves]);
});

test("what cannot be asked is refused with what was asked", async () => {
  const timetable = await timetableOf(aFeed());
  const day = dayOf(timetable, "2026-01-05");
  const paths = onFoot(timetable);
  const ask = (change: object) => () =>
    earliestArrival(day, paths, { access: [[a, 0]], departure: at(8), rides: 2, ...change });
  assert.throws(() => dayOf(timetable, "2026-01-04"), {
    id: "transit.date-outside",
    data: { date: "2026-01-04", first: "2026-01-05", last: "2026-01-18" },
  });
  assert.throws(() => dayOf(timetable, "2026-02-30"), TransitFault);
  assert.throws(() => dayOf(timetable, "2026-01-05", { wait: 2 }), { id: "transit.out-of-range" });
  assert.throws(ask({ access: [[77, 0]] }), { id: "transit.unknown-stop" });
  assert.throws(ask({ access: [[a, -1]] }), { id: "transit.out-of-range" });
  assert.throws(ask({ rides: 17 }), { id: "transit.out-of-range" });
  assert.throws(ask({ departure: at(49) }), { id: "transit.out-of-range" });
  const window = { access: [], from: at(8), until: at(8), rides: 1 };
  assert.throws(() => profile(day, paths, window), { id: "transit.out-of-range" });
  assert.throws(() => profile(day, paths, { ...window, until: at(40), step: 1 }), {
    id: "transit.out-of-range",
  });
});

const shared = join(import.meta.dirname, "../../../shared/data/reach/poa");
const skip = !existsSync(shared) && "no ../shared/data/reach/poa beside the repository";

test("Porto Alegre on a Monday afternoon: a bus to the market, the train to Novo Hamburgo", {
  skip,
}, async () => {
  const feeds = await Promise.all(
    ["eptc", "trensurb"].map(async (name) => {
      const { feed } = await readGtfs(readFileSync(join(shared, `poa_${name}.zip`)));
      assert.ok(feed);
      return { prefix: `${name}:`, feed };
    }),
  );
  const timetable = buildTimetable(joinFeeds(feeds));
  assert.equal(timetable.stopKind.length, 4010);
  assert.equal(timetable.tripDays.length, 3622);
  const stops = stopsById(timetable);
  const market = stops.get("trensurb:MR") ?? -1;
  // Bus stops in 300 m around the market station, as the crow flies × 1.3, at 4.5 km/h.
  const metres = (one: number, other: number) => {
    const part = (of: Float64Array) => ((of[one] ?? 0) - (of[other] ?? 0)) * 111_195;
    return Math.hypot(part(timetable.stopLat), part(timetable.stopLon) * Math.cos((30.03 * Math.PI) / 180));
  };
  const near = Array.from(timetable.stopLat.keys()).filter((stop) => metres(stop, market) < 300);
  const seconds = (stop: number) => Math.round((metres(stop, market) * 1.3) / 1.25);
  const paths = footpathsOf(timetable, {
    from: (stop) => (near.includes(stop) ? [[market, seconds(stop)]] : []),
    inStation: 60,
    change: 60,
  });
  const access = [[stops.get("eptc:1511") ?? -1, 240]] as const;
  const found = earliestArrival(dayOf(timetable, "2019-05-13"), paths, {
    access,
    departure: at(14),
    rides: 4,
  });
  const journey = journeysTo(found, stops.get("trensurb:NH") ?? -1).at(-1);
  const told = journey?.legs.map((leg) =>
    leg.kind === "ride"
      ? `${textOf(timetable, "routeShort", leg.route)} ${clock(leg.departure)}–${clock(leg.arrival)} ${textOf(timetable, "stopName", leg.to)}`
      : `${leg.kind} ${leg.arrival - leg.departure} s`,
  );
  assert.deepEqual(told, [
    "access 240 s",
    "C1 14:07:18–14:24:00 VISCONDE DO CAIRU",
    "walk 128 s",
    "LINHA1 14:31:00–15:23:35 ESTACAO NOVO HAMBURGO",
  ]);
});
