/** The seats of an offer while places are given out: picked one after another, written together. The pools must be locked. */
import { notifyAll } from "#people";
import type { TxCtx } from "#platform/ctx";
import type { Tx } from "#platform/db";
import type { Against, Offer, PoolChannel } from "../offers/offer.ts";
import { aboutOf } from "../views.ts";
import { type Hall, pickSeats, type SeatWish, seatsIn, told } from "./pick.ts";
import * as store from "./seat-store.ts";

export interface SeatsAt {
  /** The pools that have the seats that were named, where one has them all; else those that were asked. */
  channelsFor(channels: readonly PoolChannel[], wish: SeatWish): readonly PoolChannel[];
  /** How many wheelchair spaces there are in the pool of these that has the most, whoever has them now. */
  wheelchairSpaces(channels: readonly PoolChannel[]): number;
  /** Picks seats under a key; null, or why there are none. What is picked the next does not get. */
  pick(key: string, channel: PoolChannel, wish: SeatWish): Against | null;
  /** Gives what was picked to these claims, in one statement, and tells whose they are. */
  write(ctx: TxCtx, claims: readonly { id: string; key: string; subject: string | null }[]): Promise<void>;
}

/** Null where seats are not numbered: then nothing more is asked. */
export async function seatsAt(tx: Tx, offer: Offer): Promise<SeatsAt | null> {
  if (!offer.rules.seated) return null;
  const offerId = offer.id;
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
    wheelchairSpaces(channels) {
      const spaces = seatsIn(of.plan).flatMap(({ id, kind }) =>
        kind === "wheelchair" ? poolOf.get(id) : [],
      );
      return Math.max(0, ...channels.map((one) => spaces.filter((channel) => channel === one).length));
    },
    pick(key, channel, wish) {
      const left = free.get(channel) ?? new Set();
      const { seats: got, against } = pickSeats(hall, left, wish);
      if (!got) return { ...against, ...nextFor(against, offer) };
      for (const id of got) left.delete(id);
      picked.set(
        key,
        got.map((seatId) => ({ claimId: key, seatId, channel })),
      );
      return null;
    },
    async write(ctx, claims) {
      const taken = claims.map((claim) => ({ ...claim, rows: picked.get(claim.key) ?? [] }));
      const rows = taken.flatMap(({ id, rows }) => rows.map((row) => ({ ...row, claimId: id })));
      if (rows.length === 0) return;
      await store.takeSeats(ctx.db, offerId, rows);
      await tellSeats(
        ctx,
        offer,
        taken.map(({ subject, rows }) => ({
          subject,
          seats: told(
            hall,
            rows.map(({ seatId }) => seatId),
          ),
        })),
      );
    },
  };
}

/** Who finds no wheelchair space can wait for one; who chose other seats looks again. */
function nextFor({ id, data }: Against, { id: offerId, rules }: Offer): Pick<Against, "data" | "next"> {
  return id === "claim.wheelchair-spaces-short" && rules.waitingList
    ? { data: { ...data, line: "yes" }, next: `/line/${offerId}` }
    : { next: `/seats/${offerId}` };
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

// texts: notice.seats.yours
/** Tells people which seats are theirs now. */
export async function tellSeats(
  ctx: TxCtx,
  offer: Offer,
  whose: readonly { subject: string | null; seats: string }[],
): Promise<void> {
  const title = (await aboutOf(ctx, [offer])).get(offer.ref)?.title ?? "";
  await notifyAll(
    ctx,
    whose.flatMap(({ subject, seats }) =>
      subject
        ? {
            to: subject,
            key: "notice.seats.yours",
            kind: "booking-change" as const,
            neededBy: offer.startsAt,
            values: { title, at: offer.startsAt, seats },
            href: `/seats/${offer.id}`,
          }
        : [],
    ),
  );
}
