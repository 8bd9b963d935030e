/** SQL of readers and cards as a file brings them: many at a time. */
import type { Temporal } from "temporal-polyfill";
import type { Db, Tx } from "#platform/db";
import type { Card } from "../../readers/reader-store.ts";

export interface Numbered {
  issuerId: string;
  number: string;
}

export function cardsWith(db: Db, numbers: readonly Numbered[]): Promise<Card[]> {
  return db.many<Card>`
    select c.issuer_id, c.number, c.subject, c.state
      from unnest(${numbers.map(({ issuerId }) => issuerId)}::uuid[], ${numbers.map(({ number }) => number)}::text[]) as n(issuer_id, number)
      join library.card c on c.issuer_id = n.issuer_id and c.number = n.number`;
}

export interface KnownReader {
  subject: string;
  category: string;
  homeId: string;
  homePath: string;
  validUntil: string | null;
  endedOn: string | null;
  /** They have a card that is in use. */
  hasCard: boolean;
  depositFen: number | null;
}

/** Those of these people who are readers, locked in one order. */
export async function lockReadersOf(tx: Tx, subjects: readonly string[]): Promise<KnownReader[]> {
  const of = [...new Set(subjects)];
  await tx.run`select 1 from library.reader where subject = any(${of}::uuid[]) order by subject for no key update`;
  return tx.many<KnownReader>`
    select r.subject, r.category, r.home_id, r.home_path, r.valid_until::text, r.ended_on::text,
           exists (select from library.card c where c.subject = r.subject and c.state = 'active') as has_card,
           (select g.amount_fen from library.guarantee g where g.subject = r.subject and g.way = 'deposit' and g.ended_at is null) as deposit_fen
      from library.reader r where r.subject = any(${of}::uuid[])`;
}

export type ChangedReader = Pick<KnownReader, "subject" | "category" | "homeId" | "homePath" | "validUntil">;

export async function changeReaders(tx: Tx, rows: readonly ChangedReader[]): Promise<void> {
  if (rows.length === 0) return;
  const of = <K extends keyof (typeof rows)[number]>(key: K) => rows.map((row) => row[key]);
  await tx.run`
    update library.reader r
       set category = n.category, home_id = n.home_id, home_path = n.home_path, valid_until = n.valid_until, version = r.version + 1
      from unnest(${of("subject")}::uuid[], ${of("category")}::text[], ${of("homeId")}::uuid[], ${of("homePath")}::text[],
                  ${of("validUntil")}::date[]) as n(subject, category, home_id, home_path, valid_until)
     where r.subject = n.subject`;
}

export interface Deposit {
  id: string;
  subject: string;
  amountFen: number;
}

/** What stands for them now; another amount ends the one before. */
export async function putDeposits(tx: Tx, rows: readonly Deposit[], now: Temporal.Instant): Promise<void> {
  if (rows.length === 0) return;
  const subjects = rows.map(({ subject }) => subject);
  await tx.run`
    update library.guarantee set ended_at = ${now}::timestamptz
     where subject = any(${subjects}::uuid[]) and way = 'deposit' and ended_at is null`;
  await tx.run`
    insert into library.guarantee (id, subject, way, since, amount_fen)
    select n.id, n.subject, 'deposit', ${now}::timestamptz, n.amount_fen
      from unnest(${rows.map(({ id }) => id)}::uuid[], ${subjects}::uuid[], ${rows.map(({ amountFen }) => amountFen)}::int[])
           as n(id, subject, amount_fen)`;
}

export interface TakenReader {
  issuerId: string;
  number: string;
  subject: string;
  category: string;
  homeId: string;
  validUntil: string | null;
  depositFen: number | null;
  oldNumbers: string[];
}

/** Readers at home in these houses with their cards, the next after one. */
export function readerPage(db: Db, paths: readonly string[], after: string | null): Promise<TakenReader[]> {
  return db.many<TakenReader>`
    select c.issuer_id, c.number, r.subject, r.category, r.home_id, r.valid_until::text,
           (select g.amount_fen from library.guarantee g where g.subject = r.subject and g.way = 'deposit' and g.ended_at is null) as deposit_fen,
           array(select a.number from library.card a where a.subject = r.subject and a.state = 'alias' and a.issuer_id = c.issuer_id
                  order by a.number) as old_numbers
      from library.reader r join library.card c on c.subject = r.subject and c.state = 'active'
     where r.ended_on is null and r.kind = 'person' and (${after}::uuid is null or r.subject > ${after}::uuid)
       and exists (select from unnest(${[...paths]}::text[]) p(path) where starts_with(r.home_path, p.path))
     order by r.subject limit 500`;
}
