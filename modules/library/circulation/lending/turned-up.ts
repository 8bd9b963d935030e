/** A stocktake did not find a copy, or it was lost; it is in somebody's hand now, and is what it was before. */
import type { TxCtx } from "#platform/ctx";
import { found } from "#platform/errors";
import { keepVersions, setFound } from "../../catalogue/items/item-store.ts";
import { type Copy, lockCopy } from "./lending-store.ts";

/** The copy, locked, that somebody holds in their hand. */
export async function lockCopyInHand(ctx: TxCtx, itemId: number): Promise<Copy> {
  const { db } = ctx;
  const copy = found(await lockCopy(db, itemId), "item", `${itemId}`);
  if (copy.status !== "missing" && copy.status !== "lost") return copy;
  const now = ctx.clock();
  await keepVersions(db, [itemId], { why: "stocktake", now });
  await setFound(db, [itemId], now, ["missing", "lost"]);
  return found(await lockCopy(db, itemId), "item", `${itemId}`);
}
