/** SQL of findings and of records that could not be taken. */
import type { Temporal } from "temporal-polyfill";
import { type Db, sql, type Tx } from "#platform/db";
import { lineOf, storable } from "./storable.ts";

/** Characters of a title in a list of findings. */
const mostOfTitle = 200;

export interface FindingRow {
  recordNumber: number;
  byte: number;
  recordId: number | null;
  field: string | null;
  finding: string;
  done: "kept" | "repaired" | "left-out" | "refused";
  data: Record<string, string | number> | null;
  /** Of the record, as the file says it. */
  title: string;
}

export async function insertFindings(tx: Tx, batchId: string, rows: readonly FindingRow[]): Promise<void> {
  if (rows.length === 0) return;
  const all = <K extends keyof FindingRow>(key: K) => rows.map((row) => row[key]);
  await tx.run`
    insert into library.finding (batch_id, record_number, byte, record_id, field, finding, done, data, title)
    select ${batchId}::uuid, n.record_number, n.byte, n.record_id, n.field, n.finding, n.done, n.data::jsonb, n.title
      from unnest(${all("recordNumber")}::int[], ${all("byte")}::bigint[], ${all("recordId")}::bigint[], ${rows.map(({ field }) => field && storable(field))}::text[],
                  ${all("finding")}::text[], ${all("done")}::text[], ${rows.map(({ data }) => data && JSON.stringify(data).replaceAll("\\u0000", "\\ufffd"))}::text[],
                  ${rows.map(({ title }) => lineOf(title, mostOfTitle))}::text[])
           with ordinality as n(record_number, byte, record_id, field, finding, done, data, title, at)
     order by n.at`;
}

export interface RefusedRow {
  recordNumber: number;
  byte: number;
  source: Uint8Array;
}

export async function insertRefused(tx: Tx, batchId: string, rows: readonly RefusedRow[]): Promise<void> {
  if (rows.length === 0) return;
  const all = <K extends keyof RefusedRow>(key: K) => rows.map((row) => row[key]);
  await tx.run`
    insert into library.refused_record (batch_id, record_number, byte, source)
    select ${batchId}::uuid, * from unnest(${all("recordNumber")}::int[], ${all("byte")}::bigint[], ${all("source")}::bytea[])
    on conflict do nothing`;
}

/** What was found of a batch, most of a kind first. */
export function findingsByKind(
  db: Db,
  batchId: string,
): Promise<{ finding: string; done: string; count: number; open: number; accepted: number }[]> {
  return db.many<{ finding: string; done: string; count: number; open: number; accepted: number }>`
    select finding, done, count(*)::int as count, (count(*) filter (where settled_at is null))::int as open,
           (count(*) filter (where settled_how = 'accepted'))::int as accepted
      from library.finding where batch_id = ${batchId} group by finding, done order by count desc, finding, done`;
}

export interface FindingView extends FindingRow {
  id: number;
  settledHow: "accepted" | "corrected" | "landed" | "dropped" | null;
  /** The record whose barcode or number it is already. */
  otherId: number | null;
  otherTitle: string | null;
}

const viewed = sql`
  f.id, f.record_number, f.byte, f.record_id, f.field, f.finding, f.done, f.data, f.settled_how, coalesce(nullif(r.title, ''), f.title) as title,
  o.id as other_id, o.title as other_title`;
const withRecords = sql`
  left join library.record r on r.id = f.record_id
  left join lateral (
    select id, title from library.record o
     where o.id = (f.data->>'record')::bigint
        or f.data ? 'first' and o.batch_id = f.batch_id and o.batch_number = (f.data->>'first')::int limit 1) o
    on f.finding in ('library.barcode-taken', 'library.number-twice', 'library.number-again')`;

/** Open ones of one kind, or of all, in the order of the file. */
export function openFindings(
  db: Db,
  batchId: string,
  { finding, after, limit }: { finding: string | null; after: number; limit: number },
): Promise<FindingView[]> {
  return db.many<FindingView>`
    select ${viewed} from library.finding f ${withRecords}
     where f.batch_id = ${batchId} and f.settled_at is null and f.id > ${after}::bigint
       and (${finding}::text is null or f.finding = ${finding})
     order by f.id limit ${limit}`;
}

/** Codes of places or statuses that the profile does not know, the most frequent first. */
export function unknownCodes(
  db: Db,
  batchId: string,
  finding: "library.item-place" | "library.item-status",
  limit = 1000,
): Promise<{ said: string; count: number }[]> {
  return db.many<{ said: string; count: number }>`
    select data->>'said' as said, count(*)::int as count from library.finding
     where batch_id = ${batchId} and finding = ${finding} and settled_at is null
       and length(data->>'said') between 1 and 60
     group by 1 order by count desc, said limit ${limit}`;
}

/** Findings of a kind, or one of them, are settled as they are. A refusal is not: its record is landed or dropped. */
export function acceptFindings(
  tx: Tx,
  batchId: string,
  { finding, id, now }: { finding: string; id: number | null; now: Temporal.Instant },
): Promise<number> {
  return tx.run`
    update library.finding set settled_at = ${now}, settled_how = 'accepted'
     where batch_id = ${batchId} and finding = ${finding} and (${id}::bigint is null or id = ${id}::bigint)
       and settled_at is null and done <> 'refused'`;
}

/** All that was found of a record of the file. */
export async function settleRecord(
  tx: Tx,
  batchId: string,
  { number, how, now }: { number: number; how: "landed" | "dropped"; now: Temporal.Instant },
): Promise<void> {
  await tx.run`
    update library.finding set settled_at = ${now}, settled_how = ${how}
     where batch_id = ${batchId} and record_number = ${number} and settled_at is null`;
}

/** Takes a refused record away to deal with it; null when somebody already has. */
export function takeRefused(
  tx: Tx,
  batchId: string,
  { number, byte }: { number: number; byte: number },
): Promise<{ source: Buffer } | null> {
  return tx.maybeOne<{ source: Buffer }>`
    delete from library.refused_record where batch_id = ${batchId} and record_number = ${number} and byte = ${byte} returning source`;
}

export function refusedAt(
  db: Db,
  batchId: string,
  { number, byte }: { number: number; byte: number },
): Promise<{ source: Buffer } | null> {
  return db.maybeOne<{ source: Buffer }>`
    select source from library.refused_record where batch_id = ${batchId} and record_number = ${number} and byte = ${byte}`;
}

/** Refused records of a batch that nobody has dealt with. */
export function refusedOf(
  db: Db,
  batchId: string,
  { after, limit }: { after: { number: number; byte: number }; limit: number },
): Promise<
  { recordNumber: number; byte: number; bytes: number; finding: string | null; title: string | null }[]
> {
  return db.many`
    select r.record_number, r.byte, length(r.source) as bytes, f.finding, f.title
      from library.refused_record r left join lateral (
        select f.finding, f.title from library.finding f
         where f.batch_id = r.batch_id and f.record_number = r.record_number and f.done = 'refused' order by f.id desc limit 1) f on true
     where r.batch_id = ${batchId} and (r.record_number, r.byte) > (${after.number}::int, ${after.byte}::bigint) order by r.record_number, r.byte limit ${limit}`;
}

/** What was found of one record of the file, settled or not. */
export function findingsAt(db: Db, batchId: string, number: number): Promise<FindingView[]> {
  return db.many<FindingView>`
    select ${viewed} from library.finding f ${withRecords}
     where f.batch_id = ${batchId} and f.record_number = ${number} order by f.id limit 200`;
}

/** All of a batch, settled or not, behind this one. */
export function findingsAfter(
  db: Db,
  batchId: string,
  { after, limit }: { after: number; limit: number },
): Promise<FindingView[]> {
  return db.many<FindingView>`
    select ${viewed} from library.finding f ${withRecords}
     where f.batch_id = ${batchId} and f.id > ${after}::bigint order by f.id limit ${limit}`;
}

export function findingBy(db: Db, batchId: string, id: number): Promise<FindingView | null> {
  return db.maybeOne<FindingView>`
    select ${viewed} from library.finding f ${withRecords} where f.batch_id = ${batchId} and f.id = ${id}`;
}

/** What it was about is right now; false when somebody has settled it meanwhile. */
export async function noteCorrected(tx: Tx, id: number, now: Temporal.Instant): Promise<boolean> {
  return (
    (await tx.run`
    update library.finding set settled_at = ${now}, settled_how = 'corrected' where id = ${id} and settled_at is null`) ===
    1
  );
}

/** What was accepted of a kind is open again. */
export function reopenFindings(tx: Tx, batchId: string, finding: string): Promise<number> {
  return tx.run`
    update library.finding set settled_at = null, settled_how = null
     where batch_id = ${batchId} and finding = ${finding} and settled_how = 'accepted'`;
}

/** Nobody will land what is still refused: the bytes go, the findings stay and say so. Answers how many it was. */
export async function dropAllRefused(tx: Tx, batchId: string, now: Temporal.Instant): Promise<number> {
  const { dropped } = await tx.one<{ dropped: number }>`
    with gone as (delete from library.refused_record where batch_id = ${batchId} returning record_number),
    settled as (
      update library.finding f set settled_at = ${now}, settled_how = 'dropped' from (select distinct record_number from gone) g
       where f.batch_id = ${batchId} and f.record_number = g.record_number and f.settled_at is null returning f.id)
    select (select count(*) from gone)::int as dropped, (select count(*) from settled) as settled`;
  return dropped;
}
