/** SQL of the seats of an offer: whose pool each is of, and who has it. */
import type { Plan } from "#libs/seats";
import { type Db, sql, type Tx } from "#platform/db";
import { taking } from "../claiming/claim-state.ts";
import type { PoolChannel } from "../offers/offer.ts";
import type { KeptFor } from "./kept.ts";

export interface HallSeat {
  id: string;
  label: string;
  channel: PoolChannel | null;
  keptFor: KeptFor | null;
  /** Who has it. */
  claimId: string | null;
}

/** The plan of an offer's hall. */
export function planOfOffer(
  db: Db,
  offerId: string,
): Promise<{ planId: string; version: number; plan: Plan } | null> {
  return db.maybeOne`
    select p.id as plan_id, p.version, p.plan from booking.seating s join booking.seat_plan p on p.id = s.plan_id
     where s.offer_id = ${offerId}`;
}

/** Its seats in the order of the plan, with who has them. */
export function hallSeats(db: Db, offerId: string): Promise<HallSeat[]> {
  return db.many<HallSeat>`
    select s.seat_id as id, s.label, s.channel, s.kept_for, t.claim_id
      from booking.offer_seat s left join booking.seat_taken t on t.offer_id = s.offer_id and t.seat_id = s.seat_id
     where s.offer_id = ${offerId} order by s.nth`;
}

export interface SeatRow {
  claimId: string;
  seatId: string;
  channel: PoolChannel;
}

/** Gives seats to claims, in one statement however many they are. A seat that somebody has makes it fail. */
export function takeSeats(tx: Tx, offerId: string, rows: readonly SeatRow[]): Promise<number> {
  return tx.run`
    insert into booking.seat_taken (offer_id, seat_id, channel, claim_id)
    select ${offerId}, t.seat_id, t.channel, t.claim_id
      from unnest(${rows.map(({ seatId }) => seatId)}::text[], ${rows.map(({ channel }) => channel)}::text[],
                  ${rows.map(({ claimId }) => claimId)}::uuid[]) as t(seat_id, channel, claim_id)`;
}

/** Frees these seats of a claim. Answers how many were its own. */
export function freeSeats(tx: Tx, claimId: string, seatIds: readonly string[]): Promise<number> {
  return tx.run`delete from booking.seat_taken where claim_id = ${claimId} and seat_id = any(${[...seatIds]}::text[])`;
}

/** Part of a statement that ends claims: their seats are free with their places. */
export const freeSeatsOfGone = sql.raw(
  "freed as (delete from booking.seat_taken s using gone where s.claim_id = gone.id)",
);

/** The seats of claims in the order of the plan; claims without seats are left out. */
export async function seatsOfClaims(
  db: Db,
  claimIds: readonly string[],
): Promise<Map<string, { id: string; label: string }[]>> {
  if (claimIds.length === 0) return new Map();
  const rows = await db.many<{ claimId: string; id: string; label: string }>`
    select t.claim_id, t.seat_id as id, s.label
      from booking.seat_taken t join booking.offer_seat s on s.offer_id = t.offer_id and s.seat_id = t.seat_id
     where t.claim_id = any(${[...claimIds]}::uuid[]) order by t.claim_id, s.nth`;
  const byClaim = Map.groupBy(rows, ({ claimId }) => claimId);
  return new Map(
    [...byClaim].map(([claim, seats]) => [claim, seats.map(({ id, label }) => ({ id, label }))]),
  );
}

/** The offer has this plan from now on, all of its seats in one pool. */
export async function setSeating(
  tx: Tx,
  { offerId, planId, channel }: { offerId: string; planId: string; channel: PoolChannel },
  seats: readonly { id: string; label: string }[],
): Promise<void> {
  await tx.run`delete from booking.offer_seat where offer_id = ${offerId}`;
  await tx.run`
    insert into booking.seating (offer_id, plan_id) values (${offerId}, ${planId})
        on conflict (offer_id) do update set plan_id = excluded.plan_id`;
  await tx.run`
    insert into booking.offer_seat (offer_id, seat_id, nth, label, channel)
    select ${offerId}, s.id, s.nth, s.label, ${channel}
      from unnest(${seats.map(({ id }) => id)}::text[], ${seats.map(({ label }) => label)}::text[])
           with ordinality as s(id, label, nth)`;
  await tx.run`update booking.offer set rules = rules || '{"seated": true}' where id = ${offerId}`;
}

/** These seats are of another pool now, or kept. The database refuses one that somebody has. Answers how many there are. */
export function shareSeats(
  tx: Tx,
  offerId: string,
  { seats, channel, kept }: { seats: readonly string[]; channel: PoolChannel | null; kept: KeptFor | null },
): Promise<number> {
  return tx.run`
    update booking.offer_seat set channel = ${channel}, kept_for = ${kept}
     where offer_id = ${offerId} and seat_id = any(${[...seats]}::text[])`;
}

/** How many seats each pool of an offer has: its quotas. */
export function seatsByPool(db: Db, offerId: string): Promise<{ channel: PoolChannel; quota: number }[]> {
  return db.many`
    select channel, count(*)::int as quota from booking.offer_seat
     where offer_id = ${offerId} and channel is not null group by channel order by channel`;
}

/** Where seats and places do not agree: claims with another number of seats than places, pools with another quota. Empty, or something is wrong. */
export function seatDrift(db: Db): Promise<{ what: string; id: string; seats: number; places: number }[]> {
  return db.many`
    with seated as (
      select c.id, count(t.seat_id)::int as seats,
             case when c.state = any(${taking}::text[]) then c.size else 0 end as places
        from booking.claim c join booking.seating s on s.offer_id = c.offer_id
        left join booking.seat_taken t on t.claim_id = c.id
       group by c.id)
    select 'claim' as what, id, seats, places from seated where seats <> places
    union all
    select 'pool', p.id, count(s.seat_id)::int, p.quota
      from booking.pool p join booking.seating g on g.offer_id = p.offer_id
      left join booking.offer_seat s on s.offer_id = p.offer_id and s.channel = p.channel
     where p.open group by p.id having count(s.seat_id) <> p.quota`;
}
