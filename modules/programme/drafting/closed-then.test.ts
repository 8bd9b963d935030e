import assert from "node:assert/strict";
import { test } from "node:test";
import { Temporal } from "temporal-polyfill";
import type { Place } from "#places";
import { closedThen } from "./closed-then.ts";

const zone = "Asia/Shanghai";
const at = (text: string) => Temporal.PlainDateTime.from(text).toZonedDateTime(zone).toInstant();
const closure = (from: string, to: string | null): Place["closures"][number] => ({
  id: "c",
  placeId: "p",
  startsAt: at(from),
  endsAt: to === null ? null : at(to),
  reason: "repair",
  words: "",
  announcedAt: at("2026-06-01T10:00"),
  lifted: false,
});

// 12 June 2026 is a Friday.
const day = [
  { from: "10:00", to: "13:30" },
  { from: "16:00", to: "20:00" },
];
const hours = {
  week: { fri: day, sat: day },
  exceptions: [{ from: "2026-06-13", to: "2026-06-13", sessions: [], reason: "消防演练" }],
};

// The house keeps its week on holidays unless a case says otherwise.
const holidays: Place["holidays"] = {
  key: "",
  table: { "2026-06-19": { kind: "rest", name: "端午" } },
  names: new Map(),
  years: new Set([2026]),
};

const cases: [name: string, from: string, to: string, differs: Partial<Place>, expected: string | null][] = [
  ["within the hours", "2026-06-12T10:00", "2026-06-12T11:30", {}, null],
  ["to the last minute", "2026-06-12T18:30", "2026-06-12T20:00", {}, null],
  ["a minute too long", "2026-06-12T18:30", "2026-06-12T20:01", {}, "outside-hours"],
  ["before the door opens", "2026-06-12T09:30", "2026-06-12T11:00", {}, "outside-hours"],
  ["through the noon break", "2026-06-12T13:00", "2026-06-12T17:00", {}, "outside-hours"],
  ["on a day without hours", "2026-06-15T10:00", "2026-06-15T11:00", {}, "outside-hours"],
  ["on a day of its own", "2026-06-13T10:00", "2026-06-13T11:00", {}, "outside-hours 消防演练"],
  [
    "on a day of its own within weeks of others",
    "2026-06-13T10:00",
    "2026-06-13T11:00",
    {
      hours: {
        ...hours,
        exceptions: [
          { from: "2026-06-10", to: "2026-06-20", sessions: day, reason: "高考期间" },
          ...hours.exceptions,
        ],
      },
    },
    "outside-hours 消防演练",
  ],
  ["where nobody has said", "2026-06-15T03:00", "2026-06-15T04:00", { hours: null }, null],
  [
    "a closure goes before the hours",
    "2026-06-12T10:00",
    "2026-06-12T11:30",
    { closures: [closure("2026-06-12T11:00", "2026-06-14T00:00")] },
    "closure",
  ],
  [
    "a closure that ends as it begins",
    "2026-06-12T10:00",
    "2026-06-12T11:30",
    { closures: [closure("2026-06-01T00:00", "2026-06-12T10:00")] },
    null,
  ],
  [
    "a closure that begins as it ends",
    "2026-06-12T10:00",
    "2026-06-12T11:30",
    { closures: [closure("2026-06-12T11:30", null)] },
    null,
  ],
  [
    "until further notice, hours unsaid",
    "2026-06-20T10:00",
    "2026-06-20T11:30",
    { hours: null, closures: [closure("2026-06-12T11:30", null)] },
    "closure",
  ],
  ["an exhibition is there at night too", "2026-06-12T10:00", "2026-07-12T18:00", {}, null],
  [
    "an exhibition through a closure",
    "2026-06-12T10:00",
    "2026-07-12T18:00",
    { closures: [closure("2026-06-20T00:00", "2026-06-22T00:00")] },
    "closure",
  ],
  ["on a holiday that changes nothing", "2026-06-19T10:00", "2026-06-19T11:30", {}, null],
  [
    "on a holiday on which the house is shut",
    "2026-06-19T10:00",
    "2026-06-19T11:30",
    { hours: { ...hours, onHoliday: { sessions: [] } } },
    "outside-hours 端午",
  ],
  ["in a place given up by then", "2026-06-12T10:00", "2026-06-12T11:30", { endedOn: "2026-06-12" }, "ended"],
  [
    "in a place that the public does not see",
    "2026-06-12T10:00",
    "2026-06-12T11:30",
    { public: false },
    "not-public",
  ],
  ["the last day of a place", "2026-06-12T10:00", "2026-06-12T11:30", { endedOn: "2026-06-13" }, null],
];

for (const [name, from, to, differs, expected] of cases) {
  test(`closed then: ${name}`, () => {
    const place = { hours, holidays, closures: [], endedOn: null, public: true, ...differs };
    const closed = closedThen(place, { startsAt: at(from), endsAt: at(to) }, zone);
    const told = closed && [closed.kind, closed.kind === "outside-hours" ? closed.why : ""];
    assert.equal(told?.join(" ").trim() ?? null, expected);
  });
}
