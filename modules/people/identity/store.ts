/** SQL of documents. */
import type { Temporal } from "temporal-polyfill";
import type { Db, Tx } from "#platform/db";
import { sql } from "#platform/db";
import type { KnownDocument } from "./contradiction.ts";
import type { DocumentKind } from "./document.ts";

export interface DocumentRow {
  id: string;
  account: string;
  kind: DocumentKind;
  lastFour: string | null;
  level: 1 | 2 | 3;
  guardian: string | null;
  addedAt: Temporal.Instant;
  shownAt: Temporal.Instant | null;
  confirmedAt: Temporal.Instant | null;
}

export interface NewDocument {
  id: string;
  account: string;
  kind: DocumentKind;
  numberHash: Buffer | null;
  lastFour: string | null;
  likeness: Buffer | null;
  guardian: string | null;
  consentedAt: Temporal.Instant;
  consentVersion: string;
  numberSealed: Buffer | null;
  addedAt: Temporal.Instant;
  /** Who has looked at it now; null when it was only typed. */
  shownTo: string | null;
}

const columns = sql.raw(
  "d.id, d.account, d.kind, d.last_four, d.level, d.guardian, d.added_at, d.shown_at, d.confirmed_at",
);

export function documentsOf(db: Db, account: string): Promise<DocumentRow[]> {
  return db.many<DocumentRow>`
    select ${columns} from people.document d where d.account = ${account} order by d.level desc, d.added_at, d.id`;
}

/** What is compared with a document that somebody adds. */
export function knownDocumentsOf(db: Db, account: string): Promise<KnownDocument[]> {
  return db.many<KnownDocument>`
    select id, kind, level, number_hash, likeness is not null as tells_birth from people.document where account = ${account}`;
}

export function documentById(db: Db, id: string): Promise<DocumentRow | null> {
  return db.maybeOne<DocumentRow>`select ${columns} from people.document d where d.id = ${id}`;
}

export function documentByNumber(db: Db, numberHash: Buffer): Promise<DocumentRow | null> {
  return db.maybeOne<DocumentRow>`select ${columns} from people.document d where d.number_hash = ${numberHash}`;
}

/**
 * Keeps a document, or answers false when somebody has it already (`document_of_one_person`), or the account another one of
 * a kind one has once (`document_once_in_life`, `document_by_guardian_once`). Two at once wait for each other on the index, and the second is answered false.
 */
export async function insertDocument(tx: Tx, row: NewDocument): Promise<boolean> {
  const made = await tx.run`
    insert into people.document (id, account, kind, number_hash, last_four, likeness, guardian, consented_at, consent_version,
                                 number_sealed, added_at, shown_at, shown_to)
    values (${row.id}, ${row.account}, ${row.kind}, ${row.numberHash}, ${row.lastFour}, ${row.likeness}, ${row.guardian},
            ${row.consentedAt}, ${row.consentVersion}, ${row.numberSealed}, ${row.addedAt},
            case when ${row.shownTo}::uuid is not null then ${row.addedAt}::timestamptz end, ${row.shownTo})
    on conflict do nothing`;
  return made === 1;
}

/** Many at once, in one statement; each as `insertDocument` keeps it. */
export async function insertDocuments(tx: Tx, rows: readonly NewDocument[]): Promise<void> {
  const of = <T>(pick: (row: NewDocument) => T): T[] => rows.map(pick);
  await tx.run`
    insert into people.document (id, account, kind, number_hash, last_four, likeness, guardian, consented_at, consent_version,
                                 number_sealed, added_at, shown_at, shown_to)
    select n.id, n.account, n.kind, n.number_hash, n.last_four, n.likeness, n.guardian, n.consented_at, n.consent_version,
           n.number_sealed, n.added_at, case when n.shown_to is not null then n.added_at end, n.shown_to
      from unnest(${of((r) => r.id)}::uuid[], ${of((r) => r.account)}::uuid[], ${of((r) => r.kind)}::text[],
                  ${of((r) => r.numberHash)}::bytea[], ${of((r) => r.lastFour)}::text[], ${of((r) => r.likeness)}::bytea[],
                  ${of((r) => r.guardian)}::uuid[], ${of((r) => r.consentedAt.toString())}::timestamptz[],
                  ${of((r) => r.consentVersion)}::text[], ${of((r) => r.numberSealed)}::bytea[],
                  ${of((r) => r.addedAt.toString())}::timestamptz[], ${of((r) => r.shownTo)}::uuid[])
           as n(id, account, kind, number_hash, last_four, likeness, guardian, consented_at, consent_version, number_sealed, added_at, shown_to)`;
}

/** Those of these documents that somebody has. */
export async function knownDocuments(db: Db, hashes: readonly Buffer[]): Promise<Buffer[]> {
  const rows = await db.many<{ numberHash: Buffer }>`
    select number_hash from people.document where number_hash = any(${hashes}::bytea[])`;
  return rows.map(({ numberHash }) => numberHash);
}

/** Whose these documents are; where two accounts were joined, of the one that stays. */
export function holdersOfDocuments(
  db: Db,
  hashes: readonly Buffer[],
): Promise<{ hash: Buffer; subject: string; name: string | null }[]> {
  return db.many<{ hash: Buffer; subject: string; name: string | null }>`
    select d.number_hash as hash, a.subject, a.name
      from people.document d join people.account k on k.id = d.account join people.account a on a.id = coalesce(k.merged_into, k.id)
     where d.number_hash = any(${hashes}::bytea[]) and a.status = 'active'`;
}

/** Somebody has looked at it. The likeness is what stands on it, not what was typed before. */
export async function markShown(
  tx: Tx,
  id: string,
  by: { account: string | null; now: Temporal.Instant; likeness: Buffer | null; numberSealed: Buffer | null },
): Promise<void> {
  await tx.run`
    update people.document
       set shown_at = ${by.now}, shown_to = ${by.account}, likeness = coalesce(${by.likeness}, likeness),
           number_sealed = coalesce(${by.numberSealed}, number_sealed)
     where id = ${id}`;
}

export async function markConfirmed(tx: Tx, id: string, now: Temporal.Instant): Promise<void> {
  await tx.run`update people.document set confirmed_at = ${now} where id = ${id}`;
}

export async function removeDocument(tx: Tx, id: string): Promise<boolean> {
  return (await tx.run`delete from people.document where id = ${id}`) === 1;
}

/** A guardian's document that stood for somebody, and for whom. */
export interface StoodIn {
  id: string;
  account: string;
  subject: string;
}

/** Removes what a guardian's document stood for above a level, with one ward or with all; answers whose it was. */
export function removeByGuardian(
  tx: Tx,
  { guardian, ward, above }: { guardian: string; ward: string | null; above: number },
): Promise<StoodIn[]> {
  return tx.many<StoodIn>`
    delete from people.document d using people.account a
     where a.id = d.account and d.guardian = ${guardian} and (${ward}::uuid is null or d.account = ${ward}::uuid)
       and d.level > ${above}
    returning d.id, d.account, a.subject`;
}

/** The same for those who are old enough for a card: born on or before the day. */
export function removeByGuardianOfAge(tx: Tx, born: string): Promise<StoodIn[]> {
  return tx.many<StoodIn>`
    delete from people.document d using people.account a
     where a.id = d.account and d.kind = 'by-guardian' and a.born <= ${born} returning d.id, d.account, a.subject`;
}

/** A level is reached by the best document, and falls with it. */
export async function setLevel(tx: Tx, accounts: string[]): Promise<void> {
  await tx.run`
    update people.account a
       set level = coalesce((select max(d.level) from people.document d where d.account = a.id), 0)
     where a.id = any(${accounts}::uuid[])`;
}

/** Raises only: what was reached before without a document here stays. */
export async function raiseLevel(tx: Tx, account: string, level: number): Promise<void> {
  await tx.run`update people.account set level = greatest(level, ${level}::smallint) where id = ${account}`;
}

/** Counts a try and answers how many there were since then, this one included. Tries of one account wait for each other. */
export async function countTry(
  tx: Tx,
  one: { id: string; account: string; now: Temporal.Instant; since: Temporal.Instant },
): Promise<number> {
  await tx.run`select 1 from people.account where id = ${one.account} for update`;
  await tx.run`insert into people.document_try (id, account, at) values (${one.id}, ${one.account}, ${one.now})`;
  const { count } = await tx.one<{ count: number }>`
    select count(*)::int as count from people.document_try where account = ${one.account} and at > ${one.since}`;
  return count;
}

/** A clerk saw the document in the hands of somebody else than whose it is here. */
export async function noteClaim(
  tx: Tx,
  row: { document: string; account: string; seenBy: string; at: Temporal.Instant },
): Promise<void> {
  await tx.run`
    insert into people.document_claim (document, account, seen_by, at)
    values (${row.document}, ${row.account}, ${row.seenBy}, ${row.at})
    on conflict (document, account) do update set seen_by = excluded.seen_by, at = excluded.at`;
}

/** Tries, questions and what clerks saw are kept for a day. */
export async function forgetDocumentTries(tx: Tx, before: Temporal.Instant): Promise<void> {
  await tx.run`delete from people.document_claim where at < ${before}`;
  await tx.run`delete from people.document_try where at < ${before}`;
  await tx.run`delete from people.document_check where asked_at < ${before}`;
}

export function sealedNumberOf(
  db: Db,
  one: { id: string; account: string },
): Promise<{ numberSealed: Buffer | null } | null> {
  return db.maybeOne<{ numberSealed: Buffer | null }>`
    select number_sealed from people.document where id = ${one.id} and account = ${one.account}`;
}
