/** Check-ins taken back: those people came for an occasion that did not take place then. */
import type { TxCtx } from "#platform/ctx";
import { announceAll } from "#platform/events";
import * as doorStore from "./door-store.ts";
import { newsOf } from "./news.ts";
import type { Offer } from "./offer.ts";

/** Makes everybody who is in confirmed again and tells it, so that their visits are counted back. The offer must be locked. */
export async function undoCheckIns(ctx: TxCtx, offer: Offer): Promise<doorStore.UndoneCheckIn[]> {
  const undone = await doorStore.undoCheckIns(ctx.db, offer.id, ctx.clock());
  await announceAll(
    ctx,
    undone.map((claim) => ({
      type: "claim.check-in-undone" as const,
      payload: { ...newsOf(offer, claim), checkedInAt: claim.cameAt.toString() },
    })),
  );
  return undone;
}
