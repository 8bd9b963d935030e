/** SQL of the inventory. */
import { type Db, sql, type Tx } from "#platform/db";
import type { GoneReason, ThingCategory, ThingCondition } from "../words.ts";

export interface Thing {
  id: string;
  placeId: string;
  spaceId: string | null;
  name: string;
  category: ThingCategory;
  tag: string | null;
  quantity: number;
  condition: ThingCondition;
  acquiredOn: string | null;
  /** Yuan, of all of them together. */
  value: number | null;
  note: string;
  version: number;
  goneOn: string | null;
}

export type ThingFacts = Omit<Thing, "id" | "placeId" | "version" | "goneOn">;

const columns = sql`
  id, facility_id as place_id, space_id, name, category, tag, quantity, condition, acquired_on, value, note, version, gone_on`;

/** What is in these places, by room, category and name. */
export function thingsIn(db: Db, placeIds: readonly string[]): Promise<Thing[]> {
  return db.many<Thing>`
    select ${columns} from places.thing where facility_id = any(${placeIds}::uuid[]) and gone_on is null
     order by facility_id, space_id nulls last, category, name, tag, id`;
}

/** The thing, gone or not, or null. */
export function thingOf(db: Db, id: string): Promise<Thing | null> {
  return db.maybeOne<Thing>`select ${columns} from places.thing where id = ${id}`;
}

export async function insertThing(tx: Tx, one: ThingFacts & { id: string; placeId: string }): Promise<void> {
  await tx.run`
    insert into places.thing (id, facility_id, space_id, name, category, tag, quantity, condition, acquired_on, value, note)
    values (${one.id}, ${one.placeId}, ${one.spaceId}, ${one.name}, ${one.category}, ${one.tag}, ${one.quantity}, ${one.condition},
            ${one.acquiredOn}, ${one.value}, ${one.note})`;
}

/** Changes the thing if it is still at `version` and there. False when somebody was faster. */
export async function updateThing(
  tx: Tx,
  one: ThingFacts & { id: string; version: number },
): Promise<boolean> {
  const changed = await tx.run`
    update places.thing
       set space_id = ${one.spaceId}, name = ${one.name}, category = ${one.category}, tag = ${one.tag}, quantity = ${one.quantity},
           condition = ${one.condition}, acquired_on = ${one.acquiredOn}, value = ${one.value}, note = ${one.note}, version = version + 1
     where id = ${one.id} and version = ${one.version} and gone_on is null`;
  return changed === 1;
}

/** Takes it out of the inventory. False when it was out before. */
export async function markGone(
  tx: Tx,
  id: string,
  gone: { on: string; because: GoneReason },
): Promise<boolean> {
  const changed = await tx.run`
    update places.thing set gone_on = ${gone.on}, gone_because = ${gone.because}, version = version + 1
     where id = ${id} and gone_on is null`;
  return changed === 1;
}

/** Nothing stands any more in rooms that are out of use: their things are in the place at large. */
export async function leaveRooms(tx: Tx, spaceIds: readonly string[]): Promise<void> {
  await tx.run`
    update places.thing set space_id = null, version = version + 1
     where space_id = any(${spaceIds}::uuid[]) and gone_on is null`;
}
