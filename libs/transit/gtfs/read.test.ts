import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { joinFeeds, readGtfs } from "../index.ts";
import { aFeed, type Files, packed } from "../testing.ts";

const read = async (files: Files) => readGtfs(await packed(files));

/** `error id file:line field "value"` of each finding. */
async function told(files: Files): Promise<string[]> {
  const { feed, findings } = await read(aFeed(files));
  assert.equal(
    feed === null,
    findings.some(({ level }) => level === "error"),
  );
  return findings.map(
    ({ level, id, file, line, field, value }) =>
      `${level} ${id.slice(5)} ${file}:${line ?? "-"} ${field ?? "-"} ${value}`,
  );
}

const row = (files: Files, file: string, text: string): Files => ({
  [file]: `${(files[file] ?? aFeed()[file] ?? "").trimEnd()}\n${text}\n`,
});
const add = (file: string, text: string) => row({}, file, text);
const swap = (file: string, from: string, to: string): Files => {
  const text = aFeed()[file] ?? "";
  assert.ok(text.includes(from), `${file} has ${from}`);
  return { [file]: text.replace(from, to) };
};

test("a sound feed is read without a word", async () => {
  assert.deepEqual(await told({}), []);
  const { feed } = await read(aFeed());
  assert.deepEqual(feed?.stops[1], {
    id: "b",
    code: "",
    name: "文化馆",
    lon: 84.89,
    lat: 45.6,
    kind: 0,
    parent: -1,
  });
  assert.equal(feed?.zone, "Asia/Shanghai");
});

const dates = "service_id,date,exception_type\n";
const frequencies = "trip_id,start_time,end_time,headway_secs,exact_times\n";
const transfers = "from_stop_id,to_stop_id,transfer_type,min_transfer_time\n";

const table: [what: string, files: Files, ...told: string[]][] = [
  [
    "nothing in the file of stops",
    {
      "stops.txt": "",
      "trips.txt": "route_id,service_id,trip_id\n",
      "stop_times.txt": "trip_id,stop_sequence,stop_id,arrival_time,departure_time\n",
    },
    "error file-empty stops.txt:- - ",
  ],
  [
    "a column that must be there",
    swap("routes.txt", "route_type", "type"),
    "error column-missing routes.txt:1 route_type ",
    "error unknown-id trips.txt:2 route_id 1",
    "error unknown-id trips.txt:3 route_id 1",
  ],
  [
    "a column twice",
    swap("routes.txt", "route_short_name", "route_type"),
    "error column-twice routes.txt:1 route_type ",
    "warning value-missing routes.txt:2 route_short_name ",
  ],
  [
    "blanks around a column's name",
    swap("routes.txt", "route_short_name", " route_short_name"),
    "warning column-blanks routes.txt:1 route_short_name  route_short_name",
  ],
  [
    "a stop without a name of its own",
    add("stops.txt", ",无名,45.6,84.9"),
    "error value-missing stops.txt:7 stop_id ",
  ],
  ["the same stop twice", add("stops.txt", "a,又一,45.6,84.9"), "error id-twice stops.txt:7 stop_id a"],
  ["the same trip twice", add("trips.txt", "1,daily,t1,"), "error id-twice trips.txt:4 trip_id t1"],
  [
    "a position that is none",
    add("stops.txt", "x,远方,95.6,84.9\ny,文字,北,84.9\nz,空,,"),
    "error out-of-range stops.txt:7 stop_lat 95.6",
    "error not-a-number stops.txt:8 stop_lat 北",
    "error value-missing stops.txt:9 stop_lat ",
    "error value-missing stops.txt:9 stop_lon ",
  ],
  [
    "a parent that is not there, one that is no station",
    {
      "stops.txt":
        "stop_id,stop_name,stop_lat,stop_lon,location_type,parent_station\na,A,45,84,0,zz\nb,B,45,84,,a\nc,C,45,84,0,\nd,D,45,84,0,\n",
    },
    "error unknown-id stops.txt:2 parent_station zz",
    "error unknown-value stops.txt:3 parent_station a",
  ],
  [
    "a kind of stop that nobody knows",
    {
      "stops.txt":
        "stop_id,stop_name,stop_lat,stop_lon,location_type\na,A,45,84,7\nb,B,45,84,\nc,C,45,84,0\nd,D,45,84,0\n",
    },
    "warning unknown-value stops.txt:2 location_type 7",
  ],
  [
    "a bus that stops at a station as a whole",
    {
      "stops.txt":
        "stop_id,stop_name,stop_lat,stop_lon,location_type\na,A,45,84,1\nb,B,45,84,\nc,C,45,84,0\nd,D,45,84,0\n",
    },
    "error not-a-platform stop_times.txt:2 stop_id a",
    "error not-a-platform stop_times.txt:6 stop_id a",
  ],
  [
    "a route of an agency that is not there, of no known type",
    { "routes.txt": "route_id,agency_id,route_short_name,route_type\n1,city,1路,3\n2,,2路,77\n3,,3路,bus\n" },
    "error unknown-id routes.txt:2 agency_id city",
    "warning unknown-value routes.txt:3 route_type 77",
    "error not-a-number routes.txt:4 route_type bus",
  ],
  [
    "two agencies in two zones",
    {
      "agency.txt": "agency_id,agency_name,agency_timezone\nx,X,Asia/Shanghai\ny,Y,Asia/Urumqi\n",
      "routes.txt": "route_id,agency_id,route_short_name,route_type\n1,x,1路,3\n",
    },
    "error zones-differ agency.txt:3 agency_timezone Asia/Urumqi",
  ],
  [
    "a trip of no route and no service",
    add("trips.txt", "9,daily,t9,\n1,never,t8,"),
    "error unknown-id trips.txt:4 route_id 9",
    "error unknown-id trips.txt:5 service_id never",
    "warning trip-without-stops trips.txt:- trip_id t9",
    "warning trip-without-stops trips.txt:- trip_id t8",
  ],
  [
    "times at stops and trips that are not there",
    add("stop_times.txt", "t9,1,a,08:00:00,08:00:00\nt1,9,q,09:00:00,09:00:00"),
    "error unknown-id stop_times.txt:8 trip_id t9",
    "error unknown-id stop_times.txt:9 stop_id q",
  ],
  [
    "times that are none, below zero, beyond a week",
    swap("stop_times.txt", "t2,2,b,08:35:00,08:35:00", "t2,2,b,8h35,-1:00:00\nt2,3,c,168:00:00,08:61:00"),
    "error not-a-time stop_times.txt:7 arrival_time 8h35",
    "error not-a-time stop_times.txt:7 departure_time -1:00:00",
    "error not-a-time stop_times.txt:8 arrival_time 168:00:00",
    "error not-a-time stop_times.txt:8 departure_time 08:61:00",
    "warning trip-without-stops trips.txt:- trip_id t2",
  ],
  [
    "a bus that leaves before it comes",
    swap("stop_times.txt", "08:35:00,08:35:00", "08:36:00,08:35:00"),
    "error times-reversed stop_times.txt:7 departure_time 08:35:00",
  ],
  [
    "a bus that goes back in time",
    swap("stop_times.txt", "08:35:00,08:35:00", "08:25:00,08:25:00"),
    "error time-runs-back stop_times.txt:7 arrival_time t2",
  ],
  [
    "the same place in a trip twice",
    swap("stop_times.txt", "t2,2,b", "t2,1,b"),
    "error sequence-twice stop_times.txt:7 stop_sequence t2",
  ],
  [
    "a place in a trip that is no number",
    swap("stop_times.txt", "t2,2,b", "t2,-2,b"),
    "error out-of-range stop_times.txt:7 stop_sequence -2",
    "warning trip-without-stops trips.txt:- trip_id t2",
  ],
  [
    "a trip that ends without a time",
    swap("stop_times.txt", "t2,2,b,08:35:00,08:35:00", "t2,2,b,,"),
    "error end-without-time stop_times.txt:7 arrival_time t2",
  ],
  [
    "a week with days that are neither yes nor no, dates that are none or reversed",
    add(
      "calendar.txt",
      "x,1,2,1,1,1,1,1,20260230,20260118\ny,1,1,1,1,1,1,1,20260118,20260105\nz,1,1,1,1,1,1,1,20260101,22000101",
    ),
    "error out-of-range calendar.txt:3 tuesday 2",
    "error not-a-date calendar.txt:3 start_date 20260230",
    "error dates-reversed calendar.txt:4 end_date 20260105",
    "error calendar-too-long calendar.txt:5 end_date 22000101",
  ],
  [
    "dates without a meaning, twice, or written otherwise",
    {
      "calendar_dates.txt": `${dates}daily,20260106,3\ndaily,20260107,1\ndaily,20260107,2\ndaily,2026-01-08,1\n`,
    },
    "error out-of-range calendar_dates.txt:2 exception_type 3",
    "error id-twice calendar_dates.txt:4 date 20260107",
    "error not-a-date calendar_dates.txt:5 date 2026-01-08",
  ],
  [
    "frequencies of nothing, without a distance, reversed, of two minds",
    {
      "frequencies.txt": `${frequencies}t9,06:00:00,07:00:00,600,0\nt1,06:00:00,07:00:00,0,0\nt1,08:00:00,07:00:00,600,0\nt1,06:00:00,07:00:00,600,\nt1,06:30:00,07:30:00,600,5\nt1,,07:30:00,600,\n`,
    },
    "error unknown-id frequencies.txt:2 trip_id t9",
    "error out-of-range frequencies.txt:3 headway_secs 0",
    "error times-reversed frequencies.txt:4 end_time 07:00:00",
    "warning unknown-value frequencies.txt:6 exact_times 5",
    "error value-missing frequencies.txt:7 start_time ",
    "warning windows-overlap frequencies.txt:6 start_time ",
  ],
  [
    "transfers of nothing, without a time, staying seated",
    { "transfers.txt": `${transfers}a,q,0,\na,b,2,\na,b,4,\na,b,9,\n` },
    "error unknown-id transfers.txt:2 to_stop_id q",
    "error value-missing transfers.txt:3 min_transfer_time ",
    "warning transfer-not-used transfers.txt:4 transfer_type 4",
    "warning unknown-value transfers.txt:5 transfer_type 9",
  ],
  [
    "quotes that do not close where a cell ends",
    add("stops.txt", 'x,"南" 站,45.6,84.9\ny,北站,45.6,84.9'),
    'error row-quotes stops.txt:7 - x,"南" 站,45.6,84.9',
  ],
  [
    "more cells than columns",
    add("stops.txt", "x,南站,45.6,84.9,多,余"),
    "warning row-cells stops.txt:7 - x,南站,45.6,84.9,多,余",
  ],
];

for (const [what, files, ...expected] of table)
  test(`told with its place: ${what}`, async () => {
    assert.deepEqual((await told(files)).toSorted(), expected.toSorted());
  });

test("no ZIP, a feed without its files, one packed in a folder", async () => {
  const ids = async (file: Uint8Array) =>
    (await readGtfs(file)).findings.map(({ id, file }) => `${id} ${file}`);
  assert.deepEqual(await ids(new Uint8Array(20)), ["gtfs.not-zip "]);
  const without = await ids(await packed({ "feed_info.txt": "feed_publisher_name\nX\n" }));
  assert.deepEqual(without.sort(), [
    "gtfs.file-missing agency.txt",
    "gtfs.file-missing calendar.txt",
    "gtfs.file-missing routes.txt",
    "gtfs.file-missing stop_times.txt",
    "gtfs.file-missing stops.txt",
    "gtfs.file-missing trips.txt",
  ]);
  const inside = Object.entries(aFeed()).map(([name, text]) => [`bus/${name}`, text]);
  const { feed, findings } = await read(Object.fromEntries(inside));
  assert.equal(feed?.stops.length, 5);
  assert.deepEqual(
    findings.map(({ id }) => id),
    ["gtfs.in-folder"],
  );
});

test("marks, quotes, commas and line breaks in cells, CRLF, blank lines, no break at the end", async () => {
  const text =
    '\ufeff"stop_id",stop_name,stop_lat,stop_lon\r\na,"友谊, ""一""\r\n路",45.6,84.88\r\n\r\nb,, 45.6 ,84.89\r\nc,C,45,84\r\nd,D,45,84';
  const { feed, findings } = await read(aFeed({ "stops.txt": text }));
  assert.deepEqual(findings, []);
  assert.deepEqual(
    feed?.stops.map(({ name }) => name),
    ['友谊, "一"\r\n路', "", "C", "D"],
  );
  const { findings: later } = await read(aFeed({ "stops.txt": `${text}\r\nd,D,45,84` }));
  assert.deepEqual(
    later.map(({ line }) => line),
    [8],
  );
});

test("bytes that are no UTF-8 are told with their line, and a row without an end costs no memory", async () => {
  const latin = Buffer.from(
    "stop_id,stop_name,stop_lat,stop_lon\na,A,45,84\nb,S\xe3o,45,84\nc,C,45,84\nd,D,45,84\n",
    "latin1",
  );
  const { feed, findings } = await readGtfs(await packed({ ...aFeed(), "stops.txt": latin }));
  assert.equal(feed?.stops[1]?.name, "S\ufffdo");
  assert.deepEqual(
    findings.map(({ id, line }) => [id, line]),
    [["gtfs.not-utf8", 3]],
  );
  const endless = await read(
    aFeed({ "stops.txt": `stop_id,stop_name,stop_lat,stop_lon\na,"${"x".repeat(3_000_000)}` }),
  );
  assert.equal(endless.findings[0]?.id, "gtfs.row-too-long");
  assert.equal(endless.findings[0]?.line, 2);
});

test("a kind of fault in every row is told twenty times and counted", async () => {
  const many = Array.from({ length: 500 }, (_, n) => `x${n},,100,84`).join("\n");
  const { findings, more } = await read(aFeed(add("stops.txt", many)));
  assert.deepEqual([findings.length, more], [20, 480]);
});

test("times that are left out lie along the way, by the feed's own distances where it has them", async () => {
  const times = async (files: Files) => {
    const { feed } = await read(aFeed(files));
    return [...(feed?.stopTimes.arrival.subarray(0, 4) ?? [])].map((time) => (time - 8 * 3600) / 60);
  };
  // From b at 8:06 it is as far to c as half the way from c to d, where it is at 8:15.
  assert.deepEqual(await times({}), [0, 5, 9, 15]);
  const distances =
    "trip_id,stop_sequence,stop_id,arrival_time,departure_time,shape_dist_traveled\nt1,1,a,08:00:00,08:00:00,0\nt1,2,b,08:05:00,08:06:00,1\nt1,3,c,,,7\nt1,4,d,08:15:00,08:15:00,10\nt2,1,a,08:30:00,08:30:00,\nt2,2,b,08:35:00,,\n";
  assert.deepEqual(await times({ "stop_times.txt": distances }), [0, 5, 12, 15]);
});

test("rows of a trip may stand in any order and between those of others", async () => {
  const [header, ...rows] = (aFeed()["stop_times.txt"] ?? "").trim().split("\n");
  const shuffled = [header, ...rows.toSorted((a, b) => (a.slice(3) < b.slice(3) ? 1 : -1))].join("\n");
  const { feed } = await read(aFeed({ "stop_times.txt": shuffled }));
  assert.deepEqual(feed?.stopTimes, (await read(aFeed())).feed?.stopTimes);
});

test("feeds are joined under their prefixes; the same prefix or another zone is refused", async () => {
  const { feed } = await read(
    aFeed({
      "frequencies.txt": `${frequencies}t1,06:00:00,07:00:00,600,0\n`,
      "transfers.txt": `${transfers}a,b,2,60\n`,
    }),
  );
  assert.ok(feed);
  const both = joinFeeds([
    { prefix: "x:", feed },
    { prefix: "y:", feed },
  ]);
  assert.deepEqual(both.stops.map(({ id }) => id).join(), "x:a,x:b,x:c,x:d,x:e,y:a,y:b,y:c,y:d,y:e");
  assert.deepEqual(both.trips[3], { id: "y:t2", route: 1, service: 1, headsign: "博物馆" });
  assert.deepEqual([...both.stopTimes.start], [0, 4, 6, 10, 12]);
  assert.deepEqual([...both.stopTimes.stop.subarray(6)], [5, 6, 7, 8, 5, 6]);
  assert.equal(both.frequencies[1]?.trip, 2);
  assert.deepEqual(both.transfers[1], { from: 5, to: 6, type: 2, seconds: 60 });
  const twice = [
    { prefix: "x:", feed },
    { prefix: "x:", feed },
  ];
  assert.throws(() => joinFeeds(twice), { id: "transit.prefix-twice" });
  const other = { prefix: "z:", feed: { ...feed, zone: "Asia/Urumqi" } };
  assert.throws(() => joinFeeds([{ prefix: "x:", feed }, other]), { id: "transit.zones-differ" });
});

const shared = join(import.meta.dirname, "../../../../shared/data/reach/poa");
const skip = !existsSync(shared) && "no ../shared/data/reach/poa beside the repository";

test("Porto Alegre: buses and trains, with their figures", { skip }, async () => {
  const figures = async (file: string) => {
    const { feed, findings } = await readGtfs(readFileSync(join(shared, file)));
    const told = findings.map(({ id, file, field }) => `${id} ${file} ${field}`);
    if (!feed) return told;
    const { stops, routes, trips, services, stopTimes } = feed;
    return [stops.length, routes.length, trips.length, services.length, stopTimes.stop.length, ...told];
  };
  assert.deepEqual(await figures("poa_eptc.zip"), [3986, 115, 2374, 115, 130_019]);
  assert.deepEqual(await figures("poa_trensurb.zip"), [
    24,
    2,
    1248,
    3,
    14_855,
    "gtfs.column-blanks agency.txt agency_name",
  ]);
});
