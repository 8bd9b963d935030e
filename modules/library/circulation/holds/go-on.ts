/** Where a copy goes that is at a place and with nobody: to who waits for it, home, or onto the shelf there. */
import { type TxCtx, today } from "#platform/ctx";
import { floatedTo } from "../../network/floating/floats.ts";
import { beginTransit } from "../../network/transit-store.ts";
import { type Copy, setAway } from "../lending/lending-store.ts";
import { ruleBookAt } from "../rules/rule-book.ts";
import { type OnHoldShelf, ready } from "./hold-shelf.ts";
import { keepFor, waitAgain } from "./hold-store.ts";
import { nextHold } from "./next-hold.ts";

export type Goes =
  | { to: "shelf"; shelf: string }
  | OnHoldShelf
  | { to: "place"; placeId: string; reason: "home" | "hold" };

/** The copy, which nobody has and is locked, goes on from this place. One that a shelf was searched for is for the first in the queue, whoever that is by now. */
export async function send(ctx: TxCtx, copy: Copy, placeId: string): Promise<Goes> {
  const on = today(ctx);
  const now = ctx.clock();
  const { db } = ctx;
  if (copy.holdState === "wanted" && copy.holdId !== null) await waitAgain(db, copy.holdId);
  const book = await ruleBookAt(db, copy.bookVersion);
  // What nobody may borrow is for nobody who waits.
  const next =
    copy.status === "available"
      ? await nextHold(db, copy, { book, on: on.toString(), now, line: "everybody" })
      : null;
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
