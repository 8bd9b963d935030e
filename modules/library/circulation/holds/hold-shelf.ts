/** What stands on a hold shelf: for whom, who is told, and what follows when it stands there for nobody any more. */
import type { Temporal } from "temporal-polyfill";
import { placeOf } from "#places";
import { type TxCtx, today } from "#platform/ctx";
import { found } from "#platform/errors";
import { announce } from "#platform/events";
import { lockCopy, setAway } from "../lending/lending-store.ts";
import { writeDown } from "../lending/written.ts";
import { ruleBookAt } from "../rules/rule-book.ts";
import {
  type EndedHold,
  endOthers,
  keepFor,
  leaveOnShelf,
  moveToSlot,
  slotOf,
  takeFromLeft,
} from "./hold-store.ts";
import { nextHold } from "./next-hold.ts";
import { tellReady } from "./tell-ready.ts";

export interface OnHoldShelf {
  to: "hold-shelf";
  holdId: string;
  slot: string;
  until: string;
}

/** A copy stands on the hold shelf for somebody, who is told; what they would have taken instead they wait for no longer. */
export async function ready(
  ctx: TxCtx,
  hold: { id: string; subject: string; pickupId: string; itemId: number; until: Temporal.PlainDate },
): Promise<OnHoldShelf> {
  const { db } = ctx;
  await setAway(db, hold.itemId, "hold-shelf");
  await takeFromLeft(db, hold.itemId);
  await writeDown(ctx, "hold.ready", { kind: "hold", id: hold.id });
  await announce(ctx, "hold.ready", { holdId: hold.id, pickupId: hold.pickupId, demo: ctx.city.demo });
  const { name } = found(await placeOf(db, hold.pickupId), "place", hold.pickupId);
  await tellReady(ctx, { ...hold, place: name });
  await endedHolds(ctx, await endOthers(db, hold.id), { how: "cancelled", but: hold.itemId });
  return { to: "hold-shelf", holdId: hold.id, slot: await slotOf(db, hold.id), until: hold.until.toString() };
}

/** A copy on a hold shelf is nobody's any more: the next who collects there has it at once; else it stands there until somebody takes it off and scans it. */
async function standsForNobody(
  ctx: TxCtx,
  left: { itemId: number; placeId: string; slot: string; since: string },
): Promise<void> {
  const { db } = ctx;
  const copy = await lockCopy(db, left.itemId);
  if (copy?.away !== "hold-shelf" || copy.holdId !== null) return;
  await leaveOnShelf(db, left);
  if (copy.status !== "available") return;
  const on = today(ctx);
  const book = await ruleBookAt(db, copy.bookVersion);
  const asked = { book, on: on.toString(), now: ctx.clock(), line: "everybody" } as const;
  const next = await nextHold(db, copy, asked);
  if (next?.waiting.pickupId !== left.placeId) return;
  const { waiting, readyDays: days } = next;
  const hold = { id: waiting.id, itemId: copy.id };
  if (!(await keepFor(db, hold, { state: "ready", days, on }))) return;
  await moveToSlot(db, waiting.id, left.slot);
  await ready(ctx, { ...hold, subject: waiting.subject, pickupId: left.placeId, until: on.add({ days }) });
}

/** Holds have ended: it is written down and told, and what stood on a hold shelf is for the next. `but`: the copy that is in the reader's hand. */
export async function endedHolds(
  ctx: TxCtx,
  ended: readonly EndedHold[],
  { how, but }: { how: "collected" | "cancelled" | "expired"; but: number | null },
): Promise<void> {
  for (const { id, itemId, state, pickupId, slot, demo } of ended) {
    await writeDown(ctx, `hold.${how}`, { kind: "hold", id });
    await announce(ctx, "hold.ended", { holdId: id, pickupId, how, demo });
    // On its way it goes on there, and is for the next or goes home from there.
    if (itemId !== null && itemId !== but && state === "ready")
      await standsForNobody(ctx, { itemId, placeId: pickupId, slot, since: today(ctx).toString() });
  }
}
