/** SQL of records that may be the same, and of two that were made one. */
import type { Temporal } from "temporal-polyfill";
import { type Db, sql, type Tx } from "#platform/db";

export interface Likeness {
  recordId: number;
  likeId: number;
  why: "number" | "isbn" | "title";
  title: string;
  likeTitle: string;
  names: string;
  publisher: string;
  year: number | null;
}

const openOf = (paths: readonly string[]) => sql`
  library.likeness l
  join library.record r on r.id = l.record_id join library.record k on k.id = l.like_id
  where l.settled_at is null and r.state in ('standing', 'hidden') and k.state in ('standing', 'hidden')
    and exists (select from library.record c left join library.batch b on b.id = c.batch_id
                  join unnest(${[...paths]}::text[]) as p(path) on starts_with(coalesce(b.org_path, c.org_path), p.path)
                 where c.id in (r.id, k.id))`;

/** Open ones with a record that came to these organisations, the oldest first. */
export function openLikenesses(db: Db, paths: readonly string[], limit: number): Promise<Likeness[]> {
  return db.many<Likeness>`
    select l.record_id, l.like_id, l.why, r.title, k.title as like_title, r.names, r.publisher, r.year
      from ${openOf(paths)} order by l.found_at, l.record_id, l.like_id limit ${limit}`;
}

export async function countOpen(db: Db, paths: readonly string[]): Promise<number> {
  const { count } = await db.one<{ count: number }>`select count(*)::int as count from ${openOf(paths)}`;
  return count;
}

export function likenessOf(
  db: Db,
  recordId: number,
  likeId: number,
): Promise<{ why: Likeness["why"]; settledHow: "merged" | "apart" | null } | null> {
  return db.maybeOne`
    select why, settled_how from library.likeness where record_id = ${recordId} and like_id = ${likeId}`;
}

/** How many items hang on each, and of how many owners. */
export function itemCounts(
  db: Db,
  ids: readonly number[],
): Promise<{ id: number; items: number; owners: number }[]> {
  return db.many<{ id: number; items: number; owners: number }>`
    select record_id as id, count(*)::int as items, count(distinct owner_id)::int as owners
      from library.item where record_id = any(${[...ids]}::bigint[]) group by record_id`;
}

export async function settle(
  tx: Tx,
  [recordId, likeId]: readonly [number, number],
  how: "merged" | "apart" | null,
  now: Temporal.Instant,
): Promise<void> {
  await tx.run`
    update library.likeness set settled_at = ${how && now}, settled_how = ${how}
     where record_id = ${recordId} and like_id = ${likeId}`;
}

export interface Locked {
  id: number;
  state: "standing" | "hidden" | "merged" | "withdrawn";
  version: number;
  kind: string;
  mergedInto: number | null;
}

/** Nobody changes these meanwhile; in order of their ids, as everybody locks them. */
export function lockRecords(tx: Tx, ids: readonly number[]): Promise<Locked[]> {
  return tx.many<Locked>`
    select id, state, version, kind, merged_into from library.record where id = any(${[...ids]}::bigint[]) order by id for update`;
}

/** Items of one record become another's; answers them. */
export async function moveItems(
  tx: Tx,
  { from, to, only = null }: { from: number; to: number; only?: readonly number[] | null },
  now: Temporal.Instant,
): Promise<number[]> {
  const rows = await tx.many<{ id: number }>`
    with i as materialized (
      select id from library.item where record_id = ${from} and (${only === null}::boolean or id = any(${[...(only ?? [])]}::bigint[]))
       order by id for update)
    update library.item set record_id = ${to}, changed_at = ${now} from i where item.id = i.id returning item.id`;
  return rows.map(({ id }) => id);
}

/** Records that are part of one become part of another; answers them. */
export async function moveFollowers(
  tx: Tx,
  { from, to, only = null }: { from: number; to: number; only?: readonly number[] | null },
): Promise<number[]> {
  const rows = await tx.many<{ id: number }>`
    update library.record set merged_into = ${to}
     where merged_into = ${from} and (${only === null}::boolean or id = any(${[...(only ?? [])]}::bigint[])) returning id`;
  return rows.map(({ id }) => id);
}

/** It is part of another from now on, or stands by itself again. */
export async function setMerged(
  tx: Tx,
  id: number,
  to: { into: number } | { state: "standing" | "hidden" },
  now: Temporal.Instant,
): Promise<void> {
  const [into, state] = "into" in to ? [to.into, "merged"] : [null, to.state];
  await tx.run`
    update library.record set state = ${state}, merged_into = ${into}, version = version + 1, changed_at = ${now} where id = ${id}`;
}

export interface Merge {
  id: string;
  keptId: number;
  mergedId: number;
  items: number[];
  followers: number[];
  stateWas: "standing" | "hidden";
  undoneAt: Temporal.Instant | null;
}

export async function insertMerge(tx: Tx, m: Omit<Merge, "undoneAt">, now: Temporal.Instant): Promise<void> {
  await tx.run`
    insert into library.merge (id, kept_id, merged_id, items, followers, state_was, merged_at)
    values (${m.id}, ${m.keptId}, ${m.mergedId}, ${m.items}::bigint[], ${m.followers}::bigint[], ${m.stateWas}, ${now})`;
}

export function mergeOf(db: Db, id: string): Promise<Merge | null> {
  return db.maybeOne<Merge>`
    select id, kept_id, merged_id, to_json(items) as items, to_json(followers) as followers, state_was, undone_at from library.merge where id = ${id}`;
}

/** Only one undoes it; false when somebody has. */
export async function takeUndo(tx: Tx, id: string, now: Temporal.Instant): Promise<boolean> {
  return (
    (await tx.run`update library.merge set undone_at = ${now} where id = ${id} and undone_at is null`) === 1
  );
}

/** Records that looked like the one that is gone look like the other now. */
export async function passLikenesses(tx: Tx, { from, to }: { from: number; to: number }): Promise<void> {
  await tx.run`
    insert into library.likeness (record_id, like_id, why, batch_id, found_at)
    select greatest(o.id, ${to}::bigint), least(o.id, ${to}::bigint), o.why, o.batch_id, o.found_at
      from (select case when record_id = ${from} then like_id else record_id end as id, why, batch_id, found_at
              from library.likeness where settled_at is null and ${from} in (record_id, like_id)) o
     where o.id <> ${to}
    on conflict do nothing`;
  await tx.run`delete from library.likeness where settled_at is null and ${from} in (record_id, like_id)`;
}

/** The last ones with a record that came to these organisations. */
export function lastMerges(
  db: Db,
  paths: readonly string[],
  limit: number,
): Promise<{ id: string; keptId: number; title: string; mergedTitle: string; mergedAt: Temporal.Instant }[]> {
  return db.many`
    select m.id, m.kept_id, k.title, g.title as merged_title, m.merged_at
      from library.merge m join library.record k on k.id = m.kept_id join library.record g on g.id = m.merged_id
     where m.undone_at is null
       and exists (select from library.record c left join library.batch b on b.id = c.batch_id
                     join unnest(${[...paths]}::text[]) as p(path) on starts_with(coalesce(b.org_path, c.org_path), p.path)
                    where c.id in (k.id, g.id))
     order by m.merged_at desc, m.id limit ${limit}`;
}
