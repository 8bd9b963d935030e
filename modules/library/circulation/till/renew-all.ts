/** All that a reader has lasts longer, each by its own rule: what may not be renewed says why, and the others do not wait for it. */
import type { Static } from "typebox";
import type { TxCtx } from "#platform/ctx";
import { Problem } from "#platform/errors";
import { lockCopy, lockItemsOf } from "../lending/lending-store.ts";
import { renewLocked } from "../lending/renew.ts";
import { mostLoans, type Renewals } from "./contract.ts";

export async function renewAllOf(
  ctx: TxCtx,
  subject: string,
  placeId: string | null,
): Promise<Static<typeof Renewals>> {
  const done: Static<typeof Renewals> = { renewed: [], refused: [] };
  // All copies before the reader: who lends one of them takes the locks in that order.
  for (const itemId of await lockItemsOf(ctx.db, subject, mostLoans)) {
    const copy = await lockCopy(ctx.db, itemId);
    // It came back while we waited for it.
    if (!copy || copy.loanId === null || copy.lentTo !== subject) continue;
    const { loanId } = copy;
    try {
      const { dueOn } = await renewLocked(ctx, copy, { loanId, placeId });
      done.renewed.push({ loanId, dueOn });
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      done.refused.push({ loanId, why: { id: error.id, data: error.data } });
    }
  }
  return done;
}
