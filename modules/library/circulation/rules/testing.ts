/** Builders of rules, limits and loans for tests. */
import type { LimitMatch } from "./limit.ts";
import type { LoanCase, Match } from "./match.ts";
import {
  fallbackRule,
  fallbackTerms,
  type LoanLimit,
  type LoanRule,
  type RuleBook,
  type Terms,
} from "./ruling.ts";

/** An adult of the city's library who borrows a book there on credit; say what differs. */
export const aLoanCase = (differs: Partial<LoanCase> = {}): LoanCase => ({
  owner: "city.lib.",
  type: "book",
  place: "",
  shelf: "",
  category: "adult",
  home: "city.lib.",
  guarantee: "credit",
  lentAt: "city.lib.",
  ...differs,
});

export interface RuleBuild extends Partial<Omit<LoanRule, "match" | "terms">> {
  match?: Partial<Match>;
  /** Null: repealed. */
  terms?: Partial<Terms> | null;
}

let made = 0;

/** A first version that holds for ever, of the owner's whole house; say what differs. */
export function ruleOf({ match, terms, ...differs }: RuleBuild = {}): LoanRule {
  const owner = match?.owner ?? differs.orgPath ?? "city.";
  return {
    id: `rule-${++made}`,
    organisationId: "",
    orgPath: owner,
    version: 1,
    since: "2026-01-01",
    until: null,
    basis: "流通规则",
    match: { ...fallbackRule.match, ...match, owner },
    terms: terms === null ? null : { ...fallbackTerms, ...terms },
    ...differs,
  };
}

export interface LimitBuild extends Partial<Omit<LoanLimit, "match">> {
  match?: Partial<LimitMatch>;
}

/** The same of a limit: in total, where it names no owner. */
export function limitOf({ match, ...differs }: LimitBuild = {}): LoanLimit {
  return {
    id: `limit-${++made}`,
    organisationId: "",
    orgPath: match?.owner ?? "city.",
    version: 1,
    since: "2026-01-01",
    until: null,
    basis: "流通规则",
    most: 10,
    match: { owner: null, types: null, categories: null, guarantees: null, home: null, ...match },
    ...differs,
  };
}

export const bookOf = (
  rules: readonly LoanRule[],
  limits: readonly LoanLimit[] = [],
  amnesties: RuleBook["amnesties"] = [],
): RuleBook => ({ version: "", rules, limits, amnesties });
