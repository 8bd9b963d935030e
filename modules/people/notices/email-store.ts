/** SQL of e-mail addresses and the codes that show whose they are. */
import type { Temporal } from "temporal-polyfill";
import { codeTries } from "#platform/auth";
import type { Db, Tx } from "#platform/db";

export async function sealedEmail(db: Db, account: string): Promise<Buffer | null> {
  const row = await db.maybeOne<{
    sealed: Buffer;
  }>`select sealed from people.email where account = ${account}`;
  return row?.sealed ?? null;
}

export async function setEmail(
  tx: Tx,
  account: string,
  sealed: Buffer,
  now: Temporal.Instant,
): Promise<void> {
  await tx.run`
    insert into people.email (account, sealed, verified_at) values (${account}, ${sealed}, ${now})
        on conflict (account) do update set sealed = excluded.sealed, verified_at = excluded.verified_at`;
}

export async function removeEmail(tx: Tx, account: string): Promise<boolean> {
  await tx.run`delete from people.email_code where account = ${account} and used_at is null`;
  return (await tx.run`delete from people.email where account = ${account}`) === 1;
}

export interface EmailCode {
  id: string;
  account: string;
  addressHash: Buffer;
  sealed: Buffer;
  codeHash: Buffer;
  madeAt: Temporal.Instant;
  expiresAt: Temporal.Instant;
}

/** When codes went to this address, or were asked for by this account, since then. */
export async function emailCodesSince(
  db: Db,
  { account, addressHash, since }: { account: string; addressHash: Buffer; since: Temporal.Instant },
): Promise<Temporal.Instant[]> {
  const rows = await db.many<{ madeAt: Temporal.Instant }>`
    select made_at from people.email_code
     where (account = ${account} or address_hash = ${addressHash}) and made_at > ${since}`;
  return rows.map(({ madeAt }) => madeAt);
}

export async function insertEmailCode(tx: Tx, row: EmailCode): Promise<void> {
  await tx.run`
    insert into people.email_code (id, account, address_hash, sealed, code_hash, made_at, expires_at)
    values (${row.id}, ${row.account}, ${row.addressHash}, ${row.sealed}, ${row.codeHash}, ${row.madeAt}, ${row.expiresAt})`;
}

/** Uses up one try of a living code of this account in one statement; null when there is none, or no try left. The CHECK agrees. */
export function takeEmailTry(
  tx: Tx,
  { id, account, now }: { id: string; account: string; now: Temporal.Instant },
): Promise<{ sealed: Buffer; codeHash: Buffer; tries: number; expiresAt: Temporal.Instant } | null> {
  return tx.maybeOne`
    update people.email_code set tries = tries + 1
     where id = ${id} and account = ${account} and used_at is null and expires_at > ${now} and tries < ${codeTries}
    returning sealed, code_hash, tries, expires_at`;
}

export async function markEmailCodeUsed(tx: Tx, id: string, now: Temporal.Instant): Promise<void> {
  await tx.run`update people.email_code set used_at = ${now} where id = ${id}`;
}

/** What a living code has to be sent to, sealed for its subject. */
export function emailCodeToSend(
  db: Db,
  id: string,
  now: Temporal.Instant,
): Promise<{ subject: string; sealed: Buffer } | null> {
  return db.maybeOne<{ subject: string; sealed: Buffer }>`
    select a.subject, c.sealed from people.email_code c join people.account a on a.id = c.account
     where c.id = ${id} and c.used_at is null and c.expires_at > ${now}`;
}

/** The address of an account that goes into another, unless that one has its own: `sealed` anew for it by the caller. */
export async function moveEmail(
  tx: Tx,
  { from, into }: { from: string; into: string },
  sealed: Buffer | null,
): Promise<void> {
  if (sealed)
    await tx.run`
      insert into people.email (account, sealed, verified_at)
      select ${into}::uuid, ${sealed}, verified_at from people.email where account = ${from}
          on conflict do nothing`;
  await tx.run`delete from people.email where account = ${from}`;
  await tx.run`delete from people.email_code where account = ${from}`;
}

export function forgetEmailCodes(tx: Tx, before: Temporal.Instant): Promise<number> {
  return tx.run`delete from people.email_code where made_at < ${before}`;
}
