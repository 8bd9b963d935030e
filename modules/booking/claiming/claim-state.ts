/** The states of a claim and what they mean for it, each list once: for rules, pages and SQL. Pure. */
export const claimStates = [
  "held",
  "confirmed",
  "checked-in",
  "attended",
  "no-show",
  "cancelled",
  "expired",
  "refused",
] as const;
export type ClaimState = (typeof claimStates)[number];

/** May be given back. */
export const givable = ["held", "confirmed"] as const satisfies ClaimState[];
/** Is expected or in. */
export const current = [...givable, "checked-in"] as const satisfies ClaimState[];
/** Came. */
export const arrived = ["checked-in", "attended"] as const satisfies ClaimState[];
/** A person has one of them at an occasion (`claim_once`). */
export const living = [...current, "attended"] as const satisfies ClaimState[];
/** Its places count as taken. */
export const taking = [...living, "no-show"] as const satisfies ClaimState[];
/** Is on the door's list. */
export const listed = ["confirmed", ...arrived, "no-show"] as const satisfies ClaimState[];

export const isOneOf = (states: readonly ClaimState[], state: ClaimState) => states.includes(state);
