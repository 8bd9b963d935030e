/** SQL of many spaces at once. */
import type { Db, Tx } from "#platform/db";
import type { Space, SpaceFacts } from "./space-store.ts";

/** All spaces of these places, retired ones too. */
export function allSpacesIn(db: Db, placeIds: readonly string[]): Promise<Space[]> {
  return db.many<Space>`
    select id, facility_id as place_id, name, names, capacity, area_m2, equipment, access, retired, version
      from places.space where facility_id = any(${placeIds}::uuid[]) order by facility_id, id`;
}

export async function insertSpaces(
  tx: Tx,
  rows: readonly (SpaceFacts & { id: string; placeId: string })[],
): Promise<void> {
  const of = <T>(pick: (row: (typeof rows)[number]) => T): T[] => rows.map(pick);
  await tx.run`
    insert into places.space (id, facility_id, name, names, capacity, area_m2, equipment, access)
    select n.id, n.facility_id, n.name, n.names::jsonb, n.capacity, n.area_m2, array(select jsonb_array_elements_text(n.equipment::jsonb)),
           array(select jsonb_array_elements_text(n.access::jsonb))
      from unnest(${of((r) => r.id)}::uuid[], ${of((r) => r.placeId)}::uuid[], ${of((r) => r.name)}::text[],
                  ${of((r) => JSON.stringify(r.names))}::text[], ${of((r) => r.capacity)}::int[], ${of((r) => r.areaM2)}::numeric[],
                  ${of((r) => JSON.stringify(r.equipment))}::text[], ${of((r) => JSON.stringify(r.access))}::text[])
           as n(id, facility_id, name, names, capacity, area_m2, equipment, access)`;
}

/** Replaces the facts of each; a retired one stays as it is. */
export async function updateSpaces(tx: Tx, rows: readonly (SpaceFacts & { id: string })[]): Promise<void> {
  const of = <T>(pick: (row: (typeof rows)[number]) => T): T[] => rows.map(pick);
  await tx.run`
    update places.space s
       set names = n.names::jsonb, capacity = n.capacity, area_m2 = n.area_m2, version = s.version + 1,
           equipment = array(select jsonb_array_elements_text(n.equipment::jsonb)),
           access = array(select jsonb_array_elements_text(n.access::jsonb))
      from unnest(${of((r) => r.id)}::uuid[], ${of((r) => JSON.stringify(r.names))}::text[], ${of((r) => r.capacity)}::int[],
                  ${of((r) => r.areaM2)}::numeric[], ${of((r) => JSON.stringify(r.equipment))}::text[], ${of((r) => JSON.stringify(r.access))}::text[])
           as n(id, names, capacity, area_m2, equipment, access)
     where s.id = n.id and not s.retired`;
}

export async function retireSpaces(tx: Tx, ids: readonly string[]): Promise<void> {
  await tx.run`update places.space set retired = true, version = version + 1 where id = any(${ids}::uuid[]) and not retired`;
}
