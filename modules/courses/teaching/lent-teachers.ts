/** How long houses had teachers of one another, for the ledger of the programme: lessons that were held. */
import type { Temporal } from "temporal-polyfill";
import type { Ctx } from "#platform/ctx";
import { lentTeachers } from "./taught-store.ts";

export async function teachersLent(
  ctx: Ctx,
  span: { path: string; from: Temporal.Instant; to: Temporal.Instant },
) {
  return (await lentTeachers(ctx.db, span)).map((row) => ({ what: "teacher" as const, ...row }));
}
