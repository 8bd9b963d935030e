/** SQL of findings and of records that could not be taken. */
import type { Db, Tx } from "#platform/db";

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
      from unnest(${all("recordNumber")}::int[], ${all("byte")}::bigint[], ${all("recordId")}::bigint[], ${all("field")}::text[],
                  ${all("finding")}::text[], ${all("done")}::text[], ${rows.map(({ data }) => data && JSON.stringify(data))}::text[])
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
