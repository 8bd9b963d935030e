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

/** Secrets by subject; those destroyed are not in it. */
async function secretsOf(db: Db, subjects: readonly string[]): Promise<Map<string, Buffer>> {
  if (subjects.length === 0) return new Map();
  const rows = await db.prepared.many<{ id: string; secret: Buffer }>`
    select id, secret from platform.subject where id = any(${[...new Set(subjects)]}::uuid[]) and secret is not null`;
  return new Map(rows.map(({ id, secret }) => [id, secret]));
}

export async function sealForSubject(db: Db, subject: string, plaintext: Buffer): Promise<Buffer> {
  return (await subjectKeys(db, [subject])).of(subject).seal(plaintext);
}

export async function openForSubject(db: Db, subject: string, sealed: Buffer): Promise<Buffer> {
  return (await subjectKeys(db, [subject])).of(subject).open(sealed);
}

export interface SubjectKey {
  seal(plaintext: Buffer): Buffer;
  open(sealed: Buffer): Buffer;
}

/** The keys of many subjects, asked for at once. */
export async function subjectKeys(
  db: Db,
  subjects: readonly string[],
): Promise<{ of(subject: string): SubjectKey }> {
  const secrets = await secretsOf(db, subjects);
  return {
    of(subject) {
      const secret = secrets.get(subject);
      if (!secret) throw new Error(`subject ${subject} is erased or unknown`);
      return {
        seal: (plaintext) => sealFor(secret, plaintext, subject),
        open: (sealed) => openFor(secret, sealed, subject),
      };
    },
  };
}

/** Opens what is sealed for many subjects, their keys asked for at once. What belongs to an erased subject is left out. */
export async function openForSubjects(
  db: Db,
  sealed: readonly { subject: string; sealed: Buffer }[],
): Promise<Map<string, Buffer>> {
  const secrets = await secretsOf(
    db,
    sealed.map(({ subject }) => subject),
  );
  return new Map(
    sealed.flatMap(({ subject, sealed }) => {
      const secret = secrets.get(subject);
      return secret ? [[subject, openFor(secret, sealed, subject)]] : [];
    }),
  );
}
