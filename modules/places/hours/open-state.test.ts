import assert from "node:assert/strict";
import { test } from "node:test";
import { Temporal } from "temporal-polyfill";
import { compileHours, type Hours, weekdays } from "#libs/hours";
import { holidaysFrom } from "./holiday-table.ts";
import { type ClosedFor, openStateAt } from "./open-state.ts";
import { stripOf } from "./week.ts";

const zone = "Asia/Shanghai";
const local = (text: string) => Temporal.PlainDateTime.from(text).toZonedDateTime(zone).toInstant();
const clock = (instant: Temporal.Instant | null) =>
  instant?.toZonedDateTimeISO(zone).toPlainDateTime().toString().slice(5, 16) ?? null;

// 12 June 2026 is a Friday.
const hours: Hours = {
  week: Object.fromEntries(
    weekdays.slice(1).map((day) => [
      day,
      [
        { from: "10:00", to: "13:30" },
        { from: "16:00", to: "20:00" },
      ],
    ]),
  ),
  exceptions: [{ from: "2026-06-14", to: "2026-06-14", sessions: [], reason: "消防演练" }],
};
const compiled = compileHours(hours);
const closed = (from: string, to: string | null, reason: ClosedFor["reason"] = "repair"): ClosedFor => ({
  startsAt: local(from),
  endsAt: to === null ? null : local(to),
  reason,
});

const at = (text: string, closures: ClosedFor[] = [], endedOn: string | null = null) => {
  const { state, until, opensAt, reason } = openStateAt(
    { hours: compiled, closures, endedOn },
    local(text),
    zone,
  );
  return [state, clock(until) ?? clock(opensAt), reason];
};

test("through a day: closed, opening soon, open, closing soon, pause, evening", () => {
  assert.deepEqual(at("2026-06-12T09:29"), ["closed", "06-12T10:00", null]);
  assert.deepEqual(at("2026-06-12T09:30"), ["opening-soon", "06-12T10:00", null]);
  assert.deepEqual(at("2026-06-12T10:00"), ["open", "06-12T13:30", null]);
  assert.deepEqual(at("2026-06-12T13:00"), ["closing-soon", "06-12T13:30", null]);
  assert.deepEqual(at("2026-06-12T13:30"), ["closed", "06-12T16:00", null]);
  assert.deepEqual(
    at("2026-06-13T20:00"),
    ["closed", "06-16T10:00", null],
    "Sunday is an exception, Monday is free",
  );
});

test("an announced closure goes before the hours, and tells when it opens again", () => {
  const repair = closed("2026-06-12T11:00", "2026-06-12T17:00");
  assert.deepEqual(
    at("2026-06-12T10:15", [repair]),
    ["open", "06-12T11:00", null],
    "open until the closure begins",
  );
  assert.deepEqual(at("2026-06-12T10:40", [repair]), ["closing-soon", "06-12T11:00", null]);
  assert.deepEqual(at("2026-06-12T11:00", [repair]), ["shut", "06-12T17:00", "repair"]);
  assert.deepEqual(at("2026-06-12T17:00", [repair]), ["open", "06-12T20:00", null]);
});

test("a closed place opens after the closures that lie before its next opening", () => {
  const closures = [
    closed("2026-06-12T15:00", "2026-06-12T17:30"),
    closed("2026-06-12T17:30", "2026-06-16T00:00", "event"),
  ];
  assert.deepEqual(at("2026-06-12T14:00", closures), ["closed", "06-16T10:00", null]);
  assert.deepEqual(at("2026-06-12T16:00", closures), ["shut", "06-16T10:00", "repair"]);
});

test("until further notice nobody knows when it opens", () => {
  assert.deepEqual(at("2026-06-12T14:00", [closed("2026-06-12T15:00", null)]), ["closed", null, null]);
  assert.deepEqual(at("2026-06-12T15:00", [closed("2026-06-12T15:00", null, "safety")]), [
    "shut",
    null,
    "safety",
  ]);
});

test("no hours said is not closed, and what has ended is neither", () => {
  const said = (closures: ClosedFor[]) =>
    openStateAt({ hours: null, closures, endedOn: null }, local("2026-06-12T12:00"), zone).state;
  assert.equal(said([]), "unstated");
  assert.equal(said([closed("2026-06-01T00:00", null)]), "shut");
  assert.deepEqual(at("2026-06-11T23:59", [], "2026-06-12")[0], "closed");
  assert.deepEqual(at("2026-06-12T12:00", [], "2026-06-12"), ["ended", null, null]);
});

test("a place that never closes is open without an end", () => {
  const always = compileHours({
    week: Object.fromEntries(weekdays.map((day) => [day, [{ from: "00:00", to: "24:00" }]])),
  });
  const state = openStateAt(
    { hours: always, closures: [closed("2026-06-13T12:00", null)], endedOn: null },
    local("2026-06-12T12:00"),
    zone,
  );
  assert.deepEqual([state.state, clock(state.until)], ["open", "06-13T12:00"]);
  const open = openStateAt({ hours: always, closures: [], endedOn: null }, local("2026-06-12T12:00"), zone);
  assert.deepEqual([open.state, open.until], ["open", null]);
});

test("the strip of the week takes closures out, names exceptions, and counts nights on", () => {
  const night: Hours = {
    week: { ...hours.week, fri: [{ from: "20:00", to: "02:00" }], sat: [] },
    exceptions: hours.exceptions ?? [],
  };
  const closures = [
    closed("2026-06-11T12:00", "2026-06-11T18:00"),
    closed("2026-06-09T00:00", "2026-06-10T00:00", "event"),
  ];
  const dragonBoat = {
    name: "端午",
    names: { en: "Dragon Boat" },
    source: "test",
    status: "unverified" as const,
  };
  const holidays = holidaysFrom({
    key: "",
    days: [
      { day: "2026-06-11", kind: "rest", as: null, ...dragonBoat },
      { day: "2026-06-13", kind: "workday", as: "fri", ...dragonBoat },
    ],
    years: [2026],
  });
  const strip = stripOf({ hours: night, closures, holidays }, Temporal.PlainDate.from("2026-06-12"), zone);
  assert.deepEqual(
    strip.map(({ day, spans, exception, closure, holiday }) => [
      day.slice(8),
      spans.map(({ from, to }) => `${from}-${to}`).join(" "),
      exception,
      closure,
      holiday?.kind ?? null,
    ]),
    [
      ["08", "", null, null, null],
      ["09", "", null, "event", null],
      ["10", "10:00-13:30 16:00-20:00", null, null, null],
      ["11", "10:00-12:00 18:00-20:00", null, "repair", "rest"],
      ["12", "20:00-26:00", null, null, null],
      ["13", "20:00-26:00", null, null, "workday"],
      ["14", "", "消防演练", null, null],
    ],
  );
  assert.deepEqual(
    stripOf({ hours: null, closures: [], holidays }, Temporal.PlainDate.from("2026-06-12"), zone),
    [],
  );
});
