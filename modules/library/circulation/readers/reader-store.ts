/** SQL of readers and the numbers that lead to them. */
import { type Db, sql, type Tx } from "#platform/db";

export interface NewReader {
  subject: string;
  kind: "person" | "group";
  /** A group's; empty for a person, whose name is with people. */
  name: string;
  category: string;
  homeId: string;
  homePath: string;
  validUntil: string | null;
  joinedOn: string;
}

/** False when they are a reader already. Who was one is one again; what was said against them still is. */
export async function insertReader(tx: Tx, reader: NewReader): Promise<boolean> {
  const made = await tx.run`
    insert into library.reader (subject, kind, name, category, home_id, home_path, valid_until, joined_on)
    values (${reader.subject}, ${reader.kind}, ${reader.name}, ${reader.category}, ${reader.homeId}, ${reader.homePath}, ${reader.validUntil}::date,
            ${reader.joinedOn}::date)
    on conflict (subject) do update
       set name = excluded.name, category = excluded.category, home_id = excluded.home_id, home_path = excluded.home_path,
           valid_until = excluded.valid_until, joined_on = excluded.joined_on, ended_on = null, version = reader.version + 1
     where reader.ended_on is not null`;
  return made === 1;
}

export interface Card {
  issuerId: string;
  number: string;
  subject: string;
  state: "active" | "alias" | "lost" | "ended";
}

/** False when the issuer has given this number to somebody. */
export async function insertCard(tx: Tx, card: Card, on: string): Promise<boolean> {
  const made = await tx.run`
    insert into library.card (issuer_id, number, subject, state, made_on, changed_on)
    values (${card.issuerId}, ${card.number}, ${card.subject}, ${card.state}, ${on}::date, ${on}::date)
    on conflict (issuer_id, number) do nothing`;
  return made === 1;
}

/** Whose cards have this number, whichever issuer's: those that lead to somebody. */
export function cardsNumbered(db: Db, number: string): Promise<Card[]> {
  return db.many<Card>`
    select issuer_id, number, subject, state from library.card where number = ${number} and state in ('active', 'alias') order by issuer_id`;
}

/** A reader as staff and they themself see them. */
export interface Reader {
  subject: string;
  kind: "person" | "group";
  /** A group's; empty for a person. */
  name: string;
  category: string;
  homeId: string;
  homePath: string;
  validUntil: string | null;
  suspendedUntil: string | null;
  blocked: string;
  keepsHistory: boolean;
  loans: number;
  holds: number;
  owesFen: number;
  version: number;
  joinedOn: string;
  endedOn: string | null;
}

const columns = sql`
  subject, kind, name, category, home_id, home_path, valid_until::text, suspended_until::text, blocked, keeps_history, loans, holds, owes_fen,
  version, joined_on::text, ended_on::text`;

export function readerOf(db: Db, subject: string): Promise<Reader | null> {
  return db.prepared.maybeOne<Reader>`select ${columns} from library.reader where subject = ${subject}::uuid`;
}

/** Of these people those who are readers. */
export function readersOf(db: Db, subjects: readonly string[]): Promise<Reader[]> {
  return db.many<Reader>`
    select ${columns} from library.reader where subject = any(${[...subjects]}::uuid[]) order by joined_on, subject`;
}

/** Locked in one order, those who are there. */
export function lockReaders(tx: Tx, subjects: readonly string[]): Promise<Reader[]> {
  return tx.many<Reader>`
    select ${columns} from library.reader where subject = any(${[...subjects]}::uuid[]) order by subject for no key update`;
}

/** False where somebody changed it since that version was read. */
export async function changeReader(
  tx: Tx,
  { subject, version }: { subject: string; version: number },
  to: Pick<Reader, "category" | "homeId" | "homePath" | "validUntil" | "blocked" | "name">,
): Promise<boolean> {
  const changed = await tx.run`
    update library.reader
       set category = ${to.category}, home_id = ${to.homeId}, home_path = ${to.homePath}, valid_until = ${to.validUntil}::date,
           blocked = ${to.blocked}, name = ${to.name}, version = version + 1
     where subject = ${subject} and version = ${version}`;
  return changed === 1;
}

/** Ended, or again there; `reader_ended` refuses while they have, wait for or owe anything. */
export async function setEnded(tx: Tx, subject: string, on: string | null): Promise<void> {
  await tx.run`update library.reader set ended_on = ${on}::date, version = version + 1 where subject = ${subject}`;
}

/** The first day that something a reader has is due, where it is not lost. */
export async function earliestDue(db: Db, subjects: readonly string[]): Promise<Map<string, string>> {
  const rows = await db.many<{ subject: string; due: string }>`
    select subject, min(due_on)::text as due from library.loan
     where subject = any(${[...subjects]}::uuid[]) and lost_on is null group by subject`;
  return new Map(rows.map(({ subject, due }) => [subject, due]));
}
