/** SQL of undoing a batch: what it added goes, what it changed is as it was before, unless somebody has changed or lent it since. */
import type { Temporal } from "temporal-polyfill";
import type { Db, Tx } from "#platform/db";
import { isInLending } from "../items/status-sql.ts";

export type WhyLeft = "changed" | "lent" | "items" | "merged";

/** Some records that a batch added, behind this one: locked, and why each stays; null: it may go. */
export function addedBy(
  tx: Tx,
  batchId: string,
  { after, limit }: { after: number; limit: number },
): Promise<{ id: number; why: WhyLeft | null }[]> {
  return tx.many<{ id: number; why: WhyLeft | null }>`
    with r as materialized (
      select id, state from library.record where batch_id = ${batchId} and id > ${after}::bigint order by id limit ${limit} for update),
    i as materialized (
      select i.* from library.item i where i.record_id in (select id from r) order by i.id for update)
    select r.id,
           case when r.state = 'merged' or exists (select from library.record m where m.merged_into = r.id) then 'merged'
                when exists (select from i where i.record_id = r.id and ${isInLending})
                  or exists (select from library.hold h where h.record_id = r.id) then 'lent'
                when exists (select from i where i.record_id = r.id and i.batch_id is distinct from ${batchId}::uuid) then 'items'
                when exists (select from library.record_version v where v.record_id = r.id and v.batch_id is distinct from ${batchId}::uuid)
                  or exists (select from i join library.item_version v on v.item_id = i.id
                              where i.record_id = r.id and v.batch_id is distinct from ${batchId}::uuid) then 'changed' end as why
      from r order by r.id`;
}

/** They go with all that hangs on them. */
export async function removeRecords(tx: Tx, ids: readonly number[]): Promise<void> {
  if (ids.length === 0) return;
  const gone = [...ids];
  await tx.run`delete from library.item where record_id = any(${gone}::bigint[])`;
  await tx.run`
    delete from library.search_row s using unnest(${gone}::bigint[]) as n(id) where s.segment = n.id >> 16 and s.record_id = n.id`;
  await tx.run`delete from library.record where id = any(${gone}::bigint[])`;
}

/** Some items that a batch added to records of others, or to its own that stay, behind this one; locked. */
export function itemsAddedBy(
  tx: Tx,
  batchId: string,
  { after, limit }: { after: number; limit: number },
): Promise<{ id: number; recordId: number; why: WhyLeft | null }[]> {
  return tx.many<{ id: number; recordId: number; why: WhyLeft | null }>`
    with i as materialized (
      select id, record_id, away from library.item where batch_id = ${batchId} and id > ${after}::bigint order by id limit ${limit} for update)
    select i.id, i.record_id,
           case when ${isInLending} then 'lent'
                when exists (select from library.item_version v where v.item_id = i.id and v.batch_id is distinct from ${batchId}::uuid)
                then 'changed' end as why
      from i order by i.id`;
}

export async function removeItems(tx: Tx, ids: readonly number[]): Promise<void> {
  if (ids.length > 0) await tx.run`delete from library.item where id = any(${[...ids]}::bigint[])`;
}

/** Some items that a batch changed, behind this one, locked; `why`: somebody else has changed them since. */
export function itemsChangedBy(
  tx: Tx,
  batchId: string,
  { after, limit }: { after: number; limit: number },
): Promise<{ id: number; recordId: number; why: WhyLeft | null }[]> {
  return tx.many<{ id: number; recordId: number; why: WhyLeft | null }>`
    with i as materialized (
      select i.id, i.record_id from library.item i
       where i.id > ${after}::bigint and exists (select from library.item_version v where v.item_id = i.id and v.batch_id = ${batchId})
       order by i.id limit ${limit} for update)
    select i.id, i.record_id,
           case when exists (select from library.item_version v
                              where v.item_id = i.id and v.batch_id is distinct from ${batchId}::uuid
                                and v.version > (select min(version) from library.item_version f where f.item_id = i.id and f.batch_id = ${batchId}))
                then 'changed' end as why
      from i order by i.id`;
}

/** They are what they were before the batch; where they stand and how they are has its own way of changing. */
export async function restoreItems(
  tx: Tx,
  batchId: string,
  ids: readonly number[],
  now: Temporal.Instant,
): Promise<void> {
  if (ids.length === 0) return;
  const back = [...ids];
  await tx.run`
    update library.item i
       set place_id = (v.was->>'place_id')::uuid, shelf = v.was->>'shelf', call_number = v.was->>'call_number', volume = v.was->>'volume',
           price_fen = (v.was->>'price_fen')::int, source = v.was->>'source', acquired_on = (v.was->>'acquired_on')::date,
           version = i.version + 1, changed_at = ${now}::timestamptz
      from (select distinct on (item_id) item_id, was from library.item_version
             where batch_id = ${batchId} and item_id = any(${back}::bigint[]) order by item_id, version) v
     where v.item_id = i.id`;
  await tx.run`delete from library.item_version where batch_id = ${batchId} and item_id = any(${back}::bigint[])`;
}

/** Some records of others that a batch changed, behind this one; locked, and why each stays as it is. */
export function changedBy(
  tx: Tx,
  batchId: string,
  { after, limit }: { after: number; limit: number },
): Promise<{ id: number; why: WhyLeft | null }[]> {
  return tx.many<{ id: number; why: WhyLeft | null }>`
    with r as materialized (
      select id, state from library.record r
       where id > ${after}::bigint and batch_id is distinct from ${batchId}::uuid
         and exists (select from library.record_version v where v.record_id = r.id and v.batch_id = ${batchId})
       order by id limit ${limit} for update)
    select r.id,
           case when r.state = 'merged' then 'merged'
                when exists (select from library.record_version v
                              where v.record_id = r.id and v.batch_id is distinct from ${batchId}::uuid
                                and v.version > (select min(version) from library.record_version f
                                                  where f.record_id = r.id and f.batch_id = ${batchId})) then 'changed' end as why
      from r order by r.id`;
}

/** Their bytes are those before the batch; what is derived of them is somebody else's to compute. */
export async function restoreRecords(
  tx: Tx,
  batchId: string,
  ids: readonly number[],
  now: Temporal.Instant,
): Promise<void> {
  if (ids.length === 0) return;
  const back = [...ids];
  await tx.run`
    update library.record r
       set content = v.content, original = coalesce(v.original, r.original), flavour = coalesce(v.flavour, r.flavour),
           original_form = coalesce(v.original_form, r.original_form),
           original_charset = case when v.original is null then r.original_charset else v.original_charset end,
           version = r.version + 1, changed_at = ${now}::timestamptz
      from (select distinct on (record_id) record_id, content, original, flavour, original_form, original_charset from library.record_version
             where batch_id = ${batchId} and record_id = any(${back}::bigint[]) order by record_id, version) v
     where v.record_id = r.id`;
  await tx.run`delete from library.record_version where batch_id = ${batchId} and record_id = any(${back}::bigint[])`;
}

/** What was left is looked at again; false where nothing was. */
export async function forgetLeft(tx: Tx, batchId: string): Promise<boolean> {
  return (await tx.run`delete from library.undo_left where batch_id = ${batchId}`) > 0;
}

export async function insertLeft(
  tx: Tx,
  batchId: string,
  rows: readonly { recordId: number; why: WhyLeft }[],
): Promise<void> {
  if (rows.length === 0) return;
  await tx.run`
    insert into library.undo_left (batch_id, record_id, why)
    select ${batchId}::uuid, n.* from unnest(${rows.map(({ recordId }) => recordId)}::bigint[], ${rows.map(({ why }) => why)}::text[]) as n
    on conflict do nothing`;
}

/** Notes how far the undoing is; false when the batch is no longer being undone. */
export async function noteUndone(
  tx: Tx,
  batchId: string,
  { gone, restored, at }: { gone: number; restored: number; at: Temporal.Instant },
): Promise<boolean> {
  const noted = await tx.run`
    update library.batch set records_gone = records_gone + ${gone}, records_restored = records_restored + ${restored}, beat_at = ${at}
     where id = ${batchId} and state = 'undoing'`;
  return noted === 1;
}

export interface Left {
  recordId: number;
  title: string;
  why: WhyLeft;
  /** The later batch that changed it last or brought items, while that stands. */
  by: string | null;
  byFile: string | null;
}

/** What could not be undone. */
export function leftOf(db: Db, batchId: string, limit: number): Promise<Left[]> {
  return db.many<Left>`
    select l.record_id, r.title, l.why, b.id as by, b.file as by_file from library.undo_left l join library.record r on r.id = l.record_id
      left join lateral (
        select b.id, b.file from library.batch b
         where l.why in ('changed', 'items') and b.id <> l.batch_id
           and b.id in (select v.batch_id from library.record_version v where v.record_id = l.record_id and v.batch_id is not null
                        union all
                        select i.batch_id from library.item i where i.record_id = l.record_id and i.batch_id is not null
                        union all
                        select v.batch_id from library.item i join library.item_version v on v.item_id = i.id
                         where i.record_id = l.record_id and v.batch_id is not null)
         order by b.began_at desc limit 1) b on true
     where l.batch_id = ${batchId} order by l.record_id limit ${limit}`;
}
