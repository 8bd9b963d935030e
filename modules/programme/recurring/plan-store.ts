/** SQL of what stands where sessions are planned. */
import type { Temporal } from "temporal-polyfill";
import type { Db } from "#platform/db";
import { longestVisitHours } from "../drafting/closed-then.ts";
import type { Times } from "./times.ts";

export interface Wanted {
  eventId: string;
  organisationId: string;
  placeId: string | null;
  spaceId: string | null;
}

export interface InTheWay {
  /** Which of the times, from nought. */
  at: number;
  /** The event's own session at that very moment in that room. */
  own: boolean;
  title: string;
  startsAt: Temporal.Instant;
}

/**
 * Sessions that stand where these would be: those of the same event that start then in the same room, and the first of another one
 * that is public or of the same organisation. What runs for days shares its room.
 */
export function inTheWay(db: Db, wanted: Wanted, times: readonly Times[]): Promise<InTheWay[]> {
  return db.many<InTheWay>`
    select distinct on (t.at, own) t.at::int, o.event_id = ${wanted.eventId} as own, oe.title, o.starts_at
      from unnest(${times.map((_, at) => at)}::int[], ${times.map((one) => one.startsAt.toString())}::timestamptz[],
                  ${times.map((one) => one.endsAt.toString())}::timestamptz[]) as t(at, starts_at, ends_at)
      join programme.session o on o.cancelled_at is null and o.starts_at < t.ends_at and o.ends_at > t.starts_at
       and case when o.event_id = ${wanted.eventId}
                then o.starts_at = t.starts_at
                     and coalesce(o.space_id, o.place_id, o.event_id) = coalesce(${wanted.spaceId}::uuid, ${wanted.placeId}::uuid, ${wanted.eventId}::uuid)
                else o.place_id = ${wanted.placeId} and o.space_id is not distinct from ${wanted.spaceId}
                     and greatest(t.ends_at - t.starts_at, o.ends_at - o.starts_at) <= ${longestVisitHours} * interval '1 hour' end
      join programme.event oe on oe.id = o.event_id
       and (oe.id = ${wanted.eventId} or oe.state = 'published' or (oe.state <> 'withdrawn' and oe.organisation_id = ${wanted.organisationId}))
     where o.place_id = ${wanted.placeId} or o.event_id = ${wanted.eventId}
     order by t.at, own, o.starts_at, o.id`;
}
