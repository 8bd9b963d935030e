/** SQL of changes that wait for a second person. */
import type { Temporal } from "temporal-polyfill";
import type { Db, Tx } from "#platform/db";
import type { FacilityLevel } from "../words.ts";

/** What a place is to become. A move names its first day, `on`. */
export interface Asked {
  kind?: string;
  level?: FacilityLevel;
  organisationId?: string;
  divisionCode?: string;
  on?: string;
  endedOn?: string;
}

export interface Waiting {
  id: string;
  placeId: string;
  asked: Asked;
  reason: string;
  askedBy: string;
  askedAt: Temporal.Instant;
}

/** Keeps them until they are decided. The index refuses a second one of a place. */
export async function insertWaiting(tx: Tx, rows: readonly Waiting[]): Promise<void> {
  await tx.run`
    insert into places.waiting_change (id, facility_id, asked, reason, asked_by, asked_at)
    select n.id, n.facility_id, n.asked::jsonb, n.reason, n.asked_by, n.asked_at
      from unnest(${rows.map((r) => r.id)}::uuid[], ${rows.map((r) => r.placeId)}::uuid[], ${rows.map((r) => JSON.stringify(r.asked))}::text[],
                  ${rows.map((r) => r.reason)}::text[], ${rows.map((r) => r.askedBy)}::uuid[], ${rows.map((r) => r.askedAt.toString())}::timestamptz[])
           as n(id, facility_id, asked, reason, asked_by, asked_at)`;
}

/** What waits at these places, by place. */
export async function waitingOf(db: Db, placeIds: readonly string[]): Promise<Map<string, Waiting>> {
  const rows = await db.many<Waiting>`
    select id, facility_id as place_id, asked, reason, asked_by, asked_at from places.waiting_change
     where facility_id = any(${placeIds}::uuid[])`;
  return new Map(rows.map((row) => [row.placeId, row]));
}

/** It waits no more. False when somebody else has decided it. */
export async function dropWaiting(tx: Tx, id: string): Promise<boolean> {
  return (await tx.run`delete from places.waiting_change where id = ${id}`) === 1;
}

interface WaitingPlace {
  placeId: string;
  name: string;
  names: Record<string, string>;
  reason: string;
  askedAt: Temporal.Instant;
}

/** What others have asked for at or below these paths, the oldest first. */
export function waitingBelow(
  db: Db,
  paths: readonly string[],
  notBy: string | null,
): Promise<WaitingPlace[]> {
  return db.many`
    select f.id as place_id, f.name, f.names, w.reason, w.asked_at
      from places.waiting_change w
      join places.facility f on f.id = w.facility_id
      join places.organisation o on o.id = f.organisation_id
     where w.asked_by is distinct from ${notBy}::uuid
       and exists (select from unnest(${paths}::text[]) own(path) where starts_with(o.path, own.path))
     order by w.asked_at, w.id limit 20`;
}

/** What one member of staff has asked for and nobody has decided, the oldest first. */
export function waitingBy(db: Db, subject: string): Promise<WaitingPlace[]> {
  return db.many`
    select f.id as place_id, f.name, f.names, w.reason, w.asked_at
      from places.waiting_change w join places.facility f on f.id = w.facility_id
     where w.asked_by = ${subject} order by w.asked_at, w.id`;
}
