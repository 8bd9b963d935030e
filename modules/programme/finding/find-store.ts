/** SQL of what the public finds: published events by their sessions. */
import type { Temporal } from "temporal-polyfill";
import { type Db, sql } from "#platform/db";
import type { EventKind, EventMode } from "../contract.ts";
import type { BookingPlan, EventText } from "../desk/contract.ts";
import type { Entry } from "../session-store.ts";
import type { AskedWords } from "./asked-words.ts";
import type { Span } from "./window.ts";

export interface Wanted {
  span: Span;
  kind: EventKind | null;
  /** Beginning of the division codes wanted. */
  division: string | null;
  /** Ages in full years of those who ask. */
  ages: { from: number; to: number } | null;
  placeIds: readonly string[] | null;
  seriesIds: readonly string[] | null;
  search: AskedWords | null;
}

export interface Cursor {
  /** True for what began before the window's first day. */
  began: boolean;
  startsAt: string;
  id: string;
}

export interface FoundEvent {
  id: string;
  sessionId: string;
  title: string;
  translations: EventText["translations"];
  kind: EventKind;
  mode: EventMode;
  seriesId: string | null;
  startsAt: Temporal.Instant;
  endsAt: Temporal.Instant;
  placeId: string | null;
  spaceId: string | null;
  needsBooking: boolean;
  offerId: string | null;
  began: boolean;
  more: number;
  entry: Entry | null;
}

/** Published events, those that are over too: what was on is looked for as well. */
export const publicEvents = () =>
  sql`select e.id, e.changed_at from programme.event e where e.state = 'published'`;

/** The conditions every list shares. `s` is the session, `e` its event. */
function matches({ span, kind, division, ages, placeIds, seriesIds, search }: Wanted) {
  return sql`e.state = 'published' and s.cancelled_at is null
         and s.ends_at > ${span.from} and (${span.to}::timestamptz is null or s.starts_at < ${span.to})
         and (not ${span.beginning}::boolean or s.starts_at >= ${span.from})
         and (${kind}::text is null or e.kind = ${kind})
         and (${division}::text is null or starts_with(s.division_code, ${division}))
         and (${ages?.from ?? null}::int is null
              or (coalesce(e.age_to, 120) >= ${ages?.from ?? null}::int and coalesce(e.age_from, 0) <= ${ages?.to ?? null}::int))
         and (${placeIds}::uuid[] is null or s.place_id = any(${placeIds}::uuid[]))
         and (${seriesIds}::uuid[] is null or e.series_id = any(${seriesIds}::uuid[]))
         and ${saying(search)}`;
}

/** The condition that an event `e` is found by these words. */
export function saying(search: AskedWords | null) {
  return sql`(${search?.query ?? null}::text is null or e.search @@ ${search?.query ?? null}::tsquery
              or exists (select from unnest(${search?.kinds ?? []}::text[], ${search?.rests ?? []}::text[]) n(kind, rest)
                          where n.kind = e.kind and (n.rest is null or e.search @@ n.rest::tsquery)))`;
}

/** Events by their first session in the span, soonest first, what began earlier at the end. At most `limit`. */
export function eventsIn(db: Db, wanted: Wanted, after: Cursor | null, limit: number): Promise<FoundEvent[]> {
  return db.many<FoundEvent>`
    with hit as (
      select distinct on (s.event_id) s.event_id, s.id as session_id, s.starts_at, s.ends_at, s.place_id, s.space_id, s.offer_id,
             s.booking is not null as needs_booking, s.entry, s.starts_at < ${wanted.span.dayStart}::timestamptz as began,
             (count(*) over (partition by s.event_id))::int - 1 as more
        from programme.session s join programme.event e on e.id = s.event_id
       where ${matches(wanted)}
       order by s.event_id, s.starts_at < ${wanted.span.dayStart}::timestamptz, s.starts_at, s.id)
    select e.id, h.session_id, e.title, e.translations, e.kind, e.mode, e.series_id, h.starts_at, h.ends_at, h.place_id, h.space_id,
           h.needs_booking, h.offer_id, h.began, h.more, h.entry
      from hit h join programme.event e on e.id = h.event_id
     where ${after?.id ?? null}::uuid is null
        or (h.began, h.starts_at, h.event_id) > (${after?.began ?? null}::boolean, ${after?.startsAt ?? null}::timestamptz, ${after?.id ?? null}::uuid)
     order by h.began, h.starts_at, h.event_id
     limit ${limit}`;
}

/** Every session in the span, each for itself; the slots of a day are one, from the first to the end of the last. */
function occasions(wanted: Wanted, zone: string) {
  return sql`
      select distinct on (once) event_id, id as session_id, starts_at, max(ends_at) over (partition by once) as ends_at, place_id, space_id,
             booking is not null as needs_booking, offer_id, entry
        from (select s.*, case when s.entry is null then s.id::text
                               else s.event_id || ' ' || (s.starts_at at time zone ${zone})::date end as once
                from programme.session s join programme.event e on e.id = s.event_id
               where ${matches(wanted)}) hit
       order by once, starts_at, id`;
}
const found = sql.raw(
  "e.id, h.session_id, e.title, e.translations, e.kind, e.mode, e.series_id, h.starts_at, h.ends_at, h.place_id, h.space_id, " +
    "h.needs_booking, h.offer_id, h.entry, false as began, 0 as more",
);

/** Every session in the span, each for itself: for calendars. The slots of a day are one. */
export function sessionsIn(db: Db, wanted: Wanted, zone: string, limit: number): Promise<FoundEvent[]> {
  return db.many<FoundEvent>`
    select ${found} from (${occasions(wanted, zone)}) h join programme.event e on e.id = h.event_id
     order by h.starts_at, h.session_id limit ${limit}`;
}

export interface EventOnDay extends FoundEvent {
  day: string;
  /** Events on that day in all. */
  count: number;
}

/**
 * How many events are on each of these days, an event once a day however many sessions it has; with the first few of each day: what is on
 * few days of them says more about one than what is on every day. Half-open on both sides: the night belongs to both days, midnight
 * only to the one before.
 */
export function eventsOnDays(
  db: Db,
  wanted: Wanted,
  days: readonly { day: string; from: Temporal.Instant; to: Temporal.Instant }[],
  { zone, first }: { zone: string; first: number },
): Promise<EventOnDay[]> {
  return db.many<EventOnDay>`
    with on_day as (
      select distinct on (d.day, o.event_id) d.day, o.*
        from unnest(${days.map(({ day }) => day)}::text[], ${days.map(({ from }) => from.toString())}::timestamptz[],
                    ${days.map(({ to }) => to.toString())}::timestamptz[]) as d(day, begins, ends)
        join (${occasions(wanted, zone)}) o on o.starts_at < d.ends and o.ends_at > d.begins
       order by d.day, o.event_id, o.starts_at, o.session_id),
    rare as (select *, count(*) over (partition by event_id) as days_on from on_day),
    h as (
      select *, (count(*) over (partition by day))::int as count,
             row_number() over (partition by day order by days_on, starts_at, session_id) as nth from rare)
    select h.day, h.count, ${found} from h join programme.event e on e.id = h.event_id where h.nth <= ${first} order by h.day, h.nth`;
}

export interface SlotOf {
  id: string;
  eventId: string;
  startsAt: Temporal.Instant;
  endsAt: Temporal.Instant;
  cancelledAt: Temporal.Instant | null;
  booking: BookingPlan | null;
  offerId: string | null;
}

/** The slots of these events on the day of each of these moments that are not over. */
export function slotsOn(
  db: Db,
  of: readonly Pick<FoundEvent, "id" | "startsAt">[],
  { zone, now }: { zone: string; now: Temporal.Instant },
): Promise<SlotOf[]> {
  return db.many<SlotOf>`
    select s.id, s.event_id, s.starts_at, s.ends_at, s.cancelled_at, s.booking, s.offer_id
      from unnest(${of.map(({ id }) => id)}::uuid[], ${of.map(({ startsAt }) => startsAt.toString())}::timestamptz[]) as day(event_id, at)
      join programme.session s on s.event_id = day.event_id and s.entry = 'slot' and s.cancelled_at is null and s.ends_at > ${now}
       and s.starts_at >= date_trunc('day', day.at, ${zone}) and s.starts_at < date_trunc('day', day.at, ${zone}) + interval '1 day'`;
}

export interface FeedSession {
  /** Of a day of timed entry that of its first slot. */
  id: string;
  eventId: string;
  /** The day that stands for all its slots and tours; null of a session of its own. */
  day: string | null;
  organisationId: string;
  title: string;
  summary: string;
  translations: EventText["translations"];
  kind: EventKind;
  link: string | null;
  label: string;
  placeId: string | null;
  spaceId: string | null;
  startsAt: Temporal.Instant;
  endsAt: Temporal.Instant;
  sequence: number;
  cancelledAt: Temporal.Instant | null;
  cancelledBecause: string | null;
  cutShort: boolean;
  /** Its event is public no more. */
  withdrawn: boolean;
  changedAt: Temporal.Instant;
}

/**
 * Sessions for a calendar file, cancelled ones too: a missing one would stay on people's phones. A day of timed entry is
 * one, from its first slot to its last that are on; its sequence grows with every change of any slot of the exhibition, so
 * that it never falls when one goes to another day or out of the window.
 */
export function feedSessions(
  db: Db,
  wanted: Pick<Wanted, "kind" | "placeIds" | "seriesIds"> & {
    eventId: string | null;
    from: Temporal.Instant | null;
    to: Temporal.Instant | null;
    zone: string;
  },
  limit: number,
): Promise<FeedSession[]> {
  const of = sql`event_id, organisation_id, title, summary, translations, kind, link, withdrawn`;
  return db.many<FeedSession>`
    with hit as (
      select s.id, s.event_id, e.organisation_id, e.title, e.summary, e.translations, e.kind, e.link, s.entry, s.label, s.place_id, s.space_id,
             s.starts_at, s.ends_at, s.sequence, s.cancelled_at, s.cancelled_because, s.cut_short, greatest(s.changed_at, e.changed_at) as changed_at,
             e.state = 'withdrawn' as withdrawn, (s.starts_at at time zone ${wanted.zone})::date::text as day
        from programme.session s join programme.event e on e.id = s.event_id
       where (e.state = 'published' or (e.state = 'withdrawn' and s.cancelled_at is not null))
         and (${wanted.eventId}::uuid is null or e.id = ${wanted.eventId})
         and (${wanted.from}::timestamptz is null or s.ends_at > ${wanted.from})
         and (${wanted.to}::timestamptz is null or s.starts_at < ${wanted.to})
         and (${wanted.kind}::text is null or e.kind = ${wanted.kind})
         and (${wanted.placeIds}::uuid[] is null or s.place_id = any(${wanted.placeIds}::uuid[]))
         and (${wanted.seriesIds}::uuid[] is null or e.series_id = any(${wanted.seriesIds}::uuid[]))),
    changes as (
      select event_id, (sum(sequence + 1) - 1)::int as sequence from programme.session
       where entry is not null and event_id in (select event_id from hit where entry is not null) group by event_id),
    folded as (
      select id, null as day, ${of}, label, place_id, space_id, starts_at, ends_at, sequence, cancelled_at, cancelled_because, cut_short, changed_at
        from hit where entry is null
       union all
      select (array_agg(id order by starts_at, id))[1], day, ${of}, '', (array_agg(place_id order by starts_at, id))[1],
             (array_agg(space_id order by starts_at, id))[1],
             coalesce(min(starts_at) filter (where cancelled_at is null), min(starts_at)),
             coalesce(max(ends_at) filter (where cancelled_at is null), max(ends_at)), max(c.sequence),
             case when bool_and(cancelled_at is not null) then max(cancelled_at) end,
             case when bool_and(cancelled_at is not null) then (array_agg(cancelled_because order by cancelled_at desc, id))[1] end,
             bool_and(cancelled_at is not null) and bool_or(cut_short), max(changed_at)
        from hit join changes c using (event_id) where entry is not null group by ${of}, day)
    select id, event_id, day, organisation_id, title, summary, translations, kind, link, label, place_id, space_id, starts_at, ends_at, sequence,
           cancelled_at, cancelled_because, cut_short, withdrawn, changed_at
      from folded order by starts_at, id limit ${limit}`;
}

export interface SessionAbout {
  sessionId: string;
  eventId: string;
  offerId: string | null;
  title: string;
  translations: EventText["translations"];
  startsAt: Temporal.Instant;
  endsAt: Temporal.Instant;
  placeId: string | null;
}

/** Sessions by their own ids or by their offers, whatever their state: somebody holds a claim on them. */
export function sessionsAbout(
  db: Db,
  by: { ids?: readonly string[]; offerIds?: readonly string[] },
): Promise<SessionAbout[]> {
  return db.many<SessionAbout>`
    select s.id as session_id, e.id as event_id, s.offer_id, e.title, e.translations, s.starts_at, s.ends_at, s.place_id
      from programme.session s join programme.event e on e.id = s.event_id
     where s.id = any(${by.ids ?? []}::uuid[]) or s.offer_id = any(${by.offerIds ?? []}::uuid[])`;
}
