/** Whether a place is open at any time of a day: what is due there, and how late it is, is reckoned by this. Pure. */
import { ready } from "./open-state.ts";
import { type Posted, without } from "./week.ts";

const wholeDay = { from: 0, to: 1440 };

/** A place that says no hours opens on every day on which it is not shut all day. `endedOn`: first day without the place. */
export function opensOn(
  { hours, holidays, closures, endedOn }: Posted & { endedOn: string | null },
  day: string,
  zone: string,
): boolean {
  if (endedOn !== null && endedOn <= day) return false;
  const posted = hours ? ready(hours, holidays.table).on(day).spans : [wholeDay];
  return closures
    .reduce((left, closure) => left.flatMap((span) => without(span, closure, day, zone)), [...posted])
    .some(({ from, to }) => from < to);
}
