/** SQL of the desk's list. */
import type { Temporal } from "temporal-polyfill";
import type { Db } from "#platform/db";
import type { LastRead, PublicationState } from "#platform/publishing";
import type { EventKind } from "../contract.ts";
import type { AskedWords } from "../finding/asked-words.ts";
import { saying } from "../finding/find-store.ts";

export interface DeskEvent {
  id: string;
  title: string;
  kind: EventKind;
  state: PublicationState;
  cancelledAt: Temporal.Instant | null;
  organisationId: string;
  orgPath: string;
  changedAt: Temporal.Instant;
  sessions: number;
  nextAt: Temporal.Instant | null;
}

export interface DeskWanted {
  /** Organisations the asker works for; everything below them is theirs too. */
  paths: readonly string[];
  states: readonly PublicationState[] | null;
  search: AskedWords | null;
  now: Temporal.Instant;
}

/** Events of these organisations and those they organise jointly, the last changed first. */
export function deskEvents(
  db: Db,
  { paths, states, search, now }: DeskWanted,
  after: LastRead | null,
  limit: number,
): Promise<DeskEvent[]> {
  return db.many<DeskEvent>`
    select e.id, e.title, e.kind, e.state, e.cancelled_at, e.organisation_id, e.org_path, e.changed_at,
           coalesce(s.sessions, 0)::int as sessions, s.next_at
      from programme.event e left join lateral (
           select count(*) as sessions, min(starts_at) filter (where ends_at > ${now} and cancelled_at is null) as next_at
             from programme.session where event_id = e.id) s on true
     where (exists (select from unnest(${paths}::text[]) p(path) where starts_with(e.org_path, p.path))
            or exists (select from programme.joint_organiser j, unnest(${paths}::text[]) p(path)
                        where j.event_id = e.id and starts_with(j.org_path, p.path)))
       and (${states}::text[] is null or e.state = any(${states}::text[]))
       and ${saying(search)}
       and (${after?.id ?? null}::uuid is null or (e.changed_at, e.id) < (${after?.changedAt ?? null}::timestamptz, ${after?.id ?? null}::uuid))
     order by e.changed_at desc, e.id desc limit ${limit}`;
}
