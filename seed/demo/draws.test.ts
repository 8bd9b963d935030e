import assert from "node:assert/strict";
import { test } from "node:test";
import { Temporal } from "temporal-polyfill";
import { COURSES } from "./courses.ts";
import { DRAWS, drawTimes } from "./draws.ts";
import { ZONE } from "./schedule.ts";

const days = Array.from({ length: 14 }, (_, n) => Temporal.PlainDate.from("2026-11-23").add({ days: n }));

test("whatever day the city is filled, draws are over or in the middle of their window, at hours people keep", () => {
  for (const today of days)
    for (const draw of DRAWS) {
      const { opensAt, closesAt, knownFrom, revealBy } = drawTimes(draw, today, ZONE);
      const local = [opensAt, closesAt, knownFrom, revealBy].map((at) => at.toZonedDateTimeISO(ZONE));
      assert.deepEqual(
        local.map((at) => at.toPlainTime().toString({ smallestUnit: "minute" })),
        ["09:00", "18:00", "21:30", "12:00"],
      );
      const [opens, closes, , reveals] = local.map((at) => at.toPlainDate());
      assert.ok(opens && closes && reveals && [2, 4, 7].includes(closes.dayOfWeek), "a day of the lottery");
      const ahead = today.until(closes).days;
      assert.ok(draw.value === null ? ahead >= 2 && today.until(opens).days < 0 : ahead < 0);
      // What is drawn begins after it is drawn, and could be planned before entries were taken.
      for (const { week } of COURSES.filter(({ key }) => draw.courses?.includes(key))) {
        const monday = today.subtract({ days: today.dayOfWeek - 1 }).add({ weeks: week });
        assert.ok(Temporal.PlainDate.compare(monday, reveals) > 0);
        assert.ok(Temporal.PlainDate.compare(monday.add({ days: 6 }).subtract({ days: 35 }), opens) <= 0);
      }
    }
});
