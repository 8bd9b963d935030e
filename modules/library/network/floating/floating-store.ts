/** SQL of groups of places among which copies float. */
import { type Db, sql, type Tx } from "#platform/db";

/** Null: no group has both places for things of this type. A shelf is taken over only where something stands on one of that name. */
export function floatsTo(
  tx: Tx,
  { placeId, shelf, type }: { placeId: string; shelf: string; type: string },
  hereId: string,
): Promise<{ shelf: string } | null> {
  return tx.prepared.maybeOne<{ shelf: string }>`
    select case when ${shelf} <> '' and exists (select from library.item i where i.place_id = ${hereId}::uuid and i.shelf = ${shelf}) then ${shelf}
                else here.shelf end as shelf
      from library.floating_place home
      join library.floating_place here on here.group_id = home.group_id and here.place_id = ${hereId}::uuid
      join library.floating_group g on g.id = home.group_id
     where home.place_id = ${placeId}::uuid and g.ended_on is null and (g.types = '{}' or ${type} = any(g.types))
     order by g.made_on, g.id limit 1`;
}

export interface FloatingGroup {
  id: string;
  orgPath: string;
  name: string;
  types: string[];
  madeOn: string;
  endedOn: string | null;
  places: { placeId: string; shelf: string }[];
}

const groups = sql`
  select g.id, g.org_path, g.name, g.types, g.made_on::text, g.ended_on::text,
         coalesce((select jsonb_agg(jsonb_build_object('placeId', p.place_id, 'shelf', p.shelf) order by p.place_id)
                     from library.floating_place p where p.group_id = g.id), '[]') as places
    from library.floating_group g`;

/** Living ones first, by name. */
export function floatingGroups(db: Db, limit: number): Promise<FloatingGroup[]> {
  return db.many<FloatingGroup>`
    ${groups} order by g.ended_on is not null, g.name, g.id limit ${limit}::int`;
}

export function floatingGroupOf(db: Db, id: string): Promise<FloatingGroup | null> {
  return db.maybeOne<FloatingGroup>`
    ${groups} where g.id = ${id}::uuid`;
}

export async function insertFloatingGroup(
  tx: Tx,
  { id, orgPath, name, types, madeOn, places }: Omit<FloatingGroup, "endedOn">,
): Promise<void> {
  await tx.run`
    with made as (
      insert into library.floating_group (id, org_path, name, types, made_on)
      values (${id}::uuid, ${orgPath}, ${name}, ${types}::text[], ${madeOn}::date) returning id)
    insert into library.floating_place (group_id, place_id, shelf)
    select made.id, n.place_id, n.shelf
      from made, unnest(${places.map(({ placeId }) => placeId)}::uuid[], ${places.map(({ shelf }) => shelf)}::text[]) as n(place_id, shelf)`;
}

/** False when it has ended before. */
export async function endFloatingGroup(tx: Tx, id: string, on: string): Promise<boolean> {
  return (
    (await tx.run`update library.floating_group set ended_on = ${on}::date where id = ${id}::uuid and ended_on is null`) ===
    1
  );
}
