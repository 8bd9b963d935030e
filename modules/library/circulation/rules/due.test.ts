import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { dueAfterClosure, dueOn, type IsOpen, recalledTo, renewedUntil } from "./due.ts";
import { lateCost, lateDays, suspendedUntil } from "./late.ts";
import { fallbackTerms as plain } from "./ruling.ts";

const day = (text: string) => Temporal.PlainDate.from(text);
const always: IsOpen = () => true;
const never: IsOpen = () => false;
/** Shut on Mondays. */
const butMonday: IsOpen = (one) => one.dayOfWeek !== 1;
const shut =
  (from: string, to: string): IsOpen =>
  (one) => {
    const name = one.toString();
    return name < from || name > to;
  };

test("due on the next open day of the place; at the end of the term at the latest", () => {
  const due = (differs: Partial<typeof plain>, lent: string, isOpen = always) =>
    dueOn({ ...plain, ...differs }, day(lent), isOpen).toString();
  assert.equal(due({ days: 30 }, "2026-11-30"), "2026-12-30");
  assert.equal(due({ days: 7 }, "2026-11-30", butMonday), "2026-12-08", "the seventh day is a Monday");
  assert.equal(due({ days: 30 }, "2027-01-10", shut("2027-02-05", "2027-02-14")), "2027-02-15");
  assert.equal(due({ days: 30 }, "2026-11-30", never), "2026-12-30", "nobody knows when it opens");
  assert.equal(due({ days: 0 }, "2026-11-30"), "2026-11-30", "until the evening");
  assert.equal(due({ days: 60, untilDay: "2027-01-08" }, "2026-11-30"), "2027-01-08");
  assert.equal(due({ days: 60, untilDay: "2026-10-01" }, "2026-11-30"), "2026-11-30", "the term is over");
  assert.equal(due({ days: 1 }, "2028-02-28"), "2028-02-29");
});

test("renewed from the due day or from today, never to less", () => {
  const until = (differs: Partial<typeof plain>, today: string, isOpen = always) =>
    renewedUntil(
      { ...plain, ...differs },
      { dueOn: day("2026-12-20") },
      { today: day(today), isOpen },
    ).toString();
  assert.equal(until({ renewDays: 30 }, "2026-12-01"), "2027-01-19");
  assert.equal(until({ renewDays: 30, renewFrom: "today" }, "2026-12-01"), "2026-12-31");
  assert.equal(until({ renewDays: 10, renewFrom: "today" }, "2026-12-01"), "2026-12-20", "it gains nothing");
  assert.equal(until({ renewDays: 8 }, "2026-12-01", butMonday), "2026-12-29");
  assert.equal(until({ renewDays: 30, untilDay: "2027-01-08" }, "2026-12-01"), "2027-01-08");
  assert.equal(until({ renewDays: 30, untilDay: "2026-12-15" }, "2026-12-01"), "2026-12-20");
});

test("called back: so many days are left, and never more than there were", () => {
  const called = (recallDays: number | null, today: string, isOpen = always) =>
    recalledTo({ recallDays }, { dueOn: day("2026-12-20") }, { today: day(today), isOpen })?.toString() ??
    null;
  assert.equal(called(7, "2026-12-01"), "2026-12-08");
  assert.equal(called(6, "2026-12-01", butMonday), "2026-12-08");
  assert.equal(called(7, "2026-12-15"), null);
  assert.equal(called(null, "2026-12-01"), null);
});

test("a house that was shut unexpectedly puts off what was due while it was", () => {
  const due = (isOpen: IsOpen) => dueAfterClosure({ dueOn: day("2026-12-20") }, isOpen).toString();
  assert.equal(due(shut("2026-12-18", "2026-12-22")), "2026-12-23");
  assert.equal(due(shut("2026-12-21", "2026-12-22")), "2026-12-20");
});

test("late by the calendar of the place where it is brought back", () => {
  const late = (due: string, back: string, isOpen = always, differs: Partial<typeof plain> = {}) =>
    lateDays({ ...plain, lateCounts: "all-days", ...differs }, day(due), day(back), isOpen);
  assert.equal(late("2026-12-06", "2026-12-06"), 0);
  assert.equal(late("2026-12-06", "2026-12-01"), 0);
  assert.equal(late("2026-12-06", "2026-12-09"), 3);
  // The 6th is a Sunday, the 7th a Monday on which this place is shut.
  assert.equal(late("2026-12-06", "2026-12-08", butMonday), 2);
  assert.equal(late("2026-12-06", "2026-12-08", butMonday, { lateCounts: "open-days" }), 1);
  assert.equal(
    late("2026-12-07", "2026-12-08", butMonday),
    0,
    "due elsewhere on a day on which this place is shut",
  );
  assert.equal(late("2026-12-06", "2026-12-07", butMonday), 1, "left in the box of a house that is shut");
  assert.equal(late("2026-12-07", "2026-12-07", butMonday), 0);
  assert.equal(late("2026-12-20", "2027-01-20", shut("2026-12-18", "2027-01-20")), 0, "shut all the while");
  assert.equal(late("2026-12-06", "2026-12-09", always, { graceDays: 3 }), 0);
  assert.equal(late("2026-12-06", "2026-12-10", always, { graceDays: 3 }), 1);
  assert.equal(late("1990-01-01", "2026-12-10"), 3650);
});

test("what being late costs: nothing, days, or money; nothing under an amnesty", () => {
  const cost = (late: typeof plain.late, days: number, forgiven = false) =>
    lateCost({ late }, days, { forgiven });
  const suspend = { kind: "suspend", daysPerDay: 1, most: 90 } as const;
  const fee = { kind: "fee", fenPerDay: 20, mostFen: 3000 } as const;
  assert.deepEqual(cost({ kind: "none" }, 12), { kind: "none" });
  assert.deepEqual(cost(suspend, 12), { kind: "suspend", days: 12 });
  assert.deepEqual(cost(suspend, 400), { kind: "suspend", days: 90 });
  assert.deepEqual(cost(suspend, 12, true), { kind: "none" });
  assert.deepEqual(cost(suspend, 0), { kind: "none" });
  assert.deepEqual(cost(fee, 12), { kind: "fee", fen: 240 });
  assert.deepEqual(cost(fee, 400), { kind: "fee", fen: 3000 });
  assert.equal(suspendedUntil(null, day("2026-12-01"), 12).toString(), "2026-12-13");
  assert.equal(suspendedUntil(day("2027-03-01"), day("2026-12-01"), 12).toString(), "2027-03-01");
});

test("a day more never makes it less late, and open days are never more than all days", () => {
  const someDay = fc.integer({ min: 0, max: 400 }).map((ahead) => day("2026-06-01").add({ days: ahead }));
  const calendar = fc.array(fc.boolean(), { minLength: 7, maxLength: 7 }).map(
    (week): IsOpen =>
      (one) =>
        week[one.dayOfWeek - 1] ?? true,
  );
  fc.assert(
    fc.property(
      someDay,
      someDay,
      calendar,
      fc.integer({ min: 0, max: 10 }),
      (due, back, isOpen, graceDays) => {
        const late = (lateCounts: "open-days" | "all-days", on = back) =>
          lateDays({ graceDays, lateCounts }, due, on, isOpen);
        assert.ok(late("open-days") <= late("all-days"));
        assert.ok(late("all-days") <= late("all-days", back.add({ days: 1 })));
        assert.ok(late("open-days") <= late("open-days", back.add({ days: 1 })));
      },
    ),
  );
});
