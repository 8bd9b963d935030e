/** A day before what is on record of a place: before there was anything, or before it was last moved. */
import type { FacilityRow } from "./facility-store.ts";

/** Why nothing new is said of a place for that day, or null. What was before its last move stays as it is. Pure. */
export function beforeHistory(
  on: string,
  { firstDay, since }: Pick<FacilityRow, "firstDay" | "since">,
): { id: string; data: { day: string } } | null {
  if (on < firstDay) return { id: "day.before-history", data: { day: firstDay } };
  return on < since ? { id: "place.before-move", data: { day: since } } : null;
}
