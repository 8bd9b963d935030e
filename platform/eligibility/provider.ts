/** Who is asked whether somebody meets a rule. About whom, and with which consent, is the business of `people`; here it only leaves. */

export interface EligibilityQuestion {
  /** The same for every try to ask this, so that a provider can tell a repetition. */
  id: string;
  /** Code of the rule, agreed with the provider: `deposit-free-lending`. */
  check: string;
  person: {
    /** As on the document. */
    name: string;
    kind: string;
    number: string;
    /** Code of the state that issued a passport. */
    country: string | null;
  };
  /** The separate consent under which it is asked (PIPL art. 23). */
  consent: { at: string; wording: string };
}

/** Why not, in words everybody understands alike; no room for how far from yes. */
export const noReasons = ["not-met", "not-known-there", "not-agreed-there"] as const;
export type NoReason = (typeof noReasons)[number];

/** `unavailable` says nothing about the person: nobody could be asked. There is no place for a score. */
export type EligibilityAnswer =
  /** `validUntil`: an instant, when the provider itself says how long. */
  | { answer: "yes"; validUntil: string | null }
  | { answer: "no"; reason: NoReason }
  | { answer: "unavailable" };

export interface EligibilityProviders {
  /** Names under which somebody can be asked: `credit`, `residence`. */
  connected: readonly string[];
  /** Asks that provider. Never throws. */
  ask(provider: string, question: EligibilityQuestion): Promise<EligibilityAnswer>;
}
