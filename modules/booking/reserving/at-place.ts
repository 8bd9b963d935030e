/** What can be reserved at a place, for its page. */
import type { Bookable } from "#places";
import { type Ctx, textFor } from "#platform/ctx";
import { describeResources } from "./naming.ts";
import { publicResources } from "./resource-store.ts";
import { readingRooms } from "./views.ts";

export async function bookableAt(ctx: Ctx, { placeId }: { placeId: string }): Promise<Bookable[]> {
  const resources = await publicResources(ctx.db, {
    placeId,
    kinds: ["space", "thing", "booth"],
    limit: 200,
  });
  const is = await describeResources(ctx, resources);
  const text = textFor(ctx);
  const seats = (await readingRooms(ctx, { place: placeId })).map(({ id, name, seats: count }) => ({
    title: text("study-seats.at-place", { room: name, count }),
    href: `/rooms/${id}/seats`,
    spaceId: null,
  }));
  const rooms = resources.flatMap(({ id, kind, ref }) => {
    const own = is.get(id);
    if (!own?.there) return [];
    return [{ title: own.name, href: `/rooms/${id}`, spaceId: kind === "space" ? ref : null }];
  });
  return [...seats, ...rooms];
}
