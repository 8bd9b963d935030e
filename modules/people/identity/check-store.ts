/** SQL of questions to the authority that confirms identities. */
import type { Temporal } from "temporal-polyfill";
import type { Db, Tx } from "#platform/db";
import type { IdentityAnswer } from "#platform/identity";
import type { DocumentKind } from "./document.ts";

export async function hasNumber(db: Db, document: string, numberHash: Buffer): Promise<boolean> {
  const row = await db.maybeOne`
    select 1 from people.document where id = ${document} and number_hash = ${numberHash}`;
  return row !== null;
}

/** Keeps a question until it is answered; false while one about this document waits (`document_check_open`). */
export async function insertCheck(
  tx: Tx,
  row: { id: string; document: string; sealed: Buffer; consentVersion: string; askedAt: Temporal.Instant },
): Promise<boolean> {
  const made = await tx.run`
    insert into people.document_check (id, document, sealed, consent_version, asked_at)
    values (${row.id}, ${row.document}, ${row.sealed}, ${row.consentVersion}, ${row.askedAt})
    on conflict do nothing`;
  return made === 1;
}

export function openCheck(
  db: Db,
  id: string,
): Promise<{ document: string; account: string; kind: DocumentKind; sealed: Buffer } | null> {
  return db.maybeOne<{ document: string; account: string; kind: DocumentKind; sealed: Buffer }>`
    select c.document, d.account, d.kind, c.sealed
      from people.document_check c join people.document d on d.id = c.document
     where c.id = ${id} and c.outcome is null`;
}

/** Writes the answer and forgets name and number; false when somebody has answered it. */
export async function answerCheck(
  tx: Tx,
  id: string,
  answer: { outcome: IdentityAnswer; now: Temporal.Instant },
): Promise<boolean> {
  const changed = await tx.run`
    update people.document_check set outcome = ${answer.outcome}, answered_at = ${answer.now}, sealed = null
     where id = ${id} and outcome is null`;
  return changed === 1;
}

/** The newest question about each document of an account: null outcome while it waits. */
export function checksOf(
  db: Db,
  account: string,
): Promise<{ document: string; outcome: IdentityAnswer | null }[]> {
  return db.many<{ document: string; outcome: IdentityAnswer | null }>`
    select distinct on (c.document) c.document, c.outcome
      from people.document_check c join people.document d on d.id = c.document
     where d.account = ${account} order by c.document, c.asked_at desc, c.id desc`;
}
