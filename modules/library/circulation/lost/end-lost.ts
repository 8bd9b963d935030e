/** A copy that did not come back, and is settled: the loan is over, and the copy is with nobody. */
import { placeOf } from "#places";
import { type TxCtx, today } from "#platform/ctx";
import { found } from "#platform/errors";
import { end } from "../lending/check-in.ts";
import { lockLoan, setAway } from "../lending/lending-store.ts";

/** The copy is locked. */
export async function endLost(ctx: TxCtx, loanId: string, placeId: string): Promise<void> {
  const loan = found(await lockLoan(ctx.db, loanId), "loan", loanId);
  const place = found(await placeOf(ctx.db, placeId), "place", placeId);
  await end(ctx, loan, {
    returnedOn: today(ctx).toString(),
    lateDays: 0,
    how: "lost",
    at: { placeId: place.id, orgPath: place.orgPath },
  });
  await setAway(ctx.db, loan.itemId, null);
}
