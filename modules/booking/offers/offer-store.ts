/** SQL of offers and their pools. */
import type { Temporal } from "temporal-polyfill";
import { type Db, newId, sql, type Tx } from "#platform/db";
import { givable, living, taking } from "../claiming/claim-state.ts";
import type { Offer, Pool, PoolChannel } from "./offer.ts";

const offerColumns = sql.raw(
  "id, kind, ref, org_path, state, cut_short, opens_at, closes_at, starts_at, ends_at, rules",
);

export function offer(db: Db, id: string): Promise<Offer | null> {
  return db.prepared.maybeOne<Offer>`select ${offerColumns} from booking.offer where id = ${id}`;
}

/** An offer with those of these people who have a living claim on it. */
export function offerWithHolders(
  db: Db,
  id: string,
  subjects: readonly string[],
): Promise<(Offer & { holders: string[] }) | null> {
  return db.prepared.maybeOne`
    select ${offerColumns},
           array(select c.subject::text from booking.claim c
                  where c.offer_id = o.id and c.subject = any(${[...subjects]}::uuid[]) and c.state = any(${living}::text[])) as holders
      from booking.offer o where id = ${id}`;
}

export function offers(db: Db, ids: string[]): Promise<Offer[]> {
  return db.many<Offer>`select ${offerColumns} from booking.offer where id = any(${ids}::uuid[])`;
}

const poolColumns = sql.raw(
  "id, offer_id, channel, quota, taken, open, releases_at, awaits_draw, to_be_drawn",
);

export function pools(db: Db, offerIds: string[]): Promise<(Pool & { offerId: string })[]> {
  return db.many<Pool & { offerId: string }>`
    select ${poolColumns} from booking.pool
     where offer_id = any(${offerIds}::uuid[]) order by offer_id, array_position(array['online','counter','helper','organisation','walk-in'], channel)`;
}

/**
 * Locks offers in one order, so that two who close several never wait for each other. Whoever writes a row that points at the offer while
 * they hold its pools does not wait for this lock: the key stays.
 */
export function lockOffers(tx: Tx, ids: readonly string[]): Promise<Offer[]> {
  return tx.many<Offer>`
    select ${offerColumns} from booking.offer where id = any(${ids}::uuid[]) order by id for no key update`;
}

/** Locks the offer against changes of its state while places are counted anew. */
export function lockOffer(tx: Tx, id: string): Promise<Offer | null> {
  return tx.maybeOne<Offer>`select ${offerColumns} from booking.offer where id = ${id} for no key update`;
}

/** The offer as the door needs it: nobody closes or changes it before the people now at the door are in or refused. */
export function offerAtDoor(tx: Tx, id: string): Promise<Offer | null> {
  return tx.prepared.maybeOne<Offer>`select ${offerColumns} from booking.offer where id = ${id} for share`;
}

/** The same of several, in order. */
export function offersAtDoor(tx: Tx, ids: readonly string[]): Promise<Offer[]> {
  return tx.many<Offer>`
    select ${offerColumns} from booking.offer where id = any(${[...ids]}::uuid[]) order by id for share`;
}

/** New offers with their pools. */
export async function insertOffers(
  tx: Tx,
  offers: readonly (Omit<Offer, "state" | "cutShort"> & { pools: readonly PoolInput[] })[],
): Promise<void> {
  const of = <T>(pick: (offer: (typeof offers)[number]) => T): T[] => offers.map(pick);
  await tx.run`
    insert into booking.offer (id, kind, ref, org_path, opens_at, closes_at, starts_at, ends_at, rules)
    select id, kind, ref, org_path, opens_at, closes_at, starts_at, ends_at, rules::jsonb
      from unnest(${of(({ id }) => id)}::uuid[], ${of(({ kind }) => kind)}::text[], ${of(({ ref }) => ref)}::uuid[],
                  ${of(({ orgPath }) => orgPath)}::text[], ${of(({ opensAt }) => opensAt.toString())}::timestamptz[],
                  ${of(({ closesAt }) => closesAt.toString())}::timestamptz[], ${of(({ startsAt }) => startsAt.toString())}::timestamptz[],
                  ${of(({ endsAt }) => endsAt.toString())}::timestamptz[], ${of(({ rules }) => JSON.stringify(rules))}::text[])
           as o(id, kind, ref, org_path, opens_at, closes_at, starts_at, ends_at, rules)`;
  const pools = offers.flatMap(({ id, pools }) =>
    pools.map((pool) => ({ ...pool, id: newId(), offerId: id })),
  );
  await tx.run`
    insert into booking.pool (id, offer_id, channel, quota, releases_at, to_be_drawn)
    select id, offer_id, channel, quota, releases_at, to_be_drawn
      from unnest(${pools.map(({ id }) => id)}::uuid[], ${pools.map(({ offerId }) => offerId)}::uuid[],
                  ${pools.map(({ channel }) => channel)}::text[], ${pools.map(({ quota }) => quota)}::int[],
                  ${pools.map(({ releasesAt }) => releasesAt?.toString() ?? null)}::timestamptz[],
                  ${pools.map(({ byDraw = false }) => byDraw)}::boolean[])
           as p(id, offer_id, channel, quota, releases_at, to_be_drawn)`;
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

/** Notes that they are at another time or place now. The offers must be locked. */
export async function noteMoved(tx: Tx, ids: readonly string[], now: Temporal.Instant): Promise<void> {
  await tx.run`update booking.offer set moved_at = ${now} where id = any(${[...ids]}::uuid[])`;
}

/** Closes open offers and their pools. Waits for claims in flight: after it, no new claim can appear. The offers must be locked. */
export async function closeOffers(
  tx: Tx,
  closings: readonly { offerId: string; cutShort: boolean }[],
  because: string,
): Promise<void> {
  const ids = closings.map(({ offerId }) => offerId);
  await tx.run`
    update booking.offer o set state = 'closed', closed_because = ${because}, cut_short = n.cut_short
      from unnest(${ids}::uuid[], ${closings.map(({ cutShort }) => cutShort)}::boolean[]) as n(id, cut_short)
     where o.id = n.id and o.state = 'open'`;
  await lockPools(tx, ids);
  await tx.run`update booking.pool set open = false where offer_id = any(${ids}::uuid[])`;
}

export interface PoolInput {
  channel: PoolChannel;
  quota: number;
  releasesAt: Temporal.Instant | null;
  /** Only a draw gives its places. A pool that is open already may be freed of that, and not put under it. */
  byDraw?: boolean;
}

/** Locks the pools of offers in one order: claims in flight are waited for, new ones wait. Answers them as they are then. */
export function lockPools(tx: Tx, offerIds: readonly string[]): Promise<Pool[]> {
  return tx.prepared.many<Pool>`
    select ${poolColumns} from booking.pool where offer_id = any(${[...offerIds]}::uuid[]) order by id for no key update`;
}

/** The same of every offer at which these people hold places or wait for them, in the same order. */
export async function lockPoolsOf(tx: Tx, subjects: readonly string[]): Promise<void> {
  await tx.many`
    select p.id from booking.pool p
     where p.offer_id in (select c.offer_id from booking.claim c
                           where c.subject = any(${[...subjects]}::uuid[]) and c.state = any(${givable}::text[])
                          union all
                          select w.offer_id from booking.waiting w
                           where w.subject = any(${[...subjects]}::uuid[]) and w.state in ('waiting', 'offered'))
     order by p.id for no key update`;
}

/** Sets the pools of an offer; a pool left out closes. The CHECK refuses a quota below what is taken. */
export async function setPools(tx: Tx, offerId: string, wanted: PoolInput[]): Promise<void> {
  await tx.run`
    insert into booking.pool (id, offer_id, channel, quota, releases_at, to_be_drawn)
    select id, ${offerId}, channel, quota, releases_at, to_be_drawn
      from unnest(${wanted.map(() => newId())}::uuid[], ${wanted.map((p) => p.channel)}::text[], ${wanted.map((p) => p.quota)}::int[],
                  ${wanted.map((p) => p.releasesAt?.toString() ?? null)}::timestamptz[], ${wanted.map(({ byDraw = false }) => byDraw)}::boolean[])
           as w(id, channel, quota, releases_at, to_be_drawn)
        on conflict (offer_id, channel) do update
              set quota = excluded.quota, releases_at = excluded.releases_at, open = true,
                  to_be_drawn = pool.to_be_drawn and excluded.to_be_drawn`;
  await tx.run`
    update booking.pool set quota = taken, open = false where offer_id = ${offerId} and channel <> all(${wanted.map((p) => p.channel)}::text[])`;
}

/** Offers of organisations below these paths whose occasion overlaps the span: what the door is working on. */
export function offersBetween(
  db: Db,
  paths: string[],
  { from, to, limit }: { from: Temporal.Instant; to: Temporal.Instant; limit: number },
): Promise<Offer[]> {
  return db.many<Offer>`
    select ${offerColumns} from booking.offer o
     where o.starts_at < ${to} and o.ends_at > ${from} and not coalesce((o.rules ->> 'ownRoll')::boolean, false)
       and exists (select from unnest(${paths}::text[]) as p(path) where starts_with(o.org_path, p.path))
     order by o.starts_at, o.id limit ${limit}`;
}

/** Offers that ended and whose claims have not been settled, the earliest first. */
export async function offersToSettle(
  db: Db,
  now: Temporal.Instant,
  { except, limit }: { except: readonly string[]; limit: number },
): Promise<string[]> {
  const rows = await db.many<{ id: string }>`
    select id from booking.offer where settled_at is null and ends_at < ${now} and id <> all(${except}::uuid[])
     order by ends_at, id limit ${limit}`;
  return rows.map(({ id }) => id);
}

/** Locks an offer that has not been settled; null when it has. */
export function lockToSettle(tx: Tx, id: string): Promise<Offer | null> {
  return tx.maybeOne<Offer>`
    select ${offerColumns} from booking.offer where id = ${id} and settled_at is null for no key update`;
}

/** Pools whose count differs from their living claims. Empty, or something is wrong. */
export function poolDrift(db: Db): Promise<{ poolId: string; taken: number; claimed: number }[]> {
  return db.many`
    select p.id as pool_id, p.taken, coalesce(sum(c.size), 0)::int as claimed
      from booking.pool p left join booking.claim c
        on c.pool_id = p.id and c.state = any(${taking}::text[])
     group by p.id having p.taken <> coalesce(sum(c.size), 0)`;
}
