/** SQL of claims: made, found, given back. */
import type { Temporal } from "temporal-polyfill";
import { type Db, sql, type Tx } from "#platform/db";
import { type ClaimState, current, givable, living } from "./claim-state.ts";
import type { PoolChannel } from "./offer.ts";
import { currentStates } from "./reserving/states.ts";
import { freeSeatsOfGone } from "./seating/seat-store.ts";

export interface Claim {
  id: string;
  offerId: string;
  poolId: string;
  subject: string | null;
  /** Whose group it is for; then it is nobody's by name. */
  organisationId: string | null;
  size: number;
  state: ClaimState;
  madeAt: Temporal.Instant;
  checkedInAt: Temporal.Instant | null;
  heldFor: HeldFor | null;
  heldUntil: Temporal.Instant | null;
  /** How many of those who are in came, where not all did. */
  arrived: number | null;
}

/** How many of a claim that is in have come. */
export function cameOf({ arrived, size }: Pick<Claim, "arrived" | "size">): number {
  return arrived ?? size;
}

/** Nobody is expected by name: who walked in, and whoever was erased. */
export function isNobodys({ subject, organisationId }: Pick<Claim, "subject" | "organisationId">): boolean {
  return subject === null && organisationId === null;
}

/** What places wait for that are held: somebody's answer, the person at the counter, the staff's answer, who was drawn. */
export type HeldFor = "waiting" | "counter" | "approval" | "draw";

export interface Hold {
  for: HeldFor;
  until: Temporal.Instant;
}

/** What a claim is held for and until when; null where it is more than held, or no more. */
export function holdOf({
  state,
  heldFor,
  heldUntil,
}: Pick<Claim, "state" | "heldFor" | "heldUntil">): Hold | null {
  return state === "held" && heldFor && heldUntil ? { for: heldFor, until: heldUntil } : null;
}

export const claimColumns = sql.raw(
  "c.id, c.offer_id, c.pool_id, c.subject, c.size, c.state, c.made_at, c.checked_in_at, c.held_for, c.held_until, c.arrived, c.organisation_id",
);

/** Claim `c` was its holder's before the occasion of its offer `o` went to another time or place. */
export const heldBeforeMove = sql.raw(
  "coalesce(o.moved_at > coalesce((select t.taken_at from booking.transfer t where t.claim_id = c.id), c.made_at), false)",
);

export interface ClaimRow {
  id: string;
  poolId: string;
  subject: string | null;
  organisation?: string | null;
  madeBy: string | null;
  size: number;
}

/**
 * Makes claims of one offer and takes their places, all in one statement. The caller holds the pools' locks and has counted; where
 * the database counts otherwise (a quota, an end, a release), fewer rows are answered than were asked and the caller must roll back.
 * `byDraw`: a draw gives the places, and no release is waited for.
 */
export async function takePlaces(
  tx: Tx,
  rows: readonly ClaimRow[],
  {
    state,
    now,
    hold,
    byDraw = false,
  }: { state: "confirmed" | "checked-in" | "held"; now: Temporal.Instant; hold?: Hold; byDraw?: boolean },
): Promise<number> {
  return tx.prepared.run`
    with wanted as (
      select * from unnest(${rows.map(({ id }) => id)}::uuid[], ${rows.map(({ poolId }) => poolId)}::uuid[],
                           ${rows.map(({ subject }) => subject)}::uuid[], ${rows.map(({ madeBy }) => madeBy)}::uuid[],
                           ${rows.map(({ size }) => size)}::int[], ${rows.map(({ organisation }) => organisation ?? null)}::uuid[])
                      as w(id, pool_id, subject, made_by, size, organisation)),
    pool as (
      update booking.pool p set taken = p.taken + w.size
        from (select pool_id, sum(size)::int as size from wanted group by pool_id) w, booking.offer o
       where p.id = w.pool_id and o.id = p.offer_id and p.taken + w.size <= p.quota
         and p.open and ${now} < o.ends_at and (${byDraw} or ${now} >= greatest(o.opens_at, p.releases_at))
      returning p.id, p.offer_id)
    insert into booking.claim (id, offer_id, pool_id, subject, made_by, size, state, made_at, changed_at, checked_in_at,
                               held_for, held_until, organisation_id)
    select w.id, p.offer_id, p.id, w.subject, w.made_by, w.size, ${state}, ${now}::timestamptz, ${now}::timestamptz,
           case when ${state} = 'checked-in' then ${now}::timestamptz end, ${hold?.for ?? null}, ${hold?.until ?? null}::timestamptz,
           w.organisation
      from wanted w join pool p on p.id = w.pool_id`;
}

/** Which of these people have a living claim on the offer. */
export async function holdingAlready(
  db: Db,
  offerId: string,
  subjects: readonly string[],
): Promise<Set<string>> {
  const rows = await db.prepared.many<{ subject: string }>`
    select subject from booking.claim
     where offer_id = ${offerId} and subject = any(${[...subjects]}::uuid[]) and state = any(${living}::text[])`;
  return new Set(rows.map(({ subject }) => subject));
}

/** A claim given back, with the state it had. */
export interface Gone extends Claim {
  channel: PoolChannel;
  was: ClaimState;
}

/** Cancels claims in these states, else living ones nobody came for, and gives their places and seats back, in one statement. Answers those that really changed, as they were. */
export function cancelClaims(
  tx: Tx,
  by:
    | { claimIds: string[]; in?: readonly ClaimState[] }
    | { offerIds: readonly string[] }
    | { subject: string; startingAfter: Temporal.Instant },
  because: string | null,
  now: Temporal.Instant,
): Promise<Gone[]> {
  const which =
    "offerIds" in by
      ? sql`c.offer_id = any(${by.offerIds}::uuid[])`
      : "claimIds" in by
        ? sql`c.id = any(${by.claimIds}::uuid[])`
        : sql`c.subject = ${by.subject} and exists (
              select from booking.offer o where o.id = c.offer_id and o.starts_at > ${by.startingAfter})`;
  const states = ("claimIds" in by && by.in) || givable;
  return tx.many<Gone>`
    with was as (
      select c.id, c.state from booking.claim c where ${which} and c.state = any(${states}::text[]) for update),
    gone as (
      update booking.claim c
         set state = 'cancelled', changed_at = ${now}, cancelled_because = ${because}, checked_in_at = null, arrived = null
        from was where was.id = c.id
      returning ${claimColumns}, was.state as was),
    ${freeSeatsOfGone},
    back as (
      update booking.pool p set taken = p.taken - g.size
        from (select pool_id, sum(size)::int as size from gone group by pool_id) g
       where p.id = g.pool_id
      returning p.id, p.channel)
    select gone.*, back.channel from gone join back on back.id = gone.pool_id`;
}

/** Leaves fewer places in a confirmed claim and gives the others back, in one statement; null when it has no more than these. */
export function reduceClaim(
  tx: Tx,
  { id, size }: { id: string; size: number },
  now: Temporal.Instant,
): Promise<{ id: string; channel: PoolChannel; givenBack: number } | null> {
  return tx.maybeOne`
    with was as (
      select id, pool_id, size from booking.claim where id = ${id} and state = 'confirmed' and size > ${size} for update),
    less as (update booking.claim c set size = ${size}, changed_at = ${now} from was where was.id = c.id returning c.id)
    update booking.pool p set taken = p.taken - (was.size - ${size}) from was join less on less.id = was.id
     where p.id = was.pool_id returning was.id, p.channel, was.size - ${size} as given_back`;
}

/** Something of a claim is otherwise: scanners at the door are told. */
export async function noteChanged(tx: Tx, id: string, now: Temporal.Instant): Promise<void> {
  await tx.run`update booking.claim set changed_at = ${now} where id = ${id}`;
}

export function claim(db: Db, id: string): Promise<Claim | null> {
  return db.maybeOne<Claim>`select ${claimColumns} from booking.claim c where c.id = ${id}`;
}

/** Which of these claims were their holders' before the occasion went to another time or place. */
export async function movedSinceHeld(db: Db, ids: readonly string[]): Promise<Set<string>> {
  const rows = await db.many<{ id: string }>`
    select c.id from booking.claim c join booking.offer o on o.id = c.offer_id
     where c.id = any(${[...ids]}::uuid[]) and ${heldBeforeMove}`;
  return new Set(rows.map(({ id }) => id));
}

export async function claimIdsOf(db: Db, subject: string): Promise<string[]> {
  const rows = await db.many<{
    id: string;
  }>`select id from booking.claim where subject = ${subject} order by id`;
  return rows.map(({ id }) => id);
}

/** The same with the pool its places came from. */
export function claimWithChannel(db: Db, id: string): Promise<(Claim & { channel: PoolChannel }) | null> {
  return db.maybeOne`
    select ${claimColumns}, p.channel from booking.claim c join booking.pool p on p.id = c.pool_id where c.id = ${id}`;
}

/** The offers of many claims. */
export function offersOfClaims(db: Db, ids: string[]): Promise<{ id: string; offerId: string }[]> {
  return db.many<{ id: string; offerId: string }>`
    select id, offer_id from booking.claim where id = any(${ids}::uuid[])`;
}

/** The person's living claim on an offer, or the latest of any state. */
export function claimOf(
  db: Db,
  offerId: string,
  subject: string,
): Promise<(Claim & { channel: PoolChannel }) | null> {
  return db.maybeOne<Claim & { channel: PoolChannel }>`
    select ${claimColumns}, p.channel from booking.claim c join booking.pool p on p.id = c.pool_id
     where c.offer_id = ${offerId} and c.subject = ${subject}
     order by c.state = any(${living}::text[]) desc, c.made_at desc limit 1`;
}

/** Whose a claim is, as far as it has to be known what they are called. */
export type Whose = Pick<Claim, "id" | "subject" | "organisationId" | "state">;

/** Whose the claims of an offer are, in the order in which they were made. */
export function whoseClaims(db: Db, offerId: string): Promise<Whose[]> {
  return db.many<Whose>`
    select id, subject, organisation_id, state from booking.claim where offer_id = ${offerId} order by made_at, id`;
}

export function claimsOfOffer(db: Db, offerId: string): Promise<(Claim & { channel: PoolChannel })[]> {
  return db.many<Claim & { channel: PoolChannel }>`
    select ${claimColumns}, p.channel from booking.claim c join booking.pool p on p.id = c.pool_id
     where c.offer_id = ${offerId} order by c.made_at, c.id`;
}

/** Claims of whoever is in, on these offers, in the order in which they were made. */
export function claimsThatAreIn(db: Db, offerIds: readonly string[]): Promise<Claim[]> {
  return db.many<Claim>`
    select ${claimColumns} from booking.claim c
     where c.offer_id = any(${offerIds}::uuid[]) and c.state = 'checked-in' order by c.made_at, c.id`;
}

/** A person's claims: coming occasions first, soonest on top, then the past, the latest on top. At most `limit` after the one named. */
export function claimsOfSubject(
  db: Db,
  subject: string,
  {
    now,
    after,
    limit,
  }: { now: Temporal.Instant; after: { past: boolean; startsAt: string; id: string } | null; limit: number },
): Promise<(Claim & { channel: PoolChannel; past: boolean; startsAt: Temporal.Instant })[]> {
  return db.many`
    with own as (
      select ${claimColumns}, p.channel, o.starts_at, o.ends_at < ${now} as past,
             extract(epoch from o.starts_at) * case when o.ends_at < ${now} then -1 else 1 end as nearness
        from booking.claim c join booking.pool p on p.id = c.pool_id join booking.offer o on o.id = c.offer_id
       where c.subject = ${subject})
    select ${claimColumns}, channel, starts_at, past from own c
     where ${after?.id ?? null}::uuid is null
        or (past, nearness, id) > (${after?.past ?? null}::boolean,
            extract(epoch from ${after?.startsAt ?? null}::timestamptz) * case when ${after?.past ?? null}::boolean then -1 else 1 end,
            ${after?.id ?? null}::uuid)
     order by past, nearness, id limit ${limit}`;
}

/** A claim or a reservation of somebody's; `kind` and `ref` are of what the claim's offer is for. */
export interface Meanwhile {
  subject: string;
  claimId: string | null;
  reservationId: string | null;
  resourceId: string | null;
  kind: string | null;
  ref: string | null;
  startsAt: Temporal.Instant;
  endsAt: Temporal.Instant;
}

/** The time of an offer, without what is of it; or a time, without a reservation. */
type At =
  | { offerId: string; startsAt?: never; endsAt?: never; without?: never }
  | ({ offerId?: never; without: string | null } & Pick<Meanwhile, "startsAt" | "endsAt">);

/** What these people have at a time, soonest first: living claims and reservations. */
export function meanwhile(
  db: Db,
  subjects: readonly string[],
  { offerId, startsAt, endsAt, without }: At,
): Promise<Meanwhile[]> {
  return db.prepared.many`
    with at as (
      select starts_at, ends_at from booking.offer where id = ${offerId ?? null}
      union all
      select ${startsAt ?? null}::timestamptz, ${endsAt ?? null}::timestamptz where ${offerId ?? null}::uuid is null)
    select c.subject, c.id as claim_id, null::uuid as reservation_id, null::uuid as resource_id, o.kind, o.ref, o.starts_at, o.ends_at
      from at join booking.claim c on c.subject = any(${[...subjects]}::uuid[]) and c.offer_id is distinct from ${offerId ?? null}
      join booking.offer o on o.id = c.offer_id
     where c.state = any(${current}::text[]) and o.starts_at < at.ends_at and o.ends_at > at.starts_at
    union all
    select v.subject, null, v.id, v.resource_id, null, null, lower(v.during), upper(v.during)
      from at join booking.reservation v on v.subject = any(${[...subjects]}::uuid[]) and v.id is distinct from ${without ?? null}
     where v.state = any(${[...currentStates]}::text[]) and lower(v.during) < at.ends_at and upper(v.during) > at.starts_at
     order by starts_at, claim_id, reservation_id`;
}
