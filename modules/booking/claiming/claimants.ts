/** What the rules look at in whoever wants places: read for many at once, before any lock. */
import { ruleFactsOf } from "#people";
import type { Db } from "#platform/db";

export interface Claimant {
  /** Identity level: 0 phone … 3 confirmed. */
  level: number;
  /** Day of birth, where it is known. */
  born: string | null;
}

const nobody: Claimant = { level: 0, born: null };

/** Everything rules need to know of these people, in a fixed number of statements. */
export async function claimantsOf(db: Db, subjects: readonly string[]) {
  const facts = subjects.length > 0 ? await ruleFactsOf(db, subjects) : new Map<string, Claimant>();
  return { of: (subject: string): Claimant => facts.get(subject) ?? nobody };
}
