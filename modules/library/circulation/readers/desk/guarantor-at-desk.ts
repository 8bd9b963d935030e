/** Somebody stands for a reader, and both are at the counter. */
import { type TxCtx, today } from "#platform/ctx";
import { invalid } from "#platform/errors";
import { takeGuarantor } from "../guarantees/guarantees.ts";
import { onePerson } from "./one-meant.ts";

/** Both stand there and say so. */
export async function guarantorAtDesk(
  ctx: TxCtx,
  subject: string,
  { guarantor, bothAgree, until }: { guarantor: string; bothAgree: boolean; until: string | null },
): Promise<void> {
  if (!bothAgree) throw invalid([{ field: "/body/bothAgree", id: "consent.missing" }]);
  if (until !== null && until < today(ctx).toString())
    throw invalid([{ field: "/body/until", id: "day.past" }]);
  await takeGuarantor(ctx, subject, { guarantor: await onePerson(ctx, guarantor, "/body/guarantor"), until });
}
