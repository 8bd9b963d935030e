/** A signature stands for what was signed. When that changes, it stands for nothing. */
import { audit } from "#platform/audit";
import type { TxCtx } from "#platform/ctx";
import { announce } from "#platform/events";
import * as store from "./handover-store.ts";

/** Something of the place's inventory changed: signatures on a hand-over that has not taken effect count no more. */
export async function inventoryChanged(ctx: TxCtx, placeId: string): Promise<void> {
  const open = await store.openHandoverOf(ctx.db, placeId);
  if (!open || !(await store.lockHandover(ctx.db, open.id))) return;
  if ((await voidSignatures(ctx, { id: open.id, placeId })) > 0) await store.reopen(ctx.db, open.id);
}

/** Voids what was signed. Answers how many signatures that were. */
export async function voidSignatures(
  ctx: TxCtx,
  { id, placeId }: { id: string; placeId: string },
): Promise<number> {
  const sides = await store.voidSignatures(ctx.db, id, { at: ctx.clock(), by: ctx.actor.subject });
  if (sides.length === 0) return 0;
  await audit(ctx, { what: "handover.signature-voided", on: { kind: "handover", id }, detail: { sides } });
  await announce(ctx, "place.handover-voided", { handoverId: id, placeId, sides });
  return sides.length;
}
