/** Where a copy goes that is at a place and with nobody: to who waits for it, home, or onto the shelf there. */
import type { Temporal } from "temporal-polyfill";
import { placeOf } from "#places";
import { type TxCtx, today } from "#platform/ctx";
import { found } from "#platform/errors";
import { announce } from "#platform/events";
import { floatedTo } from "../../network/floats.ts";
import { beginTransit } from "../../network/transit-store.ts";
import { type Copy, lockCopy, setAway } from "../lending/lending-store.ts";
import { writeDown } from "../lending/written.ts";
import { ruleBookAt } from "../rules/rule-book.ts";
import { keepFor, waitAgain } from "./hold-store.ts";
import { nextHold } from "./next-hold.ts";
import { tellReady } from "./tell-ready.ts";

export type Goes =
  | { to: "shelf"; shelf: string }
  | { to: "hold-shelf"; holdId: string; until: string }
  | { to: "place"; placeId: string; reason: "home" | "hold" };

/** The copy, which nobody has, goes on from this place; it is locked here. */
export async function goOn(ctx: TxCtx, itemId: number, placeId: string): Promise<Goes> {
  return send(ctx, found(await lockCopy(ctx.db, itemId), "item", `${itemId}`), placeId);
}

/** The same of a copy that is locked and at hand. One that a shelf was searched for is for the first in the queue, whoever that is by now. */
export async function send(ctx: TxCtx, copy: Copy, placeId: string): Promise<Goes> {
  const on = today(ctx);
  const now = ctx.clock();
  const { db } = ctx;
  if (copy.holdState === "wanted" && copy.holdId !== null) await waitAgain(db, copy.holdId);
  const book = await ruleBookAt(db, copy.bookVersion);
  // What nobody may borrow is for nobody who waits.
  const next =
    copy.status === "available" ? await nextHold(db, copy, { book, on: on.toString(), now }) : null;
  if (next) {
    const { waiting, readyDays: days } = next;
    const hold = { id: waiting.id, itemId: copy.id };
    const here = waiting.pickupId === placeId;
    const kept = await keepFor(db, hold, here ? { state: "ready", days, on } : { state: "travelling", days });
    // Somebody has ended that hold or given it another copy meanwhile.
    if (!kept) return send(ctx, { ...copy, holdState: null }, placeId);
    if (here)
      return ready(ctx, { ...hold, subject: waiting.subject, pickupId: placeId, until: on.add({ days }) });
    const way = { itemId: copy.id, fromId: placeId, toId: waiting.pickupId };
    await beginTransit(db, { ...way, reason: "hold", holdId: waiting.id }, now);
    return { to: "place", placeId: waiting.pickupId, reason: "hold" };
  }
  if (copy.placeId !== null && copy.placeId !== placeId) {
    const shelf = await floatedTo(ctx, copy, placeId);
    if (shelf !== null) {
      await setAway(db, copy.id, null);
      return { to: "shelf", shelf };
    }
    const way = { itemId: copy.id, fromId: placeId, toId: copy.placeId };
    await beginTransit(db, { ...way, reason: "home", holdId: null }, now);
    return { to: "place", placeId: copy.placeId, reason: "home" };
  }
  await setAway(db, copy.id, null);
  return { to: "shelf", shelf: copy.shelf };
}

/** A copy stands on the hold shelf for somebody, who is told. */
export async function ready(
  ctx: TxCtx,
  hold: { id: string; subject: string; pickupId: string; itemId: number; until: Temporal.PlainDate },
): Promise<Goes> {
  await setAway(ctx.db, hold.itemId, "hold-shelf");
  await writeDown(ctx, "hold.ready", { kind: "hold", id: hold.id });
  await announce(ctx, "hold.ready", { holdId: hold.id, pickupId: hold.pickupId, demo: ctx.city.demo });
  const { name } = found(await placeOf(ctx.db, hold.pickupId), "place", hold.pickupId);
  await tellReady(ctx, { ...hold, place: name });
  return { to: "hold-shelf", holdId: hold.id, until: hold.until.toString() };
}
