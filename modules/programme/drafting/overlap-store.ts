/** SQL of events that want the same room at the same time. */
import type { Temporal } from "temporal-polyfill";
import type { Db } from "#platform/db";
import { longestVisitHours } from "./closed-then.ts";

export interface Overlap {
  sessionId: string;
  startsAt: Temporal.Instant;
  placeId: string;
  title: string;
  /** When the other one begins. */
  at: Temporal.Instant;
}

/**
 * For the coming sessions of an event the first of another one in the same room, or both with no room named in the same place, at
 * the same time: public, or of the same organisation. What runs for days shares its room.
 */
export function overlapsOf(db: Db, eventId: string, now: Temporal.Instant): Promise<Overlap[]> {
  return db.many<Overlap>`
    select distinct on (s.starts_at, s.id) s.id as session_id, s.starts_at, s.place_id, oe.title, o.starts_at as at
      from programme.session s
      join programme.event e on e.id = s.event_id
      join programme.session o on o.place_id = s.place_id and o.space_id is not distinct from s.space_id and o.event_id <> s.event_id
                              and o.starts_at < s.ends_at and o.ends_at > s.starts_at
      join programme.event oe on oe.id = o.event_id
     where s.event_id = ${eventId} and s.cancelled_at is null and s.ends_at > ${now} and o.cancelled_at is null
       and oe.cancelled_at is null and oe.state <> 'withdrawn' and (oe.state = 'published' or oe.organisation_id = e.organisation_id)
       and greatest(s.ends_at - s.starts_at, o.ends_at - o.starts_at) <= ${longestVisitHours} * interval '1 hour'
     order by s.starts_at, s.id, o.starts_at, o.id limit 100`;
}
