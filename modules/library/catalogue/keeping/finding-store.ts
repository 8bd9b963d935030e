/** SQL of findings and of records that could not be taken. */
import type { Temporal } from "temporal-polyfill";
import type { Db, Tx } from "#platform/db";
import { storable } from "./storable.ts";

export interface FindingRow {
  recordNumber: number;
  byte: number;
  recordId: number | null;
  field: string | null;
  finding: string;
  done: "kept" | "repaired" | "left-out" | "refused";
  data: Record<string, string | number> | null;
}

export async function insertFindings(tx: Tx, batchId: string, rows: readonly FindingRow[]): Promise<void> {
  if (rows.length === 0) return;
  const all = <K extends keyof FindingRow>(key: K) => rows.map((row) => row[key]);
  await tx.run`
    insert into library.finding (batch_id, record_number, byte, record_id, field, finding, done, data)
    select ${batchId}::uuid, n.record_number, n.byte, n.record_id, n.field, n.finding, n.done, n.data::jsonb
      from unnest(${all("recordNumber")}::int[], ${all("byte")}::bigint[], ${all("recordId")}::bigint[], ${rows.map(({ field }) => field && storable(field))}::text[],
                  ${all("finding")}::text[], ${all("done")}::text[], ${rows.map(({ data }) => data && JSON.stringify(data).replaceAll("\\u0000", "\\ufffd"))}::text[])
           with ordinality as n(record_number, byte, record_id, field, finding, done, data, at)
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
): Promise<{ finding: string; done: string; count: number; open: number }[]> {
  return db.many<{ finding: string; done: string; count: number; open: number }>`
    select finding, done, count(*)::int as count, (count(*) filter (where settled_at is null))::int as open
      from library.finding where batch_id = ${batchId} group by finding, done order by count desc, finding, done`;
}

export interface FindingView extends FindingRow {
  id: number;
  title: string | null;
  settledHow: "accepted" | "corrected" | "landed" | "dropped" | null;
}

/** Open ones of one kind, or of all, in the order of the file. */
export function openFindings(
  db: Db,
  batchId: string,
  { finding, after, limit }: { finding: string | null; after: number; limit: number },
): Promise<FindingView[]> {
  return db.many<FindingView>`
    select f.id, f.record_number, f.byte, f.record_id, f.field, f.finding, f.done, f.data, f.settled_how, r.title
      from library.finding f left join library.record r on r.id = f.record_id
     where f.batch_id = ${batchId} and f.settled_at is null and f.id > ${after}::bigint
       and (${finding}::text is null or f.finding = ${finding})
     order by f.id limit ${limit}`;
}

/** Codes of places or statuses that the profile does not know, the most frequent first. */
export function unknownCodes(
  db: Db,
  batchId: string,
  finding: "library.item-place" | "library.item-status",
): Promise<{ said: string; count: number }[]> {
  return db.many<{ said: string; count: number }>`
    select data->>'said' as said, count(*)::int as count from library.finding
     where batch_id = ${batchId} and finding = ${finding} and length(data->>'said') between 1 and 60
     group by 1 order by count desc, said limit 60`;
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
  { limit }: { limit: number },
): Promise<{ recordNumber: number; byte: number; bytes: number; finding: string | null }[]> {
  return db.many`
    select r.record_number, r.byte, length(r.source) as bytes,
           (select f.finding from library.finding f
             where f.batch_id = r.batch_id and f.record_number = r.record_number and f.done = 'refused' order by f.id desc limit 1) as finding
      from library.refused_record r where r.batch_id = ${batchId} order by r.record_number, r.byte limit ${limit}`;
}

/** What was found of one record of the file, settled or not. */
export function findingsAt(db: Db, batchId: string, number: number): Promise<FindingView[]> {
  return db.many<FindingView>`
    select id, record_number, byte, record_id, field, finding, done, data, settled_how, null as title
      from library.finding where batch_id = ${batchId} and record_number = ${number} order by id limit 200`;
}
