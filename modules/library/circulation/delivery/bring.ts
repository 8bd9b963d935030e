/** A bag goes its way: packed, handed over and with that lent, there or back. */

import type { Temporal } from "temporal-polyfill";
import { placeOf } from "#places";
import { type TxCtx, today } from "#platform/ctx";
import { found, Problem, refused } from "#platform/errors";
import { checkOut } from "../lending/check-out.ts";
import { insertFee, lockItems } from "../lending/lending-store.ts";
import { writeDown } from "../lending/written.ts";
import { dueOn } from "../rules/due.ts";
import { openDaysOf } from "../rules/open-days.ts";
import { ruleBook } from "../rules/rule-book.ts";
import { termsOf } from "../rules/ruling.ts";
import * as store from "./bag-store.ts";
import { keepLonger, nextRound } from "./doorstep-store.ts";
import { deliveryTermsOf } from "./terms-store.ts";

/** Copies, then the bag; whoever changed it meanwhile is seen. */
async function lockWithCopies(
  ctx: TxCtx,
  id: string,
  from: readonly store.BagState[],
): Promise<{ bag: store.Bag; lines: store.Line[] }> {
  const { db } = ctx;
  const seen = await store.linesOf(db, id);
  await lockItems(
    db,
    seen.map(({ itemId }) => itemId),
  );
  const bag = found(await store.lockBag(db, id), "bag", id);
  const lines = await store.linesOf(db, id);
  if (lines.length !== seen.length || lines.some((line, at) => line.itemId !== seen[at]?.itemId))
    throw refused("delivery.changed");
  if (!from.includes(bag.state)) throw refused("delivery.other-state", { state: bag.state });
  return { bag, lines };
}

export async function pack(ctx: TxCtx, id: string): Promise<void> {
  const { lines } = await lockWithCopies(ctx, id, ["open"]);
  if (lines.length === 0) throw refused("delivery.empty");
  await store.setBagState(ctx.db, id, "packed");
  await writeDown(ctx, "bag.packed", { kind: "bag", id });
}

/** All that may be lent is; what may not stays behind with its reason. With nothing to bring the bag stays. */
export async function handOver(
  ctx: TxCtx,
  id: string,
  bringer: string,
): Promise<{ lent: number; refused: number }> {
  const { db } = ctx;
  const { bag, lines } = await lockWithCopies(ctx, id, ["packed"]);
  const { subject, placeId } = bag;
  let lent = 0;
  for (const { itemId } of lines) {
    try {
      // What is refused leaves nothing half done.
      const { loanId } = await db.attempt((inner) =>
        checkOut({ ...ctx, db: inner }, { subject, itemId, placeId }),
      );
      // Its hold has ended with the loan, and the line with its hold.
      await store.insertLine(db, { itemId, bagId: id, loanId });
      lent += 1;
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      await store.setAgainst(db, itemId, { id: error.id, data: error.data });
    }
  }
  const result = { lent, refused: lines.length - lent };
  if (lent === 0) return result;
  await store.setBagState(db, id, "out", bringer);
  await writeDown(ctx, "bag.handed-over", { kind: "bag", id }, result);
  return result;
}

/** It is with its reader: days to read are counted from now, the courier is owed, and the address is kept a while longer. */
export async function delivered(ctx: TxCtx, id: string): Promise<void> {
  const { db } = ctx;
  const { bag } = await lockWithCopies(ctx, id, ["out"]);
  const on = today(ctx);
  await dueFromNow(ctx, bag, on);
  const terms = await deliveryTermsOf(db, bag.placePath);
  if (terms) await keepLonger(db, bag.subject, on.add({ days: terms.keepDays }).toString());
  if (terms && bag.kind === "courier" && terms.feeFen > 0)
    await insertFee(db, {
      // Of no copy: what was in the bag is nobody's business once it is back.
      loan: { subject: bag.subject, itemId: null, ownerId: terms.organisationId, demo: bag.demo },
      kind: "courier",
      amountFen: terms.feeFen,
      placeId: bag.placeId,
      on: on.toString(),
    });
  if (bag.kind === "homebound") await nextRound(db, bag.subject, bag.day);
  await store.setBagState(db, id, "delivered");
  await writeDown(ctx, "bag.delivered", { kind: "bag", id });
  await store.forgetIfEmpty(db, id);
}

/** Each by the rule it was lent by; never sooner than it was told. */
async function dueFromNow(ctx: TxCtx, bag: store.Bag, on: Temporal.PlainDate): Promise<void> {
  const { db, city } = ctx;
  const lentBefore = (await store.lockLoansOf(db, bag.id)).filter(
    ({ lentAt }) => !lentAt.toZonedDateTimeISO(city.zone).toPlainDate().equals(on),
  );
  if (lentBefore.length === 0) return;
  const isOpen = openDaysOf(found(await placeOf(db, bag.placeId), "place", bag.placeId), city);
  const book = await ruleBook(db);
  await store.dueFromDelivery(
    db,
    lentBefore.map(({ id, ruleId }) => ({ id, dueOn: dueOn(termsOf(book, ruleId), on, isOpen).toString() })),
  );
}

/** Nobody was there: each of its copies is scanned and goes where it should. */
export async function cameBack(ctx: TxCtx, id: string): Promise<void> {
  await lockWithCopies(ctx, id, ["out"]);
  await store.setBagState(ctx.db, id, "back");
  await writeDown(ctx, "bag.came-back", { kind: "bag", id });
  await store.forgetIfEmpty(ctx.db, id);
}

/** Something is to go in or out once more. */
export async function openAgain(ctx: TxCtx, id: string): Promise<void> {
  const { bag } = await lockWithCopies(ctx, id, ["packed"]);
  if (await store.lockOpenBag(ctx.db, bag)) throw refused("delivery.other-open");
  await store.setBagState(ctx.db, id, "open");
  await writeDown(ctx, "bag.opened", { kind: "bag", id });
}
