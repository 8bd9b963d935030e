/** SQL of what a place does for who waits: fetches, keeps ready, clears. */
import { type Db, sql, type Tx } from "#platform/db";
import type { HoldState } from "../hold-store.ts";

interface Copy {
  itemId: number;
  record: string;
  barcode: string;
  title: string;
  shelf: string;
  callNumber: string;
  volume: string;
}

const copyColumns = sql.raw(
  "i.id as item_id, i.record_id::text as record, i.barcode, r.title, i.shelf, i.call_number, i.volume",
);

/** What is looked for at a place, in the order in which one walks past it. */
export function pullListOf(
  db: Db,
  placeId: string,
  limit: number,
): Promise<(Copy & { until: string; missedBefore: boolean })[]> {
  return db.many`
    select ${copyColumns}, coalesce(h.wanted_until, h.wanted_at::date)::text as until,
           exists (select from library.not_there n where n.item_id = i.id) as missed_before
      from library.hold h join library.item i on i.id = h.item_id join library.record r on r.id = i.record_id
     where h.wanted_place_id = ${placeId} and h.state = 'wanted'
     order by i.shelf, i.call_number, i.barcode limit ${limit}`;
}

/** Copies with this barcode, whoever's, that a place looks for, keeps ready or has to clear. */
export async function inHandAt(db: Db, placeId: string, barcode: string): Promise<number[]> {
  const rows = await db.many<{ id: number }>`
    select i.id from library.item i
     where i.barcode = ${barcode}
       and (exists (select from library.hold h where h.item_id = i.id
                      and ((h.state = 'wanted' and h.wanted_place_id = ${placeId}) or (h.state = 'ready' and h.pickup_id = ${placeId})))
            or exists (select from library.left_on_shelf l where l.item_id = i.id and l.place_id = ${placeId}))
     order by i.id`;
  return rows.map(({ id }) => id);
}

/** Whether it was not there before, some weeks ago at most; and it was looked for in vain once more. */
export async function missedAgain(
  tx: Tx,
  { itemId, on, since }: { itemId: number; on: string; since: string },
): Promise<boolean> {
  const { again } = await tx.one<{ again: boolean }>`
    select exists (select from library.not_there where item_id = ${itemId} and looked_on < ${on}::date and looked_on >= ${since}::date) as again`;
  await tx.run`
    insert into library.not_there (item_id, looked_on) values (${itemId}, ${on}::date)
    on conflict (item_id) do update set looked_on = excluded.looked_on`;
  return again;
}

/** A copy was found, or is known to be missing. */
export async function forgetMiss(tx: Tx, itemId: number): Promise<void> {
  await tx.run`delete from library.not_there where item_id = ${itemId}`;
}

export function readyAt(
  db: Db,
  placeId: string,
  limit: number,
): Promise<(Copy & { id: string; subject: string; slot: string; until: string | null })[]> {
  return db.many`
    select ${copyColumns}, h.id, h.subject, h.slot, h.ready_until::text as until
      from library.hold h join library.item i on i.id = h.item_id join library.record r on r.id = i.record_id
     where h.pickup_id = ${placeId} and h.state = 'ready'
     order by length(h.slot), h.slot, h.ready_until limit ${limit}`;
}

export function leftAt(
  db: Db,
  placeId: string,
  limit: number,
): Promise<(Copy & { slot: string; since: string })[]> {
  return db.many`
    select ${copyColumns}, l.slot, l.since::text
      from library.left_on_shelf l join library.item i on i.id = l.item_id join library.record r on r.id = i.record_id
     where l.place_id = ${placeId} order by l.since, length(l.slot), l.slot limit ${limit}`;
}

export function queueOfTitle(
  db: Db,
  recordId: number,
  limit: number,
): Promise<
  {
    id: string;
    subject: string;
    pickupId: string;
    pickupPath: string;
    state: HoldState;
    rank: number;
    frozenUntil: string | null;
    neededBy: string | null;
    hopelessSince: string | null;
  }[]
> {
  return db.many`
    (select id, subject, pickup_id, pickup_path, state, rank, frozen_until::text, needed_by::text, hopeless_since::text
       from library.hold where record_id = ${recordId} and state in ('travelling', 'ready') order by state, ready_on, id limit ${limit})
    union all
    (select id, subject, pickup_id, pickup_path, state, rank, frozen_until::text, needed_by::text, hopeless_since::text
       from library.hold where record_id = ${recordId} and state in ('waiting', 'wanted') order by rank, asked_at, id limit ${limit})`;
}

/** Titles that somebody waits for in vain at these houses, those waited for longest first. */
export function hopelessUnder(
  db: Db,
  paths: readonly string[],
  limit: number,
): Promise<{ recordId: number; title: string; waiting: number; since: string; copies: number }[]> {
  return db.many`
    select t.record_id, r.title, t.waiting, t.since::text,
           (select count(*)::int from library.item i where i.record_id = t.record_id) as copies
      from (select h.record_id, count(*)::int as waiting, min(h.hopeless_since) as since
              from unnest(${[...paths]}::text[]) as p(path) join library.hold h on h.pickup_path ^@ p.path
             where h.hopeless_since is not null group by h.record_id order by min(h.hopeless_since), h.record_id limit ${limit}) t
      join library.record r on r.id = t.record_id
     order by t.since, t.record_id`;
}

/** How much waits to be done at the places of these houses. */
export function countAt(
  db: Db,
  { placeIds, paths }: { placeIds: readonly string[]; paths: readonly string[] },
): Promise<{ wanted: number; left: number; hopeless: number }> {
  return db.one`
    select (select count(*)::int from library.hold where state = 'wanted' and wanted_place_id = any(${[...placeIds]}::uuid[])) as wanted,
           (select count(*)::int from library.left_on_shelf where place_id = any(${[...placeIds]}::uuid[])) as left,
           (select count(distinct h.record_id)::int from unnest(${[...paths]}::text[]) as p(path)
              join library.hold h on h.pickup_path ^@ p.path where h.hopeless_since is not null) as hopeless`;
}

/** Which place looks for a copy, or null. */
export async function wantedPlaceOf(db: Db, itemId: number): Promise<string | null> {
  const row = await db.maybeOne<{ placeId: string }>`
    select wanted_place_id as place_id from library.hold where item_id = ${itemId} and state = 'wanted'`;
  return row?.placeId ?? null;
}
