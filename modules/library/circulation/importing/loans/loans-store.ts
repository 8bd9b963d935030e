/** SQL of loans as a file brings them: many at a time. The copies are locked before the readers, each in one order. */
import type { Temporal } from "temporal-polyfill";
import type { Db, Tx } from "#platform/db";
import type { Away, Borrower } from "../../lending/lending-store.ts";
import type { Guarantee } from "../../rules/terms.ts";

export function itemsNumbered(
  db: Db,
  barcodes: readonly string[],
): Promise<{ id: number; ownerId: string; barcode: string }[]> {
  return db.many<{ id: number; ownerId: string; barcode: string }>`
    select id, owner_id, barcode from library.item where barcode = any(${[...barcodes]}::text[]) order by id`;
}

/** A copy, and the loan it is on. */
export interface LentCopy {
  id: number;
  recordId: number;
  barcode: string;
  ownerId: string;
  ownerPath: string;
  placeId: string | null;
  shelf: string;
  type: string;
  status: string;
  away: Away | null;
  priceFen: number | null;
  keptFor: string | null;
  loanId: string | null;
  lentTo: string | null;
  lentAt: Temporal.Instant | null;
  dueOn: string | null;
  renewals: number | null;
  renewedOn: string | null;
  channel: string | null;
  /** A number by which the desk finds who has it. */
  theirNumber: string | null;
}

/** These copies, locked; what is known of them is read after the lock. */
export async function lockLentCopies(tx: Tx, ids: readonly number[]): Promise<LentCopy[]> {
  await tx.run`select 1 from library.item where id = any(${[...ids]}::bigint[]) order by id for no key update`;
  return tx.many<LentCopy>`
    select i.id, i.record_id, i.barcode, i.owner_id, i.org_path as owner_path, i.place_id, i.shelf, i.type, i.status, i.away, i.price_fen,
           h.subject as kept_for, l.id as loan_id, l.subject as lent_to, l.lent_at, l.due_on::text, l.renewals, l.renewed_on::text, l.channel,
           (select c.number from library.card c where c.subject = l.subject order by c.state, c.number limit 1) as their_number
      from library.item i left join library.loan l on l.item_id = i.id left join library.hold h on h.item_id = i.id
     where i.id = any(${[...ids]}::bigint[])`;
}

export type KnownBorrower = Borrower & { homeId: string };

/** These readers as `lockBorrower` answers each. */
export async function lockBorrowers(
  tx: Tx,
  subjects: readonly string[],
  now: Temporal.Instant,
): Promise<KnownBorrower[]> {
  const of = [...new Set(subjects)];
  await tx.run`select 1 from library.reader where subject = any(${of}::uuid[]) order by subject for no key update`;
  return tx.many<KnownBorrower>`
    select r.subject, r.category, r.home_id, r.home_path, r.valid_until::text, r.suspended_until::text, r.blocked, r.ended_on::text, r.loans,
           null::text as earliest_due,
           array(select g.way from library.guarantee g
                  where g.subject = r.subject and g.ended_at is null and g.since <= ${now}::timestamptz
                    and (g.until is null or g.until > ${now}::timestamptz)
                  order by array_position(array['credit', 'staff', 'guarantor', 'deposit'], g.way)) as guarantees,
           '[]'::jsonb as held
      from library.reader r where r.subject = any(${of}::uuid[])`;
}

export interface BroughtLoan {
  id: string;
  itemId: number;
  recordId: number;
  ownerId: string;
  ownerPath: string;
  type: string;
  subject: string;
  placeId: string;
  placePath: string;
  lentAt: string;
  dueOn: string;
  category: string;
  guarantee: Guarantee;
  ruleId: string;
  renewals: number;
}

/** The copies are with these readers; `loan_of_item` refuses a second one. */
export async function insertLoans(
  tx: Tx,
  loans: readonly BroughtLoan[],
  { channel, demo }: { channel: string; demo: boolean },
): Promise<void> {
  if (loans.length === 0) return;
  const of = <K extends keyof BroughtLoan>(key: K) => loans.map((loan) => loan[key]);
  const items = of("itemId");
  await tx.run`update library.item set away = 'on-loan' where id = any(${items}::bigint[])`;
  await tx.run`delete from library.said_lent where item_id = any(${items}::bigint[])`;
  await tx.run`
    insert into library.loan (id, item_id, record_id, owner_id, owner_path, type, subject, place_id, place_path, lent_at, due_on, category,
                              guarantee, rule_id, renewals, channel, demo)
    select n.*, ${channel}, ${demo}::boolean
      from unnest(${of("id")}::uuid[], ${items}::bigint[], ${of("recordId")}::bigint[], ${of("ownerId")}::uuid[], ${of("ownerPath")}::text[],
                  ${of("type")}::text[], ${of("subject")}::uuid[], ${of("placeId")}::uuid[], ${of("placePath")}::text[],
                  ${of("lentAt")}::timestamptz[], ${of("dueOn")}::date[], ${of("category")}::text[], ${of("guarantee")}::text[],
                  ${of("ruleId")}::uuid[], ${of("renewals")}::smallint[])
           as n(id, item_id, record_id, owner_id, owner_path, type, subject, place_id, place_path, lent_at, due_on, category, guarantee,
                rule_id, renewals)
     order by n.subject, n.item_id`;
}

export interface ChangedLoan {
  id: string;
  dueOn: string;
  renewals: number;
}

/** A newer file says until when, and how often they were renewed. */
export async function changeLoans(tx: Tx, loans: readonly ChangedLoan[]): Promise<void> {
  if (loans.length === 0) return;
  await tx.run`
    update library.loan l set due_on = n.due_on, renewals = n.renewals
      from unnest(${loans.map(({ id }) => id)}::uuid[], ${loans.map(({ dueOn }) => dueOn)}::date[],
                  ${loans.map(({ renewals }) => renewals)}::smallint[]) as n(id, due_on, renewals)
     where l.id = n.id`;
}

export interface TakenLoan {
  id: string;
  reader: string | null;
  issuerId: string | null;
  barcode: string;
  ownerId: string;
  placeId: string;
  lentAt: Temporal.Instant;
  dueOn: string;
  renewals: number;
}

/** Loans of copies of these houses, the next after one. */
export function loanPage(db: Db, paths: readonly string[], after: string | null): Promise<TakenLoan[]> {
  return db.many<TakenLoan>`
    select l.id, c.number as reader, c.issuer_id, i.barcode, l.owner_id, l.place_id, l.lent_at, l.due_on::text, l.renewals
      from library.loan l join library.item i on i.id = l.item_id
      left join library.card c on c.subject = l.subject and c.state = 'active'
     where (${after}::uuid is null or l.id > ${after}::uuid)
       and exists (select from unnest(${[...paths]}::text[]) p(path) where starts_with(l.owner_path, p.path))
     order by l.id limit 1000`;
}
