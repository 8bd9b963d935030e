/** The strip of a week as the contract shows it. */
import { Temporal } from "temporal-polyfill";
import type { Hours } from "#libs/hours";
import type { Ctx } from "#platform/ctx";
import { named } from "#platform/i18n";
import { closuresOf } from "../closures/closure-store.ts";
import { holidayOn, holidaysNow } from "./holiday-table.ts";
import { stripOf } from "./week.ts";

/**
 * Monday to Sunday around `day` (the day of `at` unless told) in the reader's language, whose day it is at `at`, and the years of that
 * week whose holidays nobody has announced yet.
 */
export async function shownWeek(
  ctx: Ctx,
  { id, hours }: { id: string; hours: Hours | null },
  { at, day }: { at: Temporal.Instant; day?: string | undefined },
) {
  const today = at.toZonedDateTimeISO(ctx.city.zone).toPlainDate();
  const shown = day === undefined ? today : Temporal.PlainDate.from(day);
  // A closure of Monday is still of this week on Friday.
  const monday = shown.subtract({ days: shown.dayOfWeek - 1 });
  const [holidays, closures] = await Promise.all([
    holidaysNow(ctx.db),
    closuresOf(ctx.db, [id], monday.toZonedDateTime(ctx.city.zone).toInstant()),
  ]);
  const week = stripOf({ hours, closures, holidays }, shown, ctx.city.zone);
  const years = new Set(week.map(({ day: name }) => Number(name.split("-")[0])));
  const told = (holiday: ReturnType<typeof holidayOn>) =>
    holiday && { kind: holiday.kind, name: named(holiday, ctx.locale) };
  return {
    holiday: told(holidayOn(holidays, today.toString())),
    week: week.map(({ holiday, ...one }) => ({ ...one, holiday: told(holiday) })),
    holidaysUnknown: [...years].filter((year) => !holidays.years.has(year)),
  };
}
