/** SQL of which copy a scan means. */
import { type Db, sql } from "#platform/db";
import type { Away, ItemStatus } from "./status.ts";

/** Where somebody scans. */
export interface Here {
  placeId: string;
  /** Of the house that the place belongs to. */
  orgPath: string;
  /** The shelf that is counted: its own copies first. */
  shelf: string;
}

/**
 * How near `library.item i` is: at home on this shelf, at home here, this house's, another's. What is withdrawn stands behind what is not, but what
 * was withdrawn here before what another house has.
 */
export const nearness = ({ placeId, orgPath, shelf }: Here) => sql`
  case when i.status = 'withdrawn' then case when i.place_id = ${placeId} or i.org_path = ${orgPath} then 3 else 5 end
       when i.place_id = ${placeId} then case when starts_with(i.shelf, ${shelf}) then 0 else 1 end
       when i.org_path = ${orgPath} then 2 else 4 end`;

export interface Asked {
  barcode: string;
  /** With what stands before it, where that is no house's: it may be one barcode all the same. */
  whole: string;
  /** Of the house that the tag names; null: it names none that is known. */
  ownerPath: string | null;
}

export interface MeantItem {
  id: number;
  recordId: number;
  ownerId: string;
  orgPath: string;
  barcode: string;
  placeId: string | null;
  status: ItemStatus;
  away: Away | null;
}

/** The nearest of each, in the order asked (`at` from 0): one, or several that are equally near. As it was said comes before in capitals. */
export function nearestOf(
  db: Db,
  asked: readonly Asked[],
  { here, ownerId }: { here: Here | null; ownerId: string | null },
): Promise<(MeantItem & { at: number })[]> {
  const near = here ? nearness(here) : sql`(i.status = 'withdrawn')::int`;
  return db.prepared.many<MeantItem & { at: number }>`
    with asked as (
      select n.at, n.owner_path, array[n.whole, upper(n.whole), n.barcode, upper(n.barcode)] as names
        from unnest(${asked.map(({ barcode }) => barcode)}::text[], ${asked.map(({ whole }) => whole)}::text[],
                    ${asked.map(({ ownerPath }) => ownerPath)}::text[]) with ordinality as n(barcode, whole, owner_path, at)),
    fitting as (
      select a.at, i.id, rank() over (partition by a.at order by array_position(a.names, i.barcode), ${near}) as nth
        from asked a join library.item i on i.barcode = any(a.names)
       where (a.owner_path is null or starts_with(i.org_path, a.owner_path)) and (${ownerId}::uuid is null or i.owner_id = ${ownerId}::uuid))
    select f.at::int - 1 as at, i.id, i.record_id, i.owner_id, i.org_path, i.barcode, i.place_id, i.status, i.away
      from fitting f join library.item i on i.id = f.id where f.nth = 1 order by f.at, i.id`;
}

/** Titles by record, to tell several copies apart. */
export async function titlesOf(db: Db, recordIds: readonly number[]): Promise<Map<number, string>> {
  const rows = await db.prepared.many<{ id: number; title: string }>`
    select id, title from library.record where id = any(${[...recordIds]}::bigint[])`;
  return new Map(rows.map(({ id, title }) => [id, title]));
}
