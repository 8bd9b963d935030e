import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { judge, type Sighting } from "./judge.ts";
import type { Seen } from "./words.ts";

// Two posted openings on two days: 10–14 and 15:30–22, in minutes after the first midnight.
const minute = 60_000;
const clock = (day: number, time: string) =>
  (day * 1440 + Number(time.slice(0, 2)) * 60 + Number(time.slice(3))) * minute;
const posted = [0, 1].flatMap((day) => [
  { from: clock(day, "10:00"), to: clock(day, "14:00") },
  { from: clock(day, "15:30"), to: clock(day, "22:00") },
]);
const tolerance = () => ({ lateMinutes: 10, earlyMinutes: 10 });
/** `0 10:05 opened`: day, time, what. */
const seenIn = (lines: string[]): Sighting[] =>
  lines.map((line) => {
    const [day = "", time = "", what = ""] = line.split(" ");
    return { what: what as Seen, at: clock(Number(day), time) };
  });
const outcomes = (...lines: string[]) =>
  judge(posted, seenIn(lines), tolerance).map(({ outcome, disputed }) => `${outcome}${disputed ? "!" : ""}`);

const rest = ["unrecorded", "unrecorded"];
const cases: [name: string, lines: string[], expected: string[]][] = [
  ["nobody saw anything", [], ["unrecorded", "unrecorded", ...rest]],
  [
    "opened and closed each time",
    ["0 09:58 opened", "0 14:01 closed", "0 15:30 opened", "0 22:00 closed"],
    ["in-time", "in-time", ...rest],
  ],
  ["left open over the pause", ["0 09:58 opened", "0 22:00 closed"], ["in-time", "in-time", ...rest]],
  ["within the tolerance", ["0 10:10 opened", "0 13:50 closed"], ["in-time", "unrecorded", ...rest]],
  ["a minute beyond it", ["0 10:11 opened", "0 14:00 closed"], ["late", "unrecorded", ...rest]],
  ["closed too early", ["0 10:00 opened", "0 13:49 closed"], ["early", "unrecorded", ...rest]],
  [
    "an opening nobody closed speaks for its own posted opening",
    ["0 10:00 opened"],
    ["in-time", "unrecorded", ...rest],
  ],
  [
    "and does not hide the next one",
    ["0 10:00 opened", "0 15:50 opened", "1 10:02 opened"],
    ["in-time", "late", "in-time", "unrecorded"],
  ],
  [
    "pressed twice it began the first time",
    ["0 10:00 opened", "0 10:30 opened", "0 14:00 closed"],
    ["in-time", "unrecorded", ...rest],
  ],
  [
    "a closing a day and more later is another's",
    ["0 10:00 opened", "1 22:00 closed"],
    ["in-time", "unrecorded", "unrecorded", "in-time"],
  ],
  [
    "a closing alone says that it was open, not since when",
    ["0 14:03 closed"],
    ["in-time", "unrecorded", ...rest],
  ],
  [
    "a closing pressed twice is one",
    ["0 10:00 opened", "0 14:00 closed", "0 14:01 closed"],
    ["in-time", "unrecorded", ...rest],
  ],
  [
    "opened again in time before the end",
    ["0 10:00 opened", "0 12:00 closed", "0 12:20 opened", "0 14:00 closed"],
    ["in-time", "unrecorded", ...rest],
  ],
  ["found open by a counter, however late", ["0 13:00 open"], ["in-time", "unrecorded", ...rest]],
  ["found shut, and nobody opened", ["0 11:00 shut"], ["shut", "unrecorded", ...rest]],
  ["found shut within the tolerance says nothing", ["0 10:05 shut"], ["unrecorded", "unrecorded", ...rest]],
  [
    "found shut before it was found open is late",
    ["0 11:00 shut", "0 12:00 open"],
    ["late", "unrecorded", ...rest],
  ],
  [
    "found shut after it was closed is early",
    ["0 10:00 opened", "0 13:00 closed", "0 13:30 shut"],
    ["early", "unrecorded", ...rest],
  ],
  [
    "found shut while recorded as open is disputed",
    ["0 10:00 opened", "0 11:00 shut", "0 14:00 closed"],
    ["in-time!", "unrecorded", ...rest],
  ],
];
for (const [name, lines, expected] of cases) {
  test(`judged: ${name}`, () => assert.deepEqual(outcomes(...lines), expected));
}

test("whatever was seen: one verdict each, nothing is open that nobody saw, more tolerance is never worse", () => {
  const sighting = fc.record({
    what: fc.constantFrom<Seen>("opened", "closed", "open", "shut"),
    at: fc.integer({ min: 0, max: 2 * 1440 }).map((n) => n * minute),
  });
  fc.assert(
    fc.property(fc.array(sighting, { maxLength: 12 }), (list) => {
      const seen = list.toSorted((a, b) => a.at - b.at);
      const strict = judge(posted, seen, () => ({ lateMinutes: 0, earlyMinutes: 0 }));
      const mild = judge(posted, seen, () => ({ lateMinutes: 30, earlyMinutes: 30 }));
      assert.equal(strict.length, posted.length);
      for (const [n, { outcome }] of strict.entries()) {
        if (outcome === "in-time") assert.equal(mild[n]?.outcome, "in-time");
        if (seen.every(({ what }) => what === "shut")) assert.match(outcome, /shut|unrecorded/);
      }
    }),
  );
});
