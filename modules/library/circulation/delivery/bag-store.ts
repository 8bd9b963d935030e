/** SQL of bags and what is in them. The copy, the reader, holds, and the bag last. */
import type { Temporal } from "temporal-polyfill";
import { type Db, newId, sql, type Tx } from "#platform/db";
import type { DeliveryKind } from "./to-door.ts";

export type BagState = "open" | "packed" | "out" | "delivered" | "back";

export interface Bag {
  id: string;
  placeId: string;
  placePath: string;
  subject: string;
  day: string;
  number: number;
  kind: DeliveryKind;
  bringer: string;
  state: BagState;
  demo: boolean;
}

const columns = sql.raw("id, place_id, place_path, subject, day::text, number, kind, bringer, state, demo");

export function bagOf(db: Db, id: string): Promise<Bag | null> {
  return db.maybeOne<Bag>`select ${columns} from library.bag where id = ${id}`;
}

export function lockBag(tx: Tx, id: string): Promise<Bag | null> {
  return tx.maybeOne<Bag>`select ${columns} from library.bag where id = ${id} for update`;
}

/** The bag into which a reader's books of a day go, locked, or null. */
export function lockOpenBag(
  tx: Tx,
  { subject, placeId, day }: Pick<Bag, "subject" | "placeId" | "day">,
): Promise<Bag | null> {
  return tx.maybeOne<Bag>`
    select ${columns} from library.bag
     where subject = ${subject} and place_id = ${placeId} and day = ${day}::date and state = 'open' for update`;
}

/** With the next number of its place and day, and whoever usually brings it. */
export function insertBag(
  tx: Tx,
  bag: Pick<Bag, "subject" | "placeId" | "placePath" | "day" | "kind" | "demo">,
): Promise<Bag> {
  return tx.one<Bag>`
    insert into library.bag (id, place_id, place_path, subject, day, number, kind, bringer, demo)
    select ${newId()}, ${bag.placeId}, ${bag.placePath}, ${bag.subject}, ${bag.day}::date, coalesce(max(number), 0) + 1, ${bag.kind},
           coalesce((select d.bringer from library.doorstep d where d.subject = ${bag.subject} and d.homebound), ''), ${bag.demo}
      from library.bag where place_id = ${bag.placeId} and day = ${bag.day}::date
    returning ${columns}`;
}

/** `bag_step` refuses a step that was not taken. */
export async function setBagState(tx: Tx, id: string, state: BagState, bringer?: string): Promise<void> {
  await tx.run`
    update library.bag set state = ${state}, bringer = coalesce(${bringer ?? null}::text, bringer) where id = ${id}`;
}

/** A bag that is there or back, of which nothing is lent any more. */
export async function forgetIfEmpty(tx: Tx, id: string): Promise<void> {
  await tx.run`
    delete from library.bag b where b.id = ${id} and b.state in ('delivered', 'back')
       and not exists (select from library.bag_line l where l.bag_id = b.id)`;
}

/** A sentence of ours with its values. */
export interface Why {
  id: string;
  data: Record<string, string | number>;
}

export interface Line {
  itemId: number;
  bagId: string;
  holdId: string | null;
  loanId: string | null;
}

export function linesOf(db: Db, bagId: string): Promise<Line[]> {
  return db.many<Line>`
    select item_id, bag_id, hold_id, loan_id from library.bag_line where bag_id = ${bagId} order by item_id`;
}

/** False where the copy is in a bag already, whoever put it there. */
export async function insertLine(
  tx: Tx,
  line: { itemId: number; bagId: string } & ({ holdId: string } | { loanId: string }),
): Promise<boolean> {
  const [hold, loan] = "holdId" in line ? [line.holdId, null] : [null, line.loanId];
  const made = await tx.run`
    insert into library.bag_line (item_id, bag_id, hold_id, loan_id)
    values (${line.itemId}, ${line.bagId}, ${hold}::uuid, ${loan}::uuid) on conflict (item_id) do nothing`;
  return made === 1;
}

export async function removeLine(tx: Tx, itemId: number): Promise<void> {
  await tx.run`delete from library.bag_line where item_id = ${itemId}`;
}

export async function setAgainst(tx: Tx, itemId: number, against: Why): Promise<void> {
  await tx.run`update library.bag_line set against = ${JSON.stringify(against)}::jsonb where item_id = ${itemId}`;
}

/** In which bag a copy is: of which house, and whether it waits there or is lent. */
export function lineOfItem(
  db: Db,
  itemId: number,
): Promise<(Line & Pick<Bag, "placeId" | "placePath" | "state">) | null> {
  return db.maybeOne`
    select l.item_id, l.bag_id, l.hold_id, l.loan_id, b.place_id, b.place_path, b.state
      from library.bag_line l join library.bag b on b.id = l.bag_id where l.item_id = ${itemId}`;
}

/** It stands in its bag as long as that waits for its day, and a week more. */
export async function keepUntilDay(tx: Tx, holdId: string, day: string): Promise<void> {
  await tx.run`
    update library.hold set ready_until = greatest(ready_until, ${day}::date + 7) where id = ${holdId}`;
}

/** The loans of a bag, locked. */
export function lockLoansOf(
  tx: Tx,
  bagId: string,
): Promise<{ id: string; ruleId: string; lentAt: Temporal.Instant }[]> {
  return tx.many`
    select o.id, o.rule_id, o.lent_at from library.loan o join library.bag_line l on l.loan_id = o.id
     where l.bag_id = ${bagId} order by o.id for update of o`;
}

/** Loans that are not due before these days: days are counted from delivery. */
export async function dueFromDelivery(
  tx: Tx,
  loans: readonly { id: string; dueOn: string }[],
): Promise<void> {
  await tx.run`
    update library.loan o set due_on = greatest(o.due_on, n.due_on)
      from unnest(${loans.map(({ id }) => id)}::uuid[], ${loans.map((one) => one.dueOn)}::date[]) as n(id, due_on) where o.id = n.id`;
}

export interface PackedCopy {
  itemId: number;
  record: string;
  barcode: string;
  title: string;
  shelf: string;
  callNumber: string;
  volume: string;
}

const copyColumns = sql.raw(
  "i.id as item_id, i.record_id::text as record, i.barcode, r.title, i.shelf, i.call_number, i.volume",
);

/** What is to be brought from a place and is in no bag: on its shelves, on its hold shelf, or on the way to it. In the order of the shelves. */
export function toPackAt(
  db: Db,
  placeId: string,
  limit: number,
): Promise<(PackedCopy & { subject: string; where: "shelf" | "hold-shelf" | "coming"; slot: string })[]> {
  return db.many`
    select ${copyColumns}, h.subject, h.slot,
           case when h.state = 'ready' then 'hold-shelf' when h.state = 'wanted' and h.wanted_place_id = h.pickup_id then 'shelf' else 'coming' end as where
      from library.hold h join library.item i on i.id = h.item_id join library.record r on r.id = i.record_id
     where h.to_door and h.pickup_id = ${placeId} and not exists (select from library.bag_line l where l.hold_id = h.id)
     order by 9, i.shelf, i.call_number, i.barcode limit ${limit}`;
}

/** Of a day, and of days before it what is not done with. */
export function bagsAt(db: Db, placeId: string, day: string, limit: number): Promise<Bag[]> {
  return db.many<Bag>`
    select ${columns} from library.bag b
     where place_id = ${placeId} and (day = ${day}::date or (day < ${day}::date and state in ('open', 'packed', 'out', 'back')))
       and exists (select from library.bag_line l where l.bag_id = b.id)
     order by day, number limit ${limit}`;
}

export function copiesInBags(
  db: Db,
  bagIds: readonly string[],
): Promise<(PackedCopy & { bagId: string; against: Why | null; dueOn: string | null })[]> {
  return db.many`
    select ${copyColumns}, l.bag_id, l.against, o.due_on::text
      from library.bag_line l join library.item i on i.id = l.item_id join library.record r on r.id = i.record_id
      left join library.loan o on o.id = l.loan_id
     where l.bag_id = any(${[...bagIds]}::uuid[]) order by i.shelf, i.call_number, i.barcode`;
}

/** Copies with this barcode that are to be brought from a place, or that somebody has. */
export function inHandAt(
  db: Db,
  placeId: string,
  barcode: string,
): Promise<{ id: number; toBring: boolean }[]> {
  return db.many`
    select i.id, h.id is not null as to_bring
      from library.item i
      left join library.hold h on h.item_id = i.id and h.to_door and h.pickup_id = ${placeId}
      left join library.loan l on l.item_id = i.id
     where i.barcode = ${barcode} and (h.id is not null or l.id is not null) order by h.id is null, i.id`;
}

/** What is brought to somebody: by day, with how many books. */
export function bagsOfReader(
  db: Db,
  subject: string,
): Promise<
  { id: string; day: string; state: BagState; kind: DeliveryKind; placeId: string; books: number }[]
> {
  return db.many`
    select b.id, b.day::text, b.state, b.kind, b.place_id, count(l.item_id)::int as books
      from library.bag b join library.bag_line l on l.bag_id = b.id
     where b.subject = ${subject} group by b.id order by b.day, b.number`;
}

/** Whether a hold is to be brought, whose and which copy. */
export function doorHold(
  db: Db,
  holdId: string,
): Promise<{ toDoor: boolean; subject: string; pickupId: string } | null> {
  return db.maybeOne`select to_door, subject, pickup_id from library.hold where id = ${holdId}`;
}

/** Somebody's hold of a title or of this copy, wherever it stands. */
export function holdOfTitle(
  db: Db,
  { subject, recordId }: { subject: string; recordId: number },
): Promise<{ id: string; pickupId: string; toDoor: boolean } | null> {
  return db.maybeOne`
    select id, pickup_id, to_door from library.hold where subject = ${subject} and record_id = ${recordId} order by id limit 1`;
}

export async function setToDoor(tx: Tx, holdId: string, toDoor: boolean): Promise<void> {
  await tx.run`update library.hold set to_door = ${toDoor} where id = ${holdId}`;
}

/** Whether somebody who keeps a list of what they read has this on it. */
export async function hasRead(db: Db, subject: string, recordId: number): Promise<boolean> {
  const { has } = await db.one<{ has: boolean }>`
    select exists (select from library.reading where subject = ${subject} and record_id = ${recordId}) as has`;
  return has;
}
