/** SQL of looking for copies on shelves: which titles are due, what stands there, who waits for it. */
import type { Temporal } from "temporal-polyfill";
import type { Db, Tx } from "#platform/db";
import type { Waiting } from "../hold-store.ts";
import type { Assigned, InQueue, Shelved } from "./assign.ts";

/** Titles that are due to be looked at, locked; those that another process looks at are passed over. */
export async function dueTitles(tx: Tx, now: Temporal.Instant, limit: number): Promise<number[]> {
  const rows = await tx.many<{ recordId: number }>`
    select record_id from library.awaited where look_at <= ${now} order by look_at limit ${limit} for update skip locked`;
  return rows.map(({ recordId }) => recordId);
}

/** They were looked at; those nobody waits for any more are not looked at again. */
export async function looked(tx: Tx, recordIds: readonly number[], next: Temporal.Instant): Promise<void> {
  await tx.run`
    delete from library.awaited a
     where a.record_id = any(${[...recordIds]}::bigint[])
       and not exists (select from library.hold h where h.record_id = a.record_id and h.state = 'waiting')`;
  await tx.run`update library.awaited set look_at = ${next} where record_id = any(${[...recordIds]}::bigint[])`;
}

/** What stands on a shelf and may be lent, wanted by nobody yet, of each title so many. What was looked for today and was not there is not looked for again. */
export function onShelves(
  db: Db,
  recordIds: readonly number[],
  { on, limit }: { on: string; limit: number },
): Promise<Omit<Shelved, "placePath">[]> {
  return db.many`
    select i.* from unnest(${[...recordIds]}::bigint[]) as r(id) cross join lateral (
      select i.id, i.record_id, i.org_path as owner_path, i.type, i.place_id, i.shelf, i.price_fen
        from library.item i
       where i.record_id = r.id and i.status = 'available' and i.away is null and i.place_id is not null
         and not exists (select from library.hold h where h.item_id = i.id)
         and not exists (select from library.not_there n where n.item_id = i.id and n.looked_on >= ${on}::date)
       order by i.id limit ${limit}::int) i`;
}

export type Queued = InQueue & Waiting;

/** The first of each title's queue that waits with no copy in sight and may be served today. */
export function firstWaiting(
  db: Db,
  recordIds: readonly number[],
  { on, now, limit }: { on: string; now: Temporal.Instant; limit: number },
): Promise<Queued[]> {
  return db.many<Queued>`
    select h.id, h.record_id, h.subject, h.rank, h.asked_at::text, h.pickup_id, h.pickup_path, h.wanted_item_id, to_json(h.asked_places) as asked_places,
           r.category, r.home_path, r.valid_until::text, r.suspended_until::text, r.blocked, r.ended_on::text,
           array(select g.way from library.guarantee g
                  where g.subject = r.subject and g.ended_at is null and g.since <= ${now}::timestamptz
                    and (g.until is null or g.until > ${now}::timestamptz)) as guarantees
      from unnest(${[...recordIds]}::bigint[]) as t(id) cross join lateral (
        select h.id, h.record_id, h.subject, h.rank, h.asked_at, h.pickup_id, h.pickup_path, h.wanted_item_id, h.asked_places
          from library.hold h
         where h.record_id = t.id and h.state = 'waiting'
           and (h.frozen_until is null or h.frozen_until <= ${on}::date) and (h.needed_by is null or h.needed_by >= ${on}::date)
         order by h.rank, h.asked_at, h.id limit ${limit}::int) h
      join library.reader r on r.subject = h.subject
     order by h.record_id, h.rank, h.asked_at, h.id`;
}

/** Of these copies those that still stand on a shelf, locked; one that is in somebody's hands this moment is passed over. */
export async function lockShelved(tx: Tx, itemIds: readonly number[]): Promise<Set<number>> {
  const rows = await tx.many<{ id: number }>`
    select id from library.item where id = any(${[...itemIds]}::bigint[]) and status = 'available' and away is null
     order by id for no key update skip locked`;
  return new Set(rows.map(({ id }) => id));
}

/** So many places are remembered of a hold. */
const mostAsked = 50;

/** Places are asked for copies. A hold that somebody ends or fills this moment is passed over. Answers those that are wanted. */
export async function want(
  tx: Tx,
  wanted: readonly (Assigned & { until: string })[],
  now: Temporal.Instant,
): Promise<string[]> {
  const rows = await tx.many<{ id: string }>`
    with p as (
      select * from unnest(${wanted.map(({ holdId }) => holdId)}::uuid[], ${wanted.map(({ itemId }) => itemId)}::bigint[],
                           ${wanted.map(({ placeId }) => placeId)}::uuid[], ${wanted.map(({ readyDays }) => readyDays)}::smallint[],
                           ${wanted.map(({ until }) => until)}::date[]) as p(id, item_id, place_id, days, until)),
         free as (
      select h.id from library.hold h where h.id in (select id from p) and h.state = 'waiting'
         and not exists (select from library.hold o join p on p.item_id = o.item_id where p.id = h.id)
       order by h.id for update skip locked)
    update library.hold h
       set state = 'wanted', item_id = p.item_id, wanted_at = ${now}, wanted_place_id = p.place_id, wanted_until = p.until, ready_days = p.days,
           asked_places = (h.asked_places || p.place_id)[greatest(1, cardinality(h.asked_places) + 2 - ${mostAsked}::int):], hopeless_since = null
      from p join free using (id) where h.id = p.id returning h.id`;
  return rows.map(({ id }) => id);
}

/** Where a copy was not found in its time another place is asked. */
export function wantNoLonger(tx: Tx, { on, limit }: { on: string; limit: number }): Promise<number> {
  return tx.run`
    update library.hold set state = 'waiting', item_id = null, wanted_at = null, wanted_place_id = null, wanted_until = null
     where id in (select id from library.hold where state = 'wanted' and wanted_until < ${on}::date
                   order by wanted_until limit ${limit} for update skip locked)`;
}

/** Titles of which a copy stands on a shelf or comes back to one by itself, whether it may be lent to anybody in the queue or not. */
export async function titlesAtHome(db: Db, recordIds: readonly number[]): Promise<Set<number>> {
  const rows = await db.many<{ id: number }>`
    select r.id from unnest(${[...recordIds]}::bigint[]) as r(id)
     where exists (select from library.item i
                    where i.record_id = r.id and i.status = 'available' and (i.away is null or i.away = 'in-transit')
                      and not exists (select from library.hold h where h.item_id = i.id and h.state in ('travelling', 'ready')))`;
  return new Set(rows.map(({ id }) => id));
}

export interface Recallable {
  id: string;
  recordId: number;
  itemId: number;
  subject: string;
  placeId: string;
  ruleId: string;
  dueOn: string;
  ownerPath: string;
  type: string;
  itemPlaceId: string | null;
  shelf: string;
  priceFen: number | null;
}

/** Loans of titles, the longest-lent first, of each so many; and how many of each have been called back already. */
export function longestLent(
  db: Db,
  recordIds: readonly number[],
  { on, limit }: { on: string; limit: number },
): Promise<(Recallable & { recalled: number })[]> {
  return db.many`
    select l.*, (select count(*)::int from library.loan c where c.record_id = l.record_id and c.recalled_on is not null) as recalled
      from unnest(${[...recordIds]}::bigint[]) as r(id) cross join lateral (
        select l.id, l.record_id, l.item_id, l.subject, l.place_id, l.rule_id, l.due_on::text, l.owner_path, l.type, i.place_id as item_place_id,
               i.shelf, i.price_fen, l.lent_at
          from library.loan l join library.item i on i.id = l.item_id
         where l.record_id = r.id and l.recalled_on is null and l.lost_on is null and l.claimed_on is null and l.due_on > ${on}::date
         order by l.lent_at, l.id limit ${limit}::int) l
     order by l.record_id, l.lent_at, l.id`;
}

/** They are due earlier; one that somebody renews or returns this moment is passed over. Answers those that are. */
export async function recall(
  tx: Tx,
  loans: readonly { id: string; dueOn: string }[],
  on: string,
): Promise<Set<string>> {
  const rows = await tx.many<{ id: string }>`
    with p as (
      select * from unnest(${loans.map(({ id }) => id)}::uuid[], ${loans.map(({ dueOn }) => dueOn)}::date[]) as p(id, due_on)),
         free as (
      select l.id from library.loan l where l.id in (select id from p) and l.recalled_on is null order by l.id for update skip locked)
    update library.loan l set due_on = least(l.due_on, p.due_on), recalled_on = ${on}::date
      from p join free using (id) where l.id = p.id returning l.id`;
  return new Set(rows.map(({ id }) => id));
}
