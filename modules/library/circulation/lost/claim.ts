/** A reader says that they returned a copy: it is looked for, and is in nobody's way meanwhile; found, it was back that day; not found, staff decide. */
import { type TxCtx, today } from "#platform/ctx";
import { refused } from "#platform/errors";
import { type CheckedIn, checkIn } from "../lending/check-in.ts";
import { writeDown } from "../lending/written.ts";
import { endLost } from "./end-lost.ts";
import { lockInTrouble, lose } from "./lose.ts";
import * as store from "./lost-store.ts";

export async function claimReturned(ctx: TxCtx, loanId: string): Promise<void> {
  const { loan } = await lockInTrouble(ctx, loanId);
  if (loan.lostOn !== null) throw refused("loan.lost-already", { day: loan.lostOn });
  if (loan.claimedOn !== null) throw refused("loan.claimed-already", { day: loan.claimedOn });
  await store.setClaimed(ctx.db, loanId, today(ctx).toString());
  await writeDown(ctx, "loan.claimed-returned", { kind: "loan", id: loanId });
}

/** They have it after all. */
export async function withdrawClaim(ctx: TxCtx, loanId: string): Promise<void> {
  const { loan } = await lockInTrouble(ctx, loanId);
  if (loan.claimedOn === null) throw refused("loan.not-claimed");
  await store.setClaimed(ctx.db, loanId, null);
  await writeDown(ctx, "loan.claim-withdrawn", { kind: "loan", id: loanId });
}

/** Somebody has looked at the shelf. Found, it comes in there as of the day it was said to be back, and costs nothing. */
export async function lookedFor(
  ctx: TxCtx,
  { loanId, placeId, isFound }: { loanId: string; placeId: string; isFound: boolean },
): Promise<CheckedIn | null> {
  const { loan } = await lockInTrouble(ctx, loanId);
  if (loan.claimedOn === null) throw refused("loan.not-claimed");
  if (isFound) return checkIn(ctx, { itemId: loan.itemId, placeId, onShelf: true });
  // What nobody found an hour ago nobody finds now: a look a day counts.
  if (!(await store.countCheck(ctx.db, loanId, today(ctx).toString()))) throw refused("claim.looked-today");
  await writeDown(ctx, "loan.looked-for", { kind: "loan", id: loanId }, { place: placeId });
  return null;
}

/** Looked for often enough: the reader is believed, as often in a year as the rule says, or it is lost. */
export async function decideClaim(
  ctx: TxCtx,
  { loanId, placeId, believes }: { loanId: string; placeId: string; believes: boolean },
): Promise<{ feeFen: number }> {
  const { loan, copy, terms } = await lockInTrouble(ctx, loanId);
  if (loan.claimedOn === null) throw refused("loan.not-claimed");
  const { checks, believed } = terms.claims;
  if ((await store.checksOf(ctx.db, loanId)) < checks) throw refused("claim.look-first", { times: checks });
  if (!believes) return lose(ctx, { loanId, placeId });
  if (!(await store.believe(ctx.db, loan.subject, { year: today(ctx).year, most: believed })))
    throw refused("claim.believed-enough", { most: believed });
  await store.setGone(ctx.db, copy.id, { status: "missing", now: ctx.clock() });
  await writeDown(ctx, "loan.claim-believed", { kind: "loan", id: loanId }, { place: placeId });
  await endLost(ctx, loanId, placeId);
  return { feeFen: 0 };
}
