/** SQL of what is watched from above: what is on, what waits for somebody, what comes where. */
import type { Temporal } from "temporal-polyfill";
import type { Db } from "#platform/db";

interface Span {
  from: Temporal.Instant;
  to: Temporal.Instant;
}

/** How many published sessions are on at any moment of a span, and how many of them have a way in on line. */
export function sessionsOn(db: Db, { from, to }: Span): Promise<{ sessions: number; online: number }> {
  return db.one<{ sessions: number; online: number }>`
    select count(*)::int as sessions, count(*) filter (where e.mode <> 'on-site')::int as online
      from programme.session s join programme.event e on e.id = s.event_id
     where e.state = 'published' and e.published_at < s.ends_at and s.cancelled_at is null and s.starts_at < ${to} and s.ends_at > ${from}`;
}

export interface Waiting {
  orgPath: string;
  /** For the check, or for approval and publishing. */
  state: "submitted" | "checked" | "approved";
  events: number;
  /** Since when the one that waits longest has waited. */
  since: Temporal.Instant;
}

/** Events below these paths that have waited for their next step since before a moment, by organisation; the longest waiting first. */
export function waitingEvents(
  db: Db,
  paths: readonly string[],
  before: Temporal.Instant,
): Promise<Waiting[]> {
  return db.many<Waiting>`
    select e.org_path, e.state, count(*)::int as events, min(e.changed_at) as since
      from programme.event e
     where e.state in ('submitted', 'checked', 'approved') and e.changed_at < ${before}
       and exists (select from unnest(${paths}::text[]) p(path) where starts_with(e.org_path, p.path))
     group by e.org_path, e.state order by since, e.org_path, e.state limit 50`;
}

export interface LostSession {
  eventId: string;
  title: string;
  startsAt: Temporal.Instant;
  because: string | null;
}

/** Of sessions that have lost a space the published ones below these paths that are still to be in it, in the order given. */
export function sessionsThatLost(
  db: Db,
  paths: readonly string[],
  lost: readonly { ref: string; space: string; because: string | null }[],
): Promise<LostSession[]> {
  return db.many<LostSession>`
    select e.id as event_id, e.title, s.starts_at, lost.because
      from unnest(${lost.map(({ ref }) => ref)}::uuid[], ${lost.map(({ space }) => space)}::uuid[], ${lost.map(({ because }) => because)}::text[])
             with ordinality as lost(id, space, because, n)
      join programme.session s on s.id = lost.id and s.space_id = lost.space
      join programme.event e on e.id = s.event_id
     where e.state = 'published' and s.cancelled_at is null
       and exists (select from unnest(${[...paths]}::text[]) p(path) where starts_with(e.org_path, p.path))
     order by lost.n`;
}

export interface ComingSession {
  id: string;
  eventId: string;
  title: string;
  orgPath: string;
  placeId: string;
  startsAt: Temporal.Instant;
  endsAt: Temporal.Instant;
}

/** Published sessions below these paths that begin in a span and have a place, the next first; at most `limit` after the one named. */
export function sessionsComing(
  db: Db,
  paths: readonly string[],
  { from, to }: Span,
  { after, limit }: { after: Pick<ComingSession, "startsAt" | "id"> | null; limit: number },
): Promise<ComingSession[]> {
  return db.many<ComingSession>`
    select s.id, e.id as event_id, e.title, e.org_path, s.place_id, s.starts_at, s.ends_at
      from programme.session s join programme.event e on e.id = s.event_id
     where e.state = 'published' and s.cancelled_at is null and s.place_id is not null
       and s.starts_at >= ${from} and s.starts_at < ${to}
       and exists (select from unnest(${paths}::text[]) p(path) where starts_with(e.org_path, p.path))
       and (${after?.id ?? null}::uuid is null or (s.starts_at, s.id) > (${after?.startsAt ?? null}::timestamptz, ${after?.id ?? null}::uuid))
     order by s.starts_at, s.id limit ${limit}`;
}
