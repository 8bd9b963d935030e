/** Lending and taking back at a till: the use cases of `lending`, told in the words of whoever stands there. */
import type { AnswerOf, InputOf } from "#contract";
import { placeOf } from "#places";
import { type TxCtx, today } from "#platform/ctx";
import { found, refused } from "#platform/errors";
import type { Goes } from "../holds/go-on.ts";
import { checkIn, undoLoan } from "../lending/check-in.ts";
import { checkOut } from "../lending/check-out.ts";
import { itemOfLoan, lockCopy, lockLoan } from "../lending/lending-store.ts";
import { checkMayComeFor } from "../readers/others/whom-for.ts";
import { lastOpenBefore } from "../rules/late.ts";
import { openDays } from "../rules/open-days.ts";
import type { checkOutCopy, returnCopy, undoCheckOut } from "./contract.ts";

/** Minutes in which a loan can be taken back as if it had never been. */
const undoMinutes = 30;

/** Without the title: the answer is kept for a day, and the reader stands in what was asked. */
export async function lend(
  ctx: TxCtx,
  { itemId, subject, placeId, agent = null, despite }: InputOf<typeof checkOutCopy>["body"],
): Promise<AnswerOf<typeof checkOutCopy>> {
  if (agent !== null) await checkMayComeFor(ctx, { subject, agent });
  const asked = { itemId, subject, placeId, carriedBy: agent, despite };
  const { loanId, dueOn, renewed, ruleId } = await checkOut(ctx, asked);
  return { loanId, dueOn, renewed, ruleId };
}

/** The same: what it cost stands with the reader, and is told here without the title. */
export async function takeBack(
  ctx: TxCtx,
  asked: InputOf<typeof returnCopy>["body"],
): Promise<AnswerOf<typeof returnCopy>> {
  await refuseBeforeTheBox(ctx, asked);
  const { loan, goes } = await checkIn(ctx, asked);
  return { loan, goes: await goesSaid(ctx, goes) };
}

/** What lay in the box at the door came since the house was last open: further back nobody is let off by a day that is typed. */
async function refuseBeforeTheBox(
  ctx: TxCtx,
  { placeId, returnedOn }: { placeId: string; returnedOn: string | null },
): Promise<void> {
  if (returnedOn === null) return;
  const day = lastOpenBefore(today(ctx), await openDays(ctx, placeId)).toString();
  if (returnedOn < day) throw refused("loan.returned-before", { day });
}

/** Where it goes, with the place by its name. */
export async function goesSaid({ db }: TxCtx, goes: Goes): Promise<AnswerOf<typeof returnCopy>["goes"]> {
  if (goes.to === "shelf") return goes;
  if (goes.to === "hold-shelf") return { to: goes.to, slot: goes.slot, until: goes.until };
  const { id, name } = found(await placeOf(db, goes.placeId), "place", goes.placeId);
  return { to: goes.to, place: { id, name }, reason: goes.reason };
}

/** Only what was lent at this till a moment ago: an older loan is brought back. */
export async function undo(
  ctx: TxCtx,
  { loanId, placeId }: InputOf<typeof undoCheckOut>["body"],
): Promise<void> {
  const itemId = await itemOfLoan(ctx.db, loanId);
  const copy = itemId === null ? null : await lockCopy(ctx.db, itemId);
  if (!copy || copy.loanId !== loanId) throw refused("loan.over");
  const loan = found(await lockLoan(ctx.db, loanId), "loan", loanId);
  const minutes = ctx.clock().since(loan.lentAt).total("minutes");
  if (loan.placeId !== placeId || minutes > undoMinutes)
    throw refused("till.undo-late", { minutes: undoMinutes });
  await undoLoan(ctx, copy.id);
}
