/** SQL of sessions that a closure of their place touches. */
import type { Temporal } from "temporal-polyfill";
import type { Db } from "#platform/db";

export interface SessionThere {
  id: string;
  eventId: string;
  title: string;
  offerId: string;
  startsAt: Temporal.Instant;
}

/** Public sessions at a place that are not over: of how many events, and the offers of those with places to hold. */
export function standingAt(
  db: Db,
  { placeId, now }: { placeId: string; now: Temporal.Instant },
): Promise<{ events: number; offers: string[] }> {
  return db.one`
    select count(distinct s.event_id)::int as events, coalesce(array_agg(s.offer_id) filter (where s.offer_id is not null), '{}') as offers
      from programme.session s join programme.event e on e.id = s.event_id
     where s.place_id = ${placeId} and s.ends_at > ${now} and e.state = 'published' and s.cancelled_at is null`;
}

/** Public sessions at a place with places to hold that touch the time and are not over, the next first; `limit` of them after the last one read. */
export function sessionsAtPlace(
  db: Db,
  asked: { placeId: string; from: Temporal.Instant; to: Temporal.Instant | null; now: Temporal.Instant },
  { after, limit }: { after: SessionThere | null; limit: number },
): Promise<SessionThere[]> {
  return db.many<SessionThere>`
    select s.id, e.id as event_id, e.title, s.offer_id, s.starts_at
      from programme.session s join programme.event e on e.id = s.event_id
     where s.place_id = ${asked.placeId} and e.state = 'published' and s.cancelled_at is null and s.offer_id is not null
       and s.ends_at > greatest(${asked.from}::timestamptz, ${asked.now}) and s.starts_at < coalesce(${asked.to}::timestamptz, 'infinity')
       and (${after?.id ?? null}::uuid is null or (s.starts_at, s.id) > (${after?.startsAt ?? null}::timestamptz, ${after?.id ?? null}::uuid))
     order by s.starts_at, s.id limit ${limit}`;
}
