/** SQL of the open feeds: page by page along an index over (changed_at, id). */
import type { Temporal } from "temporal-polyfill";
import { type Db, sql } from "#platform/db";
import { type Event, eventColumns } from "../event-store.ts";
import { type Session, sessionColumns } from "../session-store.ts";

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
    select ${eventColumns} from programme.event
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
    select s.*, e.state as event_state, e.mode
      from (select ${sessionColumns} from programme.session) s join programme.event e on e.id = s.event_id
     where e.published_at is not null and s.changed_at < ${until} and ${later(after, sql`s.changed_at, s.id`)}
     order by s.changed_at, s.id limit ${limit}`;
}

const later = (after: After | null, place: ReturnType<typeof sql>) =>
  after ? sql`(${place}) > (${after.at}::timestamptz, ${after.id}::uuid)` : sql`true`;
