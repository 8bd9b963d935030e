/** A signature stands for what was signed. When that changes, it stands for nothing. */
import { audit } from "#platform/audit";
import type { TxCtx } from "#platform/ctx";
import { announce } from "#platform/events";
import * as store from "./handover-store.ts";

/** Something of these places' inventories changed: signatures on hand-overs that have not taken effect count no more. */
export async function inventoriesChanged(ctx: TxCtx, placeIds: readonly string[]): Promise<void> {
  for (const open of await store.lockOpenHandovers(ctx.db, [...new Set(placeIds)])) {
    if ((await voidSignatures(ctx, open)) > 0) await store.reopen(ctx.db, open.id);
  }
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
