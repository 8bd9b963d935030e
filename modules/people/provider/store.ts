/** SQL of identities at a provider: who is invited, who is linked, which sessions began there. */
import type { Temporal } from "temporal-polyfill";
import type { Db, Tx } from "#platform/db";

export interface IdentityRow {
  account: string;
  issuer: string;
  /** The name a manager gave, until it is linked. */
  expected: string | null;
  invitedAt: Temporal.Instant;
  linkedAt: Temporal.Instant | null;
}

export function identityOf(db: Db, account: string): Promise<IdentityRow | null> {
  return db.maybeOne<IdentityRow>`
    select account, issuer, expected, invited_at, linked_at from people.staff_identity where account = ${account}`;
}

/** Invites; what stood before is replaced. False when another account is invited by this name. */
export async function invite(
  tx: Tx,
  row: { account: string; issuer: string; expected: string; by: string | null; now: Temporal.Instant },
): Promise<boolean> {
  await tx.run`delete from people.staff_identity where account = ${row.account}`;
  const made = await tx.run`
    insert into people.staff_identity (account, issuer, expected, invited_by, invited_at)
    values (${row.account}, ${row.issuer}, ${row.expected}, ${row.by}, ${row.now})
    on conflict (issuer, expected) where expected is not null do nothing`;
  return made === 1;
}

/** The account linked to this person at this provider, or null. */
export async function linkedAccount(db: Db, issuer: string, subjectHash: Buffer): Promise<string | null> {
  const row = await db.maybeOne<{ account: string }>`
    select account from people.staff_identity where issuer = ${issuer} and subject_hash = ${subjectHash}`;
  return row?.account ?? null;
}

/** Links the account that is invited since then, in one statement; null when there is none. */
export async function link(
  tx: Tx,
  asked: {
    issuer: string;
    /** By any of these. */
    names: readonly string[];
    subjectHash: Buffer;
    since: Temporal.Instant;
    now: Temporal.Instant;
  },
): Promise<string | null> {
  const row = await tx.maybeOne<{ account: string }>`
    update people.staff_identity
       set expected = null, subject_hash = ${asked.subjectHash}, linked_at = ${asked.now}
     where issuer = ${asked.issuer} and expected = any(${asked.names}::text[]) and invited_at > ${asked.since}
    returning account`;
  return row?.account ?? null;
}

export async function removeIdentity(tx: Tx, account: string): Promise<boolean> {
  return (await tx.run`delete from people.staff_identity where account = ${account}`) === 1;
}

/** Notes a session begun by proof of a provider; false when this proof has begun one already. */
export async function noteSession(
  tx: Tx,
  row: {
    proofHash: Buffer;
    tokenHash: Buffer;
    account: string;
    issuer: string;
    subjectHash: Buffer;
    sittingHash: Buffer | null;
    signOutSealed: Buffer | null;
    now: Temporal.Instant;
  },
): Promise<boolean> {
  const made = await tx.run`
    insert into people.provider_session
      (proof_hash, token_hash, account, issuer, subject_hash, sitting_hash, sign_out_sealed, began_at)
    values (${row.proofHash}, ${row.tokenHash}, ${row.account}, ${row.issuer}, ${row.subjectHash}, ${row.sittingHash},
            ${row.signOutSealed}, ${row.now})
    on conflict (proof_hash) do nothing`;
  return made === 1;
}

/** Where the browser of this session ends its sitting at the provider; asked once. */
export async function takeSignOut(
  tx: Tx,
  tokenHash: Buffer,
): Promise<{ account: string; sealed: Buffer } | null> {
  return tx.maybeOne<{ account: string; sealed: Buffer }>`
    update people.provider_session n set sign_out_sealed = null
      from (select proof_hash, sign_out_sealed from people.provider_session where token_hash = ${tokenHash} for update) o
     where n.proof_hash = o.proof_hash and o.sign_out_sealed is not null
    returning n.account, o.sign_out_sealed as sealed`;
}

/** Sessions of one sitting, or of one person at this provider; and whose they are. */
export function sessionsOf(
  db: Db,
  asked: { issuer: string; subjectHash: Buffer | null; sittingHash: Buffer | null },
): Promise<{ tokenHash: Buffer; account: string }[]> {
  return db.many<{ tokenHash: Buffer; account: string }>`
    select token_hash, account from people.provider_session
     where issuer = ${asked.issuer}
       and (${asked.sittingHash}::bytea is null or sitting_hash = ${asked.sittingHash}::bytea)
       and (${asked.subjectHash}::bytea is null or subject_hash = ${asked.subjectHash}::bytea)`;
}

export async function sessionsOfAccount(db: Db, account: string): Promise<Buffer[]> {
  const rows = await db.many<{ tokenHash: Buffer }>`
    select token_hash from people.provider_session where account = ${account}`;
  return rows.map(({ tokenHash }) => tokenHash);
}

/** A session of staff lasts twelve hours; then nothing asks after these any more. */
export function forgetProviderSessions(tx: Tx, before: Temporal.Instant): Promise<number> {
  return tx.run`delete from people.provider_session where began_at < ${before}`;
}
