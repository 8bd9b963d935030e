/** Some of a party give their places back: which seats go is theirs to say. */
import type { Tx } from "#platform/db";
import { refused } from "#platform/errors";
import type { PoolChannel } from "../offers/offer.ts";
import { reasonAgainstGiving } from "./pick.ts";
import * as store from "./seat-store.ts";
import { freeByPool } from "./seats-at.ts";

/**
 * Frees exactly so many named seats of a claim. Refuses without names, seats that are not its own, and those that would leave a seat
 * alone, or a companion's seat without its space, where others would not. The pools must be locked.
 */
export async function giveSeatsBack(
  tx: Tx,
  { id, offerId, channel }: { id: string; offerId: string; channel: PoolChannel },
  { count, seats }: { count: number; seats: readonly string[] | undefined },
): Promise<void> {
  const next = { next: `/seats/${offerId}` };
  if (seats?.length === 0) throw refused("claim.seats-none", {}, next);
  const given = [...new Set(seats)];
  const of = await store.planOfOffer(tx, offerId);
  const hall = await store.hallSeats(tx, offerId);
  const freed = given.length === count ? await store.freeSeats(tx, id, given) : 0;
  if (!of || freed !== count) throw refused("claim.say-seats", { count }, next);
  const own = hall.flatMap((seat) => (seat.claimId === id ? [seat.id] : []));
  const labels = new Map(hall.map((seat) => [seat.id, seat.label]));
  const free = freeByPool(hall).get(channel) ?? new Set();
  const against = reasonAgainstGiving({ plan: of.plan, labels }, free, { own, given });
  if (against) throw refused(against.id, against.data, next);
}
