/** A loan lasts longer, unless somebody waits for the title or the rule it was made by says no. */

import { Temporal } from "temporal-polyfill";
import { placeOf } from "#places";
import { type TxCtx, today } from "#platform/ctx";
import { found, refused } from "#platform/errors";
import { announce } from "#platform/events";
import { nextHold } from "../holds/next-hold.ts";
import { renewedUntil } from "../rules/due.ts";
import { openDaysOf } from "../rules/open-days.ts";
import { ruleBookAt } from "../rules/rule-book.ts";
import { termsOf } from "../rules/ruling.ts";
import { againstOverdue, againstOwing, againstReader } from "./against.ts";
import { type Copy, itemOfLoan, lockBorrower, lockCopy, lockLoan, setDue } from "./lending-store.ts";
import { writeDown } from "./written.ts";

export interface Renewed {
  dueOn: string;
  ruleId: string;
}

/** By its id: from home, by the city itself; `placeId`: at the till there. */
export async function renew(ctx: TxCtx, loanId: string, placeId: string | null = null): Promise<Renewed> {
  const itemId = found(await itemOfLoan(ctx.db, loanId), "loan", loanId);
  const copy = found(await lockCopy(ctx.db, itemId), "item", `${itemId}`);
  if (copy.loanId !== loanId) throw refused("loan.over");
  return renewLocked(ctx, copy, { loanId, placeId });
}

/** The same of a copy that is locked; `placeId`: where the reader stands with it, else where it was lent. */
export async function renewLocked(
  ctx: TxCtx,
  copy: Copy,
  { loanId, placeId }: { loanId: string; placeId: string | null },
): Promise<Renewed> {
  const { db } = ctx;
  const now = ctx.clock();
  const day = today(ctx);
  const on = day.toString();
  const loan = found(await lockLoan(db, loanId), "loan", loanId);
  if (loan.lostOn !== null) throw refused("loan.lost");
  if (loan.claimedOn !== null) throw refused("loan.claimed");
  const borrower = found(await lockBorrower(db, loan.subject, now), "reader", loan.subject);
  const reader = againstReader(borrower, on);
  if (reader) throw refused(`loan.${reader.id}`, reader.data);
  const book = await ruleBookAt(db, copy.bookVersion);
  const terms = termsOf(book, loan.ruleId);
  const overdue = terms.overdueBlocks ? againstOverdue(borrower, on) : null;
  if (overdue) throw refused(`loan.${overdue.id}`, overdue.data);
  const owes = againstOwing(terms, borrower);
  if (owes) throw refused(`loan.${owes.id}`, owes.data);
  if (loan.renewals >= terms.renewals) throw refused("loan.renewed-enough", { most: terms.renewals });
  if (loan.recalledOn !== null || (await nextHold(db, copy, { book, on, now, line: "unserved" })) !== null)
    throw refused("loan.waited-for", { day: loan.dueOn });
  const at = placeId ?? loan.placeId;
  const place = found(await placeOf(db, at), "place", at);
  const was = Temporal.PlainDate.from(loan.dueOn);
  const until = renewedUntil(terms, { dueOn: was }, { today: day, isOpen: openDaysOf(place, ctx.city) });
  if (until.equals(was)) throw refused("loan.renewed-already", { day: loan.dueOn });
  await setDue(db, loanId, { dueOn: until.toString(), on });
  await writeDown(ctx, "loan.renewed", { kind: "loan", id: loanId });
  await announce(ctx, "loan.renewed", { loanId, ownerId: loan.ownerId, placeId: at, demo: loan.demo });
  return { dueOn: until.toString(), ruleId: loan.ruleId };
}
