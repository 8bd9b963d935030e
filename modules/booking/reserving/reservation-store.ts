/** SQL of reservations and of what they occupy. */
import type { Temporal } from "temporal-polyfill";
import { type Db, sql, type Tx } from "#platform/db";
import type { Times } from "./rules.ts";
import { type ReservationState, standingStates } from "./states.ts";

/** Whose it is: one of the three. */
export interface Holder {
  subject: string | null;
  organisationId: string | null;
  useKind: string | null;
  useRef: string | null;
}

export interface Reservation extends Holder, Times {
  id: string;
  resourceId: string;
  seriesId: string | null;
  madeBy: string | null;
  purpose: string;
  people: number | null;
  state: ReservationState;
  approval: ("house" | "above")[];
  approved: number;
  because: string | null;
  madeAt: Temporal.Instant;
  checkedInAt: Temporal.Instant | null;
  /** Of a study seat: one a person at a time. */
  seat: boolean;
  awayUntil: Temporal.Instant | null;
  timesAway: number;
}

export const columns = sql`
  v.id, v.resource_id, v.series_id, v.subject, v.organisation_id, v.use_kind, v.use_ref, v.made_by, lower(v.during) as starts_at,
  upper(v.during) as ends_at, v.purpose, v.people, v.state, v.approval, v.approved, v.because, v.made_at, v.checked_in_at,
  v.seat, v.away_until, v.times_away`;

export type NewReservation = Omit<
  Reservation,
  "approved" | "because" | "checkedInAt" | "awayUntil" | "timesAway"
> & {
  occupied: Times;
  /** Whose a use is. */
  useOrgPath?: string;
};

/**
 * Writes reservations and takes their cells, sorted, so that no two who want some of the same wait for one another; the cells are locked,
 * shared at least. Answers of each that was written whether it has all its cells: what has not is somebody's (`occupation_one_at_a_time`),
 * and what was not written is out of use, or a second seat of the same person (`reservation_one_seat`).
 */
export async function insertReservations(
  tx: Tx,
  some: readonly NewReservation[],
): Promise<Map<string, boolean>> {
  const rows = await tx.prepared.many<{ id: string; whole: boolean }>`
    with asked as (
      select * from jsonb_to_recordset(${JSON.stringify(some)}::jsonb) as n(
             id uuid, "resourceId" uuid, "seriesId" uuid, subject uuid, "organisationId" uuid, "useKind" text, "useRef" uuid, "useOrgPath" text, "madeBy" uuid,
             "startsAt" timestamptz, "endsAt" timestamptz, occupied jsonb, purpose text, people integer, state text, approval text[],
             "madeAt" timestamptz, seat boolean)),
    cells as (select c.resource_id, c.cell from booking.resource_cell c where c.resource_id in (select "resourceId" from asked)),
    made as (
      insert into booking.reservation (id, resource_id, series_id, subject, organisation_id, use_kind, use_ref, use_org_path, made_by, during, occupied,
                                       purpose, people, state, approval, made_at, changed_at, seat)
      select id, "resourceId", "seriesId", subject, "organisationId", "useKind", "useRef", "useOrgPath", "madeBy", tstzrange("startsAt", "endsAt"),
             tstzrange((occupied ->> 'startsAt')::timestamptz, (occupied ->> 'endsAt')::timestamptz), purpose, people, state, approval,
             "madeAt", "madeAt", seat
        from asked
       where not exists (
         select from booking.resource r
          where r.id in (asked."resourceId", (select s.room_id from booking.seat_spot s where s.seat_id = asked."resourceId")) and r.retired_at is not null)
          on conflict do nothing
      returning id, resource_id, occupied, living),
    held as (
      insert into booking.occupation (cell, span, reservation_id, living)
      select cells.cell, made.occupied, made.id, made.living from made join cells using (resource_id) order by cells.cell
          on conflict do nothing
      returning reservation_id)
    select made.id, (select count(*) from held where held.reservation_id = made.id)
                  = (select count(*) from cells where cells.resource_id = made.resource_id) as whole
      from made`;
  return new Map(rows.map(({ id, whole }) => [id, whole]));
}

/** Takes back what was written just now, with its cells. */
export async function deleteReservations(tx: Tx, ids: readonly string[]): Promise<void> {
  await tx.run`delete from booking.reservation where id = any(${[...ids]}::uuid[])`;
}

/** Moves one that stands to another time or another resource. The cells of both must be locked. */
export async function moveReservation(
  tx: Tx,
  { id, resourceId, startsAt, endsAt, occupied }: Times & { id: string; resourceId: string; occupied: Times },
  now: Temporal.Instant,
): Promise<void> {
  await tx.run`delete from booking.occupation where reservation_id = ${id}`;
  await tx.run`
    with moved as (
      update booking.reservation
         set resource_id = ${resourceId}, during = tstzrange(${startsAt}, ${endsAt}),
             occupied = tstzrange(${occupied.startsAt}, ${occupied.endsAt}), changed_at = ${now}
       where id = ${id} and state in ('requested', 'confirmed') returning id, resource_id, occupied, living)
    insert into booking.occupation (cell, span, reservation_id, living)
    select c.cell, moved.occupied, moved.id, moved.living
      from moved join booking.resource_cell c on c.resource_id = moved.resource_id order by c.cell`;
}

export async function reservationOf(db: Db, id: string): Promise<Reservation | null> {
  return (await reservationsById(db, [id]))[0] ?? null;
}

export function reservationsById(db: Db, ids: readonly string[]): Promise<Reservation[]> {
  return db.many<Reservation>`
    select ${columns} from booking.reservation v where v.id = any(${[...ids]}::uuid[]) order by lower(v.during), v.id`;
}

/** What a module has for some of what it does. */
export function reservationsOfUses(db: Db, kind: string, refs: readonly string[]): Promise<Reservation[]> {
  return db.many<Reservation>`
    select ${columns} from booking.reservation v
     where v.use_kind = ${kind} and v.use_ref = any(${[...refs]}::uuid[]) order by lower(v.during), v.id`;
}

export interface Lost {
  /** Of the use, and the space it had. */
  ref: string;
  space: string;
  /** Why, as staff of the house wrote. */
  because: string | null;
}

/** A use had a space and has it no more, by no doing of its own. */
const lost = sql`
  v.use_ref is not null and v.state = 'displaced' and r.kind = 'space'
  and not exists (
    select from booking.reservation has
     where has.use_kind = v.use_kind and has.use_ref = v.use_ref and has.resource_id = v.resource_id and has.state = 'confirmed')`;

/** Of a kind those that begin in a span, the soonest first. */
export function lostUses(
  db: Db,
  kind: string,
  { from, to, limit }: { from: Temporal.Instant; to: Temporal.Instant; limit: number },
): Promise<Lost[]> {
  return db.many<Lost>`
    select v.use_ref as ref, r.ref as space, v.because from booking.reservation v join booking.resource r on r.id = v.resource_id
     where v.use_kind = ${kind} and lower(v.during) >= ${from} and lower(v.during) < ${to} and ${lost}
     order by lower(v.during), v.id limit ${limit}`;
}

/** Of a kind those named. */
export function lostOf(db: Db, kind: string, refs: readonly string[]): Promise<Lost[]> {
  return db.many<Lost>`
    select v.use_ref as ref, r.ref as space, v.because from booking.reservation v join booking.resource r on r.id = v.resource_id
     where v.use_kind = ${kind} and v.use_ref = any(${[...refs]}::uuid[]) and ${lost}`;
}

/** Those that are still to come and lost any of these resources at a time. */
export function lostIn(
  db: Db,
  resourceIds: readonly string[],
  { startsAt, endsAt }: Times,
  now: Temporal.Instant,
): Promise<{ kind: string; ref: string }[]> {
  return db.many`
    select distinct v.use_kind as kind, v.use_ref as ref from booking.reservation v join booking.resource r on r.id = v.resource_id
     where v.resource_id = any(${[...resourceIds]}::uuid[]) and v.occupied && tstzrange(${startsAt}, ${endsAt}) and lower(v.during) > ${now} and ${lost}`;
}

export interface InTheWay extends Times {
  /** Which wish. */
  n: number;
  closed: boolean;
  /** What another module does there; what people do is theirs. */
  title: string | null;
}

/** Who has any part of a resource at a time somebody wants it for, by the number of the wish: the first of each, but for the same use. */
export function inTheWay(
  db: Db,
  useKind: string,
  wanted: readonly (Times & { resourceId: string; ref: string })[],
): Promise<InTheWay[]> {
  return db.many<InTheWay>`
    select distinct on (w.n) w.n::int - 1 as n, lower(o.span) as starts_at, upper(o.span) as ends_at, o.blackout_id is not null as closed,
           case when v.use_ref is not null then v.purpose end as title
      from unnest(${wanted.map((one) => one.resourceId)}::uuid[], ${wanted.map((one) => one.ref)}::uuid[],
                  ${wanted.map((one) => one.startsAt)}::timestamptz[], ${wanted.map((one) => one.endsAt)}::timestamptz[])
             with ordinality as w(resource_id, ref, starts_at, ends_at, n)
      join booking.resource_cell c using (resource_id)
      join booking.occupation o on o.cell = c.cell and o.living and o.span && tstzrange(w.starts_at, w.ends_at)
      left join booking.reservation v on v.id = o.reservation_id
     where (v.use_kind, v.use_ref) is distinct from (${useKind}::text, w.ref) order by w.n, lower(o.span)`;
}

/** Of a series what begins at or after a moment and still stands. */
export function restOfSeries(db: Db, seriesId: string, from: Temporal.Instant): Promise<Reservation[]> {
  return db.many<Reservation>`
    select ${columns} from booking.reservation v
     where v.series_id = ${seriesId} and lower(v.during) >= ${from} and v.state in ('requested', 'confirmed') order by lower(v.during)`;
}

/** A person's, and what they asked for in the name of others: soonest first among those to come, then the past. */
export function reservationsOfHolder(
  db: Db,
  subject: string | null,
  { now, limit }: { now: Temporal.Instant; limit: number },
): Promise<Reservation[]> {
  return db.many<Reservation>`
    select ${columns} from booking.reservation v
     where v.subject = ${subject} or (v.made_by = ${subject} and v.subject is null)
     order by upper(v.during) <= ${now}, case when upper(v.during) > ${now} then lower(v.during) end, lower(v.during) desc, v.id limit ${limit}`;
}

/** What people have that begins between two moments: of a house, of a person, or both. Soonest first. */
export function beginningIn(
  db: Db,
  {
    from,
    to,
    orgPath,
    subject,
  }: { from: Temporal.Instant; to: Temporal.Instant; orgPath: string | null; subject: string | null },
): Promise<(Pick<Reservation, "id" | "resourceId" | "startsAt" | "endsAt"> & { subject: string })[]> {
  return db.many`
    select v.id, v.resource_id, v.subject, lower(v.during) as starts_at, upper(v.during) as ends_at
      from booking.reservation v join booking.resource r on r.id = v.resource_id
     where v.state in ('confirmed', 'checked-in') and lower(v.during) >= ${from} and lower(v.during) < ${to}
       and v.subject is not null and (${subject}::uuid is null or v.subject = ${subject}::uuid)
       and (${orgPath}::text is null or r.org_path = ${orgPath})
     order by lower(v.during), v.id`;
}

/** What stands in the cells of a resource between two moments, whoever made it for whichever part. */
export function standingIn(db: Db, resourceId: string, { startsAt, endsAt }: Times): Promise<Reservation[]> {
  return db.many<Reservation>`
    select ${columns} from booking.reservation v
     where v.id in (
       select o.reservation_id from booking.occupation o join booking.resource_cell c on c.cell = o.cell and c.resource_id = ${resourceId}
        where o.living and o.span && tstzrange(${startsAt}, ${endsAt}) and o.reservation_id is not null)
     order by lower(v.during), v.id`;
}

export interface Busy extends Times {
  /** Why the house has closed it then; null: somebody has it. */
  because: string | null;
}

/** The same times, whoever has them and for whatever: reservations and blackouts. By resource. */
export async function busyIn(
  db: Db,
  resourceIds: readonly string[],
  { startsAt, endsAt }: Times,
): Promise<Map<string, Busy[]>> {
  const rows = await db.many<Busy & { resourceId: string }>`
    select distinct c.resource_id, lower(o.span) as starts_at, upper(o.span) as ends_at, b.reason as because
      from booking.resource_cell c join booking.occupation o on o.cell = c.cell left join booking.blackout b on b.id = o.blackout_id
     where c.resource_id = any(${[...resourceIds]}::uuid[]) and o.living and o.span && tstzrange(${startsAt}, ${endsAt})
     order by 1, 2`;
  return Map.groupBy(rows, ({ resourceId }) => resourceId);
}

/** Why the house has closed any of it between two moments; null where it has not. */
export async function shutIn(
  db: Db,
  resourceId: string,
  { startsAt, endsAt }: Times,
): Promise<string | null> {
  const row = await db.maybeOne<{ reason: string }>`
    select b.reason from booking.resource_cell c join booking.occupation o on o.cell = c.cell join booking.blackout b on b.id = o.blackout_id
     where c.resource_id = ${resourceId} and o.living and o.span && tstzrange(${startsAt}, ${endsAt}) order by lower(o.span) limit 1`;
  return row?.reason ?? null;
}

/** What is free of one between two moments for at least so long, soonest first. */
export function freeSpans(
  db: Db,
  resourceId: string,
  { startsAt, endsAt, minutes, limit }: Times & { minutes: number; limit: number },
): Promise<Times[]> {
  return db.prepared.many<Times>`
    select lower(free) as starts_at, upper(free) as ends_at
      from unnest(tstzmultirange(tstzrange(${startsAt}, ${endsAt})) - coalesce((
             select range_agg(o.span) from booking.resource_cell c join booking.occupation o on o.cell = c.cell
              where c.resource_id = ${resourceId} and o.living and o.span && tstzrange(${startsAt}, ${endsAt})), '{}')) as free
     where upper(free) - lower(free) >= make_interval(mins => ${minutes}) order by 1 limit ${limit}`;
}

/** When what one holder has in a house, of a kind, begins, from a moment on, but for one. `coming`: it stands and has not begun. */
export function beginningsOf(
  db: Db,
  { subject, organisationId }: Pick<Holder, "subject" | "organisationId">,
  of: {
    orgPath: string;
    kind: string;
    from: Temporal.Instant;
    now: Temporal.Instant;
    without: string | null;
  },
): Promise<{ at: Temporal.Instant; coming: boolean }[]> {
  return db.many`
    select lower(v.during) as at, v.state in ('requested', 'confirmed') and lower(v.during) > ${of.now} as coming
      from booking.reservation v join booking.resource r on r.id = v.resource_id
     where (v.subject = ${subject} or v.organisation_id = ${organisationId}) and v.living and lower(v.during) >= ${of.from}
       and r.org_path = ${of.orgPath} and r.kind = ${of.kind} and v.id is distinct from ${of.without}`;
}

/** Ends these where they stand in one of the states; occupations end with them. Answers those it ended, as they are now. */
export function endReservations(
  tx: Tx,
  ids: readonly string[],
  {
    as,
    from = standingStates,
    because = null,
    now,
  }: {
    as: Exclude<ReservationState, "requested" | "confirmed" | "checked-in">;
    from?: readonly ReservationState[];
    because?: string | null;
    now: Temporal.Instant;
  },
): Promise<Reservation[]> {
  return tx.many<Reservation>`
    update booking.reservation v set state = ${as}, because = ${because}, changed_at = ${now}, away_until = null, checked_in_at = case when ${as} = 'over' then v.checked_in_at end
     where v.id = any(${[...ids]}::uuid[]) and v.state = any(${[...from]}::text[]) returning ${columns}`;
}

/** How many of each are still to come. */
export async function comingOf(
  db: Db,
  resourceIds: readonly string[],
  now: Temporal.Instant,
): Promise<Map<string, number>> {
  const rows = await db.many<{ resourceId: string; count: number }>`
    select resource_id, count(*)::int as count from booking.reservation
     where resource_id = any(${[...resourceIds]}::uuid[]) and state in ('requested', 'confirmed') and occupied && tstzrange(${now}, null)
     group by resource_id`;
  return new Map(rows.map(({ resourceId, count }) => [resourceId, count]));
}
