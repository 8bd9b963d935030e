/** SQL of sessions that are over. */
import type { Temporal } from "temporal-polyfill";
import { type Db, sql, type Tx } from "#platform/db";
import { jointOrganisers } from "../event-store.ts";
import type { EventNews, SessionNews } from "../events.ts";

interface HeldSession {
  id: string;
  eventId: string;
  placeId: string | null;
  divisionCode: string | null;
  startsAt: Temporal.Instant;
  endsAt: Temporal.Instant;
  /** Of timed entry: an earlier slot of its day took place. */
  again: boolean;
}

/** Marks the next sessions as held and answers them. Drafts that were never published are not events. */
export function holdNext(
  tx: Tx,
  { now, zone }: { now: Temporal.Instant; zone: string },
  limit: number,
): Promise<HeldSession[]> {
  const over = sql`case when s.cut_short then s.cancelled_at else s.ends_at end`;
  return tx.many<HeldSession>`
    update programme.session h set held_at = ${now}
     where id in (
           select s.id from programme.session s join programme.event e on e.id = s.event_id
            where s.held_at is null and (s.cancelled_at is null or s.cut_short) and ${over} <= ${now}
              and e.published_at is not null and e.published_at < s.ends_at
            order by ${over} limit ${limit} for update of s skip locked)
    returning id, event_id, place_id, division_code, starts_at, ends_at,
              entry is not null and exists (
                select from programme.session o
                 where o.event_id = h.event_id and o.entry is not null and (o.cancelled_at is null or o.cut_short)
                   and o.starts_at >= date_trunc('day', h.starts_at, ${zone}) and (o.starts_at, o.id) < (h.starts_at, h.id)) as again`;
}

/** What is announced of each of these sessions. */
export async function newsForSessions(
  db: Db,
  sessions: readonly HeldSession[],
): Promise<(SessionNews & { again: boolean })[]> {
  const eventIds = [...new Set(sessions.map(({ eventId }) => eventId))];
  const joint = Map.groupBy(await jointOrganisers(db, eventIds), ({ eventId }) => eventId);
  const events = await db.many<Omit<EventNews, "jointOrgPaths">>`
    select id as event_id, org_path, kind, mode, series_id from programme.event where id = any(${eventIds}::uuid[])`;
  const byId = new Map(events.map((event) => [event.eventId, event]));
  return sessions.flatMap((session) => {
    const event = byId.get(session.eventId);
    if (!event) return [];
    return [
      {
        ...event,
        jointOrgPaths: (joint.get(session.eventId) ?? []).map(({ orgPath }) => orgPath),
        sessionId: session.id,
        placeId: session.placeId,
        divisionCode: session.divisionCode,
        startsAt: session.startsAt.toString(),
        endsAt: session.endsAt.toString(),
        again: session.again,
      },
    ];
  });
}
