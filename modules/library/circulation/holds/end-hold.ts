/** What follows when holds end: it is written down and told, and the copies that were kept go on. */
import type { TxCtx } from "#platform/ctx";
import { announce } from "#platform/events";
import { writeDown } from "../lending/written.ts";
import { goOn } from "./go-on.ts";
import type { EndedHold } from "./hold-store.ts";

/** `but`: the copy that is in the reader's hand. */
export async function endedHolds(
  ctx: TxCtx,
  ended: readonly EndedHold[],
  { how, but }: { how: "collected" | "cancelled" | "expired"; but: number | null },
): Promise<void> {
  for (const { id, itemId, state, pickupId, demo } of ended) {
    await writeDown(ctx, `hold.${how}`, { kind: "hold", id });
    await announce(ctx, "hold.ended", { holdId: id, pickupId, how, demo });
    // On its shelf or on its way it goes on by itself; on the hold shelf it stands for nobody now.
    if (itemId !== null && itemId !== but && state === "ready") await goOn(ctx, itemId, pickupId);
  }
}
