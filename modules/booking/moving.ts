/** An occasion went to another time or place: that is the organiser's doing, and held against nobody who had places before. */
import type { TxCtx } from "#platform/ctx";
import { tellGroups } from "./groups/tell-groups.ts";
import type { Offer } from "./offer.ts";
import * as offerStore from "./offer-store.ts";
import { liftMarks } from "./penalties/lifting.ts";

export interface Moving {
  /** To another place, at the same time. */
  elsewhere: boolean;
  /** What the organiser says of it. */
  reason: string;
}

/** Occasions are at another place, and their offers as they were. Persons are told by whoever moved them, groups here. */
export async function moveElsewhere(ctx: TxCtx, offerIds: readonly string[], reason: string): Promise<void> {
  if (offerIds.length === 0) return;
  await noteMove(ctx, await offerStore.lockOffers(ctx.db, offerIds), { elsewhere: true, reason });
}

/** From now on who had places before may stay away, or give back up to the start, without a mark, and has none of it. The offers must be locked. */
export async function noteMove(
  ctx: TxCtx,
  offers: readonly Offer[],
  { elsewhere, reason }: Moving,
): Promise<void> {
  const offerIds = offers.map(({ id }) => id);
  await offerStore.noteMoved(ctx.db, offerIds, ctx.clock());
  await liftMarks(ctx, { why: "moved", offerIds }, reason);
  await tellGroups(ctx, offers, { what: elsewhere ? "elsewhere" : "moved" });
}
