/** How many things somebody may have at once. All limits that reach a loan hold together. Pure. */
import type { LoanCase } from "./match.ts";
import type { Guarantee } from "./terms.ts";

export interface LimitMatch {
  /** Things of owners below this path are counted; null: of all. */
  owner: string | null;
  /** Things of these types are counted; null: of all. */
  types: readonly string[] | null;
  /** For readers of these categories, with these guarantees, of houses below this path; null: for all. */
  categories: readonly string[] | null;
  guarantees: readonly Guarantee[] | null;
  home: string | null;
}

export interface Limit extends LimitMatch {
  id: string;
  most: number;
  basis: string;
  /** Path of the organisation that set it; empty: the city's fallback. */
  setBy: string;
}

/** What somebody has: so many things of an owner and type. */
export interface Held {
  ownerPath: string;
  type: string;
  loans: number;
}

/** Nobody borrows without a limit: this one holds where no other reaches a loan. */
export const fallbackLimit: Limit = {
  id: "00000000-0000-0000-0000-000000000002",
  most: 10,
  owner: null,
  types: null,
  categories: null,
  guarantees: null,
  home: null,
  basis: "",
  setBy: "",
};

export const limitReaches = (limit: LimitMatch, asked: LoanCase): boolean =>
  (limit.owner === null || asked.owner.startsWith(limit.owner)) &&
  (limit.types === null || limit.types.includes(asked.type)) &&
  (limit.categories === null || limit.categories.includes(asked.category)) &&
  (limit.guarantees === null || limit.guarantees.includes(asked.guarantee)) &&
  (limit.home === null || asked.home.startsWith(limit.home));

/** How many of what somebody has a limit counts. */
export const countedBy = (limit: Pick<Limit, "owner" | "types">, held: readonly Held[]): number =>
  held
    .filter(({ ownerPath }) => limit.owner === null || ownerPath.startsWith(limit.owner))
    .filter(({ type }) => limit.types === null || limit.types.includes(type))
    .reduce((sum, { loans }) => sum + loans, 0);

/** The first of these limits that leaves no room for one more, or null. */
export const fullLimit = <L extends Pick<Limit, "owner" | "types" | "most">>(
  limits: readonly L[],
  held: readonly Held[],
): L | null => limits.find((limit) => countedBy(limit, held) >= limit.most) ?? null;
