/** A loan's copy is lost: its reader says so, the desk does, or it is overdue for as long as the rule waits. */
import { type TxCtx, today } from "#platform/ctx";
import { found, refused } from "#platform/errors";
import { type Copy, insertFee, itemOfLoan, type Loan, lockCopy, lockLoan } from "../lending/lending-store.ts";
import { writeDown } from "../lending/written.ts";
import { ruleBookAt } from "../rules/rule-book.ts";
import { termsOf } from "../rules/ruling.ts";
import type { Terms } from "../rules/terms.ts";
import { endLost } from "./end-lost.ts";
import { lostCost } from "./lost-cost.ts";
import * as store from "./lost-store.ts";

/** The copy and its loan, locked in that order, with the terms it was made by. */
export async function lockInTrouble(
  ctx: TxCtx,
  loanId: string,
): Promise<{ copy: Copy; loan: Loan; terms: Terms }> {
  const itemId = found(await itemOfLoan(ctx.db, loanId), "loan", loanId);
  const copy = found(await lockCopy(ctx.db, itemId), "item", `${itemId}`);
  if (copy.loanId !== loanId) throw refused("loan.over");
  const loan = found(await lockLoan(ctx.db, loanId), "loan", loanId);
  return { copy, loan, terms: termsOf(await ruleBookAt(ctx.db, copy.bookVersion), loan.ruleId) };
}

/** Owed is what the rule of the loan says; where that is nothing, the loan is over at once. `placeId`: where it is said, else where it was lent. */
export async function lose(
  ctx: TxCtx,
  { loanId, placeId }: { loanId: string; placeId: string | null },
): Promise<{ feeFen: number }> {
  const { copy, loan, terms } = await lockInTrouble(ctx, loanId);
  if (loan.lostOn !== null) throw refused("loan.lost-already", { day: loan.lostOn });
  const on = today(ctx).toString();
  const at = placeId ?? loan.placeId;
  const feeFen = lostCost(terms.lost, copy.priceFen);
  await store.markLost(ctx.db, loanId, on);
  await store.setGone(ctx.db, copy.id, { status: "lost", now: ctx.clock() });
  await writeDown(ctx, "loan.said-lost", { kind: "loan", id: loanId }, { place: at });
  if (feeFen === 0) await endLost(ctx, loanId, at);
  else
    await insertFee(ctx.db, {
      ...{ loan, kind: "lost", amountFen: feeFen, placeId: at, on },
      refundDays: terms.lost.refundDays,
    });
  return { feeFen };
}
