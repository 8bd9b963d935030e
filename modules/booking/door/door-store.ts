/** SQL of the door: who is expected, who came, what was a mistake, what is settled afterwards. */
import type { Temporal } from "temporal-polyfill";
import { type Db, sql, type Tx } from "#platform/db";
import { arrived, current, listed, living } from "../claiming/claim-state.ts";
import { type Claim, claimColumns } from "../claiming/claim-store.ts";
import type { Offer, PoolChannel } from "../offers/offer.ts";

interface LivingHolder extends Pick<Claim, "offerId" | "size" | "state" | "heldFor" | "heldUntil"> {
  claimId: string;
  subject: string;
}

/** Named holders of living claims on these offers. */
export function livingHolders(db: Db, offerIds: readonly string[]): Promise<LivingHolder[]> {
  return db.many<LivingHolder>`
    select offer_id, id as claim_id, subject, size, state, held_for, held_until from booking.claim
     where offer_id = any(${offerIds}::uuid[]) and state = any(${current}::text[]) and subject is not null
     order by offer_id, made_at, id`;
}

/** Named people who came to an occasion. */
export async function visitors(db: Db, offerId: string): Promise<string[]> {
  const rows = await db.many<{ subject: string }>`
    select subject from booking.claim
     where offer_id = ${offerId} and state = any(${arrived}::text[]) and subject is not null order by subject`;
  return rows.map(({ subject }) => subject);
}

/** How many living claims of named people there are on these offers together. */
export async function countLiving(db: Db, offerIds: readonly string[]): Promise<number> {
  const { living } = await db.one<{ living: number }>`
    select count(*)::int as living from booking.claim
     where offer_id = any(${offerIds}::uuid[]) and state = any(${current}::text[]) and subject is not null`;
  return living;
}

/** People expected and arrived, for many offers at once. */
export function countHolders(
  db: Db,
  offerIds: string[],
): Promise<{ offerId: string; expected: number; arrived: number }[]> {
  return db.many<{ offerId: string; expected: number; arrived: number }>`
    select offer_id, coalesce(sum(size) filter (where state = any(${listed}::text[])), 0)::int as expected,
           coalesce(sum(coalesce(arrived, size)) filter (where state = any(${arrived}::text[])), 0)::int as arrived
      from booking.claim where offer_id = any(${offerIds}::uuid[]) group by offer_id`;
}

export interface ExpectedClaim extends Pick<Offer, "kind" | "ref" | "startsAt" | "endsAt"> {
  offerId: string;
  claimId: string;
  subject: string;
  ownRoll: boolean;
  seated: boolean;
}

/** Who is expected, or is in, on other offers than these that begin then, or go on then and keep their own roll: of a house, of a person, or both. Soonest first. */
export function expectedAt(
  db: Db,
  {
    from,
    to,
    orgPath,
    subject,
    except = [],
  }: {
    from: Temporal.Instant;
    to: Temporal.Instant;
    orgPath: string | null;
    subject: string | null;
    except?: readonly string[];
  },
): Promise<ExpectedClaim[]> {
  return db.many<ExpectedClaim>`
    select o.id as offer_id, o.kind, o.ref, o.starts_at, o.ends_at, c.id as claim_id, c.subject,
           coalesce((o.rules ->> 'ownRoll')::boolean, false) as own_roll, coalesce((o.rules ->> 'seated')::boolean, false) as seated
      from booking.offer o join booking.claim c on c.offer_id = o.id and c.state in ('confirmed', 'checked-in')
     where (${orgPath}::text is null or o.org_path = ${orgPath}) and o.state = 'open' and o.starts_at < ${to} and o.ends_at > ${from}
       and (o.starts_at >= ${from} or (o.rules ->> 'ownRoll')::boolean) and o.id <> all(${[...except]}::uuid[])
       and c.subject is not null and (${subject}::uuid is null or c.subject = ${subject}::uuid)
     order by o.starts_at, o.id`;
}

/** Of a scan `n` of a claim: so many more of those who came are out by it. Whom two doors let in came in once. */
export const outBy = sql.raw(`
  case when n.way = 'out' then n.size - n.unseen
       when n.trouble is null or n.trouble = 'revoked' then n.counted - n.size
       else n.counted end`);

/** A claim as whoever stands at the door finds it. `away`: so many of it went out and are not back. */
export type AtTheDoor = Claim & { channel: PoolChannel; away: number };

/** One claim on an offer: the one that is named, or a person's living one, else their latest. */
export function atTheDoor(
  db: Db,
  offerId: string,
  who: { claimId: string } | { subject: string },
): Promise<AtTheDoor | null> {
  const which = "claimId" in who ? sql`c.id = ${who.claimId}` : sql`c.subject = ${who.subject}`;
  return db.prepared.maybeOne<AtTheDoor>`
    select ${claimColumns}, p.channel,
           (select greatest(0, coalesce(sum(${outBy}), 0))::int from booking.scan n where n.claim_id = c.id) as away
      from booking.claim c join booking.pool p on p.id = c.pool_id
     where c.offer_id = ${offerId} and ${which}
     order by c.state = any(${living}::text[]) desc, c.made_at desc limit 1`;
}

/** Lets in so many of a claim that is confirmed, or of which some are still to come; null when there are not so many to come. */
export function checkIn(
  tx: Tx,
  { claimId, came }: { claimId: string; came: number },
  now: Temporal.Instant,
): Promise<Claim | null> {
  return tx.prepared.maybeOne<Claim>`with ${checkingIn(claimId, came, now)} select done.* from done`;
}

/** Part of a statement: lets them in, and `done` is the claim, or no row. */
export const checkingIn = (claimId: string, came: number, now: Temporal.Instant) => sql`
    was as (
      select id, case when state = 'confirmed' then 0 else coalesce(arrived, size) end as before from booking.claim
       where id = ${claimId} and state in ('confirmed', 'checked-in') for update),
    done as (
      update booking.claim c
         set state = 'checked-in', checked_in_at = coalesce(c.checked_in_at, ${now}), changed_at = ${now},
             arrived = nullif(was.before + ${came}::int, c.size)
        from was where c.id = was.id and was.before + ${came}::int <= c.size
      returning ${claimColumns})`;

/** Lets in all of these that are expected, each with its whole party; answers them. */
export function checkInAll(
  tx: Tx,
  claimIds: readonly string[],
  now: Temporal.Instant,
): Promise<(Claim & { channel: PoolChannel })[]> {
  return tx.many`
    with done as (
      update booking.claim c set state = 'checked-in', checked_in_at = ${now}, changed_at = ${now}
       where c.id = any(${[...claimIds]}::uuid[]) and c.state = 'confirmed'
      returning ${claimColumns})
    select done.*, p.channel from done join booking.pool p on p.id = done.pool_id order by done.id`;
}

export interface UndoneCheckIn extends Claim {
  channel: PoolChannel;
  /** When they had come, and how many. */
  cameAt: Temporal.Instant;
  came: number;
}

/** Makes everybody who is in confirmed again. The offers must be locked, so that nobody comes in meanwhile. */
export function undoCheckIns(
  tx: Tx,
  offerIds: readonly string[],
  now: Temporal.Instant,
): Promise<UndoneCheckIn[]> {
  return tx.many<UndoneCheckIn>`
    with came as (
      select id, checked_in_at as came_at, coalesce(arrived, size) as came from booking.claim
       where offer_id = any(${offerIds}::uuid[]) and state = 'checked-in'),
    undone as (
      update booking.claim c set state = 'confirmed', checked_in_at = null, arrived = null, changed_at = ${now}
        from came where came.id = c.id
      returning ${claimColumns}, came.came_at, came.came)
    select undone.*, p.channel from undone join booking.pool p on p.id = undone.pool_id order by undone.came_at, undone.id`;
}

/**
 * Takes one check-in back: expected again; who is named has missed it where it is settled and took place to its end (`whole`). Null when
 * it is not (or no longer) in.
 */
export function undoCheckIn(
  tx: Tx,
  { claimId, whole }: { claimId: string; whole: boolean },
  now: Temporal.Instant,
): Promise<UndoneCheckIn | null> {
  return tx.maybeOne<UndoneCheckIn>`
    with came as (
      select id, state, checked_in_at as came_at, coalesce(arrived, size) as came from booking.claim
       where id = ${claimId} and state = any(${arrived}::text[]) for update),
    undone as (
      update booking.claim c set state = case when ${whole} and came.state = 'attended' and num_nonnulls(subject, organisation_id) > 0
                                                  then 'no-show' else 'confirmed' end,
             checked_in_at = null, arrived = null, changed_at = ${now}
        from came where came.id = c.id
      returning ${claimColumns}, came.came_at, came.came)
    select undone.*, p.channel from undone join booking.pool p on p.id = undone.pool_id`;
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
