/** An occasion went to another time or place: that is the organiser's doing, and held against nobody who had places before. */
import type { TxCtx } from "#platform/ctx";
import { heedMoved } from "../drawing/heed-changes.ts";
import { tellGroups } from "../groups/tell-groups.ts";
import { liftMarks } from "../penalties/lifting.ts";
import type { Offer } from "./offer.ts";
import * as offerStore from "./offer-store.ts";

export interface Moving {
  /** To another place, at the same time. */
  elsewhere: boolean;
  /** What the organiser says of it. */
  reason: string;
}

/** Occasions are at another place, and their offers as they were. Who has places is told by whoever moved them, groups and who entered a draw here: answers how many of these. */
export async function moveElsewhere(
  ctx: TxCtx,
  offerIds: readonly string[],
  reason: string,
): Promise<number> {
  if (offerIds.length === 0) return 0;
  return noteMove(ctx, await offerStore.lockOffers(ctx.db, offerIds), { elsewhere: true, reason });
}

/** From now on who had places before may stay away, or give back up to the start, without a mark, and has none of it. The offers must be locked. Answers how many of groups and of who entered a draw for it were told. */
export async function noteMove(
  ctx: TxCtx,
  offers: readonly Offer[],
  { elsewhere, reason }: Moving,
): Promise<number> {
  const offerIds = offers.map(({ id }) => id);
  await offerStore.noteMoved(ctx.db, offerIds, ctx.clock());
  await liftMarks(ctx, { why: "moved", offerIds }, reason);
  const entrants = await heedMoved(ctx, offers, { elsewhere });
  return entrants + (await tellGroups(ctx, offers, { what: elsewhere ? "elsewhere" : "moved" }));
}
