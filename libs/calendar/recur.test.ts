import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { Temporal } from "temporal-polyfill";
import { occurrences } from "./index.ts";

const at = (local: string, zone = "Asia/Shanghai") =>
  Temporal.PlainDateTime.from(local).toZonedDateTime(zone);
const starts = (rule: string, start: Temporal.ZonedDateTime, limit = 20) =>
  occurrences(rule, { start, limit }).starts.map((one) => one.toString({ timeZoneName: "never" }));

test("UNTIL in UTC with a start in Shanghai keeps the last evening", () => {
  assert.deepEqual(starts("FREQ=WEEKLY;UNTIL=20270315T113000Z", at("2027-03-01T19:30")), [
    "2027-03-01T19:30:00+08:00",
    "2027-03-08T19:30:00+08:00",
    "2027-03-15T19:30:00+08:00",
  ]);
});

test("UNTIL as a day means until its end in the zone of the start; as a local time that time", () => {
  assert.equal(starts("FREQ=DAILY;UNTIL=20270303", at("2027-03-01T23:30")).length, 3);
  assert.equal(starts("FREQ=DAILY;UNTIL=20270303T193000", at("2027-03-01T19:30")).length, 3);
  assert.equal(starts("FREQ=DAILY;UNTIL=20270303T192959", at("2027-03-01T19:30")).length, 2);
});

test("the time on the wall recurs over a change of the clock, and a time that does not exist is left out", () => {
  assert.deepEqual(starts("FREQ=WEEKLY;COUNT=3", at("2026-03-22T13:30", "Europe/Helsinki")), [
    "2026-03-22T13:30:00+02:00",
    "2026-03-29T13:30:00+03:00",
    "2026-04-05T13:30:00+03:00",
  ]);
  // On 29 March the clock goes from 03:00 to 04:00.
  assert.deepEqual(starts("FREQ=DAILY;COUNT=3", at("2026-03-28T03:30", "Europe/Helsinki")), [
    "2026-03-28T03:30:00+02:00",
    "2026-03-30T03:30:00+03:00",
    "2026-03-31T03:30:00+03:00",
  ]);
});

test("an endless rule gives as many as asked for and says that it goes on", () => {
  const endless = occurrences("FREQ=DAILY", { start: at("2027-01-01T10:00"), limit: 5 });
  assert.deepEqual([endless.starts.length, endless.more], [5, true]);
  const ended = occurrences("FREQ=DAILY;COUNT=5;", { start: at("2027-01-01T10:00"), limit: 5 });
  assert.deepEqual([ended.starts.length, ended.more], [5, false]);
  const before = at("2027-01-03T10:00").toInstant();
  const some = occurrences("FREQ=DAILY", { start: at("2027-01-01T10:00"), limit: 50, before });
  assert.deepEqual([some.starts.length, some.more], [2, true]);
});

test("a rule that is none is refused with what is wrong; one that never comes true ends", () => {
  for (const [rule, says] of [
    ["FREQ=SOMETIMES", /SOMETIMES/],
    ["BYDAY=MO", /FREQ/],
    ["FREQ=WEEKLY;COUNT=2;UNTIL=20270101T000000Z", /COUNT and UNTIL/],
    ["FREQ=DAILY;INTERVAL=0", /interval/],
    ["FREQ=WEEKLY;BYDAY=XX", /XX/],
    ["FREQ=MONTHLY;BYMONTHDAY=40", /BYMONTHDAY cannot be 40/],
    ["FREQ=DAILY;UNTIL=morgen", /UNTIL/],

    ["every Monday", /every Monday/],
    ["FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", /exceeded/],
  ] as const) {
    const run = () => occurrences(rule, { start: at("2027-01-01T10:00"), limit: 3 });
    assert.throws(run, (error) => error instanceof RangeError && says.test(error.message), rule);
  }
});

/** Where rrule-temporal and libical differ, and why; told in docs/conformance.md too. */
const differs = {
  "FREQ=YEARLY;UNTIL=20100326T000000Z;BYDAY=FR;BYYEARDAY=-275,-276,-277,-278,-279,-280,-281 20060331T020000":
    "BYDAY does not narrow BYYEARDAY",
  "FREQ=YEARLY;BYMONTHDAY=29;COUNT=3 20240229":
    "yearly days of the month without a month are those of every month",
  "FREQ=YEARLY;BYMONTHDAY=-29,-1;COUNT=4 20240201":
    "yearly days of the month without a month are those of every month",
  "FREQ=YEARLY;BYWEEKNO=53;COUNT=1 20270103T000000Z": "a start in a week of the year before",
  "FREQ=YEARLY;BYWEEKNO=53;BYDAY=TU,SA;UNTIL=20170101T000000Z 20160102T000000":
    "a start in a week of the year before",
  "FREQ=YEARLY;BYWEEKNO=-1,-2;COUNT=5 20270102": "a start in a week of the year before",
  "FREQ=YEARLY;BYWEEKNO=53;BYDAY=TU,SA;INTERVAL=6;UNTIL=20170101T000000Z 20100102T000000":
    "a start in a week of the year before",
  "FREQ=YEARLY;BYWEEKNO=53;BYDAY=TU,SA;INTERVAL=5;UNTIL=20170101T000000Z 20100102T000000":
    "a start in a week of the year before",
  "FREQ=YEARLY;BYWEEKNO=53;BYDAY=TU,SA;INTERVAL=7;UNTIL=20170101T000000Z 20100102T000000":
    "a start in a week of the year before",
  "FREQ=YEARLY;BYWEEKNO=1;BYDAY=MO,TU;INTERVAL=3;UNTIL=20320101 20241231":
    "a start in a week of the year after",
} as Record<string, string>;

const cases = join(import.meta.dirname, "../../../shared/data/events/libical/src/test/icalrecur_test.txt");
test("libical's recurrence cases: all but ten, which are known", {
  skip: !existsSync(cases) && "no ../shared/data/events/libical beside the repository",
}, () => {
  const missed: string[] = [];
  let judged = 0;
  for (const block of readFileSync(cases, "utf8").split(/\n\s*\n/)) {
    const line = (name: string) => new RegExp(`^${name}:(.*)$`, "m").exec(block)?.[1]?.trim() ?? "";
    const [rule, start, expected] = [line("RRULE"), line("DTSTART"), line("INSTANCES")];
    // One block says itself that libical cannot do it.
    if (!rule || expected.startsWith("***")) continue;
    judged += 1;
    const want = expected ? expected.split(",").map(basic) : [];
    const found = occurrences(rule, {
      start: at(basic(start), "UTC"),
      wholeDay: !start.includes("T"),
      limit: want.length + 1,
    });
    if (found.starts.map((one) => one.toPlainDateTime().toString()).join() !== want.join())
      missed.push(`${rule} ${start}`);
  }
  assert.equal(judged, 145);
  assert.deepEqual(missed.toSorted(), Object.keys(differs).toSorted());
});

const basic = (text: string) => Temporal.PlainDateTime.from(text.replace("Z", "")).toString();
