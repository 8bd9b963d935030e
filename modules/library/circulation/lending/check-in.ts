/** A copy comes back, wherever, and goes on. Always taken: whatever is wrong is told, and never in the way. */

import { Temporal } from "temporal-polyfill";
import { type Place, placeOf } from "#places";
import { type TxCtx, today } from "#platform/ctx";
import { found } from "#platform/errors";
import { announce } from "#platform/events";
import { goesOnFrom } from "../../network/goes-on-from.ts";
import { standsHere } from "../../network/stands-here.ts";
import { endTransit, lockTransit } from "../../network/transit-store.ts";
import { type Goes, send } from "../holds/go-on.ts";
import { ready } from "../holds/hold-shelf.ts";
import { giveBackHolds, keepFor, slotOf } from "../holds/hold-store.ts";
import { lockReaders } from "../readers/reader-store.ts";
import { type LateCost, lateCost, lateDays, suspendedUntil } from "../rules/late.ts";
import { openDaysOf } from "../rules/open-days.ts";
import { ruleBookAt } from "../rules/rule-book.ts";
import { amnestyFor, termsOf } from "../rules/ruling.ts";
import {
  type Copy,
  dropLostFee,
  endLoan,
  insertFee,
  type Loan,
  lockLoan,
  setAway,
  setDamaged,
  suspend,
} from "./lending-store.ts";
import { lockCopyInHand } from "./turned-up.ts";
import { writeDown } from "./written.ts";

export interface CheckIn {
  itemId: number;
  placeId: string;
  /** The day it lay in the box at the door, where that was before today. */
  returnedOn?: string | null;
  /** Told at the counter, before the return is done: nobody knows afterwards who had it. */
  damage?: { note: string; feeFen: number } | null;
  /** Whoever looked for it found it on its shelf: it was there as its reader said. */
  onShelf?: boolean;
}

export interface CheckedIn {
  title: string;
  /** Null: nobody had it. */
  loan: { lateDays: number; suspendedUntil: string | null; feeFen: number } | null;
  goes: Goes;
}

export async function checkIn(ctx: TxCtx, asked: CheckIn): Promise<CheckedIn> {
  const { db } = ctx;
  const copy = await inHand(ctx, asked);
  const place = found(await placeOf(db, asked.placeId), "place", asked.placeId);
  if (copy.loanId === null) return { title: copy.title, loan: null, goes: await arrive(ctx, copy, place.id) };
  return {
    title: copy.title,
    loan: await cameBack(ctx, copy, { ...asked, loanId: copy.loanId, place }),
    goes: await send(ctx, { ...copy, away: null, loanId: null, lentTo: null }, place.id),
  };
}

/** The loan of a locked copy is over, with what being late and the damage cost. Where the copy goes is said next. */
export async function cameBack(
  ctx: TxCtx,
  copy: Copy,
  {
    loanId,
    place,
    ...asked
  }: Pick<CheckIn, "returnedOn" | "damage" | "onShelf"> & { loanId: string; place: Place },
): Promise<NonNullable<CheckedIn["loan"]>> {
  const { db } = ctx;
  const loan = found(await lockLoan(db, loanId), "loan", loanId);
  const { back, late, cost } = await lateness(ctx, loan, {
    copy,
    place,
    returnedOn: asked.returnedOn ?? null,
    onShelf: asked.onShelf ?? false,
  });
  const on = back.toString();
  await end(ctx, loan, {
    returnedOn: on,
    lateDays: late,
    how: "returned",
    at: { placeId: place.id, orgPath: place.orgPath },
  });
  const fee = { loan, placeId: place.id, on };
  if (loan.lostOn !== null) await dropLostFee(db, loan, today(ctx).toString());
  if (cost.kind === "fee") await insertFee(db, { ...fee, kind: "overdue", amountFen: cost.fen });
  const { note, feeFen } = asked.damage ?? { note: "", feeFen: 0 };
  if (feeFen > 0) await insertFee(db, { ...fee, kind: "damaged", amountFen: feeFen, note });
  const until = cost.kind === "suspend" ? suspendedUntil(null, back, cost.days).toString() : null;
  if (until !== null) await suspend(db, loan.subject, until);
  return { lateDays: late, suspendedUntil: until, feeFen: (cost.kind === "fee" ? cost.fen : 0) + feeFen };
}

/** Locked; damaged, it goes to no reader before somebody has seen to it. */
async function inHand(ctx: TxCtx, { itemId, damage }: CheckIn): Promise<Copy> {
  const copy = await lockCopyInHand(ctx, itemId);
  if (!damage) return copy;
  await setDamaged(ctx.db, itemId, { note: damage.note, now: ctx.clock() });
  return { ...copy, status: "in-process" };
}

/**
 * As of which day it is back, never one before it was lent, how late that is, and what it costs. What its reader said to have returned was back that
 * day, and costs nothing where it stood on its shelf; lost, it was late no longer.
 */
async function lateness(
  ctx: TxCtx,
  loan: Loan,
  {
    copy,
    place,
    returnedOn,
    onShelf,
  }: { copy: Copy; place: Place; returnedOn: string | null; onShelf: boolean },
): Promise<{ back: Temporal.PlainDate; late: number; cost: LateCost }> {
  const lentOn = loan.lentAt.toZonedDateTimeISO(ctx.city.zone).toPlainDate().toString();
  const [first = lentOn] = [today(ctx).toString(), returnedOn, loan.claimedOn]
    .flatMap((day) => day ?? [])
    .toSorted();
  const back = Temporal.PlainDate.from([first, lentOn].toSorted().at(-1) ?? lentOn);
  if (loan.claimedOn !== null && onShelf) return { back, late: 0, cost: { kind: "none" } };
  const book = await ruleBookAt(ctx.db, copy.bookVersion);
  const terms = termsOf(book, loan.ruleId);
  const until = loan.lostOn !== null && loan.lostOn < back.toString() ? loan.lostOn : back;
  const dueOn = Temporal.PlainDate.from(loan.dueOn);
  const late = lateDays(terms, dueOn, Temporal.PlainDate.from(until), openDaysOf(place, ctx.city));
  const forgiven = amnestyFor(book, loan.ownerPath, back.toString()) !== null;
  return { back, late, cost: lateCost(terms, late, { forgiven }) };
}

/** The loan ends, is written down and told. */
export async function end(
  ctx: TxCtx,
  loan: Loan,
  ended: {
    returnedOn: string;
    lateDays: number;
    how: "returned" | "lost" | "undone";
    /** Where it came back, or was lent by mistake. */
    at: { placeId: string; orgPath: string };
  },
): Promise<void> {
  const lentOn = loan.lentAt.toZonedDateTimeISO(ctx.city.zone).toPlainDate().toString();
  const { at, ...how } = ended;
  const countedOn = today(ctx).toString();
  await endLoan(ctx.db, loan, { ...how, returnedPlaceId: at.placeId, lentOn, countedOn });
  await writeDown(
    ctx,
    `loan.${ended.how}`,
    { kind: "loan", id: loan.id },
    { place: at.placeId, ...(ended.returnedOn !== countedOn && { asOf: ended.returnedOn }) },
  );
  await announce(ctx, "loan.returned", {
    loanId: loan.id,
    ownerId: loan.ownerId,
    placeId: at.placeId,
    orgPath: at.orgPath,
    how: ended.how,
    demo: loan.demo,
  });
}

/** A loan that was a mistake never was: nothing is late, lost or owed, nobody else gets the copy by it, and its reader waits as before. */
export async function undoLoan(ctx: TxCtx, itemId: number): Promise<boolean> {
  const copy = await lockCopyInHand(ctx, itemId);
  const loan = copy.loanId === null ? null : await lockLoan(ctx.db, copy.loanId);
  if (!loan) return false;
  if (loan.lostOn !== null) await dropLostFee(ctx.db, loan, today(ctx).toString());
  await lockReaders(ctx.db, [loan.subject]);
  const again = await giveBackHolds(ctx.db, loan.id);
  const at = { placeId: loan.placeId, orgPath: loan.placePath };
  await end(ctx, loan, { returnedOn: today(ctx).toString(), lateDays: 0, how: "undone", at });
  for (const { id } of again) await writeDown(ctx, "hold.given-back", { kind: "hold", id });
  await setAway(ctx.db, itemId, again.some(({ state }) => state === "ready") ? "hold-shelf" : null);
  return true;
}

/** A copy that nobody had is scanned where it is: it has arrived, stands where it should, or goes on. */
async function arrive(ctx: TxCtx, copy: Copy, placeId: string): Promise<Goes> {
  const { db, city } = ctx;
  const on = today(ctx);
  const way = copy.away === "in-transit" ? await lockTransit(db, copy.id) : null;
  const here = way?.toId === placeId;
  // Sent elsewhere for somebody: it goes on there, from here.
  if (way && !here && copy.holdState === "travelling") {
    await goesOnFrom(ctx, { itemId: copy.id, placeId }, way);
    return { to: "place", placeId: way.toId, reason: "hold" };
  }
  if (way)
    await endTransit(db, way.id, {
      how: here ? "received" : "turned-up",
      on: on.toString(),
      zone: city.zone,
      atId: placeId,
    });
  if (way && here && way.reason === "rotation")
    return send(ctx, await standsHere(ctx, copy, placeId), placeId);
  const { holdId, keptFor, pickupId, readyDays } = copy;
  if (holdId === null || keptFor === null || pickupId === null || copy.holdState === "wanted")
    // On a way elsewhere it does not stay here, wherever it could float.
    return send(ctx, way && !here ? copy : { ...copy, away: null }, placeId);
  if (copy.holdState === "ready")
    return pickupId === placeId
      ? { to: "hold-shelf", holdId, slot: await slotOf(db, holdId), until: copy.readyUntil ?? on.toString() }
      : { to: "place", placeId: pickupId, reason: "hold" };
  const days = readyDays ?? 1;
  await keepFor(db, { id: holdId, itemId: copy.id }, { state: "ready", days, on });
  return ready(ctx, {
    id: holdId,
    subject: keptFor,
    pickupId: placeId,
    itemId: copy.id,
    until: on.add({ days }),
  });
}
