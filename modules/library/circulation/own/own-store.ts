/** SQL of what readers see of themselves: whether they may borrow, and the list of what they have read. */
import type { Db, Tx } from "#platform/db";

export interface OwnReader {
  validUntil: string | null;
  suspendedUntil: string | null;
  blocked: string;
  endedOn: string | null;
  loans: number;
  owesFen: number;
  keepsHistory: boolean;
  earliestDue: string | null;
}

export function ownReader(db: Db, subject: string): Promise<OwnReader | null> {
  return db.prepared.maybeOne<OwnReader>`
    select r.valid_until::text, r.suspended_until::text, r.blocked, r.ended_on::text, r.loans, r.owes_fen, r.keeps_history,
           (select min(l.due_on)::text from library.loan l where l.subject = r.subject and l.lost_on is null and l.claimed_on is null) as earliest_due
      from library.reader r where r.subject = ${subject}::uuid`;
}

/** Whose loan it is, or null. */
export async function subjectOfLoan(db: Db, loanId: string): Promise<string | null> {
  const row = await db.prepared.maybeOne<{ subject: string }>`
    select subject from library.loan where id = ${loanId}::uuid`;
  return row?.subject ?? null;
}

export interface Reading {
  recordId: number;
  title: string;
  lentOn: string;
  returnedOn: string;
}

/** The last read first, behind one of that day. */
export function readingOf(
  db: Db,
  subject: string,
  { after, limit }: { after: { on: string; recordId: number } | null; limit: number },
): Promise<Reading[]> {
  return db.many<Reading>`
    select g.record_id, r.title, g.lent_on::text, g.returned_on::text from library.reading g join library.record r on r.id = g.record_id
     where g.subject = ${subject}::uuid
       and (${after?.on ?? null}::date is null or (g.lent_on, g.record_id) < (${after?.on ?? null}::date, ${after?.recordId ?? 0}::bigint))
     order by g.lent_on desc, g.record_id desc limit ${limit}::int`;
}

export async function readingCount(db: Db, subject: string): Promise<number> {
  const row = await db.one<{ count: number }>`
    select count(*)::int as count from library.reading where subject = ${subject}::uuid`;
  return row.count;
}

/** False: no reader. Switched off, what was kept is deleted in the same statement. */
export async function setKeeping(tx: Tx, subject: string, keeps: boolean): Promise<boolean> {
  const set = await tx.run`
    with gone as (delete from library.reading where subject = ${subject}::uuid and not ${keeps}::boolean)
    update library.reader set keeps_history = ${keeps}::boolean, version = version + 1 where subject = ${subject}::uuid`;
  return set === 1;
}

/** Null: all of it. Answers how many were forgotten. */
export function forget(
  tx: Tx,
  subject: string,
  one: { recordId: number; lentOn: string } | null,
): Promise<number> {
  return tx.run`
    delete from library.reading
     where subject = ${subject}::uuid
       and (${one?.recordId ?? null}::bigint is null or (record_id = ${one?.recordId ?? null}::bigint and lent_on = ${one?.lentOn ?? null}::date))`;
}
