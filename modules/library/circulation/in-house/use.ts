/** A copy that somebody read in the house and left on a table: counted by copy, place and day. Nobody's. */
import { placeOf } from "#places";
import { type TxCtx, today } from "#platform/ctx";
import { found } from "#platform/errors";
import { announce } from "#platform/events";
import { lockCopyInHand } from "../lending/turned-up.ts";
import { countUse } from "./use-store.ts";

export async function useInHouse(
  ctx: TxCtx,
  { itemId, placeId }: { itemId: number; placeId: string },
): Promise<{ isLent: boolean; today: number; shelf: string }> {
  const copy = await lockCopyInHand(ctx, itemId);
  const place = found(await placeOf(ctx.db, placeId), "place", placeId);
  if (copy.loanId !== null) return { isLent: true, today: 0, shelf: "" };
  const { demo } = ctx.city;
  const times = await countUse(ctx.db, { itemId, placeId, on: today(ctx).toString(), demo });
  await announce(ctx, "item.used-in-house", {
    ownerId: copy.ownerId,
    placeId,
    orgPath: place.orgPath,
    type: copy.type,
    demo,
  });
  return { isLent: false, today: times, shelf: copy.shelf };
}
