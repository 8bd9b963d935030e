/** Booths in fixed slots: which times are some, which are offered, and what is refused. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { Temporal } from "temporal-polyfill";
import { aResident } from "#people/testing";
import { aFacility } from "#places/testing";
import { inTx, type TxCtx } from "#platform/ctx";
import { dbTest } from "#platform/testing";
import { makeResource } from "./make-resource.ts";
import { usualBoothRules } from "./rules.ts";
import { slotsIn, slotsLast, slotsOf } from "./slot.ts";
import { between, dayAt, reserveAs } from "./testing.ts";
import { roomsView, roomView } from "./views.ts";

const zone = "Asia/Shanghai";
const day = Temporal.PlainDate.from("2026-12-31");
const slot = { minutes: 50, everyMinutes: 60, from: "10:00", most: 2 };
const time = (at: Temporal.Instant) => at.toZonedDateTimeISO(zone).toPlainTime().toString().slice(0, 5);
const at = (clock: string, days = 0) =>
  day
    .add({ days })
    .toZonedDateTime({ timeZone: zone, plainTime: Temporal.PlainTime.from(clock) })
    .toInstant();

test("slots go by the grid from the first of the day, and none goes on past midnight", () => {
  const all = slotsOf(day, slot, zone);
  assert.deepEqual([all.length, time(all[0]?.startsAt ?? at("00:00"))], [14, "10:00"]);
  assert.equal(time(all.at(-1)?.endsAt ?? at("00:00")), "23:50");
  const whole = slotsOf(day, { ...slot, minutes: 60 }, zone);
  assert.equal(whole.at(-1)?.endsAt.toString(), at("00:00", 1).toString(), "up to midnight");
  assert.equal(slotsOf(day, { ...slot, from: "23:30" }, zone).length, 0);
  assert.equal(slotsLast(slot, 2), 110);
});

const table: [from: string, to: string, slots: number | null][] = [
  ["10:00", "10:50", 1],
  ["10:00", "11:50", 2],
  ["10:00", "12:50", 3],
  ["10:30", "11:20", null],
  ["10:00", "11:00", null],
  ["09:00", "09:50", null],
  ["11:00", "10:50", null],
];
for (const [from, to, slots] of table)
  test(`${from} to ${to}: ${slots === null ? "no slot" : `${slots} in a row`}`, () => {
    assert.equal(slotsIn({ startsAt: at(from), endsAt: at(to) }, slot, zone), slots);
  });

/** A booth of a house that is open from ten to eight. */
async function aBooth(ctx: TxCtx) {
  const place = await aFacility(ctx);
  const rules = { ...usualBoothRules, mostAWeek: null, mostComing: null };
  return makeResource(ctx, { place: place.id, kind: "booth", label: "朗读亭", rules, public: true });
}

dbTest("a booth is had for whole slots, and who wants others is told the grid", async ({ ctx }) => {
  const { id } = await inTx(ctx, aBooth);
  const person = await inTx(ctx, (inner) => aResident(inner));
  const ask = (from: string, to: string) => reserveAs(ctx, person, id, between(ctx, 1, from, to));
  for (const [from, to] of [
    ["10:30", "11:20"],
    ["10:00", "11:00"],
  ] as const)
    await assert.rejects(ask(from, to), {
      id: "reservation.off-slot",
      data: { minutes: 50, every: 60, from: "10:00" },
    });
  await assert.rejects(ask("10:00", "12:50"), { id: "reservation.too-many-slots", data: { most: 2 } });
  await ask("12:00", "13:50");
  await assert.rejects(ask("13:00", "13:50"), {
    id: "reservation.taken",
    data: { from: dayAt(ctx, 1, "14:00").toString(), to: dayAt(ctx, 1, "14:50").toString(), days: 14 },
  });
  const { days } = await roomView(ctx, id, { days: 2 });
  const shown = days[1]?.slots?.map(({ startsAt, state }) => [time(Temporal.Instant.from(startsAt)), state]);
  assert.deepEqual(shown?.slice(0, 5), [
    ["10:00", "free"],
    ["11:00", "free"],
    ["12:00", "taken"],
    ["13:00", "taken"],
    ["14:00", "free"],
  ]);
  assert.deepEqual(shown?.at(-1), ["23:00", "closed"]);
  const { items } = await roomsView(ctx, { day: days[1]?.day ?? "" });
  assert.equal(items.find((one) => one.id === id)?.free.length, 8, "ten to eight, but for two");
});

dbTest(
  "slots that leave no time to tidy up, and one that would go past midnight, are refused",
  async ({ ctx }) => {
    const place = await inTx(ctx, (inner) => aFacility(inner));
    const make = (rules: object) =>
      inTx(ctx, (inner) =>
        makeResource(inner, {
          ...{ place: place.id, kind: "booth", label: "朗读亭", public: true },
          rules: { ...usualBoothRules, ...rules },
        }),
      );
    await assert.rejects(make({ clearUpMinutes: 15 }), {
      faults: [
        { field: "/body/rules/slot/everyMinutes", id: "reservation.slots-too-close", data: { least: 65 } },
      ],
    });
    await assert.rejects(make({ slot: { ...slot, from: "23:30" } }), {
      faults: [{ field: "/body/rules/slot/from", id: "reservation.slot-past-midnight" }],
    });
  },
);
