/** SQL of fees: what is owed, settled, given back and written by mistake. */
import { type Db, sql, type Tx } from "#platform/db";
import type { feeKinds } from "./contract.ts";

export type FeeKind = (typeof feeKinds)[number];

export interface OpenFee {
  id: string;
  kind: FeeKind;
  amountFen: number;
  ownerId: string;
  placeId: string;
  note: string;
  madeOn: string;
  title: string | null;
  itemId: number | null;
}

const openColumns = sql`
  f.id, f.kind, f.amount_fen, f.owner_id, f.place_id, f.note, f.made_on::text, f.item_id,
  (select r.title from library.item i join library.record r on r.id = i.record_id where i.id = f.item_id) as title`;

/** What a reader owes, the oldest first. */
export function openFees(db: Db, subject: string): Promise<OpenFee[]> {
  return db.many<OpenFee>`
    select ${openColumns} from library.fee f where f.subject = ${subject} and f.settled_on is null order by f.made_on, f.id limit 200`;
}

/** All that a reader owes, however many fees it is. */
export async function owes(db: Db, subject: string): Promise<number> {
  const row = await db.maybeOne<{ owesFen: number }>`
    select owes_fen from library.reader where subject = ${subject}`;
  return row?.owesFen ?? 0;
}

export interface SettledFee {
  id: string;
  kind: FeeKind;
  amountFen: number;
  settledOn: string;
  how: "paid" | "waived" | "replaced" | "undone";
  number: string;
  settlementId: string | null;
  refundUntil: string | null;
  refunded: boolean;
}

/** What was settled since a day, the last first. */
export function settledFees(db: Db, subject: string, since: string): Promise<SettledFee[]> {
  return db.many<SettledFee>`
    select id, kind, amount_fen, settled_on::text, how, receipt as number, settlement_id,
           case when how = 'paid' and settlement_id is not null and refund_id is null then (settled_on + refund_days)::text end as refund_until,
           refund_id is not null as refunded
      from library.fee where subject = ${subject} and settled_on >= ${since}::date order by settled_on desc, id limit 200`;
}

/** Whose these fees are: one reader's, or several'. */
export async function debtorsOf(db: Db, feeIds: readonly string[]): Promise<string[]> {
  const rows = await db.many<{ subject: string }>`
    select distinct subject from library.fee where id = any(${[...feeIds]}::uuid[])`;
  return rows.map(({ subject }) => subject);
}

/** Houses that these fees are owed to. */
export async function ownersOf(db: Db, feeIds: readonly string[]): Promise<string[]> {
  const rows = await db.many<{ ownerId: string }>`
    select distinct owner_id from library.fee where id = any(${[...feeIds]}::uuid[])`;
  return rows.map(({ ownerId }) => ownerId);
}

/** The copies these fees are for, locked in one order, before the reader. */
export async function lockCopiesOfFees(tx: Tx, feeIds: readonly string[]): Promise<void> {
  await tx.run`
    select 1 from library.item i where i.id in (select item_id from library.fee where id = any(${[...feeIds]}::uuid[]) and item_id is not null)
     order by i.id for no key update`;
}

/** Those of them that this reader still owes, locked. Who waits for another desk sees what that one left. */
export function lockOpenFees(tx: Tx, feeIds: readonly string[], subject: string): Promise<OpenFee[]> {
  return tx.many<OpenFee>`
    select ${openColumns} from library.fee f
     where f.id = any(${[...feeIds]}::uuid[]) and f.subject = ${subject} and f.settled_on is null order by f.id for update of f`;
}

export interface NewSettlement {
  id: string;
  number: string;
  subject: string;
  placeId: string;
  placePath: string;
  how: "paid" | "waived" | "replaced" | "refunded";
  amountFen: number;
  reason: string;
  clerk: string;
  on: string;
  demo: boolean;
}

/** False: the place has used that number. */
export async function insertSettlement(tx: Tx, one: NewSettlement): Promise<boolean> {
  const made = await tx.run`
    insert into library.settlement (id, number, subject, place_id, place_path, how, amount_fen, reason, clerk, settled_on, demo)
    values (${one.id}, ${one.number}, ${one.subject}, ${one.placeId}, ${one.placePath}, ${one.how}, ${one.amountFen}, ${one.reason}, ${one.clerk},
            ${one.on}::date, ${one.demo})
    on conflict (place_id, number) do nothing`;
  return made === 1;
}

/** The next number of a place's day, counted where the day is closed. */
export async function nextNumber(tx: Tx, placeId: string, on: string): Promise<number> {
  const { receipts } = await tx.one<{ receipts: number }>`
    insert into library.cash_day as d (place_id, on_day, receipts) values (${placeId}, ${on}::date, 1)
    on conflict (place_id, on_day) do update set receipts = d.receipts + 1 returning receipts`;
  return receipts;
}

/** They are owed no more, and forget what for: book, words about it, and since when. Answers how many. */
export function settle(
  tx: Tx,
  feeIds: readonly string[],
  by: Pick<NewSettlement, "id" | "number" | "reason" | "on"> & { how: "paid" | "waived" | "replaced" },
): Promise<number> {
  return tx.run`
    update library.fee
       set settled_on = ${by.on}::date, made_on = ${by.on}::date, how = ${by.how}, reason = ${by.reason}, receipt = ${by.number},
           settlement_id = ${by.id}, note = case when item_id is null then note else '' end, item_id = null
     where id = any(${[...feeIds]}::uuid[]) and settled_on is null`;
}

/** The loan of a lost copy that a fee is for. */
export async function lostLoanOf(tx: Tx, itemId: number, subject: string): Promise<string | null> {
  const row = await tx.maybeOne<{ id: string }>`
    select id from library.loan where item_id = ${itemId} and subject = ${subject} and lost_on is not null`;
  return row?.id ?? null;
}

export interface Settlement {
  id: string;
  number: string;
  subject: string | null;
  placeId: string;
  placePath: string;
  how: "paid" | "waived" | "replaced" | "refunded";
  amountFen: number;
  reason: string;
  clerk: string;
  settledOn: string;
  undone: boolean;
}

const settlementColumns = sql`
  s.id, s.number, s.subject, s.place_id, s.place_path, s.how, s.amount_fen, s.reason, s.clerk, s.settled_on::text, s.undone_by is not null as undone`;

export function settlementOf(db: Db, id: string): Promise<Settlement | null> {
  return db.maybeOne<Settlement>`select ${settlementColumns} from library.settlement s where s.id = ${id}`;
}

export function lockSettlement(tx: Tx, id: string): Promise<Settlement | null> {
  return tx.maybeOne<Settlement>`
    select ${settlementColumns} from library.settlement s where s.id = ${id} for no key update`;
}

export interface PaperLine {
  feeId: string;
  kind: FeeKind;
  amountFen: number;
  ownerId: string;
  refundUntil: string | null;
}

/** What stands on a paper. Taken back, nothing does any more. */
export function linesOf(db: Db, settlementId: string): Promise<PaperLine[]> {
  return db.many<PaperLine>`
    select id as fee_id, kind, amount_fen, owner_id,
           case when how = 'paid' and refund_id is null then (settled_on + refund_days)::text end as refund_until
      from library.fee where settlement_id = ${settlementId} or refund_id = ${settlementId} order by kind, amount_fen, id`;
}

/** False: it was taken back already. */
export async function setUndone(
  tx: Tx,
  id: string,
  { clerk, why }: { clerk: string; why: string },
): Promise<boolean> {
  const undone = await tx.run`
    update library.settlement set undone_by = ${clerk}, undone_why = ${why} where id = ${id} and undone_by is null`;
  return undone === 1;
}

/** Fees of a paper are owed again; what was given back is not given back. Fees that were given back since stay. */
export async function reopen(tx: Tx, settlementId: string): Promise<void> {
  await tx.run`update library.fee set refund_id = null where refund_id = ${settlementId}`;
  await tx.run`
    update library.fee set settled_on = null, how = null, reason = '', receipt = '', settlement_id = null
     where settlement_id = ${settlementId}`;
}

export interface PaidFee {
  id: string;
  subject: string;
  kind: FeeKind;
  amountFen: number;
  refundUntil: string | null;
  refunded: boolean;
}

/** A fee for which money was taken, locked; null: none was. */
export function lockPaidFee(tx: Tx, id: string, subject: string): Promise<PaidFee | null> {
  return tx.maybeOne<PaidFee>`
    select id, subject, kind, amount_fen, (settled_on + refund_days)::text as refund_until, refund_id is not null as refunded
      from library.fee where id = ${id} and subject = ${subject} and how = 'paid' and settlement_id is not null for update`;
}

export async function setRefunded(tx: Tx, feeId: string, settlementId: string): Promise<boolean> {
  const given = await tx.run`
    update library.fee set refund_id = ${settlementId} where id = ${feeId} and refund_id is null`;
  return given === 1;
}

/** Two copies of one edition. */
export async function sameBook(db: Db, one: number, other: number): Promise<boolean> {
  const { same } = await db.one<{ same: boolean }>`
    select count(distinct record_id) = 1 as same from library.item where id in (${one}::bigint, ${other}::bigint)`;
  return same;
}

/** Taken in, and never on a shelf yet. */
export async function isNew(db: Db, itemId: number): Promise<boolean> {
  const { fresh } = await db.one<{ fresh: boolean }>`
    select status = 'in-process' as fresh from library.item where id = ${itemId}::bigint`;
  return fresh;
}

/** Some of what a paper says was given back since. */
export async function isGivenBack(db: Db, settlementId: string): Promise<boolean> {
  const { given } = await db.one<{ given: boolean }>`
    select exists (select from library.fee where settlement_id = ${settlementId} and refund_id is not null) as given`;
  return given;
}
