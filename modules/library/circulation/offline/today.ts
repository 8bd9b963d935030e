/** What the desk is told of tills without a line: that something waits to be decided. */
import type { TodayLine } from "#platform/auth";
import type { Ctx } from "#platform/ctx";
import { counterStaff } from "../../may.ts";
import { ownPlaces } from "../../own-places.ts";
import { openCounts } from "./offline-store.ts";

// texts: today.offline-open
export async function offlineToday(ctx: Ctx): Promise<TodayLine[]> {
  const places = await ownPlaces(ctx, ...counterStaff);
  if (places.length === 0) return [];
  const counts = await openCounts(
    ctx.db,
    places.map(({ id }) => id),
  );
  const count = counts.reduce((sum, one) => sum + one.count, 0);
  return count === 0
    ? []
    : [{ key: "today.offline-open", values: { count }, href: "/desk/till/offline", kind: "do" }];
}
