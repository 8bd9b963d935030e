/** SQL of what becomes of cards. */
import type { Db, Tx } from "#platform/db";
import type { Card } from "../reader-store.ts";

export interface CardOfReader extends Card {
  madeOn: string;
  changedOn: string;
}

/** A reader's numbers: the one that is in force first. */
export function cardsOf(db: Db, subjects: readonly string[]): Promise<CardOfReader[]> {
  return db.many<CardOfReader>`
    select issuer_id, number, subject, state, made_on::text, changed_on::text from library.card where subject = any(${[...subjects]}::uuid[])
     order by (state = 'active') desc, (state = 'alias') desc, changed_on desc, number`;
}

/** The card of this number, locked, or null. */
export function lockCard(
  tx: Tx,
  { issuerId, number }: Pick<Card, "issuerId" | "number">,
): Promise<CardOfReader | null> {
  return tx.maybeOne<CardOfReader>`
    select issuer_id, number, subject, state, made_on::text, changed_on::text from library.card
     where issuer_id = ${issuerId} and number = ${number} for update`;
}

/** Answers of how many. */
export function endActive(tx: Tx, subject: string, to: Card["state"], on: string): Promise<number> {
  return tx.run`
    update library.card set state = ${to}, changed_on = ${on}::date where subject = ${subject} and state = 'active'`;
}

export async function setCardState(
  tx: Tx,
  { issuerId, number }: Pick<Card, "issuerId" | "number">,
  to: Card["state"],
  on: string,
): Promise<void> {
  await tx.run`
    update library.card set state = ${to}, changed_on = ${on}::date where issuer_id = ${issuerId} and number = ${number}`;
}

/** All numbers of a reader that led to them lead nowhere now. */
export async function endCards(tx: Tx, subject: string, on: string): Promise<void> {
  await tx.run`
    update library.card set state = 'ended', changed_on = ${on}::date where subject = ${subject} and state in ('active', 'alias')`;
}
