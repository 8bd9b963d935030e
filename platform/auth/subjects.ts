/** Subject keys in the database: made with the person, destroyed at erasure. */
import type { Ctx } from "../ctx/index.ts";
import { type Db, newId, type Tx } from "../db/index.ts";
import { openFor, sealFor } from "./subject.ts";

/** A new subject key. Everything outside `people` knows the person only by this id. */
export async function newSubject(tx: Tx, ctx: Pick<Ctx, "random">): Promise<string> {
  const id = newId();
  await tx.run`insert into platform.subject (id, secret) values (${id}, ${ctx.random(32)})`;
  return id;
}

export interface NewSubject {
  id: string;
  /** Seals for this subject without asking the database for the secret again. */
  seal(plaintext: Buffer): Buffer;
}

/** Many new subject keys in one statement. */
export async function newSubjects(tx: Tx, ctx: Pick<Ctx, "random">, count: number): Promise<NewSubject[]> {
  const made = Array.from({ length: count }, () => ({ id: newId(), secret: ctx.random(32) }));
  await tx.run`
    insert into platform.subject (id, secret)
    select id, secret from unnest(${made.map(({ id }) => id)}::uuid[], ${made.map(({ secret }) => secret)}::bytea[]) as n(id, secret)`;
  return made.map(({ id, secret }) => ({ id, seal: (plaintext) => sealFor(secret, plaintext, id) }));
}

/** Destroys the key: whatever was sealed with it stays unreadable, in backups taken later too. */
export async function destroySubject(tx: Tx, subject: string, ctx: Pick<Ctx, "clock">): Promise<void> {
  await tx.run`update platform.subject set secret = null, erased_at = ${ctx.clock()} where id = ${subject} and secret is not null`;
  await forgetAnswersTo(tx, subject);
}

/** Forgets what was answered to a key that nobody signs in with any more; the key still opens what it sealed. */
export function forgetAnswersTo(tx: Tx, subject: string): Promise<number> {
  return tx.run`delete from platform.idempotency where who = ${subject}`;
}

async function secretOf(db: Db, subject: string): Promise<Buffer> {
  const row = await db.maybeOne<{
    secret: Buffer | null;
  }>`select secret from platform.subject where id = ${subject}`;
  if (!row?.secret) throw new Error(`subject ${subject} is erased or unknown`);
  return row.secret;
}

export async function sealForSubject(db: Db, subject: string, plaintext: Buffer): Promise<Buffer> {
  return sealFor(await secretOf(db, subject), plaintext, subject);
}

export async function openForSubject(db: Db, subject: string, sealed: Buffer): Promise<Buffer> {
  return openFor(await secretOf(db, subject), sealed, subject);
}

/** Opens what is sealed for many subjects, their keys asked for at once. What belongs to an erased subject is left out. */
export async function openForSubjects(
  db: Db,
  sealed: readonly { subject: string; sealed: Buffer }[],
): Promise<Map<string, Buffer>> {
  const rows = await db.many<{ id: string; secret: Buffer }>`
    select id, secret from platform.subject where id = any(${sealed.map(({ subject }) => subject)}::uuid[]) and secret is not null`;
  const secrets = new Map(rows.map(({ id, secret }) => [id, secret]));
  return new Map(
    sealed.flatMap(({ subject, sealed }) => {
      const secret = secrets.get(subject);
      return secret ? [[subject, openFor(secret, sealed, subject)]] : [];
    }),
  );
}
