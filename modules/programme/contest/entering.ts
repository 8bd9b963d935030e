/** Who may enter what. Pure: the first reason against, by its id. */
import { reasonAgainstAge } from "../finding/ages.ts";

export type Window = "not-yet" | "open" | "closed";

export interface Entrant {
  /** Completed years on the day entries close, or null where nobody knows. */
  age: number | null;
  /** Somebody answers for them: a guardian who acts for them. */
  guarded: boolean;
}

export type AgainstEntry =
  | "contest.not-open-yet"
  | "contest.closed"
  | "contest.age-unknown"
  | "contest.not-your-age"
  | "contest.guardian-needed";

/** Kinds of events that can be contests. */
export const hasContests = (kind: string) => kind === "contest" || kind === "sport";

/** From this age on one enters by oneself. */
export const ownWordAge = 18;

/** Why this person may not enter or join a team now, or null. Whether places are left is the database's to say. */
export function reasonAgainstEntry(
  window: Window,
  category: { ageFrom: number | null; ageTo: number | null },
  { age, guarded }: Entrant,
): AgainstEntry | null {
  if (window === "not-yet") return "contest.not-open-yet";
  if (window === "closed") return "contest.closed";
  const limited = category.ageFrom !== null || category.ageTo !== null;
  if (limited && age === null) return "contest.age-unknown";
  if (age !== null && reasonAgainstAge(category, age)) return "contest.not-your-age";
  if (age !== null && age < ownWordAge && !guarded) return "contest.guardian-needed";
  return null;
}

/** Entries are taken from the beginning of the window until its end. */
export function windowAt(at: number, { opensAt, closesAt }: { opensAt: number; closesAt: number }): Window {
  return at < opensAt ? "not-yet" : at < closesAt ? "open" : "closed";
}
