/** SQL of what the night, and a house that shuts, do with loans. At night readers in order of their keys, so many at a time. */
import type { Db, Tx } from "#platform/db";

/** Readers with loans made by these rules and due from a day to another, behind the last that was looked at. */
export function loansToRenew(
  db: Db,
  { from, to, ruleIds }: { from: string; to: string; ruleIds: readonly string[] },
  { after, limit }: { after: string | null; limit: number },
): Promise<{ subject: string; itemIds: number[] }[]> {
  return db.many<{ subject: string; itemIds: number[] }>`
    select subject, array_agg(item_id order by item_id) as item_ids from library.loan
     where due_on between ${from}::date and ${to}::date and rule_id = any(${ruleIds}::uuid[]) and recalled_on is null and lost_on is null
       and (${after}::uuid is null or subject > ${after}::uuid)
     group by subject order by subject limit ${limit}`;
}

export interface DueCount {
  subject: string;
  dueOn: string;
  count: number;
}

/** How many loans of each reader are due on each of these days. What they say to have returned, and what is lost, is not asked for again. */
export function dueCounts(
  db: Db,
  { from, to }: { from: string; to: string },
  { after, limit }: { after: DueCount | null; limit: number },
): Promise<DueCount[]> {
  return db.many<DueCount>`
    select subject, due_on::text, count(*)::int as count from library.loan
     where due_on between ${from}::date and ${to}::date and lost_on is null and claimed_on is null
       and (${after?.subject ?? null}::uuid is null or (subject, due_on) > (${after?.subject ?? null}::uuid, ${after?.dueOn ?? null}::date))
     group by subject, due_on order by subject, due_on limit ${limit}`;
}

/** The days on which something is due that was lent at a place, from one on. */
export async function dueDaysAt(
  tx: Tx,
  { placeId, from }: { placeId: string; from: string },
): Promise<string[]> {
  const rows = await tx.many<{ dueOn: string }>`
    select distinct due_on::text from library.loan where place_id = ${placeId} and due_on >= ${from}::date and lost_on is null`;
  return rows.map(({ dueOn }) => dueOn);
}

/** What was lent there and is due on one of these days is due later. Answers how many of each reader, by the new day. */
export function moveDueDays(
  tx: Tx,
  placeId: string,
  days: readonly { dueOn: string; to: string }[],
): Promise<{ subject: string; to: string; count: number }[]> {
  return tx.many`
    with moved as (
      update library.loan l set due_on = n.later
        from unnest(${days.map(({ dueOn }) => dueOn)}::date[], ${days.map(({ to }) => to)}::date[]) as n(due_on, later)
       where l.place_id = ${placeId} and l.due_on = n.due_on and l.lost_on is null
      returning l.subject, l.due_on)
    select subject, due_on::text as to, count(*)::int as count from moved group by subject, due_on order by subject, due_on`;
}
