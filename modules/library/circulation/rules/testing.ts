/** Builders of rules, limits and loans for tests. */
import { aFacility } from "#places/testing";
import { system } from "#platform/auth";
import { type TxCtx, today } from "#platform/ctx";
import type { LimitMatch } from "./limit.ts";
import type { LoanCase, Match } from "./match.ts";
import { type AmnestyInput, putAmnesty } from "./put-amnesty.ts";
import type { LimitInput } from "./put-limit.ts";
import type { RuleInput } from "./put-rule.ts";
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

/** A rule of an organisation that holds from today on; say what differs. */
export const aRuleInput = (organisation: string, differs: Partial<RuleInput> = {}): RuleInput => ({
  organisation,
  about: {
    ...{ owner: null, place: null, shelf: null, type: "magazine", category: null },
    ...{ guarantee: null, home: null, lentAt: null },
  },
  terms: { ...fallbackTerms, days: 14 },
  since: null,
  until: null,
  basis: "流通规则第一条",
  after: 0,
  ...differs,
});

export const aLimitInput = (organisation: string, differs: Partial<LimitInput> = {}): LimitInput => ({
  organisation,
  about: { owner: organisation, types: [], categories: ["adult"], guarantees: [], home: null },
  most: 5,
  since: null,
  until: null,
  basis: "流通规则第二条",
  after: 0,
  ...differs,
});

export const anAmnestyInput = (ctx: TxCtx, organisation: string): AmnestyInput => {
  const day = today(ctx);
  return {
    organisation,
    firstDay: day.toString(),
    lastDay: day.add({ days: 30 }).toString(),
    basis: "读书月免除逾期",
  };
};

/** For every operation: input about the organisation. */
export const loanRuleSamples = {
  "library.loan-rules": async (_: TxCtx, organisation: string) => ({ query: { organisation } }),
  "library.put-loan-rule": async (_: TxCtx, organisation: string) => ({ body: aRuleInput(organisation) }),
  "library.put-loan-limit": async (_: TxCtx, organisation: string) => ({ body: aLimitInput(organisation) }),
  "library.put-amnesty": async (ctx: TxCtx, organisation: string) => ({
    body: anAmnestyInput(ctx, organisation),
  }),
  "library.repeal-amnesty": async (ctx: TxCtx, organisation: string) => ({
    params: await putAmnesty({ ...ctx, actor: system }, anAmnestyInput(ctx, organisation)),
    body: { basis: "写错了" },
  }),
  "library.try-loan-rules": async (ctx: TxCtx, organisationId: string) => {
    const { id } = await aFacility({ ...ctx, actor: system }, { organisationId });
    return { query: { at: id, owner: organisationId, returned: "2027-03-01" } };
  },
};
