/** Who qualifies by the eligibility checks that rules name: asked of people for all at once, and only where some rule asks. */
import type { Temporal } from "temporal-polyfill";
import { qualifiedOf } from "#people";
import { type Actor, principal } from "#platform/auth";
import type { Db } from "#platform/db";
import { type HouseRule, type RuledOffer, ruleReaches } from "./rule.ts";

const none: ReadonlySet<string> = new Set();

/** Of each of these people, the codes under which they have a living yes; in one statement, or none. */
export async function qualifiedUnder(
  db: Db,
  {
    rules,
    offers,
    subjects,
    now,
  }: {
    rules: readonly HouseRule[];
    offers: readonly Omit<RuledOffer, "own">[];
    subjects: readonly string[];
    now: Temporal.Instant;
  },
): Promise<(subject: string) => ReadonlySet<string>> {
  const codes = rules.flatMap((rule) =>
    rule.terms?.kind === "eligible" && offers.some((offer) => ruleReaches(rule, offer))
      ? [rule.terms.code]
      : [],
  );
  if (codes.length === 0 || subjects.length === 0) return () => none;
  const all = await qualifiedOf(db, subjects, { codes, now });
  return (subject) => all.get(subject) ?? none;
}

/** Whether they may look up how this person stands: themself, or the guardian. */
export function keepsEligibility(actor: Actor, subject: string | null): boolean {
  return principal(actor)?.subject === subject && actor.onBehalfOf?.as !== "helper";
}
