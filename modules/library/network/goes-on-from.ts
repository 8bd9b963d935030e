/** A copy that travels to who waits for it is scanned before it is there: it goes on from where it is. */
import { type TxCtx, today } from "#platform/ctx";
import { beginTransit, endTransit, leaveBox, type OpenTransit } from "./transit-store.ts";

/** Where it has not left yet it only is in no box any more, since somebody has it in their hand. */
export async function goesOnFrom(
  ctx: TxCtx,
  { itemId, placeId }: { itemId: number; placeId: string },
  way: OpenTransit,
): Promise<void> {
  const { db, city } = ctx;
  if (way.fromId === placeId && !way.sent) return leaveBox(db, way.id);
  await endTransit(db, way.id, {
    how: "turned-up",
    on: today(ctx).toString(),
    zone: city.zone,
    atId: placeId,
  });
  const { toId, reason, holdId } = way;
  await beginTransit(db, { itemId, fromId: placeId, toId, reason, holdId }, ctx.clock());
}
