/** Check-ins taken back: those people came for an occasion that did not take place then. */
import type { TxCtx } from "#platform/ctx";
import { announceAll } from "#platform/events";
import { newsOf } from "../news.ts";
import type { Offer } from "../offers/offer.ts";
import * as doorStore from "./door-store.ts";

/** Makes everybody who is in confirmed again and tells it, so that their visits are counted back. The offers must be locked. */
export async function undoCheckIns(ctx: TxCtx, offers: readonly Offer[]): Promise<doorStore.UndoneCheckIn[]> {
  const byId = new Map(offers.map((offer) => [offer.id, offer]));
  const undone = await doorStore.undoCheckIns(ctx.db, [...byId.keys()], ctx.clock());
  await announceAll(
    ctx,
    undone.flatMap((claim) => {
      const offer = byId.get(claim.offerId);
      if (!offer) return [];
      const payload = {
        ...newsOf(offer, { ...claim, size: claim.came }),
        checkedInAt: claim.cameAt.toString(),
      };
      return [{ type: "claim.check-in-undone" as const, payload }];
    }),
  );
  return undone;
}
