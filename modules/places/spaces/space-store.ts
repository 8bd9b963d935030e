/** SQL of spaces: rooms, courts, halls, places to sit. */
import type { Db, Tx } from "#platform/db";
import type { AccessCode, EquipmentCode } from "../words.ts";

export interface Space {
  id: string;
  placeId: string;
  name: string;
  names: Record<string, string>;
  /** Persons at once. */
  capacity: number;
  areaM2: number | null;
  equipment: EquipmentCode[];
  access: AccessCode[];
  retired: boolean;
  version: number;
}

/** Spaces in use of these places, biggest first. */
export function spacesIn(db: Db, placeIds: readonly string[]): Promise<Space[]> {
  return db.many<Space>`
    select id, facility_id as place_id, name, names, capacity, area_m2, equipment, access, retired, version
      from places.space where facility_id = any(${placeIds}::uuid[]) and not retired order by facility_id, capacity desc, id`;
}

/** The space, retired or not, or null. */
export async function spaceOf(db: Db, id: string): Promise<Space | null> {
  return (await spacesOf(db, [id])).get(id) ?? null;
}

/** Spaces by id, retired ones too. Unknown ids are missing from the answer. */
export async function spacesOf(db: Db, ids: readonly string[]): Promise<Map<string, Space>> {
  const rows = await db.many<Space>`
    select id, facility_id as place_id, name, names, capacity, area_m2, equipment, access, retired, version
      from places.space where id = any(${ids}::uuid[])`;
  return new Map(rows.map((row) => [row.id, row]));
}

export type SpaceFacts = Pick<Space, "name" | "names" | "capacity" | "areaM2" | "equipment" | "access">;

export async function insertSpace(
  tx: Tx,
  space: SpaceFacts & { id: string; placeId: string },
): Promise<void> {
  await tx.run`
    insert into places.space (id, facility_id, name, names, capacity, area_m2, equipment, access)
    values (${space.id}, ${space.placeId}, ${space.name}, ${JSON.stringify(space.names)}, ${space.capacity}, ${space.areaM2},
            ${space.equipment}::text[], ${space.access}::text[])`;
}

/** Changes the space if it is still at `version`. False when somebody was faster or it is retired. */
export async function updateSpace(
  tx: Tx,
  space: SpaceFacts & { id: string; version: number },
): Promise<boolean> {
  const changed = await tx.run`
    update places.space
       set name = ${space.name}, names = ${JSON.stringify(space.names)}, capacity = ${space.capacity}, area_m2 = ${space.areaM2},
           equipment = ${space.equipment}::text[], access = ${space.access}::text[], version = version + 1
     where id = ${space.id} and version = ${space.version} and not retired`;
  return changed === 1;
}

export async function retireSpace(tx: Tx, id: string): Promise<boolean> {
  return (
    (await tx.run`update places.space set retired = true, version = version + 1 where id = ${id} and not retired`) ===
    1
  );
}
