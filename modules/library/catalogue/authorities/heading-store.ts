/** SQL of headings: what authorities call something, and what leads there. */
import type { Db, Tx } from "#platform/db";

export type HeadingRole = "heading" | "variant" | "related";

export interface HeadingRow {
  recordId: number;
  role: HeadingRole;
  key: string;
  kind: string;
  text: string;
}

export async function putHeadings(
  tx: Tx,
  records: readonly number[],
  rows: readonly HeadingRow[],
): Promise<void> {
  await tx.run`delete from library.heading where record_id = any(${[...records]}::bigint[])`;
  const all = <K extends keyof HeadingRow>(key: K) => rows.map((row) => row[key]);
  await tx.run`
    insert into library.heading (record_id, role, key, kind, text)
    select * from unnest(${all("recordId")}::bigint[], ${all("role")}::text[], ${all("key")}::text[], ${all("kind")}::text[], ${all("text")}::text[])`;
}

/** Other names of what is called so in an authority that stands, what it is called there first. Authorities that were merged are one. */
export async function namesWith(
  db: Db,
  { keys, kinds, limit }: { keys: readonly string[]; kinds: readonly string[] | null; limit: number },
): Promise<string[]> {
  const rows = await db.prepared.many<{ text: string }>`
    select text from (
      select distinct on (h.key) h.key, h.text, h.role
        from library.heading m join library.record r on r.id = m.record_id
        join library.record k on k.id = coalesce(r.merged_into, r.id) and k.state = 'standing'
        cross join lateral (select k.id union all select p.id from library.record p where p.merged_into = k.id) of (id)
        join library.heading h on h.record_id = of.id
       where m.key = any(${[...keys]}::text[]) and m.role <> 'related' and h.role <> 'related' and h.key <> all(${[...keys]}::text[])
         and (${kinds}::text[] is null or m.kind = any(${kinds}::text[]))
       order by h.key, h.role, h.text) other
     order by role, text limit ${limit}::int`;
  return rows.map(({ text }) => text);
}

export interface FoundHeading {
  recordId: number;
  heading: string;
  kind: string;
  /** The name that was found, where it is not the heading itself. */
  seenFrom: string | null;
  variants: number;
}

/** Authorities one of whose names begins so, in order of the name; what was merged is told as what it has become. */
export function headingsBeginning(
  db: Db,
  { key, kind, limit }: { key: string; kind: string | null; limit: number },
): Promise<FoundHeading[]> {
  return db.many<FoundHeading>`
    select * from (
      select distinct on (k.id) k.id as record_id, k.title as heading, h.kind, case when h.text <> k.title then h.text end as seen_from, h.key,
             (select count(*) from library.heading v where v.record_id = k.id and v.role = 'variant')::int as variants
        from library.heading h join library.record r on r.id = h.record_id
        join library.record k on k.id = coalesce(r.merged_into, r.id) and k.state in ('standing', 'hidden')
       where h.key ^@ ${key} and h.role <> 'related' and (${kind}::text is null or h.kind = ${kind})
       order by k.id, h.role, h.key) found
     order by key, record_id limit ${limit}`;
}

/** Authorities that call something so, for what is related to one. */
export function calledSo(db: Db, keys: readonly string[]): Promise<{ key: string; recordId: number }[]> {
  return db.many<{ key: string; recordId: number }>`
    select distinct on (h.key) h.key, coalesce(r.merged_into, r.id) as record_id
      from library.heading h join library.record r on r.id = h.record_id and r.state <> 'withdrawn'
     where h.key = any(${[...keys]}::text[]) and h.role = 'heading' order by h.key, h.record_id`;
}

export function recordState(
  db: Db,
  id: number,
): Promise<{ kind: "bibliographic" | "authority"; mergedInto: number | null } | null> {
  return db.maybeOne`select kind, merged_into from library.record where id = ${id}`;
}

/** Merges that stand into this record, for undoing. */
export function mergesInto(db: Db, id: number): Promise<{ id: string; mergedId: number }[]> {
  return db.many<{ id: string; mergedId: number }>`
    select id, merged_id from library.merge where kept_id = ${id} and undone_at is null order by merged_at desc`;
}
