/** Which rule decides on a loan, and within which limits. Pure. */

import { fallbackLimit, type Limit, type LimitMatch, limitReaches } from "./limit.ts";
import {
  type Column,
  columnAgainst,
  columnBetween,
  type LoanCase,
  type Match,
  narrowestFirst,
  pathsUp,
} from "./match.ts";
import type { Terms } from "./terms.ts";

export { fullLimit, type Limit } from "./limit.ts";
export type { LoanCase } from "./match.ts";
export type { Terms } from "./terms.ts";

/** What versions have in common. */
interface Versioned {
  id: string;
  organisationId: string;
  /** Path of the organisation that set it. */
  orgPath: string;
  version: number;
  /** First and last day; null: until another version begins. */
  since: string;
  until: string | null;
  basis: string;
}

/** A version of a rule; without terms: it is repealed. */
export interface LoanRule extends Versioned {
  match: Match;
  terms: Terms | null;
}

/** A version of a limit; without a number: it is repealed. */
export interface LoanLimit extends Versioned {
  match: LimitMatch;
  most: number | null;
}

/** The last version of an amnesty. */
export interface Amnesty {
  id: string;
  orgPath: string;
  firstDay: string;
  lastDay: string;
  basis: string;
}

/** Everything that was ever ruled, in no order. One value: the same book is the same rules. */
export interface RuleBook {
  version: string;
  rules: readonly LoanRule[];
  limits: readonly LoanLimit[];
  /** Those that are not repealed. */
  amnesties: readonly Amnesty[];
}

/** The rule that decides: by whom (a path; empty: the city's fallback) and on what ground. A loan keeps its id. */
export interface DecidingRule {
  id: string;
  match: Match;
  basis: string;
  setBy: string;
}

export interface Ruling {
  rule: DecidingRule;
  terms: Terms;
  /** All that reach the loan, the tightest first. There is always one. */
  limits: readonly Limit[];
}

/** What holds where nobody has ruled: it is lent plainly, and being late costs nothing. */
export const fallbackTerms: Terms = {
  lends: true,
  days: 30,
  untilDay: null,
  renewals: 1,
  renewDays: 30,
  renewFrom: "due",
  auto: false,
  holds: true,
  graceDays: 0,
  late: { kind: "none" },
  lateCounts: "open-days",
  overdueBlocks: true,
  recallDays: null,
  readyDays: 7,
  returnTo: "anywhere",
  dearestFen: null,
  owesMostFen: null,
  lost: { percent: 100, handlingFen: 0, unknownFen: 0, afterDays: null, refundDays: 0 },
  claims: { checks: 3, believed: 1 },
};

/** Terms as they were written: what an older version does not say yet is as where nobody has ruled. */
export const completed = (terms: Terms): Terms => ({ ...fallbackTerms, ...terms });

export const fallbackRule: DecidingRule = {
  id: "00000000-0000-0000-0000-000000000001",
  match: {
    owner: "",
    place: null,
    shelf: null,
    type: null,
    category: null,
    guarantee: null,
    home: null,
    lentAt: null,
  },
  basis: "",
  setBy: "",
};

/** The most specific rule in force on a day that is about the loan; `match.ts` says which that is. */
export function decide(book: RuleBook, asked: LoanCase, on: string): Ruling {
  const { rules, limits } = inForce(book, on);
  const found = first(pathsUp(asked.owner), (path) =>
    rules.get(path)?.find(({ match }) => columnAgainst(match, asked) === null),
  );
  const reaching = limits.filter((limit) => limitReaches(limit, asked));
  return {
    rule: found ?? fallbackRule,
    terms: found?.terms ?? fallbackTerms,
    limits: reaching.length > 0 ? reaching : [fallbackLimit],
  };
}

/** What a loan that was made by a rule keeps to, whatever has been ruled since. */
export const termsOf = (book: RuleBook, ruleId: string): Terms =>
  book.rules.find(({ id }) => id === ruleId)?.terms ?? fallbackTerms;

/** The amnesty under which something of an owner comes back on a day, or null. */
export const amnestyFor = (
  { amnesties }: Pick<RuleBook, "amnesties">,
  owner: string,
  returnedOn: string,
): Amnesty | null =>
  amnesties.find(
    ({ orgPath, firstDay, lastDay }) =>
      owner.startsWith(orgPath) && firstDay <= returnedOn && returnedOn <= lastDay,
  ) ?? null;

/** How a rule in force stood in the choice: the column by which it is not about the loan, or by which the deciding one was about less. */
export interface Contender {
  rule: DecidingRule & { terms: Terms };
  outcome: "decides" | "lost" | "not-about";
  /** Null: it decides, or both are about the same and the nearer house's goes before. */
  by: Column | null;
}

/** Every rule in force on a day, the one that decides first, then those that lost, then those that are about other loans. */
export function contenders(book: RuleBook, asked: LoanCase, on: string): Contender[] {
  const all = [...inForce(book, on).rules.values()].flat().toSorted(nearestFirst);
  const winner = all.find(({ match }) => columnAgainst(match, asked) === null);
  const stood = all.map((rule): Contender => {
    const against = columnAgainst(rule.match, asked);
    if (against !== null) return { rule, outcome: "not-about", by: against };
    const before = winner === rule ? undefined : winner;
    if (!before) return { rule, outcome: "decides", by: null };
    return { rule, outcome: "lost", by: columnBetween(before.match, rule.match) };
  });
  const order = ["decides", "lost", "not-about"];
  return stood.toSorted((a, b) => order.indexOf(a.outcome) - order.indexOf(b.outcome));
}

type RuleInForce = DecidingRule & { terms: Terms };
interface InForce {
  /** By the path of the owner they name, each list the one that is about less first. */
  rules: ReadonlyMap<string, readonly RuleInForce[]>;
  limits: readonly Limit[];
}

/** Rules are few and loans many: a day's are sorted once. */
const ready = new WeakMap<RuleBook, Map<string, InForce>>();
const mostDays = 8;

function inForce(book: RuleBook, on: string): InForce {
  const days = ready.get(book) ?? new Map<string, InForce>();
  ready.set(book, days);
  const known = days.get(on);
  if (known) return known;
  if (days.size >= mostDays) days.clear();
  const made = {
    rules: Map.groupBy(rulesOn(book.rules, on), ({ match }) => match.owner),
    limits: limitsOn(book.limits, on),
  };
  days.set(on, made);
  return made;
}

const rulesOn = (rules: readonly LoanRule[], on: string): RuleInForce[] =>
  holding(rules, on)
    .flatMap(({ id, match, basis, orgPath, terms }) =>
      terms ? { id, match, basis, setBy: orgPath, terms } : [],
    )
    .toSorted(nearestFirst);

const limitsOn = (limits: readonly LoanLimit[], on: string): Limit[] =>
  holding(limits, on)
    .flatMap(({ id, match, basis, orgPath, most }) =>
      most === null ? [] : { id, ...match, most, basis, setBy: orgPath },
    )
    .toSorted((a, b) => a.most - b.most || (a.id < b.id ? -1 : 1));

/** Of each line of versions the latest written that has begun, if its last day has not passed. */
export function holding<V extends LoanRule | LoanLimit>(versions: readonly V[], on: string): V[] {
  const begun = versions.filter(({ since }) => since <= on);
  return lastOfEach(begun).filter(({ until }) => until === null || until >= on);
}

/** The last version that was written of each rule or limit. */
export const lastOfEach = <V extends LoanRule | LoanLimit>(versions: readonly V[]): V[] =>
  [...Map.groupBy(versions, lineOf).values()].map((line) =>
    line.reduce((a, b) => (b.version > a.version ? b : a)),
  );

/** The last version of this one, or undefined. */
export const lastVersion = <V extends LoanRule | LoanLimit>(
  versions: readonly V[],
  of: Line,
): V | undefined => lastOfEach(versions.filter((one) => lineOf(one) === lineOf(of))).at(0);

type Line = Pick<LoanRule, "orgPath" | "match"> | Pick<LoanLimit, "orgPath" | "match">;

/** What is the same in all versions of a rule or limit: who set it, and what it is about. */
const lineOf = ({ orgPath, match }: Line): string =>
  JSON.stringify([orgPath, ...Object.entries(match).toSorted(([a], [b]) => (a < b ? -1 : 1))]);

/** About less first; of two about the same the nearer house's. */
const nearestFirst = (a: RuleInForce, b: RuleInForce): number =>
  narrowestFirst(a.match, b.match) || b.setBy.length - a.setBy.length;

function first<I, F>(items: readonly I[], find: (item: I) => F | undefined): F | undefined {
  for (const item of items) {
    const found = find(item);
    if (found !== undefined) return found;
  }
  return undefined;
}
