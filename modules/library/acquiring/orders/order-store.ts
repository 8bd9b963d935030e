/** SQL of orders and their lines. */
import type { Temporal } from "temporal-polyfill";
import { type Db, locks, sql, type Tx } from "#platform/db";
import type { OrderKind, OrderState } from "./order.ts";

export interface Order {
  id: string;
  number: string;
  organisationId: string;
  orgPath: string;
  kind: OrderKind;
  supplierId: string | null;
  budgetId: string | null;
  state: OrderState;
  dueOn: string | null;
  note: string;
  claims: number;
  claimedAt: Temporal.Instant | null;
  madeAt: Temporal.Instant;
}

const columns = sql.raw(
  "p.id, p.number, p.organisation_id, p.org_path, p.kind, p.supplier_id, p.budget_id, p.state, p.due_on::text as due_on, p.note, p.claims, p.claimed_at, p.made_at",
);

/** How many orders a house has made in a year; who makes the next waits. */
export async function lockNumbers(tx: Tx, organisationId: string, year: number): Promise<number> {
  await tx.run`select pg_advisory_xact_lock(${locks.orderNumbers}, hashtext(${organisationId}))`;
  const { count } = await tx.one<{ count: number }>`
    select count(*)::int as count from library.purchase
     where organisation_id = ${organisationId} and starts_with(number, ${`${year}-`})`;
  return count;
}

export async function insertOrder(
  tx: Tx,
  p: Omit<Order, "state" | "dueOn" | "claims" | "claimedAt" | "madeAt">,
  now: Temporal.Instant,
): Promise<void> {
  await tx.run`
    insert into library.purchase (id, number, organisation_id, org_path, kind, supplier_id, budget_id, note, made_at)
    values (${p.id}, ${p.number}, ${p.organisationId}, ${p.orgPath}, ${p.kind}, ${p.supplierId}, ${p.budgetId}, ${p.note}, ${now})`;
}

export function orderOf(db: Db, id: string): Promise<Order | null> {
  return db.maybeOne<Order>`select ${columns} from library.purchase p where p.id = ${id}`;
}

/** Nobody changes it or its lines meanwhile. */
export function lockOrder(tx: Tx, id: string): Promise<Order | null> {
  return tx.maybeOne<Order>`select ${columns} from library.purchase p where p.id = ${id} for update`;
}

/** The order of a line, locked. */
export function lockOrderOfLine(tx: Tx, lineId: number): Promise<Order | null> {
  return tx.maybeOne<Order>`
    select ${columns} from library.purchase p
     where p.id = (select purchase_id from library.order_line where id = ${lineId}) for update`;
}

export function orderOfLine(db: Db, lineId: number): Promise<Order | null> {
  return db.maybeOne<Order>`
    select ${columns} from library.purchase p join library.order_line l on l.purchase_id = p.id where l.id = ${lineId}`;
}

export async function setState(
  tx: Tx,
  id: string,
  { state, dueOn = null }: { state: OrderState; dueOn?: string | null },
  now: Temporal.Instant,
): Promise<void> {
  await tx.run`
    update library.purchase
       set state = ${state}, due_on = coalesce(${dueOn}::date, due_on),
           ended_at = case when ${state} in ('closed', 'cancelled') then ${now}::timestamptz end
     where id = ${id}`;
}

export async function noteClaim(tx: Tx, id: string, now: Temporal.Instant): Promise<void> {
  await tx.run`update library.purchase set claims = claims + 1, claimed_at = ${now} where id = ${id}`;
}

export interface Line {
  id: number;
  placeId: string;
  recordId: number | null;
  title: string;
  author: string;
  isbn: string | null;
  publisher: string;
  copies: number;
  received: number;
  priceFen: number;
  pays: number;
  /** What is paid for one. */
  unitFen: number;
  paidFen: number;
  wishId: string | null;
}

const lineColumns = sql.raw(
  "l.id, l.place_id, coalesce(r.merged_into, l.record_id) as record_id, l.title, l.author, l.isbn, l.publisher, l.copies, l.received, l.price_fen, l.pays, l.unit_fen, l.paid_fen, l.wish_id",
);

export function linesOf(db: Db, orderId: string): Promise<Line[]> {
  return db.many<Line>`
    select ${lineColumns} from library.order_line l left join library.record r on r.id = l.record_id where l.purchase_id = ${orderId} order by l.id`;
}

export async function insertLine(
  tx: Tx,
  orderId: string,
  l: Omit<Line, "id" | "received" | "unitFen" | "paidFen">,
): Promise<number> {
  const { id } = await tx.one<{ id: number }>`
    insert into library.order_line (purchase_id, place_id, record_id, title, author, isbn, publisher, copies, price_fen, pays, wish_id)
    values (${orderId}, ${l.placeId}, ${l.recordId}, ${l.title}, ${l.author}, ${l.isbn}, ${l.publisher}, ${l.copies}, ${l.priceFen}, ${l.pays},
            ${l.wishId})
    returning id`;
  return id;
}

export async function dropLine(tx: Tx, id: number): Promise<void> {
  await tx.run`delete from library.order_line where id = ${id}`;
}

/** So many copies came, paid so much for each, as this record. */
export async function noteReceived(
  tx: Tx,
  id: number,
  { copies, unitFen, recordId }: { copies: number; unitFen: number; recordId: number },
): Promise<void> {
  await tx.run`
    update library.order_line
       set received = received + ${copies}, paid_fen = paid_fen + ${copies * unitFen}::bigint, record_id = ${recordId}
     where id = ${id}`;
}

/** The order that has this wish in it and was not cancelled. */
export function orderWithWish(db: Db, wishId: string): Promise<Order | null> {
  return db.maybeOne<Order>`
    select ${columns} from library.purchase p
     where p.state <> 'cancelled' and exists (select from library.order_line l where l.purchase_id = p.id and l.wish_id = ${wishId})
     order by p.made_at desc, p.id limit 1`;
}

export interface CountedOrder extends Order {
  lines: number;
  copies: number;
  received: number;
  costFen: number;
}

/** Of these houses: what is under way first, then the newest. */
export function ordersUnder(
  db: Db,
  paths: readonly string[],
  { states, limit }: { states: readonly OrderState[]; limit: number },
): Promise<CountedOrder[]> {
  return db.many<CountedOrder>`
    select ${columns}, c.lines, c.copies, c.received, c.cost_fen
      from library.purchase p cross join lateral (
        select count(*)::int as lines, coalesce(sum(copies), 0)::int as copies, coalesce(sum(received), 0)::int as received,
               coalesce(sum((copies - received) * unit_fen::bigint + paid_fen), 0)::bigint as cost_fen
          from library.order_line l where l.purchase_id = p.id) c
     where p.state = any(${[...states]}::text[]) and exists (select from unnest(${[...paths]}::text[]) as t(path) where starts_with(p.org_path, t.path))
     order by p.made_at desc, p.id limit ${limit}`;
}

/** What a record says of itself, for a line. */
export function recordFor(
  db: Db,
  id: number,
): Promise<{ id: number; title: string; names: string; publisher: string } | null> {
  return db.maybeOne`
    select id, title, names, publisher from library.record where id = ${id} and state = 'standing'`;
}

export async function classesOf(db: Db, recordIds: readonly number[]): Promise<Map<number, string>> {
  const rows = await db.many<{ id: number; classNumber: string }>`
    select id, class_number from library.record where id = any(${[...recordIds]}::bigint[])`;
  return new Map(rows.map(({ id, classNumber }) => [id, classNumber]));
}

export async function recordOfBatch(db: Db, batchId: string): Promise<number | null> {
  const row = await db.maybeOne<{ id: number }>`select id from library.record where batch_id = ${batchId}`;
  return row?.id ?? null;
}
