import assert from "node:assert/strict";
import { test } from "node:test";
import { Temporal } from "temporal-polyfill";
import type { SlotPlan } from "./contract.ts";
import { slotsOf, toursOf } from "./slots.ts";

const zone = "Asia/Shanghai";
const at = (local: string) => Temporal.PlainDateTime.from(local).toZonedDateTime(zone).toInstant();
const place = {
  hours: {
    week: {
      tue: [{ from: "10:00", to: "13:00" }],
      wed: [
        { from: "10:00", to: "12:00" },
        { from: "15:30", to: "18:00" },
      ],
    },
  },
  holidays: { table: {} } as never,
  closures: [],
};
const plan: SlotPlan = {
  from: "2026-12-07",
  through: "2026-12-09",
  everyMinutes: 30,
  lastEntryMinutes: 30,
  booking: {
    pools: [{ channel: "online", quota: 20 }],
    releaseDaysBefore: 7,
    releaseAt: "10:00",
    maxPerClaim: 4,
    minLevel: 0,
    cancelUntilMinutes: 60,
  },
};
const startsOf = (sessions: { startsAt: string }[]) =>
  sessions.map(({ startsAt }) =>
    Temporal.Instant.from(startsAt)
      .toZonedDateTimeISO(zone)
      .toPlainDateTime()
      .toString({ smallestUnit: "minute" }),
  );

test("slots go from opening to the last entry, around the midday break, and not on a closed Monday", () => {
  assert.deepEqual(startsOf(slotsOf(plan, place, zone)), [
    "2026-12-08T10:00",
    "2026-12-08T10:30",
    "2026-12-08T11:00",
    "2026-12-08T11:30",
    "2026-12-08T12:00",
    "2026-12-09T10:00",
    "2026-12-09T10:30",
    "2026-12-09T11:00",
    "2026-12-09T15:30",
    "2026-12-09T16:00",
    "2026-12-09T16:30",
    "2026-12-09T17:00",
  ]);
});

test("a slot that a closure touches is left out, and so is everything where nobody has said the hours", () => {
  const closure = { startsAt: at("2026-12-08T10:15"), endsAt: at("2026-12-08T11:30") } as never;
  const starts = startsOf(
    slotsOf({ ...plan, through: "2026-12-08" }, { ...place, closures: [closure] }, zone),
  );
  assert.deepEqual(starts, ["2026-12-08T11:30", "2026-12-08T12:00"]);
  assert.deepEqual(slotsOf(plan, { ...place, hours: null }, zone), []);
});

test("places are released days before at the hour; never after the slot has begun", () => {
  const [week] = slotsOf(plan, place, zone);
  assert.equal(week?.booking?.opensAt, at("2026-12-01T10:00").toString());
  const sameDay = { ...plan, booking: { ...plan.booking, releaseDaysBefore: 0, releaseAt: "10:45" } };
  const opens = slotsOf(sameDay, place, zone).map(({ booking }) => booking?.opensAt);
  assert.equal(opens[0], at("2026-12-08T10:00").toString(), "the first slot begins before the hour");
  assert.equal(opens[2], at("2026-12-08T10:45").toString());
});

test("tours only where the place is open from their beginning to their end, with the words beside them", () => {
  const { everyMinutes: _, lastEntryMinutes: __, ...days } = plan;
  const tours = toursOf(
    { ...days, at: ["16:00", "11:30", "11:30"], minutes: 60, language: "en", label: "古丽讲解" },
    place,
    zone,
  );
  assert.deepEqual(startsOf(tours), ["2026-12-08T11:30", "2026-12-09T16:00"]);
  assert.equal(tours[0]?.label, "古丽讲解");
});
