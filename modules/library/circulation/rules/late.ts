/** How late something comes back, and what that costs. Pure. */
import { Temporal } from "temporal-polyfill";
import { type IsOpen, openFrom } from "./due.ts";
import type { Terms } from "./terms.ts";

/** Further than ten years nobody counts. */
const mostCounted = 3650;
/** Days that a house may have been shut with a box at its door. */
const longestInTheBox = 120;

/**
 * Late days of something brought back, by the calendar of the place where it is: a day on which that was shut could not be kept, and where only
 * open days count no other counts. Days of grace are let go, so that the first day behind them is the first late day.
 */
export function lateDays(
  { graceDays, lateCounts }: Pick<Terms, "graceDays" | "lateCounts">,
  dueOn: Temporal.PlainDate,
  returnedOn: Temporal.PlainDate,
  isOpen: IsOpen,
): number {
  const span = Math.min(dueOn.until(returnedOn, { largestUnit: "days" }).days, mostCounted);
  if (span <= 0) return 0;
  const couldBe = openFrom(dueOn, isOpen, span);
  if (couldBe === null) return 0;
  const last = dueOn.add({ days: span });
  let late = 0;
  for (
    let day = couldBe.add({ days: 1 });
    Temporal.PlainDate.compare(day, last) <= 0;
    day = day.add({ days: 1 })
  )
    if (lateCounts === "all-days" || isOpen(day)) late++;
  return Math.max(0, late - graceDays);
}

/** From which day on something may have lain in the box at the door: the last before today on which the place was open. */
export function lastOpenBefore(today: Temporal.PlainDate, isOpen: IsOpen): Temporal.PlainDate {
  for (let back = 1; back <= longestInTheBox; back++) {
    const day = today.subtract({ days: back });
    if (isOpen(day)) return day;
  }
  return today.subtract({ days: longestInTheBox });
}

export type LateCost = { kind: "none" } | { kind: "suspend"; days: number } | { kind: "fee"; fen: number };

/** What so many late days cost by these terms; nothing under an amnesty. */
export function lateCost(
  { late }: Pick<Terms, "late">,
  days: number,
  { forgiven }: { forgiven: boolean },
): LateCost {
  if (days <= 0 || forgiven || late.kind === "none") return { kind: "none" };
  return late.kind === "suspend"
    ? { kind: "suspend", days: Math.min(late.most, days * late.daysPerDay) }
    : { kind: "fee", fen: Math.min(late.mostFen, days * late.fenPerDay) };
}

/** The last day of a suspension that begins on the day of return; one that is longer already stays. */
export function suspendedUntil(
  before: Temporal.PlainDate | null,
  returnedOn: Temporal.PlainDate,
  days: number,
): Temporal.PlainDate {
  const until = returnedOn.add({ days });
  return before !== null && Temporal.PlainDate.compare(before, until) > 0 ? before : until;
}
