/** What terms say of somebody who would become a reader: child or adult, until when, and why not yet. Pure. */
import type { Temporal } from "temporal-polyfill";
import { ageOn } from "#people";
import type { ReaderTerms } from "./terms/terms-store.ts";

export interface Person {
  level: number;
  /** Null: nobody has shown when. */
  born: string | null;
  /** Somebody who is their guardian has agreed to what the city keeps of them. */
  hasGuardian: boolean;
}

export type AgainstJoining = "reader.level" | "reader.guardian-needed";

/** The first reason against becoming a reader by themself, or by the guardian who acts for them. */
export function reasonAgainstJoining(
  terms: Pick<ReaderTerms, "level" | "childUnder">,
  person: Person,
  on: Temporal.PlainDate,
): AgainstJoining | null {
  if (person.level < terms.level) return "reader.level";
  return isChild(terms, person, on) && !person.hasGuardian ? "reader.guardian-needed" : null;
}

/** Whose age nobody knows is no child: those who are one were entered with it. */
export const isChild = (
  { childUnder }: Pick<ReaderTerms, "childUnder">,
  { born }: Pick<Person, "born">,
  on: Temporal.PlainDate,
): boolean => born !== null && ageOn(born, on) < childUnder;

export const categoryOf = (
  terms: ReaderTerms,
  person: Pick<Person, "born">,
  on: Temporal.PlainDate,
): string => (isChild(terms, person, on) ? terms.childCategory : terms.adultCategory);

/** The last day of somebody who joins or renews on a day; null: until it is ended. */
export const validUntil = (
  { validMonths }: Pick<ReaderTerms, "validMonths">,
  on: Temporal.PlainDate,
): string | null => (validMonths === null ? null : on.add({ months: validMonths }).toString());
