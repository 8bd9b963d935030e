/** All SQL of booking. */
import type { Temporal } from "temporal-polyfill";
import { type Db, newId, sql, type Tx } from "#platform/db";
import type { Offer, Pool, PoolChannel } from "./offer.ts";

const offerColumns = sql.raw(
  "id, kind, ref, org_path, state, cut_short, opens_at, closes_at, starts_at, ends_at, rules",
);

export interface Claim {
  id: string;
  offerId: string;
  poolId: string;
  subject: string | null;
  size: number;
  state: ClaimState;
  madeAt: Temporal.Instant;
  checkedInAt: Temporal.Instant | null;
}
export type ClaimState =
  | "held"
  | "confirmed"
  | "checked-in"
  | "attended"
  | "no-show"
  | "cancelled"
  | "expired"
  | "refused";

const claimColumns = sql.raw(
  "c.id, c.offer_id, c.pool_id, c.subject, c.size, c.state, c.made_at, c.checked_in_at",
);

export function offer(db: Db, id: string): Promise<Offer | null> {
  return db.maybeOne<Offer>`select ${offerColumns} from booking.offer where id = ${id}`;
}

export function offers(db: Db, ids: string[]): Promise<Offer[]> {
  return db.many<Offer>`select ${offerColumns} from booking.offer where id = any(${ids}::uuid[])`;
}

export function pools(db: Db, offerIds: string[]): Promise<(Pool & { offerId: string })[]> {
  return db.many<Pool & { offerId: string }>`
    select id, offer_id, channel, quota, taken, open, releases_at from booking.pool
     where offer_id = any(${offerIds}::uuid[]) order by offer_id, array_position(array['online','counter','helper','organisation','walk-in'], channel)`;
}

/** Locks the offer against changes of its state while places are counted anew. */
export function lockOffer(tx: Tx, id: string): Promise<Offer | null> {
  return tx.maybeOne<Offer>`select ${offerColumns} from booking.offer where id = ${id} for update`;
}

/** The offer as the door needs it: nobody closes or changes it before the people now at the door are in or refused. */
export function offerAtDoor(tx: Tx, id: string): Promise<Offer | null> {
  return tx.maybeOne<Offer>`select ${offerColumns} from booking.offer where id = ${id} for share`;
}

export async function insertOffer(tx: Tx, o: Omit<Offer, "id" | "state" | "cutShort">): Promise<string> {
  const id = newId();
  await tx.run`
    insert into booking.offer (id, kind, ref, org_path, opens_at, closes_at, starts_at, ends_at, rules)
    values (${id}, ${o.kind}, ${o.ref}, ${o.orgPath}, ${o.opensAt}, ${o.closesAt}, ${o.startsAt}, ${o.endsAt}, ${JSON.stringify(o.rules)})`;
  return id;
}

export async function updateOffer(
  tx: Tx,
  id: string,
  o: Omit<Offer, "id" | "kind" | "ref" | "orgPath" | "state">,
): Promise<void> {
  await tx.run`
    update booking.offer set opens_at = ${o.opensAt}, closes_at = ${o.closesAt}, starts_at = ${o.startsAt}, ends_at = ${o.endsAt},
           rules = ${JSON.stringify(o.rules)}
     where id = ${id}`;
}

export interface PoolInput {
  channel: PoolChannel;
  quota: number;
  releasesAt: Temporal.Instant | null;
}

/** Locks an offer's pools in one order: claims in flight are waited for, new ones wait. */
export async function lockPools(tx: Tx, offerId: string): Promise<void> {
  await tx.run`select from booking.pool where offer_id = ${offerId} order by id for update`;
}

/** Sets the pools of an offer; a pool left out closes. The CHECK refuses a quota below what is taken. */
export async function setPools(tx: Tx, offerId: string, wanted: PoolInput[]): Promise<void> {
  await tx.run`
    insert into booking.pool (id, offer_id, channel, quota, releases_at)
    select id, ${offerId}, channel, quota, releases_at
      from unnest(${wanted.map(() => newId())}::uuid[], ${wanted.map((p) => p.channel)}::text[], ${wanted.map((p) => p.quota)}::int[],
                  ${wanted.map((p) => p.releasesAt?.toString() ?? null)}::timestamptz[]) as w(id, channel, quota, releases_at)
        on conflict (offer_id, channel) do update set quota = excluded.quota, releases_at = excluded.releases_at, open = true`;
  await tx.run`
    update booking.pool set quota = taken, open = false where offer_id = ${offerId} and channel <> all(${wanted.map((p) => p.channel)}::text[])`;
}

export interface ClaimRow {
  offerId: string;
  poolId: string;
  subject: string | null;
  madeBy: string | null;
  size: number;
  state: "confirmed" | "checked-in";
  now: Temporal.Instant;
}

/**
 * Takes `size` places from a pool and makes the claim, in one statement. `took` is false when they are not there or not
 * open any more; took without a claim means that this person has a living claim already (the caller must roll back).
 */
export function takePlaces(tx: Tx, c: ClaimRow): Promise<{ took: boolean; id: string | null }> {
  return tx.one<{ took: boolean; id: string | null }>`
    with pool as (
      update booking.pool p set taken = p.taken + ${c.size}
        from booking.offer o
       where p.id = ${c.poolId} and o.id = p.offer_id and p.taken + ${c.size} <= p.quota
         and p.open and ${c.now} < o.ends_at and ${c.now} >= greatest(o.opens_at, p.releases_at)
      returning p.id, p.offer_id),
    made as (
      insert into booking.claim (id, offer_id, pool_id, subject, made_by, size, state, made_at, changed_at, checked_in_at)
      select ${newId()}, offer_id, id, ${c.subject}, ${c.madeBy}, ${c.size}, ${c.state}, ${c.now}::timestamptz, ${c.now}::timestamptz,
             case when ${c.state} = 'checked-in' then ${c.now}::timestamptz end
        from pool
          on conflict do nothing
      returning id)
    select exists (select from pool) as took, (select id from made) as id`;
}

/** Cancels living claims and gives their places back, in one statement. Answers those that really changed. */
export function cancelClaims(
  tx: Tx,
  by: { claimIds: string[] } | { offerId: string } | { subject: string; startingAfter: Temporal.Instant },
  because: string | null,
  now: Temporal.Instant,
): Promise<(Claim & { channel: PoolChannel })[]> {
  const which =
    "offerId" in by
      ? sql`c.offer_id = ${by.offerId}`
      : "claimIds" in by
        ? sql`c.id = any(${by.claimIds}::uuid[])`
        : sql`c.subject = ${by.subject} and exists (
              select from booking.offer o where o.id = c.offer_id and o.starts_at > ${by.startingAfter})`;
  return tx.many<Claim & { channel: PoolChannel }>`
    with gone as (
      update booking.claim c set state = 'cancelled', changed_at = ${now}, cancelled_because = ${because}
       where ${which} and c.state in ('held', 'confirmed')
      returning ${claimColumns}),
    back as (
      update booking.pool p set taken = p.taken - g.size
        from (select pool_id, sum(size)::int as size from gone group by pool_id) g
       where p.id = g.pool_id
      returning p.id, p.channel)
    select gone.*, back.channel from gone join back on back.id = gone.pool_id`;
}

/** Closes an offer and its pools. Waits for claims in flight: after it, no new claim can appear. */
export async function closeOffer(
  tx: Tx,
  id: string,
  { because, cutShort }: { because: string; cutShort: boolean },
): Promise<boolean> {
  const closed = await tx.run`
    update booking.offer set state = 'closed', closed_because = ${because}, cut_short = ${cutShort}
     where id = ${id} and state = 'open'`;
  await tx.run`update booking.pool set open = false where offer_id = ${id}`;
  return closed === 1;
}

/** Marks a confirmed claim as checked in; null when it is not (or no longer) confirmed. */
export function checkIn(tx: Tx, claimId: string, now: Temporal.Instant): Promise<Claim | null> {
  return tx.maybeOne<Claim>`
    update booking.claim c set state = 'checked-in', checked_in_at = ${now}, changed_at = ${now}
     where c.id = ${claimId} and c.state = 'confirmed' returning ${claimColumns}`;
}

export interface UndoneCheckIn extends Claim {
  channel: PoolChannel;
  /** When they had come. */
  cameAt: Temporal.Instant;
}

/** Makes everybody who is in confirmed again. The offer must be locked, so that nobody comes in meanwhile. */
export function undoCheckIns(tx: Tx, offerId: string, now: Temporal.Instant): Promise<UndoneCheckIn[]> {
  return tx.many<UndoneCheckIn>`
    with came as (
      select id, checked_in_at as came_at from booking.claim where offer_id = ${offerId} and state = 'checked-in'),
    undone as (
      update booking.claim c set state = 'confirmed', checked_in_at = null, changed_at = ${now}
        from came where came.id = c.id
      returning ${claimColumns}, came.came_at)
    select undone.*, p.channel from undone join booking.pool p on p.id = undone.pool_id order by undone.came_at, undone.id`;
}

/** Takes one check-in back: expected again; who is named and the occasion settled has missed it. Null when it is not (or no longer) in. */
export function undoCheckIn(tx: Tx, claimId: string, now: Temporal.Instant): Promise<UndoneCheckIn | null> {
  return tx.maybeOne<UndoneCheckIn>`
    with came as (
      select id, state, checked_in_at as came_at from booking.claim
       where id = ${claimId} and state in ('checked-in', 'attended') for update),
    undone as (
      update booking.claim c set state = case when came.state = 'attended' and subject is not null then 'no-show' else 'confirmed' end,
             checked_in_at = null, changed_at = ${now}
        from came where came.id = c.id
      returning ${claimColumns}, came.came_at)
    select undone.*, p.channel from undone join booking.pool p on p.id = undone.pool_id`;
}

export function claim(db: Db, id: string): Promise<Claim | null> {
  return db.maybeOne<Claim>`select ${claimColumns} from booking.claim c where c.id = ${id}`;
}

/** The offers of many claims. */
export function offersOfClaims(db: Db, ids: string[]): Promise<{ id: string; offerId: string }[]> {
  return db.many<{ id: string; offerId: string }>`
    select id, offer_id from booking.claim where id = any(${ids}::uuid[])`;
}

/** The person's living claim on an offer, or the latest of any state. */
export function claimOf(db: Db, offerId: string, subject: string): Promise<Claim | null> {
  return db.maybeOne<Claim>`
    select ${claimColumns} from booking.claim c where c.offer_id = ${offerId} and c.subject = ${subject}
     order by c.state in ('held', 'confirmed', 'checked-in', 'attended') desc, c.made_at desc limit 1`;
}

export function claimsOfOffer(db: Db, offerId: string): Promise<(Claim & { channel: PoolChannel })[]> {
  return db.many<Claim & { channel: PoolChannel }>`
    select ${claimColumns}, p.channel from booking.claim c join booking.pool p on p.id = c.pool_id
     where c.offer_id = ${offerId} order by c.made_at, c.id`;
}

/** Named holders of living claims on these offers. */
export function livingHolders(
  db: Db,
  offerIds: readonly string[],
): Promise<{ offerId: string; claimId: string; subject: string; size: number; state: ClaimState }[]> {
  return db.many`
    select offer_id, id as claim_id, subject, size, state from booking.claim
     where offer_id = any(${offerIds}::uuid[]) and state in ('held', 'confirmed', 'checked-in') and subject is not null
     order by offer_id, made_at, id`;
}

/** How many living claims of named people there are on these offers together. */
export async function countLiving(db: Db, offerIds: readonly string[]): Promise<number> {
  const { living } = await db.one<{ living: number }>`
    select count(*)::int as living from booking.claim
     where offer_id = any(${offerIds}::uuid[]) and state in ('held', 'confirmed', 'checked-in') and subject is not null`;
  return living;
}

/** People expected and arrived, for many offers at once. */
export function countHolders(
  db: Db,
  offerIds: string[],
): Promise<{ offerId: string; expected: number; arrived: number }[]> {
  return db.many<{ offerId: string; expected: number; arrived: number }>`
    select offer_id, coalesce(sum(size) filter (where state in ('confirmed', 'checked-in', 'attended', 'no-show')), 0)::int as expected,
           coalesce(sum(size) filter (where state in ('checked-in', 'attended')), 0)::int as arrived
      from booking.claim where offer_id = any(${offerIds}::uuid[]) group by offer_id`;
}

/** A person's claims: coming occasions first, soonest on top, then the past. */
export function claimsOfSubject(
  db: Db,
  subject: string,
  now: Temporal.Instant,
  limit: number,
): Promise<(Claim & { channel: PoolChannel; kind: string; ref: string })[]> {
  return db.many<Claim & { channel: PoolChannel; kind: string; ref: string }>`
    select ${claimColumns}, p.channel, o.kind, o.ref
      from booking.claim c join booking.pool p on p.id = c.pool_id join booking.offer o on o.id = c.offer_id
     where c.subject = ${subject}
     order by o.ends_at < ${now}, case when o.ends_at < ${now} then null else o.starts_at end, o.starts_at desc
     limit ${limit}`;
}

/**
 * A person's living claims on other occasions at the time of this one, soonest first. What lasts longer than a day is come to at
 * some time of it, and overlaps nothing.
 */
export function overlapping(
  db: Db,
  offerId: string,
  subject: string,
): Promise<(Pick<Offer, "kind" | "ref" | "startsAt" | "endsAt"> & { claimId: string })[]> {
  return db.many`
    select c.id as claim_id, o.kind, o.ref, o.starts_at, o.ends_at
      from booking.offer this join booking.claim c on c.subject = ${subject} and c.offer_id <> this.id
      join booking.offer o on o.id = c.offer_id
     where this.id = ${offerId} and c.state in ('held', 'confirmed', 'checked-in')
       and o.starts_at < this.ends_at and o.ends_at > this.starts_at
       and o.ends_at <= o.starts_at + interval '24 hours' and this.ends_at <= this.starts_at + interval '24 hours'
     order by o.starts_at, c.id`;
}

/** Offers of organisations below these paths whose occasion overlaps the span: what the door is working on. */
export function offersBetween(
  db: Db,
  paths: string[],
  { from, to, limit }: { from: Temporal.Instant; to: Temporal.Instant; limit: number },
): Promise<Offer[]> {
  return db.many<Offer>`
    select ${offerColumns} from booking.offer o
     where o.starts_at < ${to} and o.ends_at > ${from}
       and exists (select from unnest(${paths}::text[]) as p(path) where starts_with(o.org_path, p.path))
     order by o.starts_at, o.id limit ${limit}`;
}

/** Offers that ended and whose claims have not been settled. */
export function offersToSettle(db: Db, now: Temporal.Instant): Promise<Offer[]> {
  return db.many<Offer>`
    select ${offerColumns} from booking.offer where settled_at is null and ends_at < ${now} order by ends_at limit 200`;
}

/** After the end: who was checked in has attended, who was not has missed it. Answers the missed. */
export async function settle(
  tx: Tx,
  offerId: string,
  now: Temporal.Instant,
): Promise<(Claim & { channel: PoolChannel })[]> {
  await tx.run`update booking.claim set state = 'attended', changed_at = ${now} where offer_id = ${offerId} and state = 'checked-in'`;
  const missed = await tx.many<Claim & { channel: PoolChannel }>`
    with missed as (
      update booking.claim c set state = 'no-show', changed_at = ${now} where c.offer_id = ${offerId} and c.state = 'confirmed'
      returning ${claimColumns})
    select missed.*, p.channel from missed join booking.pool p on p.id = missed.pool_id`;
  await tx.run`update booking.offer set settled_at = ${now} where id = ${offerId}`;
  return missed;
}

/** Pools whose count differs from their living claims. Empty, or something is wrong. */
export function poolDrift(db: Db): Promise<{ poolId: string; taken: number; claimed: number }[]> {
  return db.many`
    select p.id as pool_id, p.taken, coalesce(sum(c.size), 0)::int as claimed
      from booking.pool p left join booking.claim c
        on c.pool_id = p.id and c.state in ('held', 'confirmed', 'checked-in', 'attended', 'no-show')
     group by p.id having p.taken <> coalesce(sum(c.size), 0)`;
}

/** Living claims of two people on the same occasion, in pairs. */
export async function claimsTwice(db: Db, one: string, other: string): Promise<[Claim, Claim][]> {
  const rows = await db.many<{ offerId: string }>`
    select a.offer_id from booking.claim a join booking.claim b on b.offer_id = a.offer_id
     where a.subject = ${one} and b.subject = ${other}
       and a.state in ('held', 'confirmed', 'checked-in', 'attended')
       and b.state in ('held', 'confirmed', 'checked-in', 'attended')`;
  const claims = await db.many<Claim>`
    select ${claimColumns} from booking.claim c
     where c.offer_id = any(${rows.map(({ offerId }) => offerId)}::uuid[]) and c.subject in (${one}, ${other})
       and c.state in ('held', 'confirmed', 'checked-in', 'attended') order by c.offer_id, c.id for update`;
  return [...Map.groupBy(claims, ({ offerId }) => offerId).values()].flatMap(([first, second]) =>
    first && second ? [[first, second] as [Claim, Claim]] : [],
  );
}

/** The claim stays counted; whose it was is no longer told. */
export async function unnameClaims(tx: Tx, ids: string[]): Promise<void> {
  await tx.run`update booking.claim set subject = null where id = any(${ids}::uuid[])`;
}

/** Claims of one person become another's, and what the one claimed for others. Answers how many were their own. */
export async function moveClaims(tx: Tx, from: string, into: string): Promise<number> {
  await tx.run`update booking.claim set made_by = ${into} where made_by = ${from}`;
  return tx.run`update booking.claim set subject = ${into} where subject = ${from}`;
}

/** Loosens a person's claims from the person; the counts stay. */
export function forgetSubject(tx: Tx, subject: string): Promise<number> {
  return tx.run`
    update booking.claim set subject = case when subject = ${subject} then null else subject end,
           made_by = case when made_by = ${subject} then null else made_by end
     where subject = ${subject} or made_by = ${subject}`;
}
