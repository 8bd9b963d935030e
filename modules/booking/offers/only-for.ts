/** Of which kind of offers, or sort of occasions, a rule is. */
import type { Ctx } from "#platform/ctx";
import type { FieldFault } from "#platform/errors";
import type { Slot } from "#platform/slots";
import type { Named } from "../slots.ts";

/** A rule for what nobody offers would never hold: one of those the modules name, or it is refused with their names. Null: for all. */
export async function faultsOfOnlyFor(
  ctx: Ctx,
  known: Slot<object, Named>,
  { code, field = "/body/onlyFor" }: { code: string | null; field?: string },
): Promise<FieldFault[]> {
  if (code === null) return [];
  const all = await ctx.slots.gather(known, ctx, {});
  if (all.some((one) => one.code === code)) return [];
  return [{ field, id: "only-for.unknown", data: { known: all.map(({ name }) => name).join(" / ") } }];
}
