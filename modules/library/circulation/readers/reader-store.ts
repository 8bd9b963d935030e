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

/** How many of them were no reader yet. Who was one is one again; what was said against them still is. */
export async function insertReaders(tx: Tx, readers: readonly NewReader[]): Promise<number> {
  if (readers.length === 0) return 0;
  const of = <K extends keyof NewReader>(key: K) => readers.map((reader) => reader[key]);
  return tx.run`
    insert into library.reader (subject, kind, name, category, home_id, home_path, valid_until, joined_on)
    select n.subject, n.kind, n.name, n.category, n.home_id, n.home_path, n.valid_until, n.joined_on
      from unnest(${of("subject")}::uuid[], ${of("kind")}::text[], ${of("name")}::text[], ${of("category")}::text[], ${of("homeId")}::uuid[],
                  ${of("homePath")}::text[], ${of("validUntil")}::date[], ${of("joinedOn")}::date[])
           as n(subject, kind, name, category, home_id, home_path, valid_until, joined_on)
     order by n.subject
    on conflict (subject) do update
       set name = excluded.name, category = excluded.category, home_id = excluded.home_id, home_path = excluded.home_path,
           valid_until = excluded.valid_until, joined_on = excluded.joined_on, ended_on = null, version = reader.version + 1
     where reader.ended_on is not null`;
}

export interface Card {
  issuerId: string;
  number: string;
  subject: string;
  state: "active" | "alias" | "lost" | "ended";
}

/** How many of them were new: no issuer gives a number twice. */
export async function insertCards(tx: Tx, cards: readonly Card[], on: string): Promise<number> {
  if (cards.length === 0) return 0;
  const of = <K extends keyof Card>(key: K) => cards.map((card) => card[key]);
  return tx.run`
    insert into library.card (issuer_id, number, subject, state, made_on, changed_on)
    select n.issuer_id, n.number, n.subject, n.state, ${on}::date, ${on}::date
      from unnest(${of("issuerId")}::uuid[], ${of("number")}::text[], ${of("subject")}::uuid[], ${of("state")}::text[])
           as n(issuer_id, number, subject, state)
     order by n.issuer_id, n.number
    on conflict (issuer_id, number) do nothing`;
}

/** Cards with these numbers, whichever issuer's and in whatever state. */
export function cardsNumbered(db: Db, numbers: readonly string[]): Promise<Card[]> {
  return db.prepared.many<Card>`
    select issuer_id, number, subject, state from library.card where number = any(${[...numbers]}::text[]) order by issuer_id`;
}

/** A card that leads to somebody: in force, or an old number of theirs. */
export const leads = ({ state }: Pick<Card, "state">): boolean => state === "active" || state === "alias";

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
     where subject = any(${[...subjects]}::uuid[]) and lost_on is null and claimed_on is null group by subject`;
  return new Map(rows.map(({ subject, due }) => [subject, due]));
}
