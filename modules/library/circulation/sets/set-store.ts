/** SQL of sets, their copies and the weeks for which they are booked. */
import type { Db, Tx } from "#platform/db";

export interface SetRow {
  id: string;
  ownerId: string;
  orgPath: string;
  placeId: string;
  barcode: string;
  name: string;
  note: string;
}

export function setById(db: Db, id: string): Promise<SetRow | null> {
  return db.maybeOne<SetRow>`
    select id, owner_id, org_path, place_id, barcode, name, note from library.set where id = ${id} and ended_on is null`;
}

/** Sets with this barcode on their box, the one that stands here first. */
export function setsCalled(db: Db, barcode: string, placeId: string): Promise<SetRow[]> {
  return db.many<SetRow>`
    select id, owner_id, org_path, place_id, barcode, name, note from library.set
     where barcode = ${barcode} and ended_on is null order by place_id <> ${placeId}, id limit 2`;
}

export function setsAt(
  db: Db,
  placeId: string,
  limit: number,
): Promise<(SetRow & { copies: number; out: number })[]> {
  return db.many`
    select s.id, s.owner_id, s.org_path, s.place_id, s.barcode, s.name, s.note,
           (select count(*)::int from library.set_item n where n.set_id = s.id) as copies,
           (select count(*)::int from library.set_item n join library.loan l on l.item_id = n.item_id where n.set_id = s.id) as out
      from library.set s where s.place_id = ${placeId} and s.ended_on is null order by s.name, s.id limit ${limit}`;
}

/** False where the house has a box of that barcode already. */
export async function insertSet(tx: Tx, row: SetRow, on: string): Promise<boolean> {
  const made = await tx.run`
    insert into library.set (id, owner_id, org_path, place_id, barcode, name, note, made_on)
    values (${row.id}, ${row.ownerId}, ${row.orgPath}, ${row.placeId}, ${row.barcode}, ${row.name}, ${row.note}, ${on}::date)
    on conflict (owner_id, barcode) where ended_on is null do nothing`;
  return made === 1;
}

/** The set, locked: who lends it does so alone. */
export async function lockSet(tx: Tx, id: string): Promise<void> {
  await tx.run`select 1 from library.set where id = ${id} for no key update`;
}

export interface SetCopy {
  itemId: number;
  barcode: string;
  title: string;
  status: string;
  dueOn: string | null;
  lentTo: string | null;
}

export function copiesOf(db: Db, setId: string): Promise<SetCopy[]> {
  return db.many<SetCopy>`
    select i.id as item_id, i.barcode, r.title, i.status, l.due_on::text, l.subject as lent_to
      from library.set_item n join library.item i on i.id = n.item_id join library.record r on r.id = i.record_id
      left join library.loan l on l.item_id = i.id
     where n.set_id = ${setId} order by i.id limit 1000`;
}

/** A copy of the house with this barcode, or null. */
export function copyOfHouse(
  db: Db,
  { ownerId, barcode }: { ownerId: string; barcode: string },
): Promise<{ id: number } | null> {
  return db.maybeOne`select id from library.item where owner_id = ${ownerId} and barcode = ${barcode}`;
}

/** False where it belongs to another set. */
export async function insertSetItem(tx: Tx, setId: string, itemId: number): Promise<boolean> {
  const { there } = await tx.one<{ there: boolean }>`
    with made as (
      insert into library.set_item (item_id, set_id) values (${itemId}, ${setId}) on conflict (item_id) do nothing returning 1)
    select exists (select from made) or exists (select from library.set_item where item_id = ${itemId} and set_id = ${setId}) as there`;
  return there;
}

export function removeSetItem(tx: Tx, setId: string, itemId: number): Promise<number> {
  return tx.run`delete from library.set_item where set_id = ${setId} and item_id = ${itemId}`;
}

export interface SetBooking {
  id: string;
  setId: string;
  subject: string;
  since: string;
  until: string;
  note: string;
}

/** Those that are not over on a day, in order. */
export function bookingsOf(db: Db, setIds: readonly string[], on: string): Promise<SetBooking[]> {
  return db.many<SetBooking>`
    select id, set_id, subject, lower(span)::text as since, (upper(span) - 1)::text as until, note from library.set_booking
     where set_id = any(${[...setIds]}::uuid[]) and upper(span) > ${on}::date order by lower(span)`;
}

/** `set_booking_once` refuses weeks that meet others. */
export async function insertBooking(tx: Tx, booking: SetBooking): Promise<void> {
  await tx.run`
    insert into library.set_booking (id, set_id, subject, span, note)
    values (${booking.id}, ${booking.setId}, ${booking.subject}, daterange(${booking.since}::date, ${booking.until}::date, '[]'), ${booking.note})`;
}

export function bookingById(db: Db, id: string): Promise<(SetBooking & { orgPath: string }) | null> {
  return db.maybeOne`
    select b.id, b.set_id, b.subject, lower(b.span)::text as since, (upper(b.span) - 1)::text as until, b.note, s.org_path
      from library.set_booking b join library.set s on s.id = b.set_id where b.id = ${id}`;
}

export async function removeBooking(tx: Tx, id: string): Promise<void> {
  await tx.run`delete from library.set_booking where id = ${id}`;
}

export function removeBookingsOf(tx: Tx, subject: string): Promise<number> {
  return tx.run`delete from library.set_booking where subject = ${subject}`;
}

export function moveBookings(tx: Tx, { from, into }: { from: string; into: string }): Promise<number> {
  return tx.run`update library.set_booking set subject = ${into} where subject = ${from}`;
}

/** Weeks that are over join no group with what it had. */
export function forgetPastBookings(tx: Tx, on: string): Promise<number> {
  return tx.run`delete from library.set_booking where upper(span) <= ${on}::date`;
}
