/** Places of the asker's organisations, for lists to choose from. */
import { findPlaces } from "#places";
import { pathsHeld, type Role } from "#platform/auth";
import type { Ctx } from "#platform/ctx";

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
