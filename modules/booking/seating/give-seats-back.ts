/** Some of a party give their places back: which seats go is theirs to say. */
import type { Tx } from "#platform/db";
import { refused } from "#platform/errors";
import * as store from "./seat-store.ts";

/** Frees exactly so many named seats of a claim. Refuses without names, and seats that are not its own. */
export async function giveSeatsBack(
  tx: Tx,
  { id, offerId }: { id: string; offerId: string },
  { count, seats }: { count: number; seats: readonly string[] | undefined },
): Promise<void> {
  const named = new Set(seats);
  const freed = named.size === count ? await store.freeSeats(tx, id, [...named]) : 0;
  if (freed !== count) throw refused("claim.say-seats", { count }, { next: `/seats/${offerId}` });
}
