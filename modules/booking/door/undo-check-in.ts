/** A mistake at the door taken back: the wrong name, the wrong number of people, a second group that was one. */
import { audit } from "#platform/audit";
import { type Ctx, type TxCtx, today } from "#platform/ctx";
import { found, refused } from "#platform/errors";
import { announce } from "#platform/events";
import type { ClaimState } from "../claiming/claim-state.ts";
import * as claimStore from "../claiming/claim-store.ts";
import { newsOf } from "../news.ts";
import { type Against, type Offer, reasonAgainstUndoing } from "../offers/offer.ts";
import * as offerStore from "../offers/offer-store.ts";
import { markAfter } from "../penalties/marking.ts";
import * as doorStore from "./door-store.ts";

export interface Undone {
  claimId: string;
  size: number;
  state: ClaimState;
}

/** Why no check-in of an occasion can be taken back now, or null. */
export function againstUndoing(ctx: Ctx, offer: Offer): Against | null {
  const lastDay = offer.endsAt.toZonedDateTimeISO(ctx.city.zone).toPlainDate();
  return reasonAgainstUndoing({ today: today(ctx), lastDay });
}

/**
 * Takes a check-in back on the day of the occasion: who is named is expected again, or has missed it when it is over; people nobody
 * named, and everybody where the occasion was cut short, give their places back. Refuses afterwards, and what is not checked in.
 */
export async function undoCheckIn(ctx: TxCtx, input: { offerId: string; claimId: string }): Promise<Undone> {
  const offer = found(await offerStore.offerAtDoor(ctx.db, input.offerId), "offer", input.offerId);
  const known = await claimStore.claim(ctx.db, input.claimId);
  const claim = found(known?.offerId === offer.id ? known : null, "claim", input.claimId);
  const against = againstUndoing(ctx, offer);
  if (against) throw refused(against.id, against.data);
  const whole = offer.state === "open";
  // Pools before claims, as everywhere.
  if (claimStore.isNobodys(claim) || !whole) await offerStore.lockPools(ctx.db, [offer.id]);
  const undone = await doorStore.undoCheckIn(ctx.db, { claimId: input.claimId, whole }, ctx.clock());
  if (!undone) throw refused("check-in.not-in");
  const news = newsOf(offer, undone);
  await announce(ctx, "claim.check-in-undone", {
    ...news,
    size: undone.came,
    checkedInAt: undone.cameAt.toString(),
  });
  const gone = claimStore.isNobodys(undone) || !whole;
  if (gone) {
    await claimStore.cancelClaims(ctx.db, { claimIds: [undone.id] }, "undone", ctx.clock());
    await announce(ctx, "claim.cancelled", { ...news, by: "staff" });
  } else if (undone.state === "no-show") {
    await announce(ctx, "claim.missed", news);
    await markAfter(ctx, offer);
  }
  await audit(ctx, {
    what: "claim.check-in-undone",
    on: { kind: "claim", id: undone.id },
    subject: undone.subject,
    detail: { size: undone.came },
  });
  return { claimId: undone.id, size: undone.came, state: gone ? "cancelled" : undone.state };
}
