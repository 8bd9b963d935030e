/** SQL of boxes and what is in them. */
import type { Temporal } from "temporal-polyfill";
import { type Db, sql, type Tx } from "#platform/db";
import type { TransitReason } from "../transit-store.ts";

export interface Box {
  id: string;
  code: string;
  fromId: string;
  fromPath: string;
  toId: string;
  toPath: string;
  state: "packing" | "sent" | "received";
  madeAt: Temporal.Instant;
  /** Closed, only the day of these is true. */
  sentAt: Temporal.Instant | null;
  receivedAt: Temporal.Instant | null;
  /** On its manifest when it was sent. */
  copies: number;
}

const columns = sql`
  b.id, b.code, b.from_id, b.from_path, b.to_id, b.to_path, b.state, b.made_at, b.sent_at, b.received_at, b.copies`;

export function boxOf(db: Db, id: string): Promise<Box | null> {
  return db.maybeOne<Box>`select ${columns} from library.box b where b.id = ${id}::uuid`;
}

/** Whoever scans into it shares it; whoever sends or closes it has it alone, so that no scan falls between. */
export function lockBox(tx: Tx, id: string, { alone }: { alone: boolean }): Promise<Box | null> {
  return tx.maybeOne<Box>`
    select ${columns} from library.box b where b.id = ${id}::uuid ${alone ? sql`for update` : sql`for share`}`;
}

export interface NewBox {
  id: string;
  /** Empty: the next number. */
  code: string;
  fromId: string;
  fromPath: string;
  toId: string;
  toPath: string;
  demo: boolean;
}

/** Its code; null when another box that is not closed has it. `box_code` keeps it for one. */
export async function insertBox(tx: Tx, box: NewBox, now: Temporal.Instant): Promise<string | null> {
  const row = await tx.maybeOne<{ number: number }>`
    insert into library.box (id, code, from_id, from_path, to_id, to_path, made_at, demo)
    values (${box.id}::uuid, ${box.code === "" ? box.id.slice(-12) : box.code}, ${box.fromId}::uuid, ${box.fromPath}, ${box.toId}::uuid, ${box.toPath},
            ${now}::timestamptz, ${box.demo}::boolean)
    on conflict (code) where state <> 'received' do nothing returning number`;
  if (!row || box.code !== "") return row && box.code;
  const code = `LX${String(row.number).padStart(6, "0")}`;
  await tx.run`update library.box set code = ${code} where id = ${box.id}::uuid`;
  return code;
}

/** What leaves it has no box; nothing is left of it. */
export async function deleteBox(tx: Tx, id: string): Promise<void> {
  await tx.run`
    with out as (update library.transit set box_id = null where box_id = ${id}::uuid)
    delete from library.box where id = ${id}::uuid and state = 'packing'`;
}

export async function putInBox(tx: Tx, transitId: string, boxId: string): Promise<void> {
  await tx.run`update library.transit set box_id = ${boxId}::uuid where id = ${transitId}::uuid`;
}

/** The box has left with what is on its way in it; what is on no way any more was taken out. Answers how many copies. */
export async function sendBox(tx: Tx, id: string, now: Temporal.Instant): Promise<number> {
  await tx.run`update library.transit set box_id = null where box_id = ${id}::uuid and ended_on is not null`;
  const copies = await tx.run`
    update library.transit set sent_at = ${now}::timestamptz where box_id = ${id}::uuid`;
  await tx.run`
    update library.box set state = 'sent', sent_at = ${now}::timestamptz, copies = ${copies}::int where id = ${id}::uuid and state = 'packing'`;
  return copies;
}

/** What did not come is found missing, the moments become days, and the box forgets what came for readers. Answers how many are missing. */
export async function closeBox(
  tx: Tx,
  id: string,
  { on, now, zone }: { on: string; now: Temporal.Instant; zone: string },
): Promise<number> {
  const missing = await tx.run`
    insert into library.box_finding (box_id, kind, item_id, barcode, found_on)
    select t.box_id, 'missing', t.item_id, i.barcode, ${on}::date
      from library.transit t join library.item i on i.id = t.item_id where t.box_id = ${id}::uuid and t.ended_on is null
    on conflict (box_id, coalesce(item_id, 0), barcode) do nothing`;
  await tx.run`
    update library.box
       set state = 'received', made_at = date_trunc('day', made_at, ${zone}::text), sent_at = date_trunc('day', sent_at, ${zone}::text),
           received_at = date_trunc('day', ${now}::timestamptz, ${zone}::text)
     where id = ${id}::uuid and state = 'sent'`;
  await tx.run`
    update library.transit set box_id = null where box_id = ${id}::uuid and reason = 'hold' and ended_on is not null`;
  return missing;
}

export type LineState = "there" | "came" | "elsewhere" | "missing" | "lost";

export interface BoxLine {
  itemId: number;
  title: string;
  barcode: string;
  callNumber: string;
  ownerId: string;
  reason: TransitReason;
  /** there: on its way in this box · came · elsewhere: scanned somewhere else · missing · lost */
  state: LineState;
}

/** Its manifest by number. For whom something goes is not in it. */
export function boxLines(
  db: Db,
  { id, state }: Pick<Box, "id" | "state">,
  limit: number,
): Promise<BoxLine[]> {
  return db.many<BoxLine>`
    select t.item_id, r.title, i.barcode, i.call_number, i.owner_id, t.reason,
           case when t.ended_on is null then case when ${state} = 'received' then 'missing' else 'there' end
                when t.how = 'received' then 'came' when t.how = 'lost' then 'lost' else 'elsewhere' end as state
      from library.transit t join library.item i on i.id = t.item_id join library.record r on r.id = i.record_id
     where t.box_id = ${id}::uuid and (${state} <> 'packing' or t.ended_on is null)
     order by i.barcode, t.id limit ${limit}::int`;
}

export interface Counted {
  id: string;
  copies: number;
  holds: number;
}

/** How many copies are in boxes that are not closed, and how many of them go to readers. */
export async function countInBoxes(db: Db, ids: readonly string[]): Promise<Map<string, Counted>> {
  const rows = await db.many<Counted>`
    select t.box_id as id, count(*)::int as copies, (count(*) filter (where t.reason = 'hold'))::int as holds
      from library.transit t where t.box_id = any(${[...ids]}::uuid[]) and t.ended_on is null group by t.box_id`;
  return new Map(rows.map((row) => [row.id, row]));
}

/** Boxes that are not closed, from or to this place. */
export function boxesAt(db: Db, placeId: string, limit: number): Promise<Box[]> {
  return db.many<Box>`
    select ${columns} from library.box b
     where b.state <> 'received' and (b.from_id = ${placeId}::uuid or b.to_id = ${placeId}::uuid) order by b.made_at limit ${limit}::int`;
}

/** Boxes that came to this place or left it and are closed, the last first. */
export function closedBoxesAt(db: Db, placeId: string, limit: number): Promise<Box[]> {
  return db.many<Box>`
    select ${columns} from library.box b
     where b.state = 'received' and (b.from_id = ${placeId}::uuid or b.to_id = ${placeId}::uuid)
     order by b.received_at desc, b.id desc limit ${limit}::int`;
}

/** The box that bears this code and is not closed. */
export function boxCoded(db: Db, code: string): Promise<Box | null> {
  return db.maybeOne<Box>`
    select ${columns} from library.box b where b.code = ${code} and b.state <> 'received'`;
}

export interface Waiting {
  toId: string;
  copies: number;
  holds: number;
  since: Temporal.Instant;
}

/** What waits at a place to be sent and is in no box, by where it goes. */
export function waitingAt(db: Db, placeId: string): Promise<Waiting[]> {
  return db.many<Waiting>`
    select t.to_id, count(*)::int as copies, (count(*) filter (where t.reason = 'hold'))::int as holds, min(t.made_at) as since
      from library.transit t where t.from_id = ${placeId}::uuid and t.ended_on is null and t.sent_at is null and t.box_id is null
     group by t.to_id order by min(t.made_at)`;
}

export interface WaitingCopy {
  itemId: number;
  title: string;
  barcode: string;
  toId: string;
  reason: TransitReason;
  since: Temporal.Instant;
}

/** The copies themselves, the oldest first. */
export function copiesWaitingAt(
  db: Db,
  { placeId, toId, limit }: { placeId: string; toId: string; limit: number },
): Promise<WaitingCopy[]> {
  return db.many<WaitingCopy>`
    select t.item_id, r.title, i.barcode, t.to_id, t.reason, t.made_at as since
      from library.transit t join library.item i on i.id = t.item_id join library.record r on r.id = i.record_id
     where t.from_id = ${placeId}::uuid and t.to_id = ${toId}::uuid and t.ended_on is null and t.sent_at is null and t.box_id is null
     order by t.made_at, t.id limit ${limit}::int`;
}

export interface LateCopy extends WaitingCopy {
  fromId: string;
  boxId: string | null;
  code: string | null;
}

/** On their way since before then, from or to this place, and not found missing yet. */
export function lateAt(
  db: Db,
  { placeId, before, limit }: { placeId: string; before: Temporal.Instant; limit: number },
): Promise<LateCopy[]> {
  return db.many<LateCopy>`
    select t.item_id, r.title, i.barcode, t.from_id, t.to_id, t.reason, t.made_at as since, t.box_id, b.code
      from library.transit t join library.item i on i.id = t.item_id join library.record r on r.id = i.record_id
      left join library.box b on b.id = t.box_id
     where t.ended_on is null and (t.from_id = ${placeId}::uuid or t.to_id = ${placeId}::uuid) and t.made_at < ${before}::timestamptz
       and not exists (select from library.box_finding f where f.item_id = t.item_id and f.settled_on is null and f.kind = 'missing')
     order by t.made_at, t.id limit ${limit}::int`;
}

export interface DeskCounts {
  waiting: number;
  toReceive: number;
  late: number;
  findings: number;
}

/** The same of several places, counted. */
export function deskCounts(
  db: Db,
  placeIds: readonly string[],
  before: Temporal.Instant,
): Promise<DeskCounts> {
  return db.one<DeskCounts>`
    with here as (select unnest(${[...placeIds]}::uuid[]) as id)
    select (select count(*)::int from library.transit t join here on here.id = t.from_id where t.ended_on is null and t.sent_at is null) as waiting,
           (select count(*)::int from library.box b where b.state = 'sent' and b.to_id in (select id from here)) as to_receive,
           (select count(*)::int from library.transit t where t.ended_on is null and t.made_at < ${before}::timestamptz
               and (t.from_id in (select id from here) or t.to_id in (select id from here))) as late,
           (select count(*)::int from library.box_finding f join library.box b on b.id = f.box_id where f.settled_on is null
               and (b.from_id in (select id from here) or b.to_id in (select id from here))) as findings`;
}

/** What came in a box and was not on its manifest. */
export async function countExtra(db: Db, id: string): Promise<number> {
  const { extra } = await db.one<{ extra: number }>`
    select count(*)::int as extra from library.box_finding where box_id = ${id}::uuid and kind <> 'missing'`;
  return extra;
}
