/** Houses of the asker, for lists to choose from: one person at a small library has one. */
import { organisationsByPaths } from "#places";
import { pathsHeld, type Role } from "#platform/auth";
import type { Ctx } from "#platform/ctx";

/** The organisations on which the asker holds one of these roles, in order of path. */
export async function ownOrganisations(
  ctx: Ctx,
  ...roles: readonly Role[]
): Promise<{ id: string; name: string; path: string }[]> {
  const found = await organisationsByPaths(ctx.db, pathsHeld(ctx.actor, ...roles));
  return [...found.values()]
    .map(({ id, name, path }) => ({ id, name, path }))
    .toSorted((a, b) => (a.path < b.path ? -1 : 1));
}
