/** Who stands at the counter: by a card, a pass, a phone number or a document, or by name among the readers of one's own houses. */
import { lookForPerson, namesOfSubjects, phoneTailsOf, residentsNamed } from "#people";
import { organisationsOf } from "#places";
import { pathsHeld } from "#platform/auth";
import type { Ctx, TxCtx } from "#platform/ctx";
import { Problem } from "#platform/errors";
import { counterStaff } from "../../../may.ts";
import { plainNumber } from "../cards/card-number.ts";
import { type Card, cardsNumbered, leads, readersOf } from "../reader-store.ts";

export interface FoundReader {
  subject: string;
  /** A person's or a group's. */
  name: string | null;
  /** Last four digits of a phone, by which people of one name are told apart. */
  phoneTail: string | null;
  /** Whose card it is, where several libraries have given the same number. */
  issuer: string | null;
  isReader: boolean;
}

/**
 * All that a sign may mean. A number that several libraries gave leads to several, and somebody asks which. A person who is no reader yet is
 * found by what people knows them by.
 */
export async function findReader(ctx: TxCtx, sign: string): Promise<FoundReader[]> {
  const typed = sign.trim();
  const cards = (await cardsNumbered(ctx.db, [plainNumber(typed)])).filter(leads);
  if (cards.length > 0) return byCards(ctx, cards);
  const subject = await bySign(ctx, typed);
  if (subject !== null) return shown(ctx, [subject]);
  return byName(ctx, typed);
}

async function bySign(ctx: TxCtx, sign: string): Promise<string | null> {
  try {
    return (await lookForPerson(ctx, { sign })).subject;
  } catch (error) {
    // Neither a pass nor a number of any kind: a name, perhaps.
    if (error instanceof Problem && error.faults.some(({ id }) => id === "person.sign")) return null;
    throw error;
  }
}

/** Readers of the asker's own houses alone: nobody browses those of others. */
async function byName(ctx: Ctx, name: string): Promise<FoundReader[]> {
  const paths = pathsHeld(ctx.actor, ...counterStaff);
  const readers = await readersOf(ctx.db, await residentsNamed(ctx.db, name));
  const own = readers.filter(({ homePath }) => paths.some((path) => homePath.startsWith(path)));
  return shown(
    ctx,
    own.map(({ subject }) => subject),
  );
}

async function byCards(ctx: Ctx, cards: readonly Card[]): Promise<FoundReader[]> {
  const issuers = await organisationsOf(
    ctx.db,
    cards.map(({ issuerId }) => issuerId),
  );
  const all = await shown(ctx, [...new Set(cards.map(({ subject }) => subject))]);
  return all.map((one) => {
    const card = cards.find(({ subject }) => subject === one.subject);
    return { ...one, issuer: (card && issuers.get(card.issuerId)?.name) ?? null };
  });
}

async function shown(ctx: Ctx, subjects: readonly string[]): Promise<FoundReader[]> {
  const readers = new Map((await readersOf(ctx.db, subjects)).map((one) => [one.subject, one]));
  const names = await namesOfSubjects(ctx.db, subjects);
  const tails = await phoneTailsOf(ctx.db, subjects);
  return subjects.map((subject) => ({
    subject,
    name: readers.get(subject)?.name || (names.get(subject) ?? null),
    phoneTail: tails.get(subject) ?? null,
    issuer: null,
    isReader: readers.has(subject),
  }));
}
