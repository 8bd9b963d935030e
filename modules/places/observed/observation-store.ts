/** SQL of what was seen at doors. Rows are only ever added. */
import type { Temporal } from "temporal-polyfill";
import type { Hours } from "#libs/hours";
import { type Db, sql, type Tx } from "#platform/db";
import type { How, Seen, ShutReason } from "./words.ts";

export interface Observation {
  id: string;
  placeId: string;
  what: Seen | "withdrawn";
  at: Temporal.Instant;
  onDay: string;
  how: How;
  /** Subject key. */
  by: string | null;
  device: string | null;
  reason: ShutReason | null;
  withdraws: string | null;
  recordedAt: Temporal.Instant;
}

const columns = sql`o.id, o.facility_id as place_id, o.what, o.at, o.on_day, o.how, o.by, o.device, o.reason, o.withdraws, o.recorded_at`;
/** What still stands: nothing took it back. */
const standing = sql`
  o.what <> 'withdrawn' and not exists (select from places.observation w where w.withdraws = o.id)`;

/** Everything that stands of these places in a time, by place and in order. */
export function observationsIn(
  db: Db,
  placeIds: readonly string[],
  { from, until }: { from: Temporal.Instant; until: Temporal.Instant },
): Promise<Observation[]> {
  return db.many<Observation>`
    select ${columns} from places.observation o
     where o.facility_id = any(${placeIds}::uuid[]) and o.at >= ${from} and o.at < ${until} and ${standing}
     order by o.facility_id, o.at, o.recorded_at`;
}

/** The last opening or closing of each place since a moment, if there was one. */
export function lastDoings(
  db: Db,
  placeIds: readonly string[],
  since: Temporal.Instant,
): Promise<Observation[]> {
  return db.many<Observation>`
    select distinct on (o.facility_id) ${columns} from places.observation o
     where o.facility_id = any(${placeIds}::uuid[]) and o.at >= ${since} and o.what in ('opened', 'closed') and ${standing}
     order by o.facility_id, o.at desc, o.recorded_at desc`;
}

/** The last thing a device said, or null. */
export function lastOfDevice(db: Db, placeId: string, device: string): Promise<Observation | null> {
  return db.maybeOne<Observation>`
    select ${columns} from places.observation o
     where o.facility_id = ${placeId} and o.how = 'device' and o.device = ${device} and ${standing}
     order by o.at desc, o.recorded_at desc limit 1`;
}

/** The observation, or null. */
export function observationOf(db: Db, id: string): Promise<Observation | null> {
  return db.maybeOne<Observation>`select ${columns} from places.observation o where o.id = ${id}`;
}

/** What a person reported, oldest first. */
export function observationsBy(db: Db, subject: string): Promise<Observation[]> {
  return db.many<Observation>`
    select ${columns} from places.observation o where o.by = ${subject} order by o.at, o.recorded_at`;
}

/** Adds a row. A nameless report gets the next number of its day; the caller holds the place's lock. */
export async function insertObservation(tx: Tx, one: Observation): Promise<void> {
  const nameless = one.how === "visitor" && one.by === null;
  await tx.run`
    insert into places.observation (id, facility_id, what, at, on_day, how, by, device, reason, nth, withdraws, recorded_at)
    values (${one.id}, ${one.placeId}, ${one.what}, ${one.at}, ${one.onDay}, ${one.how}, ${one.by}, ${one.device}, ${one.reason},
            case when ${nameless} then (select count(*) + 1 from places.observation
                                         where facility_id = ${one.placeId} and on_day = ${one.onDay}::date and nth is not null) end,
            ${one.withdraws}, ${one.recordedAt})`;
}

export interface HoursVersion {
  placeId: string;
  hours: Hours | null;
  /** From when to when these hours were posted. */
  from: Temporal.Instant;
  until: Temporal.Instant | null;
}

/** The hours that were posted at any moment of a time, by place and in order. */
export function hoursHistory(
  db: Db,
  placeIds: readonly string[],
  { from, until }: { from: Temporal.Instant; until: Temporal.Instant },
): Promise<HoursVersion[]> {
  return db.many<HoursVersion>`
    select place_id, hours, "from", until
      from (select facility_id as place_id, nullif(facts->'hours', 'null') as hours, at as "from",
                   lead(at) over (partition by facility_id order by version) as until
              from places.facility_version where facility_id = any(${placeIds}::uuid[])) v
     where "from" < ${until} and (until is null or until > ${from})
     order by place_id, "from"`;
}

export interface ToleranceRow {
  since: string;
  lateMinutes: number;
  earlyMinutes: number;
  source: string;
}

/** The rule of each time, newest first. */
export function tolerances(db: Db): Promise<ToleranceRow[]> {
  return db.many<ToleranceRow>`
    select since, late_minutes, early_minutes, source from places.opening_tolerance order by since desc`;
}

export async function putTolerance(tx: Tx, one: ToleranceRow): Promise<void> {
  await tx.run`
    insert into places.opening_tolerance (since, late_minutes, early_minutes, source)
    values (${one.since}, ${one.lateMinutes}, ${one.earlyMinutes}, ${one.source})
    on conflict (since) do update set late_minutes = excluded.late_minutes, early_minutes = excluded.early_minutes, source = excluded.source`;
}

export interface DoorDevice {
  id: string;
  placeId: string;
  name: string;
  madeAt: Temporal.Instant;
}

/** Devices in use at a place. */
export function devicesOf(db: Db, placeId: string): Promise<DoorDevice[]> {
  return db.many<DoorDevice>`
    select id, facility_id as place_id, name, made_at from places.door_device
     where facility_id = ${placeId} and retired_at is null order by name`;
}

/** The device with this key, if it is in use. */
export function deviceByKey(db: Db, keyHash: Buffer): Promise<DoorDevice | null> {
  return db.maybeOne<DoorDevice>`
    select id, facility_id as place_id, name, made_at from places.door_device where key_hash = ${keyHash} and retired_at is null`;
}

export async function insertDevice(tx: Tx, one: DoorDevice & { keyHash: Buffer }): Promise<void> {
  await tx.run`
    insert into places.door_device (id, facility_id, name, key_hash, made_at)
    values (${one.id}, ${one.placeId}, ${one.name}, ${one.keyHash}, ${one.madeAt})`;
}

/** Takes a device out of use. False when it was, or is none of this place. */
export async function retireDevice(
  tx: Tx,
  placeId: string,
  id: string,
  at: Temporal.Instant,
): Promise<boolean> {
  const changed = await tx.run`
    update places.door_device set retired_at = ${at} where id = ${id} and facility_id = ${placeId} and retired_at is null`;
  return changed === 1;
}
