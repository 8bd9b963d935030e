import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { type Hours, hoursText, isSame, readHours, weekdays } from "./index.ts";

const morning = { from: "10:10", to: "13:40" };
const evening = { from: "15:40", to: "19:10" };
const days = (names: readonly (typeof weekdays)[number][], sessions: (typeof morning)[]) =>
  Object.fromEntries(names.map((day) => [day, sessions]));
const butMonday = weekdays.filter((day) => day !== "mon");

const said: [string, Hours][] = [
  ["每天 10:10-13:40", { week: days(weekdays, [morning]) }],
  ["周二至周日 10:10-13:40,15:40-19:10", { week: days(butMonday, [morning, evening]) }],
  ["周一 10:10-13:40；周三 10:10-13:40", { week: days(["mon", "wed"], [morning]) }],
  ["每天 闭馆", { week: {} }],
  [
    "周二至周日 10:10-13:40；【冬季 10-16~04-15】周二至周日 15:40-19:10；【2026-10-01~2026-10-03 国庆】闭馆；【2026-12-31 跨年】15:40-19:10；【节假日】10:10-13:40",
    {
      week: days(butMonday, [morning]),
      seasons: [{ name: "冬季", from: "10-16", to: "04-15", week: days(butMonday, [evening]) }],
      exceptions: [
        { from: "2026-10-01", to: "2026-10-03", sessions: [], reason: "国庆" },
        { from: "2026-12-31", to: "2026-12-31", sessions: [evening], reason: "跨年" },
      ],
      onHoliday: { sessions: [morning] },
    },
  ],
];
for (const [text, hours] of said) {
  test(`${text}: written and read`, () => {
    assert.equal(hoursText(hours), text);
    assert.deepEqual(readHours(text), hours);
  });
}

const typed: [string, string][] = [
  ["每天 10:10-13:40；【调休】 按当天星期", "每天 10:10-13:40；【调休】按当天星期"],
  ["每天 10:10-13:40；【调休】闭馆", "每天 10:10-13:40；【调休】闭馆"],
  ["星期一到星期五 9:30～18:00", "周一至周五 09:30-18:00"],
  ["周六、周日 10：00-16：00；周一-周五 12:00至20:00", "周一至周五 12:00-20:00；周六至周日 10:00-16:00"],
  ["周一,周二 08:00-12:00，14:00-18:00;", "周一至周二 08:00-12:00,14:00-18:00"],
  ["周天 20:00-02:00", "周日 20:00-02:00"],
];
for (const [text, means] of typed) {
  test(`${text} means ${means}`, () => {
    const hours = readHours(text);
    assert.ok(hours);
    assert.equal(hoursText(hours), means);
  });
}

for (const text of [
  "十点开门",
  "周八 10:00-12:00",
  "周五至周一 10:00-12:00",
  "周一 10-12",
  "周一 10:00-12:00；周一 14:00-16:00",
  "【夏季】每天 10:00-12:00",
  '{"week":{"mon":"all day"}}',
  "10:00-12:00",
]) {
  test(`${text}: says no hours`, () => assert.equal(readHours(text), null));
}

test("whatever the hours are, reading gives back what was written", () => {
  const time = fc
    .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
    .map(([h, m]) => `${String(h).padStart(2, "0")}:${String(m).padStart(2, "0")}`);
  const sessions = fc.array(fc.record({ from: time, to: time }), { maxLength: 2 });
  const week = fc.record(Object.fromEntries(weekdays.map((day) => [day, sessions])), { requiredKeys: [] });
  const words = fc.oneof(
    fc.constantFrom("冬季", "国庆", "a】b", "；", "2026-01-01 x", " "),
    fc.string({ minLength: 1 }),
  );
  const season = fc.record({ name: words, from: fc.constant("10-16"), to: fc.constant("04-15"), week });
  const exception = fc.record({
    from: fc.constant("2026-10-01"),
    to: fc.constantFrom("2026-10-01", "2026-10-03"),
    sessions,
    reason: words,
  });
  const hours = fc.record(
    {
      week,
      seasons: fc.array(season, { maxLength: 2 }),
      exceptions: fc.array(exception, { maxLength: 2 }),
      onHoliday: fc.record({ sessions }),
      onMakeUp: fc.oneof(fc.constant("own-weekday" as const), fc.record({ sessions })),
    },
    { requiredKeys: ["week"] },
  );
  fc.assert(
    fc.property(hours, (given) => {
      const back = readHours(hoursText(given));
      assert.ok(back && isSame(back, given), hoursText(given));
    }),
    { numRuns: 500 },
  );
});
