/** Which rules decide on an offer. Pure: read this first. */

import type { PoolChannel } from "../offers/offer.ts";
import { kindsAsked } from "./asked-of.ts";
import type { HouseTerms, RuleKind } from "./terms.ts";

/** A version of a house's rule that is in force. */
export interface HouseRule {
  id: string;
  orgPath: string;
  kind: RuleKind;
  /** Only for offers of this kind, or for occasions of this sort; null: for all. */
  onlyFor: string | null;
  /** Only for places of this pool; null: of every pool. */
  channel: PoolChannel | null;
  effect: "limit" | "none" | "repealed";
  /** Of a limit. */
  terms: HouseTerms | null;
  basis: string;
}

/** What an offer is of: by this houses' rules find it. */
export interface RuledOffer {
  orgPath: string;
  kind: string;
  sort: string | null;
  /** What it asks for itself. */
  own: readonly HouseTerms[];
}

/** A rule that decides. `house`: who set it and on what basis; null where it is the offer's own. */
export interface Deciding<T extends HouseTerms = HouseTerms> {
  terms: T;
  house: Pick<HouseRule, "orgPath" | "onlyFor" | "basis"> | null;
}

/** The organisations whose rules reach this path: it and all above it, the farthest first. `klmy.lib.` gives `klmy.` and itself. */
export function pathsAbove(orgPath: string): string[] {
  const names = orgPath.split(".").slice(0, -1);
  return names.map((_, at) => `${names.slice(0, at + 1).join(".")}.`);
}

/** The rules that decide on places of this pool, one of each kind at most, in the order in which they are asked. */
export function decidingRules(rules: readonly HouseRule[], offer: RuledOffer, channel: string): Deciding[] {
  const reaching = rules
    .filter((rule) => rule.effect !== "repealed" && ruleReaches(rule, offer))
    .filter((rule) => rule.channel === null || rule.channel === channel)
    .toSorted(nearestFirst);
  return kindsAsked(channel).flatMap((kind): Deciding[] => {
    const own = offer.own.find((terms) => terms.kind === kind);
    if (own) return [{ terms: own, house: null }];
    const rule = reaching.find((one) => one.kind === kind);
    return rule?.terms ? [{ terms: rule.terms, house: rule }] : [];
  });
}

/** Whether a rule is about an offer, whichever pool. */
export function ruleReaches(
  rule: Pick<HouseRule, "orgPath" | "onlyFor">,
  offer: Omit<RuledOffer, "own">,
): boolean {
  if (!offer.orgPath.startsWith(rule.orgPath)) return false;
  return rule.onlyFor === null || rule.onlyFor === offer.kind || rule.onlyFor === offer.sort;
}

/** The nearer organisation before the farther; of one organisation what is said of fewer offers, then of fewer places. */
function nearestFirst(a: HouseRule, b: HouseRule): number {
  const narrow = (rule: HouseRule) => (rule.onlyFor === null ? 0 : 2) + (rule.channel === null ? 0 : 1);
  return b.orgPath.length - a.orgPath.length || narrow(b) - narrow(a);
}

/** The terms of a kind with what set them, or null. */
export function ruleOf<K extends RuleKind>(
  rules: readonly Deciding[],
  kind: K,
): Deciding<Extract<HouseTerms, { kind: K }>> | null {
  const isOfKind = (rule: Deciding): rule is Deciding<Extract<HouseTerms, { kind: K }>> =>
    rule.terms.kind === kind;
  return rules.find(isOfKind) ?? null;
}
