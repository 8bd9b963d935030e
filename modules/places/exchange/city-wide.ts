/** What concerns the whole city is an administrator's of an organisation that stands under no other. */
import type { Ctx } from "#platform/ctx";
import { wholeCity } from "../asked.ts";
import { decidesForCity } from "../may.ts";

/** May the asker change what the whole city uses: divisions, figures of population? */
export async function mayForCity(ctx: Ctx): Promise<boolean> {
  return ctx.actor.kind === "system" || decidesForCity(ctx.actor, await wholeCity(ctx));
}
