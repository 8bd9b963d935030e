/** SQL of holds that become another title's or another person's: two that meet become one. */
import { sql, type Tx } from "#platform/db";
import { type EndedHold, endedColumns } from "../hold-store.ts";

/** The one that is nearer to its reader first, then the one that has waited longer. */
const nearest = sql.raw(
  "array_position(array['ready', 'travelling', 'wanted', 'waiting'], h.state), h.rank, h.asked_at, h.id",
);

/**
 * Of what would be one reader's hold of one title after both are joined only the nearest stays, with the moment of the one that has waited
 * longest. `of`: the holds that meet, and what they will have in common.
 */
async function endTwice(tx: Tx, of: ReturnType<typeof sql>): Promise<EndedHold[]> {
  return tx.many<EndedHold>`
    with met as (
      select h.id, first_value(h.id) over w as stays, min(h.asked_at) over (partition by m.key) as since, min(h.rank) over (partition by m.key) as rank
        from ${of} m join library.hold h on h.id = m.id
      window w as (partition by m.key order by ${nearest})),
         kept as (
      update library.hold h set asked_at = met.since, rank = met.rank from met
       where h.id = met.id and met.id = met.stays and (h.asked_at, h.rank) is distinct from (met.since, met.rank))
    delete from library.hold h using met where h.id = met.id and met.id <> met.stays
    returning ${endedColumns}`;
}

/** Holds of one record become another's. Answers those that were there twice. */
export async function moveToRecord(tx: Tx, { from, to }: { from: number; to: number }): Promise<EndedHold[]> {
  const twice = await endTwice(
    tx,
    sql`(select h.id, row(h.subject, coalesce(h.wanted_item_id, 0))::text as key from library.hold h where h.record_id in (${from}, ${to}))`,
  );
  await tx.run`update library.hold set record_id = ${to} where record_id = ${from}`;
  await tx.run`update library.loan set record_id = ${to} where record_id = ${from}`;
  return twice;
}

/** Copies have become another record's: what is kept or waited for of them is that record's too. */
export async function followItems(
  tx: Tx,
  { to, items }: { to: number; items: readonly number[] },
): Promise<void> {
  await tx.run`
    update library.hold h set record_id = ${to}
     where h.record_id <> ${to} and coalesce(h.item_id, h.wanted_item_id) = any(${[...items]}::bigint[])
       and not exists (select from library.hold o where o.subject = h.subject and o.record_id = ${to}
                          and coalesce(o.wanted_item_id, 0) = coalesce(h.wanted_item_id, 0))`;
  await tx.run`update library.loan set record_id = ${to} where record_id <> ${to} and item_id = any(${[...items]}::bigint[])`;
}

/** Holds of one person become another's. Answers those that were there twice. */
export async function moveToPerson(
  tx: Tx,
  { from, to }: { from: string; to: string },
): Promise<{ moved: number; twice: EndedHold[] }> {
  const twice = await endTwice(
    tx,
    sql`(select h.id, row(h.record_id, coalesce(h.wanted_item_id, 0))::text as key from library.hold h where h.subject in (${from}::uuid, ${to}::uuid))`,
  );
  const moved = await tx.run`update library.hold set subject = ${to} where subject = ${from}`;
  return { moved, twice };
}
