/** The day in the city, and its days of rest. */
import { holidaysNow } from "#places";
import { type Ctx, today } from "#platform/ctx";
import type { Now } from "./issues.ts";

export async function nowIn(ctx: Ctx): Promise<Now> {
  const { table } = await holidaysNow(ctx.db);
  return { today: today(ctx).toString(), rests: (day) => table[day]?.kind === "rest" };
}
