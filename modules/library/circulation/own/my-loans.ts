/** One's own loans, or a child's: days left, and whether one may borrow. */
import type { AnswerOf } from "#contract";
import { principal } from "#platform/auth";
import { type Ctx, type TxCtx, today } from "#platform/ctx";
import { notFound } from "#platform/errors";
import { may } from "../../may.ts";
import { toldAgainst } from "../lending/against.ts";
import { type Renewed, renew } from "../lending/renew.ts";
import { daysUntil, placeIn } from "../till/reader-at-till.ts";
import { renewAllOf } from "../till/renew-all.ts";
import { loansOf } from "../till/till-store.ts";
import type { myLoans } from "./contract.ts";
import { ownReader, subjectOfLoan } from "./own-store.ts";

const aPage = 50;

export async function showMyLoans(
  ctx: Ctx,
  { after }: { after?: string | undefined },
): Promise<AnswerOf<typeof myLoans>> {
  const subject = whoseIn(ctx);
  const day = today(ctx);
  const maySeeHistory = may["history.own"](ctx.actor, {});
  const reader = await ownReader(ctx.db, subject);
  if (!reader) return { reader: null, maySeeHistory, loans: [], next: null };
  const rows = await loansOf(ctx.db, subject, { after: placeIn(after), limit: aPage + 1 });
  const shown = rows.slice(0, aPage);
  const last = shown.at(-1);
  return {
    reader: {
      against: toldAgainst(reader, day.toString()),
      owesFen: reader.owesFen,
      keepsHistory: reader.keepsHistory,
    },
    maySeeHistory,
    loans: shown.map(({ id, recordId, title, dueOn, renewals, recalled, trouble }) => ({
      loanId: id,
      record: String(recordId),
      title,
      dueOn,
      daysLeft: daysUntil(dueOn, day),
      renewals,
      recalled,
      trouble,
    })),
    next: rows.length > aPage && last ? `${last.dueOn} ${last.id}` : null,
  };
}

/** Somebody else's loan is not there. */
export async function renewOwn(ctx: TxCtx, loanId: string): Promise<Renewed> {
  if ((await subjectOfLoan(ctx.db, loanId)) !== whoseIn(ctx)) throw notFound("loan", loanId);
  return renew(ctx, loanId);
}

export const renewAllOwn = (ctx: TxCtx) => renewAllOf(ctx, whoseIn(ctx), null);

/** Whose loans: one's own, or those of whom one acts for. */
export function whoseIn({ actor }: Ctx): string {
  const whose = principal(actor);
  if (!whose) throw new Error("loans are somebody's");
  return whose.subject;
}
