/** SQL of inspections. Rows are only ever added. */
import type { Temporal } from "temporal-polyfill";
import { type Db, sql, type Tx } from "#platform/db";
import type { AccessCode, EquipmentCode } from "../words.ts";
import type { EquipmentState, Grade } from "./words.ts";

export interface FoundEquipment {
  code: EquipmentCode;
  count: number;
  state: EquipmentState;
}

export interface Inspection {
  id: string;
  placeId: string;
  onDay: string;
  grade: Grade;
  words: string;
  inspector: string | null;
  access: AccessCode[];
  equipment: FoundEquipment[];
  /** Subject key of who wrote it down. */
  by: string | null;
  corrects: string | null;
  recordedAt: Temporal.Instant;
}

const columns = sql`
  i.id, i.facility_id as place_id, i.on_day, i.grade, i.words, i.inspector, i.access, i.by, i.corrects, i.recorded_at,
  coalesce((select jsonb_agg(jsonb_build_object('code', e.code, 'count', e.count, 'state', e.state) order by e.code)
              from places.inspected_equipment e where e.inspection_id = i.id), '[]') as equipment`;
/** What still stands: nothing replaced it. */
const standing = sql`not exists (select from places.inspection c where c.corrects = i.id)`;

/** Inspections of a place that stand, newest first. */
export function inspectionsOf(db: Db, placeId: string): Promise<Inspection[]> {
  return db.many<Inspection>`
    select ${columns} from places.inspection i where i.facility_id = ${placeId} and ${standing}
     order by i.on_day desc, i.recorded_at desc`;
}

/** The last inspection of each place up to a day, where there was one. */
export function lastInspections(db: Db, placeIds: readonly string[], day: string): Promise<Inspection[]> {
  return db.many<Inspection>`
    select distinct on (i.facility_id) ${columns} from places.inspection i
     where i.facility_id = any(${placeIds}::uuid[]) and i.on_day <= ${day}::date and ${standing}
     order by i.facility_id, i.on_day desc, i.recorded_at desc`;
}

/** What somebody wrote down about a place. */
export interface UpkeepRecord {
  placeName: string;
  placeNames: Record<string, string>;
  onDay: string;
  words: string;
  recordedAt: Temporal.Instant;
}

/** Inspections that a person wrote down, oldest first. */
export function inspectionsBy(db: Db, subject: string): Promise<UpkeepRecord[]> {
  return db.many<UpkeepRecord>`
    select f.name as place_name, f.names as place_names, i.on_day, i.words, i.recorded_at
      from places.inspection i join places.facility f on f.id = i.facility_id
     where i.by = ${subject} order by i.recorded_at, i.id`;
}

/** The inspection, or null. */
export function inspectionOf(db: Db, id: string): Promise<Inspection | null> {
  return db.maybeOne<Inspection>`select ${columns} from places.inspection i where i.id = ${id}`;
}

export async function insertInspection(tx: Tx, one: Inspection): Promise<void> {
  await tx.run`
    insert into places.inspection (id, facility_id, on_day, grade, words, inspector, access, by, corrects, recorded_at)
    values (${one.id}, ${one.placeId}, ${one.onDay}, ${one.grade}, ${one.words}, ${one.inspector}, ${one.access}::text[], ${one.by},
            ${one.corrects}, ${one.recordedAt})`;
  await tx.run`
    insert into places.inspected_equipment (inspection_id, code, count, state)
    select ${one.id}, n.code, n.count, n.state
      from unnest(${one.equipment.map(({ code }) => code)}::text[], ${one.equipment.map(({ count }) => count)}::int[],
                  ${one.equipment.map(({ state }) => state)}::text[]) as n(code, count, state)`;
}
