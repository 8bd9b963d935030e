/** SQL of the class tree: how many records stand under each node. */
import type { Temporal } from "temporal-polyfill";
import type { Db, Tx } from "#platform/db";

/** Counts them all anew, in one statement; a record counts under every step of its number. */
export async function countClasses(tx: Tx, now: Temporal.Instant): Promise<void> {
  await tx.run`
    with counted as (
      select left(r.class, n) as class, count(*)::int as records
        from (select substring(class_number from '^[A-Z][A-Z]?[0-9]*') as class from library.record
               where class_number <> '' and state = 'standing' and kind = 'bibliographic') r, generate_series(1, 3) n
       where length(r.class) >= n group by 1),
    gone as (delete from library.class_count c where not exists (select from counted where counted.class = c.class))
    insert into library.class_count (class, records, counted_at)
    select class, records, ${now}::timestamptz from counted
        on conflict (class) do update set records = excluded.records, counted_at = excluded.counted_at`;
}

export async function countsOf(
  db: Db,
  classes: readonly string[],
): Promise<{ counts: Map<string, number>; countedAt: Temporal.Instant | null }> {
  const rows = await db.many<{ class: string; records: number }>`
    select class, records from library.class_count where class = any(${[...classes]}::text[])`;
  const { at } = await db.one<{ at: Temporal.Instant | null }>`
    select max(counted_at) as at from library.class_count`;
  return { counts: new Map(rows.map((row) => [row.class, row.records])), countedAt: at };
}

/** The numbers of these records, the most usual first, each with a title. */
export function numbersUsed(
  db: Db,
  records: readonly number[],
  limit: number,
): Promise<{ number: string; records: number; title: string }[]> {
  return db.many`
    select class_number as number, count(*)::int as records, min(title) as title
      from library.record where id = any(${[...records]}::bigint[]) and class_number <> ''
     group by class_number order by count(*) desc, class_number limit ${limit}`;
}
