/** SQL of what staff report of sessions. */
import type { Temporal } from "temporal-polyfill";
import type { Db, Tx } from "#platform/db";
import type { BookingPlan, EventText } from "../desk/contract.ts";
import type { reportBases } from "./contract.ts";

export interface Report {
  version: number;
  tookPart: number;
  beneficiaries: number;
  basis: (typeof reportBases)[number];
  note: string;
  madeAt: Temporal.Instant;
  madeBy: string;
}

export function reportsOf(db: Db, sessionId: string): Promise<Report[]> {
  return db.many<Report>`
    select version, took_part, beneficiaries, basis, note, made_at, made_by from programme.session_report
     where session_id = ${sessionId} order by version desc`;
}

/** Adds the next version; false when somebody else was faster. */
export async function addReport(tx: Tx, sessionId: string, report: Report): Promise<boolean> {
  const added = await tx.run`
    insert into programme.session_report (session_id, version, took_part, beneficiaries, basis, note, made_at, made_by)
    values (${sessionId}, ${report.version}, ${report.tookPart}, ${report.beneficiaries}, ${report.basis}, ${report.note},
            ${report.madeAt}, ${report.madeBy})
        on conflict do nothing`;
  return added === 1;
}

/** A session as a report needs it: whether it took place, its times, and how many could come. */
export function sessionToReport(
  db: Db,
  id: string,
): Promise<{
  id: string;
  eventId: string;
  placeId: string | null;
  spaceId: string | null;
  divisionCode: string | null;
  offerId: string | null;
  startsAt: Temporal.Instant;
  endsAt: Temporal.Instant;
  heldAt: Temporal.Instant | null;
  booking: BookingPlan | null;
  expectedCrowd: number | null;
  mode: EventText["mode"];
  state: string;
} | null> {
  return db.maybeOne`
    select s.id, s.event_id, s.place_id, s.space_id, s.division_code, s.offer_id, s.starts_at, s.ends_at, s.held_at, s.booking,
           e.expected_crowd, e.mode, e.state
      from programme.session s join programme.event e on e.id = s.event_id where s.id = ${id}`;
}

/** Sessions without booking held since a moment of which nothing was reported, of events at or below the paths; the latest first. */
export function unreported(
  db: Db,
  asked: { paths: readonly string[]; since: Temporal.Instant; limit: number },
): Promise<
  {
    id: string;
    eventId: string;
    title: string;
    translations: EventText["translations"];
    startsAt: Temporal.Instant;
  }[]
> {
  return db.many`
    select s.id, e.id as event_id, e.title, e.translations, s.starts_at
      from programme.session s join programme.event e on e.id = s.event_id
     where s.ends_at >= ${asked.since} and s.held_at is not null and s.booking is null and e.state = 'published'
       and exists (select from unnest(${asked.paths}::text[]) own(path) where starts_with(e.org_path, own.path))
       and not exists (select from programme.session_report r where r.session_id = s.id)
     order by s.starts_at desc, s.id limit ${asked.limit}`;
}
