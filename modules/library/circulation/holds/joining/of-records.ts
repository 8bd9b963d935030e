/** Two titles become one, or two again: who waits for one of them waits for what it is now. */
import type { TxCtx } from "#platform/ctx";
import { endedHolds } from "../hold-shelf.ts";
import { followItems, moveToRecord } from "./move-store.ts";

/** Items and their loans and holds are the other record's; who waited for both waits once. */
export async function moveHolds(ctx: TxCtx, move: { from: number; to: number }): Promise<void> {
  await endedHolds(ctx, await moveToRecord(ctx.db, move), { how: "cancelled", but: null });
}

/** What is kept of these copies goes with them; who waits for the title stays with the record that was kept. */
export const holdsFollowItems = (ctx: TxCtx, move: { to: number; items: readonly number[] }): Promise<void> =>
  followItems(ctx.db, move);
