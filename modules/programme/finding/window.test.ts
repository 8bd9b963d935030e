import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { spanOf, spanOfDay, spanOfMonth } from "./window.ts";

const zone = "Asia/Shanghai";
const local = (text: string) => Temporal.PlainDateTime.from(text).toZonedDateTime(zone).toInstant();
const shown = (at: Temporal.Instant | null) =>
  at?.toZonedDateTimeISO(zone).toPlainDateTime().toString({ smallestUnit: "minute" }) ?? null;

test("the windows of a Friday evening", () => {
  const now = local("2026-06-12T19:40");
  const cases = [
    ["now", "2026-06-12T19:40", "2026-06-12T21:40"],
    ["today", "2026-06-12T19:40", "2026-06-13T00:00"],
    ["weekend", "2026-06-13T00:00", "2026-06-15T00:00"],
    ["later", "2026-06-13T00:00", null],
    ["coming", "2026-06-12T19:40", null],
  ] as const;
  for (const [window, from, to] of cases) {
    const span = spanOf(window, now, zone);
    assert.deepEqual([shown(span.from), shown(span.to)], [from, to], window);
  }
});

test("on Saturday and Sunday the weekend is what is left of it; on Monday the next one", () => {
  const weekend = (now: string) => {
    const { from, to } = spanOf("weekend", local(now), zone);
    return [shown(from), shown(to)];
  };
  assert.deepEqual(weekend("2026-06-13T10:00"), ["2026-06-13T10:00", "2026-06-15T00:00"]);
  assert.deepEqual(weekend("2026-06-14T23:59"), ["2026-06-14T23:59", "2026-06-15T00:00"]);
  assert.deepEqual(weekend("2026-06-15T00:00"), ["2026-06-20T00:00", "2026-06-22T00:00"]);
});

test("a day is a day of the city, not of UTC and not of Urumqi", () => {
  const { from, to } = spanOfDay("2026-01-01", zone);
  assert.deepEqual([from.toString(), to?.toString()], ["2025-12-31T16:00:00Z", "2026-01-01T16:00:00Z"]);
});

test("a month knows its days, also a February of a leap year", () => {
  const { days, from, to } = spanOfMonth("2028-02", zone);
  assert.equal(days.length, 29);
  assert.equal(days.at(-1)?.day, "2028-02-29");
  for (const [at, day] of days.entries())
    assert.equal(shown(day.from), shown(at === 0 ? from : (days[at - 1]?.to ?? null)));
  assert.deepEqual([shown(from), shown(to)], ["2028-02-01T00:00", "2028-03-01T00:00"]);
});

test("at every moment: now within today, weekend two days at most, later after today", () => {
  fc.assert(
    fc.property(
      fc.date({ min: new Date("1985-01-01"), max: new Date("2040-01-01"), noInvalidDate: true }),
      (date) => {
        const now = Temporal.Instant.fromEpochMilliseconds(date.getTime());
        const hours = (span: { from: Temporal.Instant; to: Temporal.Instant | null }) =>
          span.to ? span.from.until(span.to).total("hours") : Number.POSITIVE_INFINITY;
        const [today, weekend, later] = [
          spanOf("today", now, zone),
          spanOf("weekend", now, zone),
          spanOf("later", now, zone),
        ];
        // Shanghai had days of 25 hours until 1991.
        assert.ok(hours(today) > 0 && hours(today) <= 25);
        assert.ok(hours(weekend) > 0 && hours(weekend) <= 49);
        assert.ok(today.to && later.from.equals(today.to));
        assert.ok(Temporal.Instant.compare(weekend.from, now) >= 0);
      },
    ),
  );
});
