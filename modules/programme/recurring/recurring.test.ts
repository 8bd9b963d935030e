import assert from "node:assert/strict";
import { test } from "node:test";
import { Temporal } from "temporal-polyfill";
import { aFacility, anOrganisation, aSpace } from "#places/testing";
import { type Ctx, inTx } from "#platform/ctx";
import { dbTest } from "#platform/testing";
import { anEvent, sessionText } from "../testing.ts";
import type { Repeat } from "./contract.ts";
import { planned } from "./plan.ts";
import { repeatedTimes } from "./times.ts";

const once: Repeat = { weekdays: [], weeks: 1, until: null, count: 3 };
const timesOf = (from: string, to: string, zone = "Asia/Shanghai") => ({
  startsAt: Temporal.PlainDateTime.from(from).toZonedDateTime(zone).toInstant(),
  endsAt: Temporal.PlainDateTime.from(to).toZonedDateTime(zone).toInstant(),
});
const localOf = (at: Temporal.Instant, zone: string) =>
  at.toZonedDateTimeISO(zone).toPlainDateTime().toString({ smallestUnit: "minute" });

test("repetitions keep the time on the wall and the length on it, over a change of the clock too", () => {
  const zone = "Europe/Helsinki";
  const { times, more } = repeatedTimes(timesOf("2026-10-18T22:00", "2026-10-19T02:00", zone), once, zone);
  assert.deepEqual(
    times.map(({ startsAt, endsAt }) => [localOf(startsAt, zone), localOf(endsAt, zone)]),
    [
      ["2026-10-18T22:00", "2026-10-19T02:00"],
      ["2026-10-25T22:00", "2026-10-26T02:00"],
      ["2026-11-01T22:00", "2026-11-02T02:00"],
    ],
  );
  assert.equal(more, false);
});

test("several days of the week, every second week, until a day and at most a number", () => {
  const zone = "Asia/Shanghai";
  const days = (repeat: Partial<Repeat>) =>
    repeatedTimes(
      timesOf("2027-03-01T19:30", "2027-03-01T21:00"),
      { ...once, count: null, ...repeat },
      zone,
    ).times.map(({ startsAt }) => localOf(startsAt, zone).slice(5, 10));
  assert.deepEqual(days({ weekdays: ["MO", "WE"], until: "2027-03-10" }), [
    "03-01",
    "03-03",
    "03-08",
    "03-10",
  ]);
  assert.deepEqual(days({ weekdays: ["WE"], weeks: 2, until: "2027-03-31" }), ["03-03", "03-17", "03-31"]);
  assert.deepEqual(days({ weekdays: ["MO", "WE"], until: "2027-03-10", count: 2 }), ["03-01", "03-03"]);
  assert.deepEqual(days({ until: "2027-02-01" }), []);
  const all = repeatedTimes(
    timesOf("2027-03-01T19:30", "2027-03-01T21:00"),
    { ...once, count: null, until: "2047-03-01" },
    zone,
  );
  assert.deepEqual([all.times.length, all.more], [200, true]);
});

const tomorrowAt = (ctx: Ctx, time: string) =>
  ctx.clock().toZonedDateTimeISO(ctx.city.zone).toPlainDate().add({ days: 1 }).toZonedDateTime({
    timeZone: ctx.city.zone,
    plainTime: time,
  });

dbTest("each repetition says what is against it: there already, the room is taken, over", async ({ ctx }) => {
  const { id: organisationId } = await inTx(ctx, (inner) => anOrganisation(inner));
  const place = await inTx(ctx, (inner) => aFacility(inner, { organisationId }));
  const room = await inTx(ctx, (inner) => aSpace(inner, { placeId: place.id, name: "多功能厅" }));
  const start = tomorrowAt(ctx, "19:30");
  const at = (weeks: number, hours = 0) => start.add({ weeks }).add({ hours }).toInstant().toString();
  const where = { placeId: place.id, spaceId: room.id };
  const event = { mode: "on-site", ...where, link: null } as const;
  const session = (weeks: number, hours = 0) => ({
    startsAt: at(weeks, hours),
    endsAt: at(weeks, hours + 1),
    booking: null,
  });
  const { id } = await anEvent(ctx, { organisationId, event, sessions: [session(1)], until: "draft" });
  await anEvent(ctx, {
    organisationId,
    event: { ...event, title: "合唱排练" },
    sessions: [session(2, 0)],
    until: "draft",
  });
  const first = { startsAt: at(-1), endsAt: at(-1, 1), placeId: null, spaceId: null };
  const { items, more } = await planned(ctx, { id, sessions: [first], repeat: { ...once, count: 5 } });
  assert.equal(more, false);
  assert.deepEqual(
    items.map(({ against }) => against),
    ["over", null, "there-already", null, null],
  );
  const named = items.map(({ warnings }) => warnings.filter((one) => one.includes("合唱排练")).length);
  assert.deepEqual(named, [0, 0, 0, 1, 0]);
});

dbTest(
  "more places than the room holds are refused before the days are listed, as when they are added",
  async ({ ctx }) => {
    const { id: organisationId } = await inTx(ctx, (inner) => anOrganisation(inner));
    const room = await inTx(ctx, (inner) => aSpace(inner, { capacity: 20 }));
    const event = { mode: "on-site", placeId: room.placeId, spaceId: room.id, link: null } as const;
    const { id } = await anEvent(ctx, { organisationId, event, sessions: [], until: "draft" });
    const { label: _, ...first } = sessionText(ctx, { placeId: room.placeId });
    const plan = (quota: number) => {
      const booking = first.booking && {
        ...first.booking,
        pools: [{ channel: "online" as const, quota, releasesAt: null }],
      };
      return planned(ctx, { id, sessions: [{ ...first, booking }], repeat: once });
    };
    await assert.rejects(plan(21), {
      faults: [
        {
          field: "/body/sessions/0/booking/pools/0/quota",
          id: "booking.above-capacity",
          data: { places: 21, capacity: 20 },
        },
      ],
    });
    assert.equal((await plan(20)).items.length, 3);
  },
);

dbTest("a rule without an end is refused at its field, and one that is never met", async ({ ctx }) => {
  const { id: organisationId } = await inTx(ctx, (inner) => anOrganisation(inner));
  const { id } = await anEvent(ctx, { organisationId, until: "draft" });
  const start = tomorrowAt(ctx, "10:00");
  const first = {
    startsAt: start.toInstant().toString(),
    endsAt: start.add({ hours: 1 }).toInstant().toString(),
    placeId: null,
    spaceId: null,
  };
  const faultsOf = async (repeat: Partial<Repeat>, change = {}) => {
    const input = { id, sessions: [{ ...first, ...change }], repeat: { ...once, count: null, ...repeat } };
    const error = await planned(ctx, input).catch((thrown: unknown) => thrown);
    return (error as { faults: { field: string; id: string }[] }).faults.map(({ field, id: what }) => [
      field,
      what,
    ]);
  };
  assert.deepEqual(await faultsOf({}), [["/body/repeat/until", "repeat.no-end"]]);
  const before = start.subtract({ days: 3 }).toPlainDate().toString();
  assert.deepEqual(await faultsOf({ until: before }), [["/body/repeat/until", "repeat.none"]]);
  assert.deepEqual(await faultsOf({ count: 2 }, { endsAt: first.startsAt }), [
    ["/body/sessions/0/endsAt", "session.end-before-start"],
  ]);
});
