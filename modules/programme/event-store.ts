/** SQL of events, their sessions and joint organisers. */
import type { Temporal } from "temporal-polyfill";
import { type Db, newId, sql, type Tx } from "#platform/db";
import type { PublicationState } from "#platform/publishing";
import type { EventKind, EventMode } from "./contract.ts";
import type { BookingPlan, EventText } from "./desk/contract.ts";

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
  state: PublicationState;
  publishedAt: Temporal.Instant | null;
  cancelledAt: Temporal.Instant | null;
  cancelledBecause: string | null;
  version: number;
  changedAt: Temporal.Instant;
}

const eventColumns = sql.raw(
  "id, organisation_id, org_path, series_id, kind, title, summary, description, audience, age_from, age_to, translations, " +
    "mode, place_id, space_id, link, state, published_at, cancelled_at, cancelled_because, version, changed_at",
);

export interface Session {
  id: string;
  eventId: string;
  startsAt: Temporal.Instant;
  endsAt: Temporal.Instant;
  label: string;
  placeId: string | null;
  spaceId: string | null;
  divisionCode: string | null;
  booking: BookingPlan | null;
  offerId: string | null;
  cancelledAt: Temporal.Instant | null;
  cancelledBecause: string | null;
  /** It had begun when it was cancelled, and took place in part. */
  cutShort: boolean;
  sequence: number;
  changedAt: Temporal.Instant;
}

const sessionColumns = sql.raw(
  "id, event_id, starts_at, ends_at, label, place_id, space_id, division_code, booking, offer_id, cancelled_at, " +
    "cancelled_because, cut_short, sequence, changed_at",
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

/** The event of a session, as a permission needs it. */
export function sessionTarget(
  db: Db,
  sessionId: string,
): Promise<{ eventId: string; orgPath: string; state: PublicationState } | null> {
  return db.maybeOne`
    select e.id as event_id, e.org_path, e.state
      from programme.session s join programme.event e on e.id = s.event_id where s.id = ${sessionId}`;
}

export type EventWords = Omit<EventText, "jointOrganiserIds">;

/** Text by which an event is found; made by #platform/search. */
export async function insertEvent(
  tx: Tx,
  one: { id: string; organisationId: string; orgPath: string; now: Temporal.Instant } & EventWords,
): Promise<void> {
  await tx.run`
    insert into programme.event (id, organisation_id, org_path, series_id, kind, title, summary, description, audience, age_from,
           age_to, translations, mode, place_id, space_id, link, made_at, changed_at)
    values (${one.id}, ${one.organisationId}, ${one.orgPath}, ${one.seriesId}, ${one.kind}, ${one.title}, ${one.summary},
            ${one.description}, ${one.audience}, ${one.ageFrom}, ${one.ageTo}, ${JSON.stringify(one.translations)}, ${one.mode},
            ${one.placeId}, ${one.spaceId}, ${one.link}, ${one.now}, ${one.now})`;
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
           space_id = ${one.spaceId}, link = ${one.link}, version = version + 1, changed_at = ${now}
     where id = ${id} returning version`;
  return version;
}

/** Counts an event's version up after something that belongs to it changed. */
export async function touchEvent(tx: Tx, id: string, now: Temporal.Instant): Promise<number> {
  const { version } = await tx.one<{ version: number }>`
    update programme.event set version = version + 1, changed_at = ${now} where id = ${id} returning version`;
  return version;
}

/** Moves an event to another state of publication. */
export async function setState(
  tx: Tx,
  id: string,
  to: PublicationState,
  now: Temporal.Instant,
): Promise<number> {
  const { version } = await tx.one<{ version: number }>`
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

export function session(db: Db, id: string): Promise<Session | null> {
  return db.maybeOne<Session>`select ${sessionColumns} from programme.session where id = ${id}`;
}

export function sessionsOf(db: Db, eventIds: readonly string[]): Promise<Session[]> {
  return db.many<Session>`
    select ${sessionColumns} from programme.session where event_id = any(${eventIds}::uuid[]) order by starts_at, id`;
}

export interface SessionRow {
  startsAt: Temporal.Instant;
  endsAt: Temporal.Instant;
  label: string;
  placeId: string | null;
  spaceId: string | null;
  divisionCode: string | null;
  booking: BookingPlan | null;
}

/** Adds sessions in one statement. Answers their ids in order, null where one at the same time and place is there already. */
export async function insertSessions(
  tx: Tx,
  eventId: string,
  rows: readonly SessionRow[],
  now: Temporal.Instant,
): Promise<(string | null)[]> {
  const ids = rows.map(() => newId());
  const made = await tx.many<{ id: string }>`
    insert into programme.session (id, event_id, starts_at, ends_at, label, place_id, space_id, division_code, booking, changed_at)
    select id, ${eventId}, starts_at, ends_at, label, place_id, space_id, division_code, booking::jsonb, ${now}
      from unnest(${ids}::uuid[], ${rows.map((r) => r.startsAt.toString())}::timestamptz[],
                  ${rows.map((r) => r.endsAt.toString())}::timestamptz[], ${rows.map((r) => r.label)}::text[],
                  ${rows.map((r) => r.placeId)}::uuid[], ${rows.map((r) => r.spaceId)}::uuid[],
                  ${rows.map((r) => r.divisionCode)}::text[],
                  ${rows.map((r) => (r.booking ? JSON.stringify(r.booking) : null))}::text[])
           as r(id, starts_at, ends_at, label, place_id, space_id, division_code, booking)
        on conflict do nothing
    returning id`;
  const added = new Set(made.map(({ id }) => id));
  return ids.map((id) => (added.has(id) ? id : null));
}

/** Writes a session anew. `moved` counts the calendar sequence up. Null: another one is there at that time and place. */
export async function updateSession(
  tx: Tx,
  id: string,
  row: SessionRow,
  { moved, now }: { moved: boolean; now: Temporal.Instant },
): Promise<boolean> {
  const changed = await tx.run`
    update programme.session s
       set starts_at = ${row.startsAt}, ends_at = ${row.endsAt}, label = ${row.label}, place_id = ${row.placeId},
           space_id = ${row.spaceId}, division_code = ${row.divisionCode},
           booking = ${row.booking ? JSON.stringify(row.booking) : null}::jsonb,
           sequence = sequence + ${moved ? 1 : 0}, changed_at = ${now}
     where s.id = ${id} and not exists (
           select from programme.session o
            where o.event_id = s.event_id and o.id <> s.id and o.cancelled_at is null and o.starts_at = ${row.startsAt}
              and coalesce(o.space_id, o.place_id, o.event_id) = coalesce(${row.spaceId}, ${row.placeId}, s.event_id))`;
  return changed === 1;
}

/** Of the sessions that would go along, the first whose time is taken by another session of the event in the new room. */
export function sessionInTheWay(
  tx: Tx,
  eventId: string,
  from: { placeId: string | null; spaceId: string | null },
  to: { placeId: string | null; spaceId: string | null },
  now: Temporal.Instant,
): Promise<Pick<Session, "startsAt"> | null> {
  return tx.maybeOne<Pick<Session, "startsAt">>`
    select s.starts_at
      from programme.session s join programme.session there
           on there.event_id = s.event_id and there.starts_at = s.starts_at and there.id <> s.id and there.cancelled_at is null
          and coalesce(there.space_id, there.place_id, there.event_id) = coalesce(${to.spaceId}, ${to.placeId}, s.event_id)
     where s.event_id = ${eventId} and s.cancelled_at is null and s.ends_at > ${now}
       and s.place_id is not distinct from ${from.placeId} and s.space_id is not distinct from ${from.spaceId}
     order by s.starts_at limit 1`;
}

/** Sessions that are not over go with the event to another place. Answers those that moved. */
export function moveSessions(
  tx: Tx,
  eventId: string,
  from: { placeId: string | null; spaceId: string | null },
  to: { placeId: string | null; spaceId: string | null; divisionCode: string | null },
  now: Temporal.Instant,
): Promise<Session[]> {
  return tx.many<Session>`
    update programme.session
       set place_id = ${to.placeId}, space_id = ${to.spaceId}, division_code = ${to.divisionCode},
           sequence = sequence + 1, changed_at = ${now}
     where event_id = ${eventId} and cancelled_at is null and ends_at > ${now}
       and place_id is not distinct from ${from.placeId} and space_id is not distinct from ${from.spaceId}
    returning ${sessionColumns}`;
}

export async function deleteSession(tx: Tx, id: string): Promise<void> {
  await tx.run`delete from programme.session where id = ${id} and offer_id is null`;
}

export async function setOffer(tx: Tx, sessionId: string, offerId: string): Promise<void> {
  await tx.run`update programme.session set offer_id = ${offerId} where id = ${sessionId} and offer_id is null`;
}

/** Cancels sessions that are not over. `cutShort`: those that have begun took place in part. Answers those that really were. */
export function cancelSessions(
  tx: Tx,
  ids: readonly string[],
  { because, cutShort }: { because: string; cutShort: boolean },
  now: Temporal.Instant,
): Promise<Session[]> {
  return tx.many<Session>`
    update programme.session
       set cancelled_at = ${now}, cancelled_because = ${because}, cut_short = ${cutShort} and starts_at < ${now}, sequence = sequence + 1, changed_at = ${now}
     where id = any(${ids}::uuid[]) and cancelled_at is null and ends_at > ${now}
    returning ${sessionColumns}`;
}

/** Sessions cancelled at one moment that are not over and did not take place, written again as new ones: a withdrawn event comes back as a draft. */
export async function renewSessions(
  tx: Tx,
  eventId: string,
  cancelledAt: Temporal.Instant,
  now: Temporal.Instant,
): Promise<void> {
  const gone = await tx.many<Session>`
    select ${sessionColumns} from programme.session
     where event_id = ${eventId} and cancelled_at = ${cancelledAt} and ends_at > ${now} and not cut_short`;
  await insertSessions(tx, eventId, gone, now);
}

/** Sets what the event is found by. */
export async function setSearch(tx: Tx, id: string, document: string): Promise<void> {
  await tx.run`update programme.event set search = ${document}::tsvector where id = ${id}`;
}

/** The place of these sessions now lies in another division. Past ones keep where it lay then. */
export async function setDivision(
  tx: Tx,
  placeId: string,
  divisionCode: string,
  from: Temporal.Instant,
): Promise<void> {
  await tx.run`
    update programme.session set division_code = ${divisionCode} where place_id = ${placeId} and ends_at > ${from}`;
}
