/** The seats of an offer while places are given out: picked one after another, written together. The pools must be locked. */
import type { Tx } from "#platform/db";
import type { Against, Offer, PoolChannel } from "../offer.ts";
import { type Hall, pickSeats, type SeatWish } from "./pick.ts";
import * as store from "./seat-store.ts";

export interface SeatsAt {
  /** The pools that have the seats that were named, where one has them all; else those that were asked. */
  channelsFor(channels: readonly PoolChannel[], wish: SeatWish): readonly PoolChannel[];
  /** Picks seats under a key; null, or why there are none. What is picked the next does not get. */
  pick(key: string, channel: PoolChannel, wish: SeatWish): Against | null;
  /** Gives what was picked to these claims, in one statement. */
  write(tx: Tx, claims: readonly { id: string; key: string }[]): Promise<void>;
}

/** Null where seats are not numbered: then nothing more is asked. */
export async function seatsAt(
  tx: Tx,
  { id: offerId, rules }: Pick<Offer, "id" | "rules">,
): Promise<SeatsAt | null> {
  if (!rules.seated) return null;
  const of = await store.planOfOffer(tx, offerId);
  if (!of) throw new Error(`offer ${offerId}: numbered seats without a plan`);
  const seats = await store.hallSeats(tx, offerId);
  const hall: Hall = { plan: of.plan, labels: new Map(seats.map(({ id, label }) => [id, label])) };
  const poolOf = new Map(seats.map(({ id, channel }) => [id, channel]));
  const free = freeByPool(seats);
  const picked = new Map<string, store.SeatRow[]>();
  return {
    channelsFor(channels, { seats: named }) {
      const pools = new Set(named?.map((id) => poolOf.get(id)));
      const [only] = pools;
      return pools.size === 1 && only && channels.includes(only) ? [only] : channels;
    },
    pick(key, channel, wish) {
      const left = free.get(channel) ?? new Set();
      const { seats: got, against } = pickSeats(hall, left, wish);
      if (!got) return { ...against, next: `/seats/${offerId}` };
      for (const id of got) left.delete(id);
      picked.set(
        key,
        got.map((seatId) => ({ claimId: key, seatId, channel })),
      );
      return null;
    },
    async write(tx, claims) {
      const rows = claims.flatMap(({ id, key }) =>
        (picked.get(key) ?? []).map((row) => ({ ...row, claimId: id })),
      );
      if (rows.length > 0) await store.takeSeats(tx, offerId, rows);
    },
  };
}

/** What is free in each pool. */
export function freeByPool(
  seats: readonly Pick<store.HallSeat, "id" | "channel" | "claimId">[],
): Map<PoolChannel, Set<string>> {
  const free = new Map<PoolChannel, Set<string>>();
  for (const { id, channel, claimId } of seats) {
    if (!channel || claimId) continue;
    const pool = free.get(channel) ?? new Set();
    pool.add(id);
    free.set(channel, pool);
  }
  return free;
}
