/** How often in a period: which days are counted together. Pure. */
import { Temporal } from "temporal-polyfill";
import type { TermsOf } from "./terms.ts";

type Window = Pick<TermsOf<"period">, "window" | "days">;

/** The days, first and last included, on which an occasion can count together with one on `day`. */
export function daysAround({ window, days }: Window, day: Temporal.PlainDate) {
  if (window === "days") return { from: day.subtract({ days: days - 1 }), to: day.add({ days: days - 1 }) };
  if (window === "week") {
    const from = day.subtract({ days: day.dayOfWeek - 1 });
    return { from, to: from.add({ days: 6 }) };
  }
  const from = window === "month" ? day.with({ day: 1 }) : day.with({ month: 1, day: 1 });
  return { from, to: from.add(window === "month" ? { months: 1 } : { years: 1 }).subtract({ days: 1 }) };
}

/**
 * How many of these occasions fall into one window with `day`, where most of them do: of so many days in a row the window is the
 * fullest of those that hold `day`, so that booking later days first gives nobody more.
 */
export function mostTogether(window: Window, days: readonly Temporal.PlainDate[], day: Temporal.PlainDate) {
  const { from, to } = daysAround(window, day);
  const near = days.filter(
    (one) => Temporal.PlainDate.compare(one, from) >= 0 && Temporal.PlainDate.compare(one, to) <= 0,
  );
  if (window.window !== "days") return near.length;
  const starts = [day, ...near].filter((one) => Temporal.PlainDate.compare(one, day) <= 0);
  const inWindow = (start: Temporal.PlainDate) =>
    near.filter((one) => {
      const after = start.until(one, { largestUnit: "days" }).days;
      return after >= 0 && after < window.days;
    }).length;
  return Math.max(0, ...starts.map(inWindow));
}
