/** Bugs of time that other systems had, each shown against ours: with the fault in it, the test would fail. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { Temporal } from "temporal-polyfill";
import { claim } from "#booking/filling";
import { occurrences, readCalendar } from "#libs/calendar";
import { compileHours, momentAt, stateAt, weekdays } from "#libs/hours";
import { aResident } from "#people/testing";
import { anOrganisation } from "#places/testing";
import { inTx } from "#platform/ctx";
import { locales, texts } from "#platform/i18n";
import { dbTest } from "#platform/testing";
import { sessionFaults } from "../drafting/session-faults.ts";
import { createEvent } from "../drafting/write-event.ts";
import { eventFeed } from "../finding/feed.ts";
import { listEvents } from "../finding/list-events.ts";
import { monthOfEvents } from "../finding/month.ts";
import { spanOf, spanOfDay, spanOfMonth } from "../finding/window.ts";
import { repeatedTimes } from "../recurring/times.ts";
import { anEvent, aSession, eventText, sessionText, someStaff } from "../testing.ts";
import { movedAlong, onDays, sessionFrom, sessionValues } from "./session-form.ts";

const helsinki = "Europe/Helsinki";
const shanghai = "Asia/Shanghai";
const wall = (text: string, zone: string) => Temporal.PlainDateTime.from(text).toZonedDateTime(zone);
const shown = (at: Temporal.Instant | string, zone: string) =>
  Temporal.Instant.from(at.toString())
    .toZonedDateTimeISO(zone)
    .toPlainDateTime()
    .toString({ smallestUnit: "minute" });

const formOf = (day: string, from: string, to: string) => {
  const form = new FormData();
  for (const [name, value] of Object.entries({ startsAt: day, "startsAt.time": from, endsAt: to }))
    form.set(`s.${name}`, value);
  return form;
};
const twoDigits = (value: number) => String(value).padStart(2, "0");

test("cal.com #1092, #4702, #6217, #10517, #19589: the day on which the clock changes is as right as the day before", () => {
  for (const [zone, days] of [
    [helsinki, ["2026-03-28", "2026-03-29", "2026-10-24", "2026-10-25"]],
    [shanghai, ["1986-05-04", "1991-09-15", "2026-03-29"]],
  ] as const)
    for (const day of days)
      for (let hour = 5; hour < 23; hour += 1) {
        const [from, to] = [`${twoDigits(hour)}:30`, `${twoDigits(hour + 1)}:15`];
        const session = sessionFrom(formOf(day, from, to), "s", zone);
        const again = sessionValues(session, "s", zone);
        assert.deepEqual([again["s.startsAt"], again["s.startsAt.time"], again["s.endsAt"]], [day, from, to]);
        assert.equal(
          Temporal.Instant.from(session.startsAt).until(session.endsAt).total("minutes"),
          45,
          `${day} ${from}`,
        );
      }
});

test("cal.com #30021: hours after noon are not taken for those before it, written or shown, in any language", () => {
  for (let hour = 0; hour < 24; hour += 1) {
    const time = `${twoDigits(hour)}:05`;
    const at = wall(`2026-06-12T${time}`, shanghai).toInstant();
    for (const locale of locales) {
      const text = texts(locale, { zone: shanghai, unapproved: "show" });
      assert.match(text.formats.timeText(at), new RegExp(`0?${hour}[:.]05`), `${locale} ${time}`);
    }
    const [entry] = readCalendar(
      `BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:a\nDTSTART:20260612T${twoDigits(hour)}0500\nEND:VEVENT\nEND:VCALENDAR`,
      { zone: shanghai, limit: 1 },
    ).events;
    assert.equal(shown(entry?.occasions[0]?.startsAt ?? "", shanghai), `2026-06-12T${time}`);
  }
});

test("cal.com #4400: what repeats does not drift, through two years of changing clocks", () => {
  const first = {
    startsAt: wall("2026-01-05T19:30", helsinki).toInstant(),
    endsAt: wall("2026-01-05T21:00", helsinki).toInstant(),
  };
  const { times } = repeatedTimes(first, { weekdays: [], weeks: 1, until: null, count: 104 }, helsinki);
  assert.equal(times.length, 104);
  for (const { startsAt, endsAt } of times)
    assert.deepEqual(
      [shown(startsAt, helsinki).slice(11), shown(endsAt, helsinki).slice(11)],
      ["19:30", "21:00"],
    );
});

test("cal.com #1092 again: booking opens and closes at the same time on the wall when a session goes over the change", () => {
  const session = {
    ...sessionFrom(formOf("2026-03-23", "18:00", "19:30"), "s", helsinki),
    booking: {
      opensAt: wall("2026-03-16T09:00", helsinki).toInstant().toString(),
      closesAt: wall("2026-03-23T12:00", helsinki).toInstant().toString(),
      pools: [{ channel: "online" as const, quota: 5, releasesAt: null }],
      maxPerClaim: 1,
      minLevel: 0,
      cancelUntilMinutes: 0,
      doorsBeforeMinutes: 0,
    },
  };
  const [, next] = onDays(session, ["2026-03-23", "2026-03-30"], helsinki);
  assert.deepEqual(
    [shown(next?.booking?.opensAt ?? "", helsinki), shown(next?.booking?.closesAt ?? "", helsinki)],
    ["2026-03-23T09:00", "2026-03-30T12:00"],
  );
  const moved = { ...session, startsAt: next?.startsAt ?? "", endsAt: next?.endsAt ?? "" };
  assert.equal(
    shown(movedAlong(moved, session, helsinki).booking?.closesAt ?? "", helsinki),
    "2026-03-30T12:00",
  );
});

dbTest(
  "cal.com #7146: whoever looks from Urumqi or from anywhere sees the city's day and time",
  async ({ ctx }) => {
    const { id: organisationId } = await inTx(ctx, (inner) => anOrganisation(inner));
    // 00:30 in Karamay: still the day before in Urumqi, and in UTC.
    const { id, sessionId } = await aSession(ctx, {
      organisationId,
      session: { startsAt: "2026-06-19T16:30:00Z" },
    });
    const before = process.env.TZ;
    try {
      for (const zone of [shanghai, "Asia/Urumqi", "America/Los_Angeles", "Pacific/Kiritimati"]) {
        process.env.TZ = zone;
        const { items } = await listEvents(ctx, { day: "2026-06-20", limit: 100 });
        assert.ok(
          items.some((one) => one.sessionId === sessionId),
          zone,
        );
        const other = await listEvents(ctx, { day: "2026-06-19", limit: 100 });
        assert.equal(
          other.items.some((one) => one.sessionId === sessionId),
          false,
          zone,
        );
        const month = await monthOfEvents(ctx, { month: "2026-06" });
        const on = month.days.filter(({ first }) => first.some((one) => one.id === id));
        assert.deepEqual(
          on.map(({ day }) => day),
          ["2026-06-20"],
          zone,
        );
        assert.match(await eventFeed(ctx, id), /DTSTART;TZID=Asia\/Shanghai:20260620T003000/);
        const form = sessionFrom(formOf("2026-06-20", "00:30", "02:00"), "s", ctx.city.zone);
        assert.equal(form.startsAt, "2026-06-19T16:30:00Z", zone);
      }
    } finally {
      if (before === undefined) delete process.env.TZ;
      else process.env.TZ = before;
    }
  },
);

test("LibreBooking #913: in the second week, and after the change of the clock, it is still the same day of the week", () => {
  const hours = compileHours({ week: { mon: [{ from: "09:00", to: "12:00" }] } });
  for (let week = 0; week < 60; week += 1) {
    const monday = Temporal.PlainDate.from("2026-01-05").add({ weeks: week });
    const state = (time: string, days = 0) =>
      stateAt(
        hours,
        momentAt(
          monday.add({ days }).toZonedDateTime({ timeZone: helsinki, plainTime: time }).toInstant(),
          helsinki,
        ),
      ).open;
    assert.deepEqual(
      [state("08:59"), state("09:00"), state("11:59"), state("12:00"), state("10:00", 1), state("10:00", -1)],
      [false, true, true, false, false, false],
      monday.toString(),
    );
  }
});

dbTest("LibreBooking #1224: what lasts for days is on each of them, and breaks no other", async ({ ctx }) => {
  const { id: organisationId } = await inTx(ctx, (inner) => anOrganisation(inner));
  const long = await anEvent(ctx, {
    organisationId,
    event: { kind: "festival" },
    sessions: [{ startsAt: "2026-07-30T02:00:00Z", endsAt: "2026-08-02T10:00:00Z", booking: null }],
  });
  const short = await anEvent(ctx, {
    organisationId,
    event: { kind: "festival" },
    sessions: [{ startsAt: "2026-08-01T11:30:00Z" }],
  });
  const daysOf = async (month: string, id: string) => {
    const { days } = await monthOfEvents(ctx, { month, kind: "festival" });
    return days.filter(({ first }) => first.some((one) => one.id === id)).map(({ day }) => day);
  };
  assert.deepEqual(await daysOf("2026-07", long.id), ["2026-07-30", "2026-07-31"]);
  assert.deepEqual(await daysOf("2026-08", long.id), ["2026-08-01", "2026-08-02"]);
  assert.deepEqual(await daysOf("2026-08", short.id), ["2026-08-01"]);
});

dbTest("LibreBooking #1225: nobody books what is over, and nobody writes what is over", async ({ ctx }) => {
  const { id: organisationId, path } = await inTx(ctx, (inner) => anOrganisation(inner));
  const { offerId } = await aSession(ctx, { organisationId });
  const person = await inTx(ctx, (inner) => aResident(inner));
  const afterwards = { ...ctx, actor: person.actor, clock: () => ctx.clock().add({ hours: 48 }) };
  await assert.rejects(
    inTx(afterwards, (inner) => claim(inner, { offerId: offerId ?? "", size: 1 })),
    { id: "claim.too-late" },
  );
  const past = sessionText(ctx, { startsAt: ctx.clock().subtract({ hours: 48 }).toString(), booking: null });
  const editor = await inTx(ctx, (inner) => someStaff(inner, path, "editor"));
  await assert.rejects(
    inTx({ ...ctx, actor: editor }, (inner) =>
      createEvent(inner, { organisationId, event: eventText(), sessions: [past] }),
    ),
    (error) => (error as { faults: { id: string }[] }).faults.some(({ id }) => id === "session.over"),
  );
});

test("seatsurfing #647: the day of 25 hours is one day, in lists, months and sessions", () => {
  const day = spanOfDay("2026-10-25", helsinki);
  assert.equal(day.to && day.from.until(day.to).total("hours"), 25);
  const now = wall("2026-10-25T00:00", helsinki).toInstant();
  assert.equal(
    spanOf("today", now, helsinki).to?.equals(wall("2026-10-26T00:00", helsinki).toInstant()),
    true,
  );
  const { days, from, to } = spanOfMonth("2026-10", helsinki);
  assert.deepEqual([days.length, from.until(to).total("hours")], [31, 31 * 24 + 1]);
  const session = {
    ...sessionText({ clock: () => now }, { booking: null }),
    startsAt: day.from.toString(),
    endsAt: day.to?.toString() ?? "",
  };
  assert.deepEqual(sessionFaults(session, { capacity: null }, now, ""), []);
  const around = compileHours({
    week: Object.fromEntries(weekdays.map((one) => [one, [{ from: "00:00", to: "24:00" }]])),
  });
  for (let hour = 0; hour < 25; hour += 1)
    assert.equal(stateAt(around, momentAt(day.from.add({ hours: hour }), helsinki)).open, true, `${hour}`);
});

test("calrs PR #215: a session in the hour that comes twice ends after it begins", () => {
  for (const [from, to] of [
    ["02:30", "03:15"],
    ["03:15", "03:45"],
    ["03:30", "04:15"],
  ] as const) {
    const typed = sessionFrom(formOf("2026-10-25", from, to), "s", helsinki);
    assert.ok(Temporal.Instant.from(typed.startsAt).until(typed.endsAt).total("minutes") > 0, from);
    const first = {
      startsAt: wall(`2026-10-18T${from}`, helsinki).toInstant(),
      endsAt: wall(`2026-10-18T${to}`, helsinki).toInstant(),
    };
    const { times } = repeatedTimes(first, { weekdays: [], weeks: 1, until: null, count: 2 }, helsinki);
    const [, second] = times;
    assert.ok(second && second.startsAt.until(second.endsAt).total("minutes") > 0, from);
  }
});

test("rrule #390, #556, #596: the day of the week and the end are those of the zone, not of UTC", () => {
  const starts = (rule: string, start: string) =>
    occurrences(rule, { start: wall(start, shanghai), limit: 10 }).starts.map((at) =>
      shown(at.toInstant(), shanghai),
    );
  // Monday 00:30 in Shanghai is Sunday in UTC.
  assert.deepEqual(starts("FREQ=WEEKLY;BYDAY=MO;COUNT=2", "2027-03-01T00:30"), [
    "2027-03-01T00:30",
    "2027-03-08T00:30",
  ]);
  assert.deepEqual(starts("FREQ=MONTHLY;BYMONTHDAY=1;COUNT=2", "2027-03-01T00:30"), [
    "2027-03-01T00:30",
    "2027-04-01T00:30",
  ]);
  assert.equal(starts("FREQ=WEEKLY;UNTIL=20270315T113000Z", "2027-03-01T19:30").length, 3);
});
