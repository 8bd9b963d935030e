import assert from "node:assert/strict";
import { test } from "node:test";
import { serialOf } from "./barcode.ts";
import { daysOffText, readDaysOff } from "./days-off.ts";
import { frequencies } from "./frequencies.ts";
import { heldOf } from "./holdings.ts";
import { issuesOf, nextPeriod, type Pattern } from "./pattern.ts";

const monthly: Pattern = { every: "monthly", skip: [], number: 1, restarts: true, volume: null, whole: null };
const isRest = (day: string) => day >= "2026-10-01" && day <= "2026-10-07";
const said = (pattern: Partial<Pattern>, startsOn: string, endsOn: string) =>
  issuesOf({ ...monthly, ...pattern }, { startsOn, endsOn }, isRest).map(
    ({ dueOn, year, number, volume, whole }) => [dueOn, year, number, volume, whole] as const,
  );

test("so many issues a year, by how often it appears", () => {
  const counts = frequencies.map((every) => said({ every }, "2025-01-01", "2025-12-31").length);
  assert.deepEqual(counts, [365, 53, 27, 24, 12, 6, 4, 0]);
});

test("what appears on the 31st appears on the last day of shorter months", () => {
  assert.deepEqual(
    said({}, "2024-01-31", "2024-05-31").map(([due]) => due),
    ["2024-01-31", "2024-02-29", "2024-03-31", "2024-04-30", "2024-05-31"],
  );
  assert.deepEqual(
    said({ every: "semimonthly" }, "2026-02-01", "2026-03-20").map(([due]) => due),
    ["2026-02-01", "2026-02-16", "2026-03-01", "2026-03-16"],
  );
});

test("years begin anew or run on; volumes are counted by years, the whole by issues", () => {
  assert.deepEqual(
    said({ number: 11, volume: 48, whole: 575 }, "2025-11-01", "2026-02-01").map(([, ...rest]) => rest),
    [
      [2025, 11, 48, 575],
      [2025, 12, 48, 576],
      [2026, 1, 49, 577],
      [2026, 2, 49, 578],
    ],
  );
  assert.deepEqual(
    said({ number: 11, restarts: false }, "2025-11-01", "2026-02-01").map(([, year, number]) => [
      year,
      number,
    ]),
    [
      [2025, 11],
      [2025, 12],
      [2026, 13],
      [2026, 14],
    ],
  );
});

test("months without an issue take no number", () => {
  assert.deepEqual(
    said({ skip: [7, 8] }, "2026-06-01", "2026-09-30").map(([due, , number]) => [due, number]),
    [
      ["2026-06-01", 1],
      ["2026-09-01", 2],
    ],
  );
});

test("a newspaper appears on its days of the week, not on holidays, and not when it says so", () => {
  const paper = (more: Partial<Pattern>) =>
    said({ every: "daily", ...more }, "2026-09-28", "2026-10-12").map(([due, , number]) => [
      due.slice(5),
      number,
    ]);
  const workdays = [1, 2, 3, 4, 5];
  assert.equal(paper({}).length, 15);
  assert.deepEqual(
    paper({ weekdays: workdays }).map(([due]) => due),
    ["09-28", "09-29", "09-30", "10-01", "10-02", "10-05", "10-06", "10-07", "10-08", "10-09", "10-12"],
  );
  assert.deepEqual(
    paper({ weekdays: workdays, holidays: true, off: [{ from: "2026-09-29", to: "2026-10-02" }] }),
    [
      ["09-28", 1],
      ["10-08", 2],
      ["10-09", 3],
      ["10-12", 4],
    ],
  );
  // Days of the week are a daily's; a weekly that would appear on a holiday does not.
  assert.deepEqual(
    said({ every: "weekly", weekdays: [1], holidays: true }, "2026-09-30", "2026-10-14").map(([due]) => due),
    ["2026-09-30", "2026-10-14"],
  );
});

test("days without an issue are written a day or a run in each line", () => {
  const read = readDaysOff(
    "2026-2-16\n\n2026年10月1日至2026年10月3日\n2026/05/01 2026/05/03\r\n２０２６-12-31",
  );
  assert.ok("runs" in read);
  assert.equal(
    daysOffText(read.runs),
    "2026-02-16\n2026-10-01 2026-10-03\n2026-05-01 2026-05-03\n2026-12-31",
  );
  assert.deepEqual(readDaysOff(daysOffText(read.runs)), read);
  for (const wrong of [
    "春节",
    "2026-02-30",
    "2026-10-03 2026-10-01",
    "2026-10-01 至",
    "2026-1-1".repeat(500),
  ])
    assert.deepEqual(readDaysOff(`2026-01-01\n${wrong}`), { line: 2 }, wrong);
  assert.deepEqual(readDaysOff("2026-01-01\n".repeat(300)), { line: 201 });
});

test("the next period goes on behind the last, on the day of the week or month", () => {
  const next = (every: Pattern["every"], startsOn: string, endsOn: string) =>
    Object.values(nextPeriod(every, { startsOn, endsOn })).join(" ");
  // 2026-01-02 and 2027-01-01 are Fridays.
  assert.equal(next("weekly", "2026-01-02", "2026-12-31"), "2027-01-01 2027-12-31");
  assert.equal(next("fortnightly", "2026-01-02", "2026-12-31"), "2027-01-01 2027-12-31");
  assert.equal(next("weekly", "2026-01-01", "2026-12-31"), "2027-01-07 2027-12-31");
  assert.equal(next("daily", "2026-01-01", "2026-12-31"), "2027-01-01 2027-12-31");
  assert.equal(next("monthly", "2026-01-10", "2026-12-31"), "2027-01-10 2027-12-31");
  // Half a year: the same half of the next. Three years: three more, and not two of them twice.
  assert.equal(next("monthly", "2026-01-01", "2026-06-30"), "2027-01-01 2027-06-30");
  assert.equal(next("quarterly", "2026-01-15", "2028-12-31"), "2029-01-15 2031-12-31");
  assert.equal(next("irregular", "2026-01-01", "2027-12-31"), "2028-01-01 2029-12-31");
});

test("a period that ends on the day of an issue has it, one that ends before has none", () => {
  assert.equal(said({}, "2026-01-10", "2026-02-10").length, 2);
  assert.equal(said({}, "2026-01-10", "2026-01-09").length, 0);
});

const had = (year: number, expected: number, lacking: readonly number[]) =>
  Array.from({ length: expected }, (_, n) => ({ year, number: n + 1, hasCome: !lacking.includes(n + 1) }));

test("what is there, year by year, and what is lacking between", () => {
  assert.deepEqual(heldOf([...had(2024, 12, []), ...had(2025, 12, [7])]), [
    { year: 2025, has: "1–12", lacks: "7" },
    { year: 2024, has: "1–12", lacks: "" },
  ]);
  assert.deepEqual(heldOf(had(2025, 12, [3, 7, 8, 9])), [{ year: 2025, has: "1–12", lacks: "3、7–9" }]);
  // What has not come yet is not lacking.
  assert.deepEqual(heldOf(had(2026, 12, [6, 7, 8, 9, 10, 11, 12])), [{ year: 2026, has: "1–5", lacks: "" }]);
  assert.deepEqual(heldOf(had(2026, 3, [1, 3])), [{ year: 2026, has: "2", lacks: "" }]);
  assert.deepEqual(heldOf(had(2026, 3, [1, 2, 3])), []);
  assert.deepEqual(heldOf(had(2026, 2, [])), [{ year: 2026, has: "1–2", lacks: "" }]);
});

test("of two copies, an issue that came with either is there", () => {
  const first = had(2026, 12, [8, 9, 10, 11]);
  const second = had(2026, 12, [1, 2, 3, 4, 6, 7, 8, 9, 10, 12]);
  const union = [{ year: 2026, has: "1–12", lacks: "8–10" }];
  assert.deepEqual(heldOf([...first, ...second]), union);
  assert.deepEqual(heldOf([...second, ...first]), union);
});

test("a magazine is known by its barcode or its ISSN", () => {
  // 人民文学 ISSN 0258-8218, 读书 ISSN 0257-0270, an ISSN with X: 2434-561X.
  assert.deepEqual(serialOf("9770258821009"), { issn: "0258-8218", issue: null });
  assert.deepEqual(serialOf("977025882100907"), { issn: "0258-8218", issue: 7 });
  assert.deepEqual(serialOf("9770257027006 12"), { issn: "0257-0270", issue: 12 });
  assert.deepEqual(serialOf("9772434561006"), { issn: "2434-561X", issue: null });
  assert.deepEqual(serialOf("2434-561x"), { issn: "2434-561X", issue: null });
  assert.equal(serialOf("0258-8219"), null);
  assert.equal(serialOf("9787532177585"), null);
  // One digit misread, in the number or at its end, is no other magazine and no other issue.
  for (let n = 3; n < 13; n++) {
    const right = "9770257027006";
    const misread = right.slice(0, n) + ((Number(right[n]) + 1) % 10) + right.slice(n + 1);
    assert.equal(serialOf(misread), null, misread);
    assert.equal(serialOf(`${misread}06`), null, misread);
  }
});
