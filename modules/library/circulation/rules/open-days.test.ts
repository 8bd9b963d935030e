import assert from "node:assert/strict";
import { Temporal } from "temporal-polyfill";
import { placeOf } from "#places";
import { announceClosure } from "#places/filling";
import { aFacility } from "#places/testing";
import { inTx } from "#platform/ctx";
import { newId } from "#platform/db";
import { found, type Problem } from "#platform/errors";
import { dbTest } from "#platform/testing";
import { dueAfterClosure, dueOn } from "./due.ts";
import { lateDays } from "./late.ts";
import { openDays, openDaysOf } from "./open-days.ts";
import { fallbackTerms } from "./ruling.ts";

const day = (text: string) => Temporal.PlainDate.from(text);
const local = (text: string) =>
  Temporal.PlainDateTime.from(text).toZonedDateTime("Asia/Shanghai").toInstant();

dbTest("hours, holidays and closures of a place say on which days something is due", async ({ ctx }) => {
  await inTx(ctx, async (inner) => {
    const { id } = await aFacility(inner);
    const isOpen = await openDays(inner, id);
    assert.deepEqual(
      ["2026-12-06", "2026-12-07", "2026-12-08"].map((one) => isOpen(day(one))),
      [true, false, true],
      "shut on Mondays",
    );
    const due = dueOn({ ...fallbackTerms, days: 7 }, day("2026-11-30"), isOpen);
    assert.equal(due.toString(), "2026-12-08");
    // The boiler breaks from Tuesday noon to Thursday noon: on the days at both ends it is open for some hours, on the day between not at all.
    const noon = { ...inner, clock: () => local("2026-12-08T12:00") };
    const closure = {
      startsAt: local("2026-12-08T12:00"),
      endsAt: local("2026-12-10T12:00"),
      reason: "repair",
    } as const;
    await announceClosure(noon, id, closure);
    const now = await openDays(inner, id);
    assert.deepEqual(
      ["2026-12-08", "2026-12-09", "2026-12-10"].map((one) => now(day(one))),
      [true, false, true],
    );
    const loan = { dueOn: day("2026-12-09") };
    assert.equal(dueAfterClosure(loan, now).toString(), "2026-12-10");
    assert.equal(lateDays(fallbackTerms, loan.dueOn, day("2026-12-11"), now), 1);
    assert.equal(lateDays(fallbackTerms, loan.dueOn, day("2026-12-11"), isOpen), 2, "as it was before");
  });
});

dbTest(
  "a place that says no hours is open, one that has ended is not, and one that is none is told",
  async ({ ctx }) => {
    await inTx(ctx, async (inner) => {
      const { id } = await aFacility(inner, { hours: null });
      assert.equal((await openDays(inner, id))(day("2026-12-07")), true);
      const place = found(await placeOf(inner.db, id), "place", id);
      const isOpen = openDaysOf({ ...place, endedOn: "2026-12-08" }, inner.city);
      assert.deepEqual([isOpen(day("2026-12-07")), isOpen(day("2026-12-08"))], [true, false]);
      await assert.rejects(openDays(inner, newId()), ({ id: said }: Problem) => said === "not-found");
    });
  },
);
