/** Check-ins taken back: those people came for an occasion that did not take place then. */
import type { TxCtx } from "#platform/ctx";
import { announceAll } from "#platform/events";
import { newsOf } from "./news.ts";
import type { Offer } from "./offer.ts";
import * as store from "./store.ts";

/** Makes everybody who is in confirmed again and tells it, so that their visits are counted back. The offer must be locked. */
export async function undoCheckIns(ctx: TxCtx, offer: Offer): Promise<store.UndoneCheckIn[]> {
  const undone = await store.undoCheckIns(ctx.db, offer.id, ctx.clock());
  await announceAll(
    ctx,
    undone.map((claim) => ({
      type: "claim.check-in-undone" as const,
      payload: { ...newsOf(offer, claim), checkedInAt: claim.cameAt.toString() },
    })),
  );
  return undone;
}
