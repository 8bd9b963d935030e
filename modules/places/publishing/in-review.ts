import type { TxCtx } from "#platform/ctx";
import { found, refused } from "#platform/errors";
import type { PublicationState } from "#platform/publishing";
import { type FacilityRow, lockFacility } from "../facility/facility-store.ts";

/** Others are reading it: what they check must not change under them. It is taken back or sent back first. */
export function inReview({ state }: { state: PublicationState }): boolean {
  return state === "submitted" || state === "checked" || state === "approved";
}

/** The place, locked. Refuses while others review it. */
export async function placeNotInReview(ctx: TxCtx, id: string): Promise<FacilityRow> {
  const place = found(await lockFacility(ctx.db, id), "place", id);
  if (inReview(place)) throw refused("place.in-review");
  return place;
}

/** The place, locked, for a change of what its page shows. Refuses also when it is no more. */
export async function placeToEdit(ctx: TxCtx, id: string): Promise<FacilityRow> {
  const place = await placeNotInReview(ctx, id);
  if (place.endedOn) throw refused("place.ended", { day: place.endedOn });
  return place;
}
