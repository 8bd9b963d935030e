/** What the desk is told of holds: what is to be fetched, what is to be taken off, what nothing can fill. */
import { pathsHeld, type TodayLine } from "#platform/auth";
import type { Ctx } from "#platform/ctx";
import { counterStaff } from "../../../may.ts";
import { ownPlaces } from "../../../own-places.ts";
import { countAt } from "./desk-store.ts";

// texts: today.holds-pull today.holds-left today.holds-hopeless
export async function holdsToday(ctx: Ctx): Promise<TodayLine[]> {
  const paths = pathsHeld(ctx.actor, ...counterStaff);
  if (paths.length === 0) return [];
  const placeIds = (await ownPlaces(ctx, ...counterStaff)).map(({ id }) => id);
  const { wanted, left, hopeless } = await countAt(ctx.db, { placeIds, paths });
  const line = (key: string, count: number, href: string): TodayLine[] =>
    count === 0 ? [] : [{ key, values: { count }, href, kind: "do" }];
  return [
    ...line("today.holds-pull", wanted, "/desk/lending/pull"),
    ...line("today.holds-left", left, "/desk/lending/shelf"),
    ...line("today.holds-hopeless", hopeless, "/desk/lending/hopeless"),
  ];
}
