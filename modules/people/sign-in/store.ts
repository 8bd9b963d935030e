/** SQL of codes and sign-in tries. */
import type { Temporal } from "temporal-polyfill";
import { codeTries } from "#platform/auth";
import type { Db, Tx } from "#platform/db";

export interface CodeSent {
  id: string;
  purpose: "sign-in" | "help";
  phoneHash: Buffer;
  sealed: Buffer;
  codeHash: Buffer;
  askedBy: string | null;
  madeAt: Temporal.Instant;
  expiresAt: Temporal.Instant;
}

/** When codes went to this number since then. */
export async function codesTo(
  db: Db,
  phoneHash: Buffer,
  since: Temporal.Instant,
): Promise<Temporal.Instant[]> {
  const rows = await db.many<{ madeAt: Temporal.Instant }>`
    select made_at from people.code_sent where phone_hash = ${phoneHash} and made_at > ${since}`;
  return rows.map(({ madeAt }) => madeAt);
}

export async function codesAskedBy(db: Db, account: string, since: Temporal.Instant): Promise<number> {
  const { count } = await db.one<{ count: number }>`
    select count(*)::int as count from people.code_sent where asked_by = ${account} and made_at > ${since}`;
  return count;
}

export async function insertCode(tx: Tx, row: CodeSent): Promise<void> {
  await tx.run`
    insert into people.code_sent (id, purpose, phone_hash, sealed, code_hash, asked_by, made_at, expires_at)
    values (${row.id}, ${row.purpose}, ${row.phoneHash}, ${row.sealed}, ${row.codeHash}, ${row.askedBy}, ${row.madeAt}, ${row.expiresAt})`;
}

export interface Tried {
  sealed: Buffer;
  codeHash: Buffer;
  /** This one included. */
  tries: number;
  expiresAt: Temporal.Instant;
}

/** Uses up one try of a living code in one statement; null when there is none, or no try left. The CHECK agrees. */
export function takeTry(
  tx: Tx,
  asked: { id: string; purpose: CodeSent["purpose"]; askedBy: string | null; now: Temporal.Instant },
): Promise<Tried | null> {
  return tx.maybeOne<Tried>`
    update people.code_sent set tries = tries + 1
     where id = ${asked.id} and purpose = ${asked.purpose} and asked_by is not distinct from ${asked.askedBy}::uuid
       and used_at is null and expires_at > ${asked.now} and tries < ${codeTries}
    returning sealed, code_hash, tries, expires_at`;
}

export async function markUsed(tx: Tx, id: string, now: Temporal.Instant): Promise<void> {
  await tx.run`update people.code_sent set used_at = ${now} where id = ${id}`;
}

export function codeToSend(
  db: Db,
  id: string,
  now: Temporal.Instant,
): Promise<Pick<CodeSent, "sealed" | "purpose"> | null> {
  return db.maybeOne<Pick<CodeSent, "sealed" | "purpose">>`
    select sealed, purpose from people.code_sent where id = ${id} and used_at is null and expires_at > ${now}`;
}

/** What was sent for an asking to sign in that nobody has used, as long as it is kept. */
export async function signInAsked(db: Db, id: string): Promise<Buffer | null> {
  const row = await db.maybeOne<{ sealed: Buffer }>`
    select sealed from people.code_sent where id = ${id} and purpose = 'sign-in' and used_at is null`;
  return row?.sealed ?? null;
}

/** Codes are kept for a day, to count them; then number and code are gone. */
export function forgetCodes(tx: Tx, before: Temporal.Instant): Promise<number> {
  return tx.run`delete from people.code_sent where made_at < ${before}`;
}

/**
 * Counts one try of a login and answers how many there were in a row, or null while it is locked. Known and unknown
 * logins alike, so that a wait tells nothing. Tries of one login wait for each other.
 */
export async function countTry(tx: Tx, loginHash: Buffer, now: Temporal.Instant): Promise<number | null> {
  const row = await tx.maybeOne<{ failures: number }>`
    insert into people.sign_in_failure as f (login_hash, failures, failed_at) values (${loginHash}, 1, ${now})
    on conflict (login_hash) do update
       set failures = case when f.failed_at < ${now.subtract({ hours: 24 })} then 1 else f.failures + 1 end,
           failed_at = excluded.failed_at, locked_until = null
     where f.locked_until is null or f.locked_until <= ${now}
    returning failures`;
  return row?.failures ?? null;
}

export async function lockedUntil(db: Db, loginHash: Buffer): Promise<Temporal.Instant | null> {
  const row = await db.maybeOne<{ lockedUntil: Temporal.Instant | null }>`
    select locked_until from people.sign_in_failure where login_hash = ${loginHash}`;
  return row?.lockedUntil ?? null;
}

export async function lockLogin(tx: Tx, loginHash: Buffer, until: Temporal.Instant): Promise<void> {
  await tx.run`update people.sign_in_failure set locked_until = ${until} where login_hash = ${loginHash}`;
}

export async function forgetTries(tx: Tx, loginHash: Buffer): Promise<void> {
  await tx.run`delete from people.sign_in_failure where login_hash = ${loginHash}`;
}

export function forgetOldTries(tx: Tx, before: Temporal.Instant): Promise<number> {
  return tx.run`delete from people.sign_in_failure where failed_at < ${before}`;
}
