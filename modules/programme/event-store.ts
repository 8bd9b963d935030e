/** SQL of events and their joint organisers. */
import type { Temporal } from "temporal-polyfill";
import { type Db, sql, type Tx } from "#platform/db";
import type { PublicationState } from "#platform/publishing";
import type { EventKind, EventMode } from "./contract.ts";
import type { EventText } from "./desk/contract.ts";

export interface Event {
  id: string;
  organisationId: string;
  orgPath: string;
  seriesId: string | null;
  kind: EventKind;
  title: string;
  summary: string;
  description: string;
  audience: string;
  ageFrom: number | null;
  ageTo: number | null;
  translations: EventText["translations"];
  mode: EventMode;
  placeId: string | null;
  spaceId: string | null;
  link: string | null;
  expectedCrowd: number | null;
  state: PublicationState;
  publishedAt: Temporal.Instant | null;
  cancelledAt: Temporal.Instant | null;
  cancelledBecause: string | null;
  version: number;
  changedAt: Temporal.Instant;
}

export const eventColumns = sql.raw(
  "id, organisation_id, org_path, series_id, kind, title, summary, description, audience, age_from, age_to, translations, " +
    "mode, place_id, space_id, link, expected_crowd, state, published_at, cancelled_at, cancelled_because, version, changed_at",
);

export function event(db: Db, id: string): Promise<Event | null> {
  return db.maybeOne<Event>`select ${eventColumns} from programme.event where id = ${id}`;
}

/** The event for changing: whoever comes second waits and sees what the first one wrote. */
export function lockEvent(tx: Tx, id: string): Promise<Event | null> {
  return tx.maybeOne<Event>`select ${eventColumns} from programme.event where id = ${id} for no key update`;
}

/** Only what a permission needs to know. */
export function eventTarget(
  db: Db,
  id: string,
): Promise<{ orgPath: string; state: PublicationState } | null> {
  return db.maybeOne`select org_path, state from programme.event where id = ${id}`;
}

export type EventWords = Omit<EventText, "jointOrganiserIds">;

export async function insertEvent(
  tx: Tx,
  one: { id: string; organisationId: string; orgPath: string; now: Temporal.Instant } & EventWords,
): Promise<void> {
  await tx.run`
    insert into programme.event (id, organisation_id, org_path, series_id, kind, title, summary, description, audience, age_from,
           age_to, translations, mode, place_id, space_id, link, expected_crowd, made_at, changed_at)
    values (${one.id}, ${one.organisationId}, ${one.orgPath}, ${one.seriesId}, ${one.kind}, ${one.title}, ${one.summary},
            ${one.description}, ${one.audience}, ${one.ageFrom}, ${one.ageTo}, ${JSON.stringify(one.translations)}, ${one.mode},
            ${one.placeId}, ${one.spaceId}, ${one.link}, ${one.expectedCrowd ?? null}, ${one.now}, ${one.now})`;
}

/** Writes the words of an event and counts its version up. */
export async function updateEventWords(
  tx: Tx,
  id: string,
  one: EventWords,
  now: Temporal.Instant,
): Promise<number> {
  const { version } = await tx.one<{ version: number }>`
    update programme.event
       set series_id = ${one.seriesId}, kind = ${one.kind}, title = ${one.title}, summary = ${one.summary},
           description = ${one.description}, audience = ${one.audience}, age_from = ${one.ageFrom}, age_to = ${one.ageTo},
           translations = ${JSON.stringify(one.translations)}, mode = ${one.mode}, place_id = ${one.placeId},
           space_id = ${one.spaceId}, link = ${one.link}, expected_crowd = ${one.expectedCrowd ?? null}, version = version + 1, changed_at = ${now}
     where id = ${id} returning version`;
  return version;
}

/** Counts an event's version up after something that belongs to it changed. */
export async function touchEvent(tx: Tx, id: string, now: Temporal.Instant): Promise<number> {
  const { version } = await tx.one<{ version: number }>`
    update programme.event set version = version + 1, changed_at = ${now} where id = ${id} returning version`;
  return version;
}

/** Moves an event to another state of publication, and its sessions with it: whoever follows them learns of it. */
export async function setState(
  tx: Tx,
  id: string,
  to: PublicationState,
  now: Temporal.Instant,
): Promise<number> {
  const { version } = await tx.one<{ version: number }>`
    with sessions as (update programme.session set changed_at = ${now} where event_id = ${id})
    update programme.event
       set state = ${to}, version = version + 1, changed_at = ${now},
           published_at = case when ${to} = 'published' then ${now}::timestamptz else published_at end
     where id = ${id} returning version`;
  return version;
}

export async function setCancelled(
  tx: Tx,
  id: string,
  because: string,
  now: Temporal.Instant,
): Promise<number> {
  const { version } = await tx.one<{ version: number }>`
    update programme.event set cancelled_at = ${now}, cancelled_because = ${because}, version = version + 1, changed_at = ${now}
     where id = ${id} and cancelled_at is null returning version`;
  return version;
}

export async function setJointOrganisers(
  tx: Tx,
  of: { eventId: string; ownerId: string },
  joint: readonly { id: string; path: string }[],
): Promise<void> {
  const ids = joint.map(({ id }) => id);
  await tx.run`delete from programme.joint_organiser where event_id = ${of.eventId} and organisation_id <> all(${ids}::uuid[])`;
  await tx.run`
    insert into programme.joint_organiser (event_id, owner_id, organisation_id, org_path)
    select ${of.eventId}, ${of.ownerId}, id, path from unnest(${ids}::uuid[], ${joint.map(({ path }) => path)}::text[]) as j(id, path)
        on conflict do nothing`;
}

export interface JointOrganiser {
  eventId: string;
  organisationId: string;
  orgPath: string;
}

export function jointOrganisers(db: Db, eventIds: readonly string[]): Promise<JointOrganiser[]> {
  return db.many<JointOrganiser>`
    select event_id, organisation_id, org_path from programme.joint_organiser where event_id = any(${eventIds}::uuid[])
     order by event_id, org_path collate "C"`;
}

/** Sets the text by which the event is found; made by #platform/search. */
export async function setSearch(tx: Tx, id: string, document: string): Promise<void> {
  await tx.run`update programme.event set search = ${document}::tsvector where id = ${id}`;
}
