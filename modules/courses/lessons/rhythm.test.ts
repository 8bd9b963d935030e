import assert from "node:assert/strict";
import { test } from "node:test";
import { Temporal } from "temporal-polyfill";
import { rhythmsOf } from "./rhythm.ts";

const zone = "Asia/Shanghai";
const lesson = (day: string, from: string, minutes = 90) => {
  const startsAt = Temporal.ZonedDateTime.from(`${day}T${from}[${zone}]`).toInstant();
  return { startsAt, endsAt: startsAt.add({ minutes }) };
};
const said = (lessons: Parameters<typeof rhythmsOf>[0]) =>
  rhythmsOf(lessons, zone).map(
    ({ weekday, from, to, weeks, count, except }) =>
      `${weekday} ${from}-${to} /${weeks} x${count}${except.map((day) => ` -${day}`).join("")}`,
  );

test("lessons are told by the days of the week they are on, most of them first", () => {
  assert.deepEqual(said([]), []);
  assert.deepEqual(said([lesson("2026-06-13", "10:30")]), ["6 10:30-12:00 /1 x1"]);
  assert.deepEqual(
    said(["2026-06-03", "2026-06-10", "2026-06-17", "2026-06-24"].map((day) => lesson(day, "19:30"))),
    ["3 19:30-21:00 /1 x4"],
  );
  // The Dragon Boat week is left out, and one lesson is on another day.
  assert.deepEqual(
    said([
      ...["2026-06-03", "2026-06-10", "2026-06-24"].map((day) => lesson(day, "19:30")),
      lesson("2026-06-20", "16:00", 60),
    ]),
    ["3 19:30-21:00 /1 x3 -2026-06-17", "6 16:00-17:00 /1 x1"],
  );
  assert.deepEqual(said(["2026-06-06", "2026-06-20", "2026-07-18"].map((day) => lesson(day, "10:00"))), [
    "6 10:00-11:30 /2 x3 -2026-07-04",
  ]);
  assert.deepEqual(
    said(["2026-06-02", "2026-06-04", "2026-06-09", "2026-06-11"].map((day) => lesson(day, "20:00", 60))),
    ["2 20:00-21:00 /1 x2", "4 20:00-21:00 /1 x2"],
  );
});
