/** Places of the asker's organisations, for lists to choose from, and the guard that what is chosen is one of a house's own. */
import { findPlaces, type Place, placeOf } from "#places";
import { pathsHeld, type Role } from "#platform/auth";
import type { Ctx } from "#platform/ctx";
import { found, refused } from "#platform/errors";
import { may } from "./may.ts";

/** Where the asker holds one of these roles: in order of name, the first two hundred. */
export async function ownPlaces(
  ctx: Ctx,
  ...roles: readonly Role[]
): Promise<{ id: string; name: string; orgPath: string }[]> {
  const organisationPaths = pathsHeld(ctx.actor, ...roles);
  if (organisationPaths.length === 0) return [];
  const { items } = await findPlaces(ctx, { organisationPaths, all: true, sort: "name", limit: 200 });
  return items.map(({ place: { id, name, orgPath } }) => ({ id, name, orgPath }));
}

/**
 * A place where things of this house may be at home: its own, or one of a house below it. In a network that lends as one, books of the centre stand
 * at other houses: who works for both puts them there, nobody else.
 */
export async function placeFor(ctx: Ctx, orgPath: string, placeId: string): Promise<Place> {
  const place = found(await placeOf(ctx.db, placeId), "place", placeId);
  refuseOthersPlace(ctx, orgPath, place);
  return place;
}

/** The same of a place that is at hand. */
export function refuseOthersPlace({ actor }: Ctx, orgPath: string, place: Place): void {
  if (!place.orgPath.startsWith(orgPath) && !may["item.write"](actor, place))
    throw refused("library.not-own-place", { place: place.name });
}
