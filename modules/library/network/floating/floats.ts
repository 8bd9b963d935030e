/** Whether a copy stays where it was brought back. Asked only at the moment it would travel home: who waits for it comes first. */
import type { TxCtx } from "#platform/ctx";
import type { Copy } from "../../circulation/lending/lending-store.ts";
import { movedTo } from "../stands-here.ts";
import { floatsTo } from "./floating-store.ts";

/** The shelf it stands on here; empty: nobody has said one. Null: it travels home. */
export async function floatedTo(ctx: TxCtx, copy: Copy, placeId: string): Promise<string | null> {
  if (copy.placeId === null || copy.away === "in-transit") return null;
  const stays = await floatsTo(ctx.db, { ...copy, placeId: copy.placeId }, placeId);
  if (stays === null) return null;
  await movedTo(ctx, copy, { placeId, shelf: stays.shelf, why: "floating" });
  return stays.shelf;
}
