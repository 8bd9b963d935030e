/** Somebody sits elsewhere: the seats of a claim are exchanged for others of the same pool, as many as it has places. */
import { Temporal } from "temporal-polyfill";
import { audit } from "#platform/audit";
import { principal } from "#platform/auth";
import type { TxCtx } from "#platform/ctx";
import { found, refused } from "#platform/errors";
import { givable, isOneOf } from "../claiming/claim-state.ts";
import * as claimStore from "../claiming/claim-store.ts";
import * as offerStore from "../offers/offer-store.ts";
import { pickSeats, type SeatWish, told } from "./pick.ts";
import * as store from "./seat-store.ts";
import { freeByPool, tellSeats } from "./seats-at.ts";

/** Seats that are named, or the best there are now; one's own count as free. Refuses as a claim does. */
export async function changeSeats(
  ctx: TxCtx,
  { claimId, ...wish }: { claimId: string } & Omit<SeatWish, "size">,
): Promise<{ claimId: string; seats: string[] }> {
  const asked = found(await claimStore.claim(ctx.db, claimId), "claim", claimId);
  await offerStore.lockPools(ctx.db, [asked.offerId]);
  const claim = found(await claimStore.claimWithChannel(ctx.db, claimId), "claim", claimId);
  if (claim.subject !== asked.subject) throw refused("claim.handed-on");
  const offer = found(await offerStore.offer(ctx.db, claim.offerId), "offer", claim.offerId);
  const { size, channel, offerId } = claim;
  const of = await store.planOfOffer(ctx.db, offerId);
  if (!of) throw refused("seating.none");
  const over = Temporal.Instant.compare(ctx.clock(), offer.startsAt) >= 0;
  if (!isOneOf(givable, claim.state) || over) throw refused("claim.seats-fixed");
  const seats = await store.hallSeats(ctx.db, offerId);
  const own = seats.flatMap(({ id, claimId }) => (claimId === claim.id ? [id] : []));
  const free = new Set([...(freeByPool(seats).get(channel) ?? []), ...own]);
  const hall = { plan: of.plan, labels: new Map(seats.map(({ id, label }) => [id, label])) };
  const { seats: got, against } = pickSeats(hall, free, { ...wish, size });
  if (!got) throw refused(against.id, against.data, { next: `/seats/${offerId}` });
  await store.freeSeats(ctx.db, claim.id, own);
  await store.takeSeats(
    ctx.db,
    offerId,
    got.map((seatId) => ({ claimId, seatId, channel })),
  );
  await claimStore.noteChanged(ctx.db, claimId, ctx.clock());
  // Who did it on the page sees it there.
  if (claim.subject !== principal(ctx.actor)?.subject)
    await tellSeats(ctx, offer, [{ subject: claim.subject, seats: told(hall, got) }]);
  await audit(ctx, {
    what: "claim.seats-changed",
    on: { kind: "claim", id: claimId },
    subject: claim.subject,
  });
  return { claimId, seats: got.flatMap((id) => hall.labels.get(id) ?? []) };
}
