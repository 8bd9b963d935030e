/** Why a rule stands against a claim. Pure; one order of reasons, that of `ruleKinds`. */
import type { Temporal } from "temporal-polyfill";
import { ageOn } from "#people";
import { meet, type Span } from "../occasions.ts";
import { mostTogether } from "./period.ts";
import { type Deciding, type RuledOffer, ruleReaches } from "./rule.ts";
import type { TermsOf } from "./terms.ts";

/** An occasion somebody has a place at, or had and did not give back. */
export interface PastClaim extends Omit<RuledOffer, "own"> {
  placeId: string | null;
  seriesId: string | null;
  startsAt: Temporal.Instant;
  /** When nobody else has them: it was claimed where nobody holds two places at one time. */
  alone: readonly Span[];
}

/** What rules look at in whoever wants places. */
export interface RuleFacts {
  level: number;
  born: string | null;
  /** Codes of the eligibility checks they have a living yes under. */
  qualifies?: ReadonlySet<string>;
  /** Whose group it is for. */
  organisation?: { kind: string; path: string };
  /** Claims on other occasions. */
  history: readonly PastClaim[];
}

export interface RuleCase {
  occasion: {
    placeId: string | null;
    seriesId: string | null;
    startsAt: Temporal.Instant;
    /** When it takes place, as far as a rule asks. */
    times: readonly Span[];
  };
  size: number;
  facts: RuleFacts;
  /** Of the city. */
  zone: string;
}

/** The rule that is not met: its id, what its sentence needs, and the page that helps on. */
export interface RuleAgainst {
  id: string;
  rule: Deciding;
  data: Record<string, string | number>;
  next?: string;
}

/** The first rule that is not met, or null. When it can be booked is asked before (`timesUnder`). */
export function reasonAgainstRules(rules: readonly Deciding[], asked: RuleCase): RuleAgainst | null {
  for (const rule of rules) {
    const against = fault(rule, asked);
    if (against) return { ...against, rule };
  }
  return null;
}

/** All rules that somebody does not meet, whatever the size of the group: told before anybody tries. */
export function unmetBy(rules: readonly Deciding[], asked: Omit<RuleCase, "size">): RuleAgainst[] {
  const told = rules.filter(({ terms: { kind } }) => kind !== "group" && kind !== "companion");
  return told.flatMap((rule) => reasonAgainstRules([rule], { ...asked, size: 1 }) ?? []);
}

function isAmong(
  { kinds, within }: TermsOf<"organisation">,
  { kind, path }: { kind: string; path: string },
  house: string,
): boolean {
  return (kinds.length === 0 || kinds.includes(kind)) && (within === "city" || path.startsWith(house));
}

type Fault = Omit<RuleAgainst, "rule"> | null;

function fault({ terms, house }: Deciding, { occasion, size, facts, zone }: RuleCase): Fault {
  const day = dayOf(occasion.startsAt, zone);
  switch (terms.kind) {
    case "horizon":
    case "closing":
      return null;
    case "group":
      return size < terms.from || size > terms.to
        ? { id: "rule.group", data: { from: terms.from, to: terms.to, size } }
        : null;
    case "level":
      return facts.level < terms.level
        ? { id: "rule.level", data: { level: terms.level }, next: `/my/documents?need=${terms.level}` }
        : null;
    case "eligible":
      return facts.qualifies?.has(terms.code)
        ? null
        : {
            id: "rule.eligible",
            data: { called: terms.called ?? terms.code },
            next: `/my/eligibility/${terms.code}`,
          };
    case "organisation":
      return facts.organisation && !isAmong(terms, facts.organisation, house?.orgPath ?? "")
        ? { id: "rule.organisation", data: { within: terms.within, called: terms.called ?? "any" } }
        : null;
    case "age":
      return againstAge(terms, facts.born, day);
    case "companion":
      return againstAlone(terms, { born: facts.born, day, size });
    case "period": {
      const together = facts.history.filter((one) => countsWith(terms, { house, one, occasion }));
      const days = together.map(({ startsAt }) => dayOf(startsAt, zone));
      return mostTogether(terms, days, day) >= terms.most
        ? {
            id: "rule.period",
            data: { most: terms.most, window: terms.window, days: terms.days },
            next: "/my",
          }
        : null;
    }
    case "no-overlap":
      return facts.history.some(({ alone }) => meet(alone, occasion.times))
        ? { id: "rule.no-overlap", data: {}, next: "/my" }
        : null;
  }
}

const unknownAge = { id: "rule.age-unknown", data: {}, next: "/my/documents?need=1" };

function againstAge({ from, to }: TermsOf<"age">, born: string | null, day: Temporal.PlainDate): Fault {
  if (from === null && to === null) return null;
  if (born === null) return unknownAge;
  const age = ageOn(born, day);
  if (from !== null && age < from) return { id: "rule.too-young", data: { from } };
  return to !== null && age > to ? { id: "rule.too-old", data: { to } } : null;
}

/** Nobody is asked for a document because a child might come alone: who has no day of birth on record has an account of their own. */
function againstAlone(
  { under }: TermsOf<"companion">,
  { born, day, size }: { born: string | null; day: Temporal.PlainDate; size: number },
): Fault {
  if (born === null || size > 1 || ageOn(born, day) >= under) return null;
  return { id: "rule.companion", data: { under } };
}

function countsWith(
  { scope }: TermsOf<"period">,
  { house, one, occasion }: { house: Deciding["house"]; one: PastClaim; occasion: RuleCase["occasion"] },
): boolean {
  if (!house || !ruleReaches(house, one)) return false;
  if (scope === "place") return occasion.placeId !== null && one.placeId === occasion.placeId;
  if (scope === "series") return occasion.seriesId !== null && one.seriesId === occasion.seriesId;
  return true;
}

function dayOf(at: Temporal.Instant, zone: string): Temporal.PlainDate {
  return at.toZonedDateTimeISO(zone).toPlainDate();
}
