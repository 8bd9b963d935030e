/** SQL of the occasions of a day that have no door list. */
import type { Temporal } from "temporal-polyfill";
import type { Db } from "#platform/db";
import type { EventText } from "./contract.ts";

/** Public sessions without booking that are on between two moments, of events at or below the paths; the next first. */
export function unbookedSessions(
  db: Db,
  asked: { paths: readonly string[]; from: Temporal.Instant; to: Temporal.Instant; limit: number },
): Promise<
  { eventId: string; title: string; translations: EventText["translations"]; startsAt: Temporal.Instant }[]
> {
  return db.many`
    select e.id as event_id, e.title, e.translations, s.starts_at
      from programme.session s join programme.event e on e.id = s.event_id
     where e.state = 'published' and s.cancelled_at is null and s.booking is null
       and s.starts_at < ${asked.to} and s.ends_at > ${asked.from}
       and exists (select from unnest(${asked.paths}::text[]) own(path) where starts_with(e.org_path, own.path))
     order by s.starts_at, s.id limit ${asked.limit}`;
}
