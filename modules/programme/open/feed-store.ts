/** SQL of the open feeds: page by page along an index over (changed_at, id). */
import type { Temporal } from "temporal-polyfill";
import { type Db, sql } from "#platform/db";
import type { Event } from "../event-store.ts";
import type { Session } from "../session-store.ts";

export interface After {
  at: Temporal.Instant;
  id: string;
}

export interface FedSession extends Session {
  eventState: Event["state"];
  mode: Event["mode"];
}

/** The next events that are or were public, in the order of their last change, which lies before `until`. */
export function eventsChangedAfter(
  db: Db,
  after: After | null,
  until: Temporal.Instant,
  limit: number,
): Promise<Event[]> {
  return db.many<Event>`
    select id, organisation_id, org_path, series_id, kind, title, summary, description, audience, age_from, age_to, translations,
           mode, place_id, space_id, link, state, published_at, cancelled_at, cancelled_because, version, changed_at
      from programme.event
     where published_at is not null and changed_at < ${until} and ${later(after, sql`changed_at, id`)}
     order by changed_at, id limit ${limit}`;
}

/** Likewise the sessions of such events. A session changes with the state of its event. */
export function sessionsChangedAfter(
  db: Db,
  after: After | null,
  until: Temporal.Instant,
  limit: number,
): Promise<FedSession[]> {
  return db.many<FedSession>`
    select s.id, s.event_id, s.starts_at, s.ends_at, s.label, s.place_id, s.space_id, s.division_code, s.booking, s.offer_id,
           s.cancelled_at, s.cancelled_because, s.cut_short, s.sequence, s.previous_starts_at, s.changed_at,
           e.state as event_state, e.mode
      from programme.session s join programme.event e on e.id = s.event_id
     where e.published_at is not null and s.changed_at < ${until} and ${later(after, sql`s.changed_at, s.id`)}
     order by s.changed_at, s.id limit ${limit}`;
}

const later = (after: After | null, place: ReturnType<typeof sql>) =>
  after ? sql`(${place}) > (${after.at}::timestamptz, ${after.id}::uuid)` : sql`true`;
