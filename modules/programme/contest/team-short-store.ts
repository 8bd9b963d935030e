/** SQL of accepted teams that have become too small. */
import type { Temporal } from "temporal-polyfill";
import type { Db } from "#platform/db";
import type { EventText } from "../desk/contract.ts";

export interface ShortTeam {
  captain: string;
  title: string;
  teamName: string;
  members: number;
  least: number;
  closesAt: Temporal.Instant;
  /** The next session begins, or the last one ends. */
  by: Temporal.Instant;
}

/** Which of these entries are accepted teams below their least size, in contests that go on. */
export function shortTeams(db: Db, entryIds: readonly string[], now: Temporal.Instant): Promise<ShortTeam[]> {
  return db.many`
    select n.subject as captain, e.title, n.team_name, n.members, c.team_from as least, k.closes_at, s.by
      from programme.contest_entry n join programme.contest_category c on c.id = n.category_id
      join programme.contest k on k.event_id = n.event_id join programme.event e on e.id = n.event_id
      join lateral (
        select coalesce(min(starts_at) filter (where starts_at > ${now}), max(ends_at)) as by
          from programme.session where event_id = e.id and cancelled_at is null) s on s.by > ${now}
     where n.id = any(${entryIds}::uuid[]) and n.state = 'accepted' and n.members < c.team_from and n.subject is not null
       and n.team_name is not null and e.state = 'published' and e.cancelled_at is null
     order by n.id`;
}

export interface ContestWithShortTeams {
  eventId: string;
  title: string;
  translations: EventText["translations"];
  numbers: number[];
}

/** Contests at or below the paths that go on with accepted teams below their least size, those that are out already left out. */
export function contestsWithShortTeams(
  db: Db,
  asked: { paths: readonly string[]; now: Temporal.Instant; limit: number },
): Promise<ContestWithShortTeams[]> {
  return db.many`
    select e.id as event_id, e.title, e.translations, array_agg(n.number order by n.number) as numbers
      from programme.contest k join programme.event e on e.id = k.event_id
      join programme.contest_category c on c.event_id = e.id and c.team_from > 1
      join programme.contest_entry n on n.category_id = c.id and n.state = 'accepted' and n.members < c.team_from
     where e.state = 'published' and e.cancelled_at is null
       and exists (select from unnest(${asked.paths}::text[]) own(path) where starts_with(e.org_path, own.path))
       and exists (select from programme.session s where s.event_id = e.id and s.cancelled_at is null and s.ends_at > ${asked.now})
       and not exists (
         select from programme.contest_result x join programme.contest_round r on r.id = x.round_id
          where x.entry_id = n.id and r.published_at is not null and not x.advances)
     group by e.id, k.closes_at order by k.closes_at, e.id limit ${asked.limit}`;
}
