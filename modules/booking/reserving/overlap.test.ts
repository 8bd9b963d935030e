/** Which times exclude one another: the table of Indico's occurrences test, and what users of other systems reported. */
import assert from "node:assert/strict";
import { Temporal } from "temporal-polyfill";
import { aResident } from "#people/testing";
import { aFacility } from "#places/testing";
import { inTx, type TxCtx } from "#platform/ctx";
import { dbTest } from "#platform/testing";
import { usualRules } from "./rules.ts";
import { aRoom, reserveAs } from "./testing.ts";

const open = {
  hours: {
    week: Object.fromEntries(
      ["mon", "tue", "wed", "thu", "fri", "sat", "sun"].map((day) => [day, [{ from: "00:00", to: "24:00" }]]),
    ),
  },
};
const free = { ...usualRules, horizonDays: 731, longestMinutes: 4320, mostComing: null, mostAWeek: null };

const at = (text: string) => Temporal.PlainDateTime.from(text).toZonedDateTime("Asia/Shanghai").toInstant();
const times = (from: string, to: string) => ({ startsAt: at(from), endsAt: at(to) });

/** What stands, what is asked for, and whether both can be had. */
const table: [name: string, stands: [string, string], asked: [string, string], both: boolean][] = [
  [
    "ends where the other begins",
    ["2026-06-20T10:00", "2026-06-20T12:00"],
    ["2026-06-20T08:00", "2026-06-20T10:00"],
    true,
  ],
  [
    "begins where the other ends",
    ["2026-06-20T10:00", "2026-06-20T12:00"],
    ["2026-06-20T12:00", "2026-06-20T14:00"],
    true,
  ],
  ["the same", ["2026-06-20T10:00", "2026-06-20T12:00"], ["2026-06-20T10:00", "2026-06-20T12:00"], false],
  ["inside", ["2026-06-20T10:00", "2026-06-20T12:00"], ["2026-06-20T10:30", "2026-06-20T11:30"], false],
  ["around", ["2026-06-20T10:00", "2026-06-20T12:00"], ["2026-06-20T09:00", "2026-06-20T13:00"], false],
  [
    "over the start",
    ["2026-06-20T10:00", "2026-06-20T12:00"],
    ["2026-06-20T09:00", "2026-06-20T10:30"],
    false,
  ],
  ["over the end", ["2026-06-20T10:00", "2026-06-20T12:00"], ["2026-06-20T11:30", "2026-06-20T13:00"], false],
  [
    "the same start, shorter",
    ["2026-06-20T10:00", "2026-06-20T12:00"],
    ["2026-06-20T10:00", "2026-06-20T10:30"],
    false,
  ],
  [
    "the same end, shorter",
    ["2026-06-20T10:00", "2026-06-20T12:00"],
    ["2026-06-20T11:30", "2026-06-20T12:00"],
    false,
  ],
  [
    "the same hours another day",
    ["2026-06-20T10:00", "2026-06-20T12:00"],
    ["2026-06-21T10:00", "2026-06-21T12:00"],
    true,
  ],
  [
    "across midnight, over it",
    ["2026-06-20T23:00", "2026-06-21T01:00"],
    ["2026-06-21T00:30", "2026-06-21T02:00"],
    false,
  ],
  [
    "up to midnight and from it",
    ["2026-06-20T22:00", "2026-06-21T00:00"],
    ["2026-06-21T00:00", "2026-06-21T02:00"],
    true,
  ],
  [
    "over the end of a month",
    ["2026-06-30T23:00", "2026-07-01T01:00"],
    ["2026-07-01T00:00", "2026-07-01T02:00"],
    false,
  ],
  [
    "over the end of the year",
    ["2026-12-31T23:30", "2027-01-01T00:30"],
    ["2027-01-01T00:00", "2027-01-01T01:00"],
    false,
  ],
  [
    "over a leap day",
    ["2028-02-28T23:00", "2028-03-01T01:00"],
    ["2028-02-29T12:00", "2028-02-29T13:00"],
    false,
  ],
  [
    "several days, and a day in them",
    ["2026-06-20T10:00", "2026-06-22T10:00"],
    ["2026-06-21T10:00", "2026-06-21T11:00"],
    false,
  ],
  [
    "25 hours on end",
    ["2026-06-20T10:00", "2026-06-21T11:00"],
    ["2026-06-21T11:00", "2026-06-21T12:00"],
    true,
  ],
  [
    "a weekly one after thirteen weeks",
    ["2026-06-16T19:30", "2026-06-16T21:00"],
    ["2026-09-15T19:30", "2026-09-15T21:00"],
    true,
  ],
];

const aHall = (ctx: TxCtx) =>
  aFacility(ctx, open).then(({ id }) => aRoom(ctx, { ...free, placeId: id, checkIn: null }));

for (const [name, stands, asked, both] of table)
  dbTest(
    `${name}: ${both ? "both can be had" : "only one can be had"}, in either order`,
    async ({ ctx: base }) => {
      const ctx = { ...base, clock: () => at("2026-06-12T18:00") };
      for (const [first, second] of [
        [stands, asked],
        [asked, stands],
      ] as const) {
        const room = await inTx(ctx, aHall);
        const [one, other] = [
          await inTx(ctx, (inner) => aResident(inner)),
          await inTx(ctx, (inner) => aResident(inner)),
        ];
        await reserveAs(ctx, one, room.id, times(...first));
        const second_ = reserveAs(ctx, other, room.id, times(...second));
        if (both) await second_;
        else await assert.rejects(second_, { id: "reservation.taken" });
      }
    },
  );

dbTest(
  "set-up and clear-up are taken too, and the refusal says when it is free next",
  async ({ ctx: base }) => {
    const ctx = { ...base, clock: () => at("2026-06-12T18:00") };
    const room = await inTx(ctx, async (inner) => {
      const { id } = await aFacility(inner, open);
      return aRoom(inner, { ...free, placeId: id, setUpMinutes: 30, clearUpMinutes: 60, checkIn: null });
    });
    const person = await inTx(ctx, (inner) => aResident(inner));
    await reserveAs(ctx, person, room.id, times("2026-06-20T10:00", "2026-06-20T12:00"));
    await assert.rejects(reserveAs(ctx, person, room.id, times("2026-06-20T13:00", "2026-06-20T14:00")), {
      id: "reservation.taken",
      data: {
        from: at("2026-06-20T13:30").toString(),
        to: at("2026-06-20T14:30").toString(),
        days: 14,
      },
    });
    await reserveAs(ctx, person, room.id, times("2026-06-20T13:30", "2026-06-20T14:30"));
  },
);
