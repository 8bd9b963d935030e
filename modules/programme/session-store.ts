/** SQL of the sessions of events. */
import type { Temporal } from "temporal-polyfill";
import { type Db, newId, sql, type Tx } from "#platform/db";
import type { PublicationState } from "#platform/publishing";
import type { BookingPlan } from "./desk/contract.ts";

/** What is planned of a session. */
export interface SessionRow {
  startsAt: Temporal.Instant;
  endsAt: Temporal.Instant;
  label: string;
  placeId: string | null;
  spaceId: string | null;
  divisionCode: string | null;
  booking: BookingPlan | null;
  /** A slot of timed entry, or a guided tour; null: an occasion of its own. */
  entry: Entry | null;
  /** In which a tour is guided. */
  language: string | null;
}

export type Entry = "slot" | "tour";

export interface Session extends SessionRow {
  id: string;
  eventId: string;
  offerId: string | null;
  cancelledAt: Temporal.Instant | null;
  cancelledBecause: string | null;
  /** It had begun when it was cancelled, and took place in part. */
  cutShort: boolean;
  sequence: number;
  /** When it was to begin before it was moved in public. */
  previousStartsAt: Temporal.Instant | null;
  changedAt: Temporal.Instant;
}

export const sessionColumns = sql.raw(
  "id, event_id, starts_at, ends_at, label, place_id, space_id, division_code, booking, entry, language, offer_id, cancelled_at, " +
    "cancelled_because, cut_short, sequence, previous_starts_at, changed_at",
);

/** The event of a session, as a permission needs it. */
export function sessionTarget(
  db: Db,
  sessionId: string,
): Promise<{ eventId: string; orgPath: string; state: PublicationState } | null> {
  return db.maybeOne`
    select e.id as event_id, e.org_path, e.state
      from programme.session s join programme.event e on e.id = s.event_id where s.id = ${sessionId}`;
}

export function session(db: Db, id: string): Promise<Session | null> {
  return db.maybeOne<Session>`select ${sessionColumns} from programme.session where id = ${id}`;
}

export function sessionsOf(db: Db, eventIds: readonly string[]): Promise<Session[]> {
  return db.many<Session>`
    select ${sessionColumns} from programme.session where event_id = any(${eventIds}::uuid[]) order by starts_at, id`;
}

export type PlacedSession = Pick<
  Session,
  "id" | "spaceId" | "entry" | "cancelledAt" | "startsAt" | "endsAt"
> & { title: string; orgPath: string };

const publicAhead = (now: Temporal.Instant) => sql`
  select s.id, s.space_id, s.entry, s.cancelled_at, s.starts_at, s.ends_at, e.title, e.org_path
    from programme.session s join programme.event e on e.id = s.event_id
   where s.cancelled_at is null and s.starts_at > ${now} and e.state = 'published'`;

/** Public sessions in a room that have not begun. */
export function publicInSpace(db: Db, spaceId: string, now: Temporal.Instant): Promise<PlacedSession[]> {
  return db.many<PlacedSession>`${publicAhead(now)} and s.space_id = ${spaceId} order by s.starts_at, s.id`;
}

/** Of these sessions those that are public and have not begun. */
export function publicOf(db: Db, ids: readonly string[], now: Temporal.Instant): Promise<PlacedSession[]> {
  return db.many<PlacedSession>`${publicAhead(now)} and s.id = any(${[...ids]}::uuid[]) order by s.starts_at, s.id`;
}

/** Sessions of an event with places to book that are neither over nor cancelled, the soonest first. */
export function bookedAhead(
  db: Db,
  eventId: string,
  { now, limit }: { now: Temporal.Instant; limit: number },
): Promise<Session[]> {
  return db.many<Session>`
    select ${sessionColumns} from programme.session
     where event_id = ${eventId} and cancelled_at is null and ends_at > ${now} and offer_id is not null
     order by starts_at, id limit ${limit}`;
}

export interface EntryDay {
  day: string;
  /** A slot or tour of it is neither over nor cancelled. */
  ahead: boolean;
  /** The session asked for is of it. */
  asked: boolean;
}

/** Days of the city on which an event has slots or tours, in order. */
export function entryDays(
  db: Db,
  eventId: string,
  { session, zone, now }: { session: string | null; zone: string; now: Temporal.Instant },
): Promise<EntryDay[]> {
  return db.many<EntryDay>`
    select (starts_at at time zone ${zone})::date as day, bool_or(cancelled_at is null and ends_at > ${now}) as ahead,
           coalesce(bool_or(id = ${session}::uuid), false) as asked
      from programme.session where event_id = ${eventId} and entry is not null group by 1 order by 1`;
}

/** Sessions of an event without the slots and tours that begin outside a span. */
export function sessionsWithin(
  db: Db,
  eventId: string,
  { from, until }: { from: Temporal.Instant; until: Temporal.Instant },
): Promise<Session[]> {
  return db.many<Session>`
    select ${sessionColumns} from programme.session
     where event_id = ${eventId} and (entry is null or starts_at >= ${from} and starts_at < ${until}) order by starts_at, id`;
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
    insert into programme.session (id, event_id, starts_at, ends_at, label, place_id, space_id, division_code, booking, entry, language, changed_at)
    select id, ${eventId}, starts_at, ends_at, label, place_id, space_id, division_code, booking::jsonb, entry, language, ${now}
      from unnest(${ids}::uuid[], ${rows.map((r) => r.startsAt.toString())}::timestamptz[],
                  ${rows.map((r) => r.endsAt.toString())}::timestamptz[], ${rows.map((r) => r.label)}::text[],
                  ${rows.map((r) => r.placeId)}::uuid[], ${rows.map((r) => r.spaceId)}::uuid[],
                  ${rows.map((r) => r.divisionCode)}::text[],
                  ${rows.map((r) => (r.booking ? JSON.stringify(r.booking) : null))}::text[],
                  ${rows.map((r) => r.entry)}::text[], ${rows.map((r) => r.language)}::text[])
           as r(id, starts_at, ends_at, label, place_id, space_id, division_code, booking, entry, language)
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
           previous_starts_at = case when ${moved}::boolean and starts_at <> ${row.startsAt} then starts_at else previous_starts_at end,
           sequence = sequence + ${moved ? 1 : 0}, changed_at = ${now}
     where s.id = ${id} and not exists (
           select from programme.session o
            where o.event_id = s.event_id and o.id <> s.id and o.cancelled_at is null and o.starts_at = ${row.startsAt}
              and (o.entry, o.language) is not distinct from (s.entry, s.language)
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
          and (there.entry, there.language) is not distinct from (s.entry, s.language)
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

/** Remembers the offers of sessions, in the order of both. */
export async function setOffers(
  tx: Tx,
  sessionIds: readonly string[],
  offerIds: readonly string[],
): Promise<void> {
  await tx.run`
    update programme.session s set offer_id = o.offer_id
      from unnest(${sessionIds}::uuid[], ${offerIds}::uuid[]) as o(id, offer_id) where s.id = o.id and s.offer_id is null`;
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
