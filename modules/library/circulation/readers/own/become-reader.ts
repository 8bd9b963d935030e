/** Somebody becomes a reader by themself, or a child by the guardian who acts for it. */
import { guardiansBySubject, notify, ruleFactsOf } from "#people";
import type { Place } from "#places";
import { type Ctx, type TxCtx, today } from "#platform/ctx";
import { found, invalid, refused } from "#platform/errors";
import { issueCard } from "../cards/cards.ts";
import { mirrorCredit } from "../guarantees/credit.ts";
import { homeOf } from "../homes.ts";
import { join } from "../join.ts";
import { type ReaderTerms, termsAt } from "../terms/terms-store.ts";
import { categoryOf, isChild, type Person, reasonAgainstJoining, validUntil } from "../who-joins.ts";
import { hasFamilyCard } from "./family-card.ts";

export interface Becoming {
  homeId: string;
  /** They have read what each way gives, and agree to keep to it. */
  agrees: boolean;
  /** A child borrows with a guardian's card and has none of its own. */
  familyCard: boolean;
}

/** Refuses who is not known well enough, with the way to the counter or to documents. Answers the number of the card. */
export async function becomeReader(
  ctx: TxCtx,
  subject: string,
  { homeId, agrees, familyCard }: Becoming,
): Promise<{ number: string | null }> {
  if (!agrees) throw invalid([{ field: "/body/agrees", id: "agree.missing" }]);
  const home = await homeOf(ctx, homeId);
  const person = await personOf(ctx, subject);
  const terms = await termsAt(ctx.db, home);
  const against = reasonAgainstJoining(terms, person, today(ctx));
  if (against === "reader.level")
    throw refused(
      against,
      { need: terms.level, level: person.level },
      { next: `/my/documents?need=${terms.level}` },
    );
  if (against) throw refused(against, { age: terms.childUnder }, { next: "/my/family" });
  return enrol(ctx, subject, { home, terms, person, familyCard, consent: "guardian" });
}

export interface Enrolling {
  home: Place;
  terms: ReaderTerms;
  person: Person;
  familyCard: boolean;
  /** Where they are a child: who has agreed. */
  consent: "guardian" | "at-desk";
}

/** At home or at the counter: the reader, their card, and credit if people knows of it. */
export async function enrol(
  ctx: TxCtx,
  subject: string,
  { home, terms, person, familyCard, consent }: Enrolling,
): Promise<{ number: string | null }> {
  const on = today(ctx);
  const child = isChild(terms, person, on);
  if (familyCard && !(child && (await hasFamilyCard(ctx, subject)))) throw refused("reader.no-family-card");
  await join(ctx, {
    subject,
    kind: "person",
    name: "",
    category: categoryOf(terms, person, on),
    homeId: home.id,
    validUntil: validUntil(terms, on),
    card: null,
    consent: child ? consent : null,
  });
  const number = familyCard
    ? null
    : (await issueCard(ctx, subject, { number: null, old: "replaced" })).number;
  await mirrorCredit(ctx, subject);
  if (child) await tellGuardians(ctx, subject);
  return { number };
}

// texts: notice.child-reader
async function tellGuardians(ctx: TxCtx, subject: string): Promise<void> {
  const guardians = (await guardiansBySubject(ctx.db, [subject])).map(({ guardian }) => guardian);
  if (guardians.length === 0) return;
  await notify(ctx, {
    to: guardians,
    key: "notice.child-reader",
    values: { name: { person: subject } },
    href: "/my/reader",
  });
}

/** What terms ask about somebody. */
export async function personOf(ctx: Ctx, subject: string): Promise<Person> {
  const facts = found((await ruleFactsOf(ctx.db, [subject])).get(subject), "person", subject);
  const guardians = await guardiansBySubject(ctx.db, [subject]);
  return { level: facts.level, born: facts.born, hasGuardian: guardians.length > 0 };
}
