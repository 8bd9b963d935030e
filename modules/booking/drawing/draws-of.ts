/** Which draw gives the places of an offer, for the module whose occasion it is. */
import type { Ctx } from "#platform/ctx";
import { drawsOfOffers } from "./draw-store.ts";
import { takesEntriesAt } from "./phase.ts";

export interface DrawOf {
  /** Null: none is made yet. */
  drawId: string | null;
  /** Its places on line are nobody's before a draw. */
  awaits: boolean;
  /** It can be entered now. */
  takesEntries: boolean;
}

/** Of these offers those whose places are drawn, or were; by offer, in one statement. */
export async function drawsOf(ctx: Ctx, offerIds: readonly string[]): Promise<Map<string, DrawOf>> {
  if (offerIds.length === 0) return new Map();
  const now = ctx.clock();
  const rows = await drawsOfOffers(ctx.db, offerIds);
  return new Map(
    rows.map(({ offerId, drawId, awaits, opensAt, closesAt }) => {
      const takesEntries =
        awaits && opensAt !== null && closesAt !== null && takesEntriesAt({ opensAt, closesAt }, now);
      return [offerId, { drawId, awaits, takesEntries }];
    }),
  );
}
