/** On which days a place is open, as due days and late days are reckoned. */
import type { Temporal } from "temporal-polyfill";
import { opensOn, type Place, placeOf } from "#places";
import type { Ctx } from "#platform/ctx";
import { found } from "#platform/errors";
import type { IsOpen } from "./due.ts";

/** Of a place that has been read. One that says no hours is open every day on which it is not shut. */
export function openDaysOf(place: Place, { zone }: Pick<Ctx["city"], "zone">): IsOpen {
  const known = new Map<string, boolean>();
  return (day: Temporal.PlainDate) => {
    const name = day.toString();
    const before = known.get(name);
    if (before !== undefined) return before;
    const open = opensOn(place, name, zone);
    known.set(name, open);
    return open;
  };
}

/** Of a place by its id: one statement. */
export async function openDays({ db, city }: Pick<Ctx, "db" | "city">, placeId: string): Promise<IsOpen> {
  return openDaysOf(found(await placeOf(db, placeId), "place", placeId), city);
}
