/** What can be reserved at a place, for its page. */
import type { Bookable } from "#places";
import type { Ctx } from "#platform/ctx";
import { describeResources } from "./naming.ts";
import { publicResources } from "./resource-store.ts";

export async function bookableAt(ctx: Ctx, { placeId }: { placeId: string }): Promise<Bookable[]> {
  const resources = await publicResources(ctx.db, {
    placeId,
    kinds: ["space", "thing", "booth"],
    limit: 200,
  });
  const is = await describeResources(ctx, resources);
  return resources.flatMap(({ id, kind, ref }) => {
    const own = is.get(id);
    if (!own?.there) return [];
    return [{ title: own.name, href: `/rooms/${id}`, spaceId: kind === "space" ? ref : null }];
  });
}
