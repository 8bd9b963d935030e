/** SQL of claims that are held: confirmed, or let go with their places. */
import type { Temporal } from "temporal-polyfill";
import { type Db, sql, type Tx } from "#platform/db";
import { type Claim, claimColumns, type HeldFor } from "../claim-store.ts";
import type { PoolChannel } from "../offer.ts";
import { freeSeatsOfGone } from "../seating/seat-store.ts";

export interface Held extends Claim {
  channel: PoolChannel;
  heldFor: HeldFor;
}

/** Confirms what is held and still in time. Answers what really changed. */
export function confirm(tx: Tx, claimIds: readonly string[], now: Temporal.Instant): Promise<Held[]> {
  return tx.many<Held>`
    with done as (
      update booking.claim c set state = 'confirmed', changed_at = ${now}
       where c.id = any(${[...claimIds]}::uuid[]) and c.state = 'held' and c.held_until > ${now}
      returning ${claimColumns})
    select done.*, p.channel from done join booking.pool p on p.id = done.pool_id order by done.made_at, done.id`;
}

/** Lets go what is held, and gives the places and seats back, in one statement: what these are, or what is held for too long at an offer. */
export function letGo(
  tx: Tx,
  which: { claimIds: readonly string[] } | { dueOf: string },
  { state, now }: { state: "expired" | "refused"; now: Temporal.Instant },
): Promise<Held[]> {
  const those =
    "dueOf" in which
      ? sql`c.offer_id = ${which.dueOf} and c.held_until <= ${now}`
      : sql`c.id = any(${[...which.claimIds]}::uuid[])`;
  return tx.prepared.many<Held>`
    with gone as (
      update booking.claim c set state = ${state}, changed_at = ${now}
       where ${those} and c.state = 'held'
      returning ${claimColumns}),
    ${freeSeatsOfGone},
    back as (
      update booking.pool p set taken = p.taken - g.size
        from (select pool_id, sum(size)::int as size from gone group by pool_id) g
       where p.id = g.pool_id
      returning p.id, p.channel)
    select gone.*, back.channel from gone join back on back.id = gone.pool_id order by gone.made_at, gone.id`;
}

/** Who took an offer still needs the staff's answer, until then. */
export function awaitApproval(
  tx: Tx,
  claimId: string,
  { until, now }: { until: Temporal.Instant; now: Temporal.Instant },
): Promise<number> {
  return tx.run`
    update booking.claim set held_for = 'approval', held_until = ${until}, changed_at = ${now}
     where id = ${claimId} and state = 'held' and held_until > ${now}`;
}

/** Nothing is held at an offer beyond the close of its pool, for who waits beyond the end of the line, and for the others but at the counter beyond the last call. */
export async function holdNoLonger(
  tx: Tx,
  offerId: string,
  limits: readonly {
    channel: PoolChannel;
    closesAt: Temporal.Instant;
    lastCall: Temporal.Instant;
    lineEnds: Temporal.Instant;
  }[],
): Promise<void> {
  await tx.run`
    update booking.claim c
       set held_until = least(c.held_until, case c.held_for when 'counter' then l.closes_at when 'waiting' then l.line_ends else l.last_call end)
      from booking.pool p
      join unnest(${limits.map(({ channel }) => channel)}::text[], ${limits.map(({ closesAt }) => closesAt.toString())}::timestamptz[],
                  ${limits.map(({ lastCall }) => lastCall.toString())}::timestamptz[], ${limits.map(({ lineEnds }) => lineEnds.toString())}::timestamptz[])
               as l(channel, closes_at, last_call, line_ends)
        on l.channel = p.channel
     where p.id = c.pool_id and c.offer_id = ${offerId} and c.state = 'held'`;
}

/** Offers at which places are held longer than they were to be. */
export async function offersHeldTooLong(db: Db, now: Temporal.Instant): Promise<string[]> {
  const rows = await db.many<{ offerId: string }>`
    select distinct offer_id from booking.claim where state = 'held' and held_until <= ${now}`;
  return rows.map(({ offerId }) => offerId);
}

/** How many claims wait for approval at offers below these paths, those first that must be answered first; at most twenty offers. */
export function approvalsBelow(
  db: Db,
  paths: readonly string[],
): Promise<{ offerId: string; count: number }[]> {
  return db.many<{ offerId: string; count: number }>`
    select c.offer_id, count(*)::int as count
      from booking.claim c join booking.offer o on o.id = c.offer_id
     where c.state = 'held' and c.held_for = 'approval'
       and exists (select from unnest(${[...paths]}::text[]) as p(path) where starts_with(o.org_path, p.path))
     group by c.offer_id order by min(c.held_until), c.offer_id limit 20`;
}

/** What is held at an offer, the earliest first. */
export function heldAt(db: Db, offerId: string): Promise<Held[]> {
  return db.many<Held>`
    select ${claimColumns}, p.channel from booking.claim c join booking.pool p on p.id = c.pool_id
     where c.offer_id = ${offerId} and c.state = 'held' order by c.made_at, c.id`;
}
