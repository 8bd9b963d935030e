/** A query of CQL 1.2 (OASIS searchRetrieve part 5) as a tree. */
export interface CqlQuery {
  clause: CqlClause;
  sortBy: SortKey[];
}

export type CqlClause =
  | CqlSearch
  | { operator: (typeof operators)[number]; modifiers: Modifier[]; left: CqlClause; right: CqlClause }
  /** `> prefix = "uri" clause`: what a name before a point, or no such name, stands for in the clause. */
  | { prefix: string | null; uri: string; clause: CqlClause };

/** `index relation term`; a term alone has neither, and the server chooses. */
export interface CqlSearch {
  index: string | null;
  relation: Relation | null;
  /** Without its quotes; a backslash that masks `*`, `?` or `^` is still there (part 5, 3.6). */
  term: string;
}

export interface Relation {
  /** A symbol, or a name in lower case: `any`, `all`, `adj`, `within` … */
  name: string;
  modifiers: Modifier[];
}

/** `/name`, `/name=value`. */
export interface Modifier {
  name: string;
  comparison: Comparison | null;
  value: string;
}

export interface SortKey {
  index: string;
  modifiers: Modifier[];
}

export const comparisons = ["=", "==", "<>", "<", ">", "<=", ">="] as const;
export type Comparison = (typeof comparisons)[number];

/** Words that join, where they stand without quotes; in lower or upper case. */
export const operators = ["and", "or", "not", "prox"] as const;
