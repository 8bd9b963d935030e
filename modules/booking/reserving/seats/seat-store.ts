/** SQL of study seats: where they stand, how they are, and leaving one for a while. */
import type { Temporal } from "temporal-polyfill";
import type { Db, Tx } from "#platform/db";
import { columns, type Reservation } from "../reservation-store.ts";
import { addCells, type Resource } from "../resource-store.ts";
import type { ReservationRules, Times } from "../rules.ts";
import { currentStates, type ReservationState } from "../states.ts";

export interface SeatInput {
  id: string;
  label: string;
  row: number;
  column: number;
}

/**
 * Puts seats into a room, all of which is locked: whoever has the room has them, now and from now on, and the other way round nobody has
 * both.
 */
export async function insertSeats(
  tx: Tx,
  room: Resource,
  seats: readonly SeatInput[],
  { open, now }: { open: boolean; now: Temporal.Instant },
): Promise<void> {
  await tx.run`
    with asked as (
      select * from unnest(${seats.map(({ id }) => id)}::uuid[], ${seats.map(({ label }) => label)}::text[],
                           ${seats.map(({ row }) => row)}::smallint[], ${seats.map(({ column }) => column)}::smallint[])
               as a(id, label, at_row, at_column)),
    made as (
      insert into booking.resource (id, kind, ref, org_path, place_id, label, rules, public, demo)
      select id, 'seat', id, ${room.orgPath}, ${room.placeId}, label, ${JSON.stringify(room.rules)}::jsonb, ${open}, ${room.demo} from asked
      returning id),
    celled as (
      insert into booking.resource_cell (resource_id, cell) select id, id from made)
    insert into booking.seat_spot (seat_id, room_id, at_row, at_column)
    select a.id, ${room.id}, a.at_row, a.at_column from asked a join made using (id)`;
  await addCells(
    tx,
    room.id,
    seats.map(({ id }) => id),
    now,
  );
}

/** Everybody may pick one, or staff only. Answers how many that changes. */
export function openSeats(tx: Tx, roomId: string, open: boolean): Promise<number> {
  return tx.run`
    update booking.resource set public = ${open}, version = version + 1
     where id in (select seat_id from booking.seat_spot where room_id = ${roomId}) and public <> ${open}`;
}

export interface SeatAtDesk extends SeatInput {
  public: boolean;
  retired: boolean;
  /** How many have it from now on. */
  coming: number;
  /** It is closed now, until then. */
  closedUntil: Temporal.Instant | null;
}

/** All seats a room has, or had: what is out of use keeps its spot. */
export function seatsAtDesk(db: Db, roomId: string, now: Temporal.Instant): Promise<SeatAtDesk[]> {
  return db.many<SeatAtDesk>`
    select s.seat_id as id, r.label, s.at_row as row, s.at_column as column, r.public, r.retired_at is not null as retired,
           (select count(*)::int from booking.reservation v
             where v.resource_id = s.seat_id and v.state = any(${[...currentStates]}::text[]) and upper(v.during) > ${now}) as coming,
           (select upper(o.span) from booking.occupation o
             where o.cell = s.seat_id and o.living and o.blackout_id is not null and o.span @> ${now}::timestamptz) as closed_until
      from booking.seat_spot s join booking.resource r on r.id = s.seat_id
     where s.room_id = ${roomId} order by s.at_row, s.at_column`;
}

/** The seats of a room follow its rules. Answers them. */
export async function ruleSeats(tx: Tx, roomId: string, rules: ReservationRules): Promise<string[]> {
  const seats = await tx.many<{ id: string }>`
    update booking.resource set rules = ${JSON.stringify(rules)}::jsonb
     where id in (select seat_id from booking.seat_spot where room_id = ${roomId}) returning id`;
  return seats.map(({ id }) => id);
}

export interface SeatRow {
  id: string;
  label: string;
  row: number;
  column: number;
  /** How the first that stands in the time is; null: nothing does, or a blackout. */
  state: ReservationState | null;
  public: boolean;
  /** Why the house has closed it; null where it has not. */
  because: string | null;
  away: boolean;
  subject: string | null;
}

/** The seats of a room that are in use, in the order of the rows, with what stands of each in a time. */
export function seatsIn(db: Db, roomId: string, { startsAt, endsAt }: Times): Promise<SeatRow[]> {
  return db.many<SeatRow>`
    select s.seat_id as id, r.label, s.at_row as row, s.at_column as column, r.public, h.state, h.because,
           h.away_until is not null as away, h.subject
      from booking.seat_spot s join booking.resource r on r.id = s.seat_id and r.retired_at is null
      left join lateral (
        select v.state, v.away_until, v.subject, b.reason as because
          from booking.occupation o left join booking.reservation v on v.id = o.reservation_id left join booking.blackout b on b.id = o.blackout_id
         where o.cell = s.seat_id and o.living and o.span && tstzrange(${startsAt}, ${endsAt}) order by lower(o.span) limit 1) h on true
     where s.room_id = ${roomId} order by s.at_row, s.at_column`;
}

/** Where the seats of a room are, those out of use too. */
export function seatsOf(db: Db, roomId: string): Promise<{ row: number; retired: boolean }[]> {
  return db.many`
    select s.at_row as row, r.retired_at is not null as retired
      from booking.seat_spot s join booking.resource r on r.id = s.seat_id where s.room_id = ${roomId}`;
}

/** Rooms in which there are seats everybody may pick, of one place, of these, or all, and how many. */
export function roomsWithSeats(
  db: Db,
  {
    placeId = null,
    roomIds = null,
    limit,
  }: { placeId?: string | null; roomIds?: string[] | null; limit: number },
): Promise<{ roomId: string; seats: number }[]> {
  return db.many<{ roomId: string; seats: number }>`
    select s.room_id, count(*)::int as seats from booking.seat_spot s join booking.resource r on r.id = s.seat_id
     where r.retired_at is null and r.public and (${placeId}::uuid is null or r.place_id = ${placeId})
       and (${roomIds}::uuid[] is null or s.room_id = any(${roomIds}::uuid[])) group by s.room_id order by s.room_id limit ${limit}`;
}

/** Goes out until a moment; false where it is not in use, or somebody is out already, or was so often as is allowed. */
export async function goOut(
  tx: Tx,
  { id, until, most, now }: { id: string; until: Temporal.Instant; most: number; now: Temporal.Instant },
): Promise<boolean> {
  const done = await tx.run`
    update booking.reservation set away_until = ${until}, times_away = times_away + 1, changed_at = ${now}
     where id = ${id} and state = 'checked-in' and away_until is null and times_away < ${most}`;
  return done === 1;
}

/** Is back in time; false where nobody was out. */
export async function comeBack(tx: Tx, id: string, now: Temporal.Instant): Promise<boolean> {
  const done = await tx.run`
    update booking.reservation set away_until = null, changed_at = ${now}
     where id = ${id} and state = 'checked-in' and away_until > ${now}`;
  return done === 1;
}

/** What is in use ends now: what is left of the time is others'. Answers those it ended. */
export function finishReservations(
  tx: Tx,
  ids: readonly string[],
  now: Temporal.Instant,
): Promise<Reservation[]> {
  return tx.many<Reservation>`
    with cut as (
      select id, lower(during) as starts_at, lower(occupied) as taken_from,
             least(upper(during), greatest(${now}, lower(during) + interval '1 minute')) as ends_at
        from booking.reservation where id = any(${[...ids]}::uuid[]) and state = 'checked-in')
    update booking.reservation v
       set during = tstzrange(cut.starts_at, cut.ends_at), occupied = tstzrange(cut.taken_from, cut.ends_at), state = 'over', away_until = null,
           changed_at = ${now}
      from cut where v.id = cut.id returning ${columns}`;
}
