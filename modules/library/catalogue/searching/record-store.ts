/** SQL of one record as readers see it, and of what is near it. */
import { type Db, sql } from "#platform/db";
import { isAvailable } from "../items/status-sql.ts";
import type { Kept } from "../keeping/read-kept.ts";

export interface KeptRow extends Kept {
  id: number;
  state: "standing" | "hidden" | "merged" | "withdrawn";
  mergedInto: number | null;
  workId: number | null;
  classNumber: string;
}

/** A bibliographic record in whatever state it is. */
export function keptRow(db: Db, id: string): Promise<KeptRow | null> {
  return db.prepared.maybeOne<KeptRow>`
    select id, flavour, original, original_charset, content, state, merged_into, work_id, class_number
      from library.record where id = ${id}::bigint and kind = 'bibliographic'`;
}

export interface ShelvedRow {
  placeId: string;
  shelf: string;
  callNumber: string;
  volume: string;
  items: number;
  available: number;
}

/** Its items by where they stand, without those that are gone. */
export function shelvedItems(db: Db, id: number): Promise<ShelvedRow[]> {
  return db.prepared.many<ShelvedRow>`
    select i.place_id, i.shelf, i.call_number, i.volume, count(*)::int as items, (count(*) filter (where ${isAvailable}))::int as available
      from library.item i where i.record_id = ${id}::bigint and i.place_id is not null and library.counts(i.status)
     group by place_id, shelf, call_number, volume order by place_id, call_number, volume, shelf limit 2000`;
}

/** Items that nobody has placed yet, by house. */
export function unplacedItems(
  db: Db,
  id: number,
): Promise<{ ownerId: string; items: number; available: number }[]> {
  return db.prepared.many<{ ownerId: string; items: number; available: number }>`
    select i.owner_id, count(*)::int as items, (count(*) filter (where ${isAvailable}))::int as available
      from library.item i where i.record_id = ${id}::bigint and i.place_id is null and library.counts(i.status)
     group by owner_id order by owner_id limit 200`;
}

export interface EditionRow {
  id: number;
  title: string;
  names: string;
  publisher: string;
  year: number | null;
  language: string;
  form: string;
  classNumber: string;
  available: number;
}

const edition = sql.raw(
  "r.id, r.title, r.names, r.publisher, r.year, r.language, r.form, r.class_number, " +
    "coalesce((select sum(available) from library.holding h where h.record_id = r.id), 0)::int as available",
);

/** Other editions of a work, the newest first. */
export function editionsOf(db: Db, workId: number, but: number, limit: number): Promise<EditionRow[]> {
  return db.prepared.many<EditionRow>`
    select ${edition} from library.record r
     where r.work_id = ${workId}::bigint and r.id <> ${but}::bigint and r.state = 'standing'
     order by r.year desc nulls last, r.id desc limit ${limit}::int`;
}

/** So many editions are looked at on either side for those of different works. */
const mostBeside = 60;

/**
 * What stands before a record and behind it by class number, in the order of the shelf; records of one number the newest first. Other works
 * than its own, each once.
 */
export async function neighboursOf(
  db: Db,
  { id, classNumber, workId }: Pick<KeptRow, "id" | "classNumber" | "workId">,
  each: number,
): Promise<{ before: EditionRow[]; after: EditionRow[] }> {
  const work = workId ?? -id;
  const beside = (same: "<" | ">", other: "~<~" | "~>~", byId: "asc" | "desc") => db.prepared
    .many<EditionRow>`
    with beside as (
      select id, work_id, 0 as far, row_number() over (order by id ${sql.raw(byId)}) as at from (
        select id, work_id from library.record where class_number = ${classNumber} and class_number <> '' and state = 'standing'
           and coalesce(work_id, -id) <> ${work}::bigint and id ${sql.raw(same)} ${id}::bigint
         order by id ${sql.raw(byId)} limit ${mostBeside}::int) same
      union all
      select id, work_id, 1, row_number() over (order by class_number using ${sql.raw(other === "~>~" ? "~<~" : "~>~")}, id ${sql.raw(byId)}) from (
        select id, work_id, class_number from library.record
         where class_number ${sql.raw(other)} ${classNumber} and class_number <> '' and state = 'standing' and coalesce(work_id, -id) <> ${work}::bigint
         order by class_number using ${sql.raw(other === "~>~" ? "~<~" : "~>~")}, id ${sql.raw(byId)} limit ${mostBeside}::int) others),
    near as (
      select id, far, at, row_number() over (partition by coalesce(work_id, -id) order by far, at) as nth from beside)
    select ${edition} from near join library.record r using (id) where near.nth = 1 order by near.far, near.at limit ${each}::int`;
  const before = await beside(">", "~<~", "asc");
  return { before: before.toReversed(), after: await beside("<", "~>~", "desc") };
}

/** Public records, for who looks for what there is. */
export const publicRecords = () => sql`
  select id, changed_at from library.record where kind = 'bibliographic' and state = 'standing'`;
