/** What concerns the whole city is an administrator's of an organisation that stands under no other. */
import { holds } from "#platform/auth";
import type { Ctx } from "#platform/ctx";
import { rootPaths } from "../network/organisation-store.ts";

/** May the asker change what the whole city uses: divisions, figures of population? */
export async function mayForCity(ctx: Ctx): Promise<boolean> {
  if (ctx.actor.kind === "system") return true;
  return (await rootPaths(ctx.db)).some((path) => holds(ctx.actor, "admin", path));
}
