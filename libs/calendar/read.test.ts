import assert from "node:assert/strict";
import { existsSync, globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import ICAL from "ical.js";
import { Temporal } from "temporal-polyfill";
import { type CalendarEntry, calendarText, readCalendar } from "./index.ts";

const options = { zone: "Asia/Shanghai", limit: 200 };
const file = (...lines: string[]) => ["BEGIN:VCALENDAR", ...lines, "END:VCALENDAR", ""].join("\r\n");
const event = (...lines: string[]) => ["BEGIN:VEVENT", ...lines, "END:VEVENT"];
const read = (...lines: string[]) => readCalendar(file(...lines), options);
const times = ({ events }: ReturnType<typeof read>) =>
  events.flatMap(({ occasions }) => occasions.map(({ startsAt }) => startsAt.toString()));

test("a TZID without VTIMEZONE is a time of the time zone database, never a floating one", () => {
  const found = read(...event("UID:a", "DTSTART;TZID=America/New_York:20270301T193000", "DURATION:PT1H30M"));
  assert.deepEqual(times(found), ["2027-03-02T00:30:00Z"]);
  assert.equal(found.events[0]?.occasions[0]?.endsAt.toString(), "2027-03-02T02:00:00Z");
  const olson = "DTSTART;TZID=/softwarestudio.org/Olson_20011030_5/Asia/Urumqi:20270301T193000";
  assert.deepEqual(times(read(...event("UID:a", olson))), ["2027-03-01T13:30:00Z"]);
  const unknown = read(...event("UID:a", "DTSTART;TZID=Unser Büro:20270301T193000"));
  assert.deepEqual(unknown.faults, [{ line: 4, id: "ics.zone", data: { zone: "Unser Büro" } }]);
});

test("a zone that only the file knows is read from its VTIMEZONE, with its summer time", () => {
  const zone = [
    "BEGIN:VTIMEZONE",
    "TZID:Helsinki, ours",
    "BEGIN:STANDARD",
    "DTSTART:19701025T040000",
    "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU",
    "TZOFFSETFROM:+0300",
    "TZOFFSETTO:+0200",
    "END:STANDARD",
    "BEGIN:DAYLIGHT",
    "DTSTART:19700329T030000",
    "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU",
    "TZOFFSETFROM:+0200",
    "TZOFFSETTO:+0300",
    "END:DAYLIGHT",
    "END:VTIMEZONE",
  ];
  const start = 'DTSTART;TZID="Helsinki, ours":20260322T133000';
  const rule = "RRULE:FREQ=WEEKLY;UNTIL=20260405T103000Z";
  assert.deepEqual(times(read(...zone, ...event("UID:a", start, rule))), [
    "2026-03-22T11:30:00Z",
    "2026-03-29T10:30:00Z",
    "2026-04-05T10:30:00Z",
  ]);
});

test("floating times and days are those of the city", () => {
  const found = read(
    ...event("UID:a", "DTSTART:20270301T193000", "DTEND:20270301T210000"),
    ...event("UID:b", "DTSTART;VALUE=DATE:20270501", "DTEND;VALUE=DATE:20270504"),
  );
  assert.deepEqual(times(found), ["2027-03-01T11:30:00Z", "2027-04-30T16:00:00Z"]);
  assert.deepEqual(
    found.events[1]?.occasions.map(({ endsAt, wholeDay }) => [endsAt.toString(), wholeDay]),
    [["2027-05-03T16:00:00Z", true]],
  );
});

test("a recurring event: an exception is left out, a moved occasion takes its place, a cancelled one goes", () => {
  const found = read(
    ...event(
      "UID:a",
      "SEQUENCE:2",
      "DTSTART;TZID=Asia/Shanghai:20270301T193000",
      "DTEND;TZID=Asia/Shanghai:20270301T210000",
      "RRULE:FREQ=WEEKLY;UNTIL=20270329T113000Z",
      "EXDATE;TZID=Asia/Shanghai:20270308T193000",
      "RDATE;TZID=Asia/Shanghai:20270403T100000",
      "SUMMARY:周一",
      " 读书会",
    ),
    ...event(
      "UID:a",
      "RECURRENCE-ID;TZID=Asia/Shanghai:20270315T193000",
      "DTSTART;TZID=Asia/Shanghai:20270316T200000",
      "DTEND;TZID=Asia/Shanghai:20270316T220000",
    ),
    ...event("UID:a", "RECURRENCE-ID:20270322T113000Z", "DTSTART:20270322T113000Z", "STATUS:CANCELLED"),
  );
  assert.deepEqual(found.faults, []);
  assert.deepEqual(times(found), [
    "2027-03-01T11:30:00Z",
    "2027-03-16T12:00:00Z",
    "2027-03-29T11:30:00Z",
    "2027-04-03T02:00:00Z",
  ]);
  assert.equal(found.events[0]?.occasions[1]?.endsAt.toString(), "2027-03-16T14:00:00Z");
  assert.equal(found.events[0]?.summary, "周一读书会");
});

/** What ical.js makes of the first event of a file: its occasions, cancelled ones left out. */
function theirTimes(text: string): string[] {
  const calendar = new ICAL.Component(ICAL.parse(text) as unknown[]);
  const main = calendar
    .getAllSubcomponents("vevent")
    .find((component) => !component.hasProperty("recurrence-id"));
  const whole = new ICAL.Event(main);
  const starts: string[] = [];
  const occasions = whole.iterator();
  for (let at = occasions.next(); at; at = occasions.next()) {
    const { item, startDate, endDate } = whole.getOccurrenceDetails(at);
    if (item.component.getFirstPropertyValue("status") !== "CANCELLED")
      starts.push(`${startDate.toString()}/${endDate.toString()}`);
  }
  return starts;
}
const wallTimes = ({ events }: ReturnType<typeof read>) => {
  const wall = (at: Temporal.Instant) =>
    at.toZonedDateTimeISO("Asia/Shanghai").toPlainDateTime().toString({ smallestUnit: "second" });
  return events.flatMap(({ occasions }) =>
    occasions.map(({ startsAt, endsAt }) => `${wall(startsAt)}/${wall(endsAt)}`),
  );
};
const weekly = (...lines: string[]) =>
  event("UID:a", "DTSTART:20270301T193000", "DTEND:20270301T210000", "RRULE:FREQ=WEEKLY;COUNT=6", ...lines);
const from3rd = event(
  "UID:a",
  "RECURRENCE-ID;RANGE=THISANDFUTURE:20270315T193000",
  "DTSTART:20270316T200000",
  "DTEND:20270316T220000",
);

test("a change of one and all later occasions moves each by the same, and one changed alone stays as it is", () => {
  const lines = [
    ...weekly("EXDATE:20270308T193000"),
    ...from3rd,
    ...event("UID:a", "RECURRENCE-ID:20270329T193000", "DTSTART:20270330T090000", "DURATION:PT1H"),
    ...event("UID:a", "RECURRENCE-ID:20270405T193000", "DTSTART:20270405T193000", "STATUS:CANCELLED"),
  ];
  const found = read(...lines);
  assert.deepEqual(found.faults, []);
  assert.deepEqual(wallTimes(found), [
    "2027-03-01T19:30:00/2027-03-01T21:00:00",
    "2027-03-16T20:00:00/2027-03-16T22:00:00",
    "2027-03-23T20:00:00/2027-03-23T22:00:00",
    "2027-03-30T09:00:00/2027-03-30T10:00:00",
  ]);
  assert.deepEqual(wallTimes(found), theirTimes(file(...lines)));
});

test("the nearest change counts; cancelled from one occasion on, an endless event ends; earlier ones are refused", () => {
  const ended = event(
    "UID:a",
    "RECURRENCE-ID;RANGE=THISANDFUTURE:20270329T193000",
    "DTSTART:20270329T193000",
    "STATUS:CANCELLED",
  );
  const lines = [...weekly(), ...ended, ...from3rd];
  const found = read(...lines);
  assert.deepEqual(wallTimes(found), [
    "2027-03-01T19:30:00/2027-03-01T21:00:00",
    "2027-03-08T19:30:00/2027-03-08T21:00:00",
    "2027-03-16T20:00:00/2027-03-16T22:00:00",
    "2027-03-23T20:00:00/2027-03-23T22:00:00",
  ]);
  assert.deepEqual(wallTimes(found), theirTimes(file(...lines)));
  const endless = read(...weekly().map((line) => line.replace(";COUNT=6", "")), ...ended);
  assert.deepEqual([endless.events[0]?.occasions.length, endless.events[0]?.more], [4, false]);
  const prior = read(...weekly(), ...from3rd.map((line) => line.replace("THISANDFUTURE", "THISANDPRIOR")));
  assert.deepEqual(prior.faults, [{ line: 10, id: "ics.range", data: {} }]);
});

test("occasions moved together into the span that is asked for are in it, those moved out of it are not", () => {
  const inWeek = { ...options, from: Temporal.Instant.from("2027-03-21T16:00:00Z") };
  const before = Temporal.Instant.from("2027-03-28T16:00:00Z");
  const moved = (start: string) => {
    const change = event(
      "UID:a",
      "RECURRENCE-ID;RANGE=THISANDFUTURE:20270308T193000",
      start,
      "DURATION:PT2H",
    );
    return wallTimes(readCalendar(file(...weekly(), ...change), { ...inWeek, before }));
  };
  assert.deepEqual(moved("DTSTART:20270318T090000"), ["2027-03-25T09:00:00/2027-03-25T11:00:00"]);
  assert.deepEqual(moved("DTSTART:20270225T090000"), ["2027-03-25T09:00:00/2027-03-25T11:00:00"]);
});

test("what has gone on every day for years does not use up the occasions that are to come", () => {
  const daily = event("UID:a", "DTSTART:20200101T100000", "DURATION:PT1H", "RRULE:FREQ=DAILY");
  const from = Temporal.Instant.from("2027-01-01T00:00:00Z");
  const [one] = readCalendar(file(...daily), { ...options, limit: 20, from }).events;
  assert.equal(one?.occasions[0]?.startsAt.toString(), "2027-01-01T02:00:00Z");
  assert.ok((one?.occasions.length ?? 0) >= 18);
});

test("an endless rule gives the coming occasions up to the limit and says that it goes on", () => {
  const text = file(...event("UID:a", "DTSTART:20010101T100000", "DURATION:PT1H", "RRULE:FREQ=DAILY"));
  const from = Temporal.Instant.from("2027-01-01T00:00:00Z");
  const [one] = readCalendar(text, { ...options, limit: 500, from }).events;
  assert.equal(one?.occasions[0]?.startsAt.toString(), "2027-01-01T02:00:00Z");
  assert.equal(one?.more, true);
});

test("what cannot be read is told with its line, and the rest is read", () => {
  for (const [lines, fault] of [
    [["DTSTART:20270101T100000"], { line: 2, id: "ics.no-uid" }],
    [["UID:a"], { line: 2, id: "ics.no-start" }],
    [["UID:a", "DTSTART:20271301T100000"], { line: 4, id: "ics.time" }],
    [["UID:a", "DTSTART:20270101T100000", "DTEND:20270101T090000"], { line: 5, id: "ics.end-before-start" }],
    [["UID:a", "DTSTART:20270101T100000", "RRULE:FREQ=OFTEN"], { line: 5, id: "ics.rule" }],
    [["UID:a", "DTSTART:20270101T100000", "EXRULE:FREQ=DAILY"], { line: 5, id: "ics.exrule" }],
    [["UID:a", "DTSTART:20270101T100000", "DURATION:eine Stunde"], { line: 5, id: "ics.duration" }],
    [["UID:a", "DTSTART:20270101T100000", "what is this"], { line: 5, id: "ics.line" }],
  ] as const) {
    const found = read(...event(...lines), ...event("UID:good", "DTSTART:20270101T100000"));
    const told = found.faults.map(({ line, id }) => ({ line, id }));
    assert.deepEqual(told, [fault]);
    assert.ok(found.events.some(({ uid }) => uid === "good"));
  }
  assert.equal(readCalendar("number,title\n1,x", options).faults[0]?.id, "ics.no-calendar");
  assert.deepEqual(
    readCalendar("BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:a\nDTSTART:20270101T100000", options).faults.map(
      ({ id }) => id,
    ),
    ["ics.not-ended", "ics.not-ended"],
  );
});

const entry = (change: Partial<CalendarEntry>): CalendarEntry => ({
  uid: "0197-aa@klmy",
  sequence: 2,
  status: "CONFIRMED",
  startsAt: Temporal.Instant.from("2026-06-12T11:30:00Z"),
  endsAt: Temporal.Instant.from("2026-06-12T13:00:00Z"),
  changedAt: Temporal.Instant.from("2026-06-01T02:00:00Z"),
  summary: "剪纸，入门; 第一讲 𠮷 ئۇيغۇر",
  ...change,
});

test("what we write is read back as it was, by us and by ical.js", () => {
  const description = `第一行\n${"克拉玛依市图书馆，二楼".repeat(20)}`;
  for (const zone of ["Asia/Shanghai", "Asia/Urumqi", "Europe/Helsinki", "UTC"]) {
    const text = calendarText({
      product: "-//Wenmai//Programme//EN",
      name: "活动",
      language: "zh-CN",
      zone,
      source: "https://example.org/api/events.ics",
      refreshHours: 6,
      color: "darkorange",
      entries: [
        entry({ description, location: "图书馆, 二楼; 东" }),
        entry({ uid: "b", status: "CANCELLED", url: "https://example.org/events/b" }),
      ],
    });
    const { name, events, faults } = readCalendar(text, options);
    assert.deepEqual(faults, []);
    assert.equal(name, "活动");
    const [one, other] = events;
    assert.deepEqual(
      [one?.uid, one?.sequence, one?.summary, one?.description, one?.location],
      ["0197-aa@klmy", 2, "剪纸，入门; 第一讲 𠮷 ئۇيغۇر", description, "图书馆, 二楼; 东"],
    );
    assert.equal(one?.occasions[0]?.startsAt.toString(), "2026-06-12T11:30:00Z");
    assert.equal(one?.occasions[0]?.endsAt.toString(), "2026-06-12T13:00:00Z");
    assert.deepEqual([other?.cancelled, other?.occasions], [true, []]);
    const theirs = new ICAL.Component(ICAL.parse(text) as unknown[]);
    assert.equal(theirs.getFirstPropertyValue("color"), "darkorange");
    assert.equal(theirs.getFirstPropertyValue("source"), "https://example.org/api/events.ics");
    const [first] = theirs.getAllSubcomponents("vevent").map((component) => new ICAL.Event(component));
    assert.deepEqual([first?.summary, first?.description], [one?.summary, description]);
  }
});

const corpus = join(import.meta.dirname, "../../../shared/data/events");
test("every calendar file at hand is read, or refused with its lines", {
  skip: !existsSync(corpus) && "no ../shared/data/events beside the repository",
}, () => {
  const sums = { files: 0, events: 0, occasions: 0, told: 0, silent: 0 };
  for (const path of globSync("**/*.ics", { cwd: corpus })) {
    const text = readFileSync(join(corpus, path), "utf8");
    const { events, faults } = readCalendar(text, options);
    const uids = new Set(
      [...text.replace(/\r?\n[ \t]/g, "").matchAll(/^UID:(.*?)\r?$/gim)].map(([, uid]) => uid),
    );
    sums.files += 1;
    sums.events += events.length;
    sums.occasions += events.reduce((sum, { occasions }) => sum + occasions.length, 0);
    sums.told += faults.length;
    // Events there are, and neither one of them nor a word about it.
    if (uids.size > 0 && events.length === 0 && faults.length === 0) sums.silent += 1;
    assert.ok(faults.every(({ line }) => line >= 1 && line <= text.split(/\r\n|\r|\n/).length));
  }
  console.log(`calendar files: ${JSON.stringify(sums)}`);
  assert.equal(sums.files, 53);
  assert.equal(sums.silent, 0);
  assert.ok(sums.events > 850 && sums.occasions > 40_000);
});

const repeating = (uid: string, rule: string, start = "20260101T100000") =>
  event(`UID:${uid}`, `DTSTART:${start}`, `RRULE:${rule}`);
const within = {
  ...options,
  from: Temporal.Instant.from("2026-11-29T00:00:00Z"),
  before: Temporal.Instant.from("2027-11-29T00:00:00Z"),
};
const ids = ({ faults }: ReturnType<typeof read>) => faults.map(({ line, id }) => `${line} ${id}`);

test("what repeats by minutes is refused, and so are days that never come and a count begun too long ago", () => {
  const never = "BYMONTH=2;BYMONTHDAY=30";
  for (const freq of ["SECONDLY", "MINUTELY", "HOURLY"])
    assert.deepEqual(ids(read(...repeating("a", `${never};FREQ=${freq}`))), ["5 ics.rule-too-often"]);
  for (const freq of ["DAILY", "MONTHLY", "YEARLY"])
    assert.deepEqual(ids(read(...repeating("a", `FREQ=${freq};${never}`))), ["5 ics.rule-too-long"], freq);
  const counted = readCalendar(file(...repeating("a", "FREQ=DAILY;COUNT=20000", "19900101T100000")), within);
  assert.deepEqual(ids(counted), ["5 ics.rule-too-long"]);
  for (const [rule, first] of [
    ["FREQ=DAILY;INTERVAL=3", "2026-11-30T02:00:00Z"],
    ["FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,TH", "2026-12-01T02:00:00Z"],
  ] as const) {
    const old = readCalendar(file(...repeating("a", rule, "19900101T100000")), within);
    assert.deepEqual([old.faults, times(old)[0]], [[], first], "from long ago in the same rhythm");
  }
  const leap = readCalendar(file(...repeating("a", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29")), within);
  assert.deepEqual([leap.faults, leap.events[0]?.more], [[], true]);
});

test("a file that asks for too much in all is read no further, and many rules of one event count together", () => {
  const rules = Array.from({ length: 20 }, () => "RRULE:FREQ=DAILY;UNTIL=20261231T000000Z");
  assert.deepEqual(ids(read(...event("UID:a", "DTSTART:20250101T100000", ...rules))), [
    "14 ics.rule-too-long",
  ]);
  const many = Array.from({ length: 110 }, (_, at) =>
    repeating(`${at}`, "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30"),
  );
  const found = read(...many.flat());
  assert.equal(ids(found).at(-1), "500 ics.too-much");
});

test("a second event of one UID is told; so is a year that cannot be", () => {
  const twice = read(
    ...event("UID:a", "DTSTART:20270301T100000", "SUMMARY:甲"),
    ...event("UID:a", "DTSTART:20270302T100000", "SUMMARY:乙"),
  );
  assert.deepEqual(twice.faults, [{ line: 2, id: "ics.uid-twice", data: { line: 7 } }]);
  assert.deepEqual(
    twice.events.map(({ summary }) => summary),
    ["乙"],
  );
  assert.deepEqual(ids(read(...event("UID:a", "DTSTART:99991231T100000"))), ["4 ics.year"]);
});

test("components deeper than any calendar has are not read", () => {
  const deep = Array.from({ length: 20_000 });
  const found = read(...deep.map(() => "BEGIN:VEVENT"), ...deep.map(() => "END:VEVENT"));
  assert.deepEqual(ids(found)[0], "1 ics.not-ended");
  assert.equal(found.faults.find(({ id }) => id === "ics.too-deep")?.line, 9);
});

const ownZone = (tzid: string, ...lines: string[]) => [
  ...["BEGIN:VTIMEZONE", `TZID:${tzid}`, "BEGIN:STANDARD", "DTSTART:16010101T000000"],
  ...["TZOFFSETFROM:+0500", "TZOFFSETTO:+0600", ...lines, "END:STANDARD", "END:VTIMEZONE"],
];
const inZone = (uid: string, tzid: string) => event(`UID:${uid}`, `DTSTART;TZID=${tzid}:20270301T100000`);

test("a zone of the file whose rule is not one of years is not taken: its line is told, and the event's", () => {
  for (const rule of [
    "FREQ=SECONDLY",
    "FREQ=DAILY",
    "FREQ=YEARLY;BYYEARDAY=1,2,3,4,5,6,7,8,9,10",
    "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
    "FREQ=YEARLY;BYMONTH=14",
  ]) {
    const found = read(...ownZone("Ours", `RRULE:${rule}`), ...inZone("a", "Ours"), ...inZone("b", "Ours"));
    assert.deepEqual(ids(found), ["8 ics.zone-rule", "13 ics.zone", "17 ics.zone"], rule);
  }
  const old = read(...ownZone("Ours", "RRULE:FREQ=YEARLY;BYDAY=1SU;BYMONTH=11"), ...inZone("a", "Ours"));
  assert.deepEqual([old.faults, times(old)], [[], ["2027-03-01T04:00:00Z"]], "Outlook's rules begin in 1601");
});

test("zones without number and names without end are not looked through: the file is read on without them", () => {
  const names = Array.from({ length: 60 }, (_, at) => `Ours ${at}`);
  const rule = (at: number) => `RRULE:FREQ=YEARLY;BYMONTH=${1 + (at % 12)};BYMONTHDAY=${1 + (at % 28)}`;
  const many = read(
    ...names.flatMap((name, at) => ownZone(name, rule(at))),
    ...names.flatMap((name) => inZone(name, name)),
  );
  assert.ok(ids(many).some((one) => one.endsWith("ics.zone-rule")));
  assert.ok(many.events.length > 10 && many.events.length < 60);
  const dates = Array.from({ length: 20_000 }, () => "20270101T000000").join(",");
  assert.equal(ids(read(...ownZone("Ours", `RDATE:${dates}`), ...inZone("a", "Ours")))[0], "8 ics.zone-rule");
  // Looked for a name inside it, this one took a minute.
  const long = "a".repeat(400_000);
  assert.deepEqual(ids(read(...inZone("a", long))), ["4 ics.zone"]);
  const nested = readCalendar(`BEGIN:VCALENDAR\r\n${"BEGIN:X\r\n".repeat(100_000)}`, options);
  assert.equal(nested.faults.length, 9);
});

test("a time that comes twice is the first of them, one that is leapt over is told by the clock before", () => {
  const summer = [
    ...["BEGIN:VTIMEZONE", "TZID:Ours", "BEGIN:STANDARD", "DTSTART:20001029T030000"],
    ...["RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU", "TZOFFSETFROM:+0200", "TZOFFSETTO:+0100", "END:STANDARD"],
    ...["BEGIN:DAYLIGHT", "DTSTART:20000326T020000", "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU"],
    ...["TZOFFSETFROM:+0100", "TZOFFSETTO:+0200", "END:DAYLIGHT", "END:VTIMEZONE"],
  ];
  const walls = [
    "20270328T015959",
    "20270328T023000",
    "20270328T030000",
    "20271031T023000",
    "20271031T030000",
  ];
  const days = walls.flatMap((wall) => event(`UID:${wall}`, `DTSTART;TZID=Ours:${wall}`));
  const database = days.map((line) => line.replace("TZID=Ours", "TZID=Europe/Berlin"));
  const found = times(read(...summer, ...days));
  assert.deepEqual(found, times(read(...database)));
  assert.equal(found[3], "2027-10-31T00:30:00Z");
});

test("lengths that nothing has are refused by their line, and the other events are read", () => {
  const good = event("UID:good", "DTSTART:20270301T100000", "DURATION:P1DT2H");
  for (const [length, id] of [
    ["DURATION:P99999999999D", "ics.duration"],
    ["DURATION:P1Y", "ics.duration"],
    ["DURATION:-PT1H", "ics.end-before-start"],
    ["DTEND:20270301T090000", "ics.end-before-start"],
  ] as const) {
    const found = read(...event("UID:a", "DTSTART:20270301T100000", length), ...good);
    assert.deepEqual([ids(found), found.events.map(({ uid }) => uid)], [[`5 ${id}`], ["good"]], length);
  }
});

test("dates without number are refused by their line", () => {
  const dates = Array.from({ length: 200_000 }, () => "20270302T100000").join(",");
  for (const name of ["RDATE", "EXDATE"]) {
    const found = read(...event("UID:a", "DTSTART:20270301T100000", `${name}:${dates}`));
    assert.equal(ids(found)[0], "5 ics.too-many-dates");
  }
});
