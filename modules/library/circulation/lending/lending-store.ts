/** SQL of loans. Locks are taken in one order: the item, then the reader. */
import type { Temporal } from "temporal-polyfill";
import type { Db, Tx } from "#platform/db";
import { keepVersions } from "../../catalogue/items/item-store.ts";
import { ruleBookVersionSql } from "../rules/rule-book.ts";
import type { Guarantee } from "../rules/terms.ts";

export type Away = "on-loan" | "in-transit" | "hold-shelf";

/** A copy in somebody's hand, and what is known of its way. */
export interface Copy {
  id: number;
  recordId: number;
  title: string;
  barcode: string;
  ownerId: string;
  ownerPath: string;
  /** At home; null: nowhere yet. */
  placeId: string | null;
  shelf: string;
  type: string;
  status: string;
  away: Away | null;
  priceFen: number | null;
  bookVersion: string;
  loanId: string | null;
  lentTo: string | null;
  holdId: string | null;
  keptFor: string | null;
  holdState: "wanted" | "travelling" | "ready" | null;
  /** Where who waits collects it, and how many days it stands there. */
  pickupId: string | null;
  readyDays: number | null;
  readyUntil: string | null;
}

/**
 * The copy, locked, or null. First the lock, then what is known of it: one statement would answer, of the loan and the hold, what it saw before it
 * waited for another till.
 */
export async function lockCopy(tx: Tx, id: number): Promise<Copy | null> {
  await tx.prepared.maybeOne`select 1 from library.item where id = ${id}::bigint for no key update`;
  return tx.prepared.maybeOne<Copy>`
    select i.id, i.record_id, r.title, i.barcode, i.owner_id, i.org_path as owner_path, i.place_id, i.shelf, i.type, i.status, i.away, i.price_fen,
           ${ruleBookVersionSql} as book_version,
           l.id as loan_id, l.subject as lent_to, h.id as hold_id, h.subject as kept_for, h.state as hold_state, h.pickup_id, h.ready_days,
           h.ready_until::text
      from library.item i
      join library.record r on r.id = i.record_id
      left join library.loan l on l.item_id = i.id
      left join library.hold h on h.item_id = i.id
     where i.id = ${id}::bigint`;
}

/** A reader as a loan asks for them. */
export interface Borrower {
  subject: string;
  category: string;
  homePath: string;
  validUntil: string | null;
  suspendedUntil: string | null;
  blocked: string;
  endedOn: string | null;
  loans: number;
  /** How many titles they wait for. */
  holds: number;
  owesFen: number;
  /** The day the first of their loans is due. */
  earliestDue: string | null;
  /** Living ones, those that ask least first. */
  guarantees: Exclude<Guarantee, "none">[];
  /** How many things of an owner and type they have. */
  held: { ownerPath: string; type: string; loans: number }[];
}

/** The reader, locked, or null: first the lock, as of a copy, or two tills would each see room for one more. Costs the same however many loans they have. */
export async function lockBorrower(tx: Tx, subject: string, now: Temporal.Instant): Promise<Borrower | null> {
  await tx.prepared.maybeOne`select 1 from library.reader where subject = ${subject}::uuid for no key update`;
  return tx.prepared.maybeOne<Borrower>`
    select r.subject, r.category, r.home_path, r.valid_until::text, r.suspended_until::text, r.blocked, r.ended_on::text, r.loans, r.holds, r.owes_fen,
           (select min(l.due_on)::text from library.loan l where l.subject = r.subject and l.lost_on is null and l.claimed_on is null) as earliest_due,
           array(select g.way from library.guarantee g
                  where g.subject = r.subject and g.ended_at is null and g.since <= ${now}::timestamptz
                    and (g.until is null or g.until > ${now}::timestamptz)
                  order by array_position(array['credit', 'staff', 'guarantor', 'deposit'], g.way)) as guarantees,
           coalesce((select jsonb_agg(jsonb_build_object('ownerPath', c.owner_path, 'type', c.type, 'loans', c.loans))
                       from library.held_count c where c.subject = r.subject and c.loans > 0), '[]') as held
      from library.reader r where r.subject = ${subject}::uuid`;
}

export interface NewLoan {
  id: string;
  copy: Copy;
  subject: string;
  carriedBy: string | null;
  placeId: string;
  placePath: string;
  lentAt: Temporal.Instant;
  dueOn: string;
  category: string;
  guarantee: Guarantee;
  ruleId: string;
  channel: string;
  demo: boolean;
}

/** The copy goes to the reader. `loan_of_item` refuses a second one. */
export async function insertLoan(tx: Tx, loan: NewLoan): Promise<void> {
  const { copy } = loan;
  await tx.prepared.run`
    with gone as (update library.item set away = 'on-loan' where id = ${copy.id}::bigint)
    insert into library.loan (id, item_id, record_id, owner_id, owner_path, type, subject, carried_by, place_id, place_path, lent_at, due_on,
                              category, guarantee, rule_id, channel, demo)
    values (${loan.id}::uuid, ${copy.id}::bigint, ${copy.recordId}::bigint, ${copy.ownerId}::uuid, ${copy.ownerPath}, ${copy.type}, ${loan.subject}::uuid,
            ${loan.carriedBy}::uuid, ${loan.placeId}::uuid, ${loan.placePath}, ${loan.lentAt}::timestamptz, ${loan.dueOn}::date, ${loan.category},
            ${loan.guarantee}, ${loan.ruleId}::uuid, ${loan.channel}, ${loan.demo}::boolean)`;
}

export interface Loan {
  id: string;
  itemId: number;
  recordId: number;
  ownerId: string;
  ownerPath: string;
  type: string;
  subject: string;
  placeId: string;
  placePath: string;
  lentAt: Temporal.Instant;
  dueOn: string;
  category: string;
  guarantee: Guarantee;
  ruleId: string;
  renewals: number;
  renewedOn: string | null;
  recalledOn: string | null;
  claimedOn: string | null;
  lostOn: string | null;
  demo: boolean;
}

/** A loan, locked, or null. Who wants its item as well locks that first. */
export function lockLoan(tx: Tx, id: string): Promise<Loan | null> {
  return tx.prepared.maybeOne<Loan>`
    select l.id, l.item_id, l.record_id, l.owner_id, l.owner_path, l.type, l.subject, l.place_id, l.place_path, l.lent_at, l.due_on::text, l.category,
           l.guarantee, l.rule_id, l.renewals, l.renewed_on::text, l.recalled_on::text, l.claimed_on::text, l.lost_on::text, l.demo
      from library.loan l where l.id = ${id}::uuid for update`;
}

/** Whose item a loan is of, without a lock. */
export async function itemOfLoan(db: Db, id: string): Promise<number | null> {
  const row = await db.prepared.maybeOne<{ itemId: number }>`
    select item_id from library.loan where id = ${id}::uuid`;
  return row?.itemId ?? null;
}

/** The copies a reader has, the earliest due first, all locked in one order. */
export async function lockItemsOf(tx: Tx, subject: string, limit: number): Promise<number[]> {
  const rows = await tx.prepared.many<{ id: number; dueOn: string; loanId: string }>`
    select i.id, n.due_on::text, n.loan_id from library.item i
      join (select item_id, due_on, id as loan_id from library.loan where subject = ${subject}::uuid order by due_on, id limit ${limit}::int) n
        on n.item_id = i.id
     order by i.id for no key update of i`;
  return rows
    .toSorted((a, b) => (`${a.dueOn} ${a.loanId}` < `${b.dueOn} ${b.loanId}` ? -1 : 1))
    .map(({ id }) => id);
}

/** These copies, locked in one order. */
export async function lockItems(tx: Tx, ids: readonly number[]): Promise<number[]> {
  const rows = await tx.prepared.many<{ id: number }>`
    select id from library.item where id = any(${ids}::bigint[]) order by id for no key update`;
  return rows.map(({ id }) => id);
}

export interface Ended {
  /** Days of the city. */
  lentOn: string;
  returnedOn: string;
  /** The day it is written down: months are counted by it, and none that is over changes. */
  countedOn: string;
  returnedPlaceId: string;
  lateDays: number;
  how: "returned" | "lost" | "undone";
}

/** The loan is gone; what stays of it names nobody, unless the reader keeps a list of their own. Where the copy goes is said next. */
export async function endLoan(tx: Tx, loan: Loan, ended: Ended): Promise<void> {
  await tx.prepared.run`
    with gone as (delete from library.loan where id = ${loan.id}::uuid returning *),
         own as (
           insert into library.reading (subject, record_id, lent_on, returned_on)
           select g.subject, g.record_id, ${ended.lentOn}::date, ${ended.returnedOn}::date
             from gone g join library.reader r on r.subject = g.subject
            where r.keeps_history and ${ended.how}::text = 'returned'
           on conflict do nothing)
    insert into library.past_loan (item_id, record_id, owner_id, lent_on, returned_on, place_id, returned_place_id, category, guarantee, renewals,
                                   late_days, how, demo, counted_on)
    select item_id, record_id, owner_id, ${ended.lentOn}::date, ${ended.returnedOn}::date, place_id, ${ended.returnedPlaceId}::uuid, category,
           guarantee, renewals, ${ended.lateDays}::smallint, ${ended.how}::text, demo, ${ended.countedOn}::date from gone`;
}

/** Until when somebody borrows nothing, who brought things back late; never sooner than it was. */
export async function suspend(tx: Tx, subject: string, until: string): Promise<void> {
  await tx.prepared.run`
    update library.reader set suspended_until = greatest(suspended_until, ${until}::date) where subject = ${subject}::uuid`;
}

/** A later day to bring it back. */
export async function setDue(
  tx: Tx,
  id: string,
  { dueOn, on }: { dueOn: string; on: string },
): Promise<void> {
  await tx.prepared.run`
    update library.loan set due_on = ${dueOn}::date, renewals = renewals + 1, renewed_on = ${on}::date where id = ${id}::uuid`;
}

/** What somebody owes for a copy, or for its being brought. Its id is random: one with a time in it would be the moment at which the copy came back. */
export async function insertFee(
  tx: Tx,
  fee: {
    loan: Pick<Loan, "subject" | "ownerId" | "demo"> & { itemId: number | null };
    kind: "overdue" | "lost" | "damaged" | "courier";
    amountFen: number;
    placeId: string;
    on: string;
    note?: string;
    /** Days in which it is given back, paid, if the copy turns up. */
    refundDays?: number;
  },
): Promise<void> {
  await tx.prepared.run`
    insert into library.fee (id, subject, kind, amount_fen, item_id, owner_id, place_id, note, made_on, refund_days, demo)
    values (gen_random_uuid(), ${fee.loan.subject}::uuid, ${fee.kind}, ${fee.amountFen}::int, ${fee.loan.itemId}::bigint, ${fee.loan.ownerId}::uuid,
            ${fee.placeId}::uuid, ${fee.note ?? ""}, ${fee.on}::date, nullif(${fee.refundDays ?? 0}::smallint, 0), ${fee.loan.demo}::boolean)`;
}

/** The copy is there: what was owed for losing it is not owed any more. */
export async function dropLostFee(tx: Tx, loan: Pick<Loan, "itemId" | "subject">, on: string): Promise<void> {
  await tx.run`
    update library.fee set settled_on = ${on}::date, made_on = ${on}::date, how = 'undone', item_id = null, note = ''
     where item_id = ${loan.itemId} and subject = ${loan.subject} and kind = 'lost' and settled_on is null`;
}

/** It waits for who mends it, with what is wrong; what it was is kept. */
export async function setDamaged(
  tx: Tx,
  itemId: number,
  { note, now }: { note: string; now: Temporal.Instant },
): Promise<void> {
  await keepVersions(tx, [itemId], { why: "edited", now });
  await tx.run`
    update library.item
       set status = 'in-process', note = left(concat_ws('；', nullif(${note}::text, ''), nullif(note, '')), 500), version = version + 1,
           changed_at = ${now}::timestamptz
     where id = ${itemId}`;
}

/** Where a copy is now. */
export async function setAway(tx: Tx, itemId: number, away: Away | null): Promise<void> {
  await tx.prepared.run`update library.item set away = ${away}::text where id = ${itemId}::bigint`;
}
