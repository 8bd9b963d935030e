/** The authority that confirms who somebody is. What is asked about whom is the business of `people`; here it only leaves. */

export interface IdentityQuestion {
  /** The same for every try to ask this, so that a provider can tell a repetition. */
  id: string;
  /** As on the document. */
  name: string;
  kind: string;
  number: string;
  /** Code of the state that issued a passport. */
  country: string | null;
}

/** `unavailable` says nothing about the person: nobody could be asked. */
export type IdentityAnswer = "match" | "no-match" | "unavailable";

export interface IdentityProvider {
  /** False where the city has none: nothing is offered then. */
  connected: boolean;
  /** Asks whether name and document belong together. Never throws. */
  check(question: IdentityQuestion): Promise<IdentityAnswer>;
}
