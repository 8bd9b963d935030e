/** What a rule is about, and which of two is about less. Pure: read this first. */
import type { Guarantee } from "./terms.ts";

/** One loan, as far as rules ask. */
export interface LoanCase {
  /** Path of the organisation whose thing it is. */
  owner: string;
  /** Of item: book, magazine … */
  type: string;
  /** Where it is at home; empty where it is nowhere. */
  place: string;
  shelf: string;
  /** The reader's. */
  category: string;
  /** Path of the library the reader belongs to. */
  home: string;
  guarantee: Guarantee;
  /** Path of the organisation at whose place it is lent. */
  lentAt: string;
}

/** What a rule is about; null: whatever. Paths reach what lies below them. */
export interface Match {
  owner: string;
  place: string | null;
  /** Of the place. */
  shelf: string | null;
  type: string | null;
  category: string | null;
  guarantee: Guarantee | null;
  home: string | null;
  lentAt: string | null;
}

/** The order in which two rules are compared: the first column in which one is about less decides. Whose the thing is comes first: it is theirs to lend. */
export const columns = [
  "owner",
  "place",
  "shelf",
  "type",
  "category",
  "guarantee",
  "home",
  "lentAt",
] as const satisfies readonly (keyof Match)[];
export type Column = (typeof columns)[number];

const reaches: Record<Column, (said: string, asked: LoanCase) => boolean> = {
  owner: (said, { owner }) => owner.startsWith(said),
  place: (said, { place }) => place === said,
  shelf: (said, { shelf }) => shelf === said,
  type: (said, { type }) => type === said,
  category: (said, { category }) => category === said,
  guarantee: (said, { guarantee }) => guarantee === said,
  home: (said, { home }) => home.startsWith(said),
  lentAt: (said, { lentAt }) => lentAt.startsWith(said),
};

/** The first column in which a rule is not about the case, or null: it is about it. */
export function columnAgainst(match: Match, asked: LoanCase): Column | null {
  return (
    columns.find((column) => {
      const said = match[column];
      return said !== null && !reaches[column](said, asked);
    }) ?? null
  );
}

/** How little a column is about: of paths the longer, of the rest what is named. */
const narrowness = (match: Match, column: Column): number => {
  const said = match[column];
  if (said === null) return 0;
  return column === "owner" || column === "home" || column === "lentAt" ? said.length : 1;
};

/** Of two that are both about a case: the first column in which one is about less, or null where they are about the same. */
export function columnBetween(one: Match, other: Match): Column | null {
  return columns.find((column) => narrowness(one, column) !== narrowness(other, column)) ?? null;
}

/** The one that is about less before the other. */
export function narrowestFirst(one: Match, other: Match): number {
  const column = columnBetween(one, other);
  return column === null ? 0 : narrowness(other, column) - narrowness(one, column);
}

/** The paths that reach this one, the nearest first: `klmy.lib.` gives itself and `klmy.`. */
export function pathsUp(path: string): string[] {
  const names = path.split(".").slice(0, -1);
  return names.map((_, at) => `${names.slice(0, names.length - at).join(".")}.`);
}
