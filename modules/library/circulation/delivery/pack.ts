/** A copy is in hand where bags are packed: it goes into its reader's bag; or it came back with the bringer. */
import { placeOf } from "#places";
import { type TxCtx, today } from "#platform/ctx";
import { found, invalid, refused } from "#platform/errors";
import type { Goes } from "../holds/go-on.ts";
import { checkIn } from "../lending/check-in.ts";
import { lockBorrower, lockCopy } from "../lending/lending-store.ts";
import { writeDown } from "../lending/written.ts";
import * as store from "./bag-store.ts";
import { wayFor } from "./doorstep.ts";
import { lockDeliveryTerms } from "./terms-store.ts";

/** Bags are packed for so many days ahead. */
const furthestDays = 60;

export type Scanned =
  | { is: "picked"; title: string; number: number; books: number }
  | { is: "returned"; title: string; goes: Goes };

export async function scanDelivery(
  ctx: TxCtx,
  { placeId, day, barcode }: { placeId: string; day: string; barcode: string },
): Promise<Scanned> {
  checkDay(ctx, day);
  const [first, second] = await store.inHandAt(ctx.db, placeId, barcode.trim());
  if (!first) throw refused("delivery.not-listed", { barcode });
  // One that is to be brought from here goes before others of that number.
  if (second && first.toBring === second.toBring) throw refused("book-hold.two-of-barcode", { barcode });
  if (first.toBring) return pick(ctx, { placeId, day, itemId: first.id });
  const { title, loan, goes } = await checkIn(ctx, { itemId: first.id, placeId });
  // Another desk was faster.
  if (loan === null) throw refused("delivery.not-listed", { barcode });
  return { is: "returned", title, goes };
}

export function checkDay(ctx: TxCtx, day: string): void {
  const on = today(ctx);
  if (day < on.toString() || day > on.add({ days: furthestDays }).toString())
    throw invalid([{ field: "/body/day", id: "day-of-round" }]);
}

/** Found, if it was not yet: it stands for its reader. Then into their bag, of which there is one a day. */
async function pick(
  ctx: TxCtx,
  { placeId, day, itemId }: { placeId: string; day: string; itemId: number },
): Promise<Scanned> {
  const { db } = ctx;
  const seen = found(await lockCopy(db, itemId), "item", `${itemId}`);
  // Taken from its shelf or out of a box it is first for whoever is first in the queue.
  const arrived = seen.holdState === "ready" ? null : await checkIn(ctx, { itemId, placeId });
  const copy = arrived === null ? seen : found(await lockCopy(db, itemId), "item", `${itemId}`);
  const { holdId, keptFor: subject } = copy;
  const hold = holdId === null ? null : await store.doorHold(db, holdId);
  if (
    holdId === null ||
    subject === null ||
    !hold?.toDoor ||
    hold.pickupId !== placeId ||
    copy.holdState !== "ready"
  ) {
    if (arrived === null) throw refused("delivery.not-listed", { barcode: copy.barcode });
    return { is: "returned", title: arrived.title, goes: arrived.goes };
  }
  await lockBorrower(db, subject, ctx.clock());
  const bag = await openBag(ctx, { subject, placeId, day });
  const books = (await store.linesOf(db, bag.id)).length + 1;
  if (books > bag.most) throw refused("delivery.bag-full", { most: bag.most, number: bag.number });
  if (!(await store.insertLine(db, { itemId, bagId: bag.id, holdId: holdId })))
    throw refused("delivery.in-a-bag");
  await store.keepUntilDay(db, holdId, day);
  await writeDown(ctx, "hold.bagged", { kind: "hold", id: holdId });
  return { is: "picked", title: copy.title, number: bag.number, books };
}

async function openBag(
  ctx: TxCtx,
  of: { subject: string; placeId: string; day: string },
): Promise<store.Bag & { most: number }> {
  const { kind, terms } = await wayFor(ctx, of.subject);
  const there = await store.lockOpenBag(ctx.db, of);
  if (there) return { ...there, most: terms.most };
  const { orgPath } = found(await placeOf(ctx.db, of.placeId), "place", of.placeId);
  await lockDeliveryTerms(ctx.db, terms.orgPath);
  const made = await store.insertBag(ctx.db, { ...of, placePath: orgPath, kind, demo: ctx.city.demo });
  await writeDown(ctx, "bag.begun", { kind: "bag", id: made.id });
  return { ...made, most: terms.most };
}

/** It stays on the hold shelf for its reader. Not once it is on its way to them. */
export async function takeOut(ctx: TxCtx, itemId: number): Promise<void> {
  const copy = found(await lockCopy(ctx.db, itemId), "item", `${itemId}`);
  const line = await store.lineOfItem(ctx.db, copy.id);
  if (!line || line.holdId === null) throw refused("delivery.not-in-a-bag");
  await store.removeLine(ctx.db, copy.id);
  await writeDown(ctx, "hold.unbagged", { kind: "hold", id: line.holdId });
}
