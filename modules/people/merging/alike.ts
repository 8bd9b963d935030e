/** When two accounts may be one person, and when they cannot be. Pure: read this first. */
import { onceInALife } from "../identity/contradiction.ts";

/** What can be compared of an account without reading a document. */
export interface Compared {
  id: string;
  kind: "resident" | "staff";
  status: "active" | "left" | "erased" | "merged";
  name: string | null;
  born: string | null;
  hasPhone: boolean;
  /** Documents by kind, how many of each. */
  documents: Partial<Record<string, number>>;
}

/** What two accounts have in common beyond their name, found by the database. */
export interface InCommon {
  /** A clerk saw the one's document in the hands of the other, today or yesterday. */
  sameDocument: boolean;
  /** Name and birth date on a document, or of a child, are the same. */
  nameAndBirth: boolean;
  sameGuardian: boolean;
  /** A counter gave one of them another name or corrected its document. */
  corrected: boolean;
}

export type Likeness = "same-document" | "name-and-birth" | "child-of-same-guardian" | "name-without-phone";

/** Everything that speaks for one person; empty when only a clerk's knowledge does. What a counter made alike of two siblings does not. */
export function likenessesOf(one: Compared, other: Compared, common: InCommon): Likeness[] {
  const sameName = one.name !== null && one.name === other.name;
  if (common.sameGuardian && common.corrected) return [];
  const found: Likeness[] = [];
  if (common.sameDocument) found.push("same-document");
  if (common.nameAndBirth) found.push("name-and-birth");
  if (common.sameGuardian && sameName) found.push("child-of-same-guardian");
  // Somebody noted at a counter without a phone, who has signed in with one since.
  if (sameName && one.hasPhone !== other.hasPhone) found.push("name-without-phone");
  return found;
}

export type AgainstMerge =
  | "merge.same-account"
  | "merge.staff"
  | "merge.not-active"
  | "merge.two-cards"
  | "merge.two-birthdays"
  | "merge.family";

/** Why these two cannot be one person, or null. `related`: one is, or was, the other's guardian, or both are in one circle. */
export function reasonAgainstMerge(
  from: Compared,
  into: Compared,
  { related }: { related: boolean },
): AgainstMerge | null {
  if (from.id === into.id) return "merge.same-account";
  if (from.kind !== "resident" || into.kind !== "resident") return "merge.staff";
  if (from.status !== "active" || into.status !== "active") return "merge.not-active";
  if (onceInALife.some((kind) => from.documents[kind] && into.documents[kind])) return "merge.two-cards";
  if (from.born && into.born && from.born !== into.born) return "merge.two-birthdays";
  return related ? "merge.family" : null;
}
