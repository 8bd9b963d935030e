/** What a document says against what is known of its holder already. Pure: read this first. */
import type { Account } from "../account/account.ts";
import type { Document, DocumentKind } from "./document.ts";

/** Of these a person has one in their life; another number is another person (`document_once_in_life`). */
export const onceInALife: readonly DocumentKind[] = ["resident-id", "hmt-residence"];

export interface KnownDocument {
  id: string;
  kind: DocumentKind;
  level: 1 | 2 | 3;
  numberHash: Buffer | null;
  /** Whether it told a day of birth. */
  tellsBirth: boolean;
}

export interface Contradiction {
  what: "number" | "born";
  /** Somebody has looked at what is contradicted: it was not only typed. */
  checked: boolean;
  /** The documents that cannot be the same person's. */
  documents: KnownDocument[];
}

/** Everything in which a document cannot be of this account's person; empty when it can. */
export function contradictionsOf(
  { born }: Pick<Account, "born">,
  known: readonly KnownDocument[],
  document: Pick<Document, "kind" | "born"> & { numberHash: Buffer },
): Contradiction[] {
  const others = known.filter(({ numberHash }) => numberHash && !numberHash.equals(document.numberHash));
  const sameKind = others.filter(({ kind }) => kind === document.kind && onceInALife.includes(kind));
  const found: Contradiction[] = [];
  if (sameKind.length > 0)
    found.push({ what: "number", checked: sameKind.some(isChecked), documents: sameKind });
  if (born && document.born && born !== document.born) {
    const told = others.filter(({ tellsBirth }) => tellsBirth);
    // A guardian's document that was shown for a child was shown with the paper that says when it was born.
    found.push({ what: "born", checked: known.some(isChecked), documents: told });
  }
  return found;
}

const isChecked = ({ level }: KnownDocument) => level >= 2;
