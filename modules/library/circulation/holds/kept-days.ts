/** Whether a copy is for somebody who waits, and how long it would stand for them. Pure. */
import { decide, type RuleBook } from "../rules/ruling.ts";
import type { Guarantee, Terms } from "../rules/terms.ts";

/** A copy, as far as rules ask. */
export interface CopyOfKind {
  ownerPath: string;
  type: string;
  /** At home; null: nowhere yet. */
  placeId: string | null;
  shelf: string;
  priceFen: number | null;
}

/** Somebody who waits or would, as far as rules ask. */
export interface WaitingReader {
  category: string;
  homePath: string;
  /** Of the house where they collect it. */
  pickupPath: string;
  guarantees: readonly Exclude<Guarantee, "none">[];
}

export type KeptDays = (copy: CopyOfKind, reader: WaitingReader) => number | null;

/** Days on the hold shelf under the first way that lends it to such a reader; null: it is not lent to them. Asked once for copies and readers of a kind. */
export function keptDays(book: RuleBook, on: string): KeptDays {
  const known = new Map<string, number | null>();
  return (copy, reader) => {
    const key = JSON.stringify([
      copy.ownerPath,
      copy.type,
      copy.placeId,
      copy.shelf,
      copy.priceFen,
      reader.category,
      reader.homePath,
      reader.pickupPath,
      reader.guarantees,
    ]);
    const before = known.get(key);
    if (before !== undefined) return before;
    const found = termsFor(book, on, { copy, reader }).find(
      ({ lends, holds, dearestFen }) =>
        lends && holds && (dearestFen === null || (copy.priceFen ?? 0) <= dearestFen),
    );
    known.set(key, found?.readyDays ?? null);
    return found?.readyDays ?? null;
  };
}

/** Why none of these copies can be kept for a reader; null: one can. */
export function againstCopies(
  book: RuleBook,
  on: string,
  { copies, reader }: { copies: readonly CopyOfKind[]; reader: WaitingReader },
): "no-copies" | "not-lent" | "not-held" | null {
  if (copies.length === 0) return "no-copies";
  const days = keptDays(book, on);
  if (copies.some((copy) => days(copy, reader) !== null)) return null;
  const isLent = copies.some((copy) => termsFor(book, on, { copy, reader }).some(({ lends }) => lends));
  return isLent ? "not-held" : "not-lent";
}

/** What the rules say of lending it to them, one for each way that stands for them. */
function termsFor(
  book: RuleBook,
  on: string,
  { copy, reader }: { copy: CopyOfKind; reader: WaitingReader },
): Terms[] {
  return [...reader.guarantees, "none" as const].map(
    (guarantee) =>
      decide(
        book,
        {
          owner: copy.ownerPath,
          type: copy.type,
          place: copy.placeId ?? "",
          shelf: copy.shelf,
          category: reader.category,
          home: reader.homePath,
          guarantee,
          lentAt: reader.pickupPath,
        },
        on,
      ).terms,
  );
}
