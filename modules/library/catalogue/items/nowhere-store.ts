/** SQL of items that have no place. */
import type { Temporal } from "temporal-polyfill";
import { type Db, sql, type Tx } from "#platform/db";

export interface Nowhere {
  ownerId: string;
  orgPath: string;
  said: string;
  items: number;
}

/** The code of a place that came with an item, as the newest file to bring it said. */
const said = sql`
  coalesce((select f.data->>'said' from library.finding f
             where f.record_id = i.record_id and f.finding = 'library.item-nowhere' and f.data->>'barcode' = i.barcode
             order by f.id desc limit 1), '')`;

/** What is gone needs no place. */
const isNowhere = sql`i.place_id is null and library.counts(i.status)`;

const below = (paths: readonly string[]) =>
  sql`exists (select from unnest(${[...paths]}::text[]) as p(path) where starts_with(i.org_path, p.path))`;

/** Most first. */
export function nowhereByCode(db: Db, paths: readonly string[], limit: number): Promise<Nowhere[]> {
  return db.many<Nowhere>`
    select n.owner_id, n.org_path, n.said, count(*)::int as items
      from (select i.owner_id, i.org_path, ${said} as said from library.item i where ${isNowhere} and ${below(paths)}) n
     group by n.owner_id, n.org_path, n.said order by items desc, n.owner_id, n.said limit ${limit}`;
}

export interface Asked {
  ownerId: string | null;
  said: string | null;
}

export async function nowhereIds(
  db: Db,
  paths: readonly string[],
  { ownerId, said: code }: Asked,
  limit: number,
): Promise<number[]> {
  const rows = await db.many<{ id: number }>`
    select i.id from library.item i
     where ${isNowhere} and ${below(paths)} and (${ownerId}::uuid is null or i.owner_id = ${ownerId}::uuid)
       and (${code}::text is null or ${said} = ${code}::text)
     order by i.id limit ${limit}`;
  return rows.map(({ id }) => id);
}

/** Locks them, without those that somebody has placed meanwhile. */
export async function lockNowhere(tx: Tx, ids: readonly number[]): Promise<number[]> {
  const rows = await tx.many<{ id: number }>`
    select i.id from library.item i where i.id = any(${[...ids]}::bigint[]) and ${isNowhere} order by i.id for no key update`;
  return rows.map(({ id }) => id);
}

/** Answers their records, and settles what was found of them. */
export async function place(
  tx: Tx,
  ids: readonly number[],
  { placeId, now }: { placeId: string; now: Temporal.Instant },
): Promise<number[]> {
  const rows = await tx.many<{ recordId: number }>`
    update library.item set place_id = ${placeId}, version = version + 1, changed_at = ${now}
     where id = any(${[...ids]}::bigint[]) returning record_id`;
  await tx.run`
    update library.finding f set settled_at = ${now}, settled_how = 'corrected'
      from library.item i
     where i.id = any(${[...ids]}::bigint[]) and f.record_id = i.record_id and f.finding = 'library.item-nowhere'
       and f.data->>'barcode' = i.barcode and f.settled_at is null`;
  return rows.map(({ recordId }) => recordId);
}
