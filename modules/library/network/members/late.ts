/** When something is too long on its way, by the terms of the network. */
import type { Ctx } from "#platform/ctx";
import { daysOnWay } from "./member-store.ts";

/** The moment before which what began its way is too long on it. */
export async function lateBefore(ctx: Ctx) {
  const days = await daysOnWay(ctx.db);
  return { days, before: ctx.clock().subtract({ hours: 24 * days }) };
}
