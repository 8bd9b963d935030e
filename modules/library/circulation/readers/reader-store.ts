/** SQL of readers and their cards. */
import type { Db, Tx } from "#platform/db";

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

/** False when they are a reader already. */
export async function insertReader(tx: Tx, reader: NewReader): Promise<boolean> {
  const made = await tx.run`
    insert into library.reader (subject, kind, name, category, home_id, home_path, valid_until, joined_on)
    values (${reader.subject}, ${reader.kind}, ${reader.name}, ${reader.category}, ${reader.homeId}, ${reader.homePath}, ${reader.validUntil}::date,
            ${reader.joinedOn}::date)
    on conflict (subject) do nothing`;
  return made === 1;
}

export interface Card {
  issuerId: string;
  number: string;
  subject: string;
  state: "active" | "alias" | "lost" | "ended";
}

/** False when the issuer has given this number to somebody. */
export async function insertCard(tx: Tx, card: Card, on: string): Promise<boolean> {
  const made = await tx.run`
    insert into library.card (issuer_id, number, subject, state, made_on, changed_on)
    values (${card.issuerId}, ${card.number}, ${card.subject}, ${card.state}, ${on}::date, ${on}::date)
    on conflict (issuer_id, number) do nothing`;
  return made === 1;
}

/** Whose cards have this number, whichever issuer's: those that lead to somebody. */
export function cardsNumbered(db: Db, number: string): Promise<Card[]> {
  return db.many<Card>`
    select issuer_id, number, subject, state from library.card where number = ${number} and state in ('active', 'alias') order by issuer_id`;
}
