/** Why a copy cannot be lent to somebody now. Pure; one order of reasons: the reader, the copy, the rules. */
import { decide, fullLimit, type RuleBook, type Ruling } from "../rules/ruling.ts";
import type { Guarantee } from "../rules/terms.ts";
import type { Borrower, Copy } from "./lending-store.ts";

/** Its sentence is `refusal.loan.<id>`. */
export interface Against {
  id: string;
  data?: Record<string, string | number>;
}

export interface LoanAsked {
  borrower: Borrower;
  copy: Pick<Copy, "ownerPath" | "type" | "placeId" | "shelf" | "status" | "away" | "keptFor" | "priceFen">;
  /** Of the house where it is lent. */
  lentAt: string;
  /** A day of the city. */
  on: string;
}

/** What stands against a reader whatever they want to borrow. */
export function againstReader(
  reader: Pick<Borrower, "endedOn" | "blocked" | "validUntil" | "suspendedUntil">,
  on: string,
): Against | null {
  if (reader.endedOn !== null) return { id: "reader-ended", data: { day: reader.endedOn } };
  if (reader.blocked !== "") return { id: "reader-blocked", data: { reason: reader.blocked } };
  if (reader.validUntil !== null && reader.validUntil < on)
    return { id: "reader-expired", data: { day: reader.validUntil } };
  if (reader.suspendedUntil !== null && reader.suspendedUntil >= on)
    return { id: "reader-suspended", data: { day: reader.suspendedUntil } };
  return null;
}

/** What is not lent to anybody, whatever the rules say. */
const keptIn = new Set(["reference", "in-process", "withdrawn"]);

function againstCopy({ copy, borrower }: LoanAsked): Against | null {
  // What was collected by nobody stands there a while for whoever comes.
  if (copy.away === "hold-shelf" && copy.keptFor !== null && copy.keptFor !== borrower.subject)
    return { id: "kept-for-another" };
  return keptIn.has(copy.status) ? { id: `copy-${copy.status}` } : null;
}

export interface Ruled {
  ruling: Ruling;
  guarantee: Guarantee;
  against: Against | null;
}

/** The ruling a loan would be made by, and what stands against it: of the ways that stand for the reader, the first under which nothing does. */
export function ruled(book: RuleBook, asked: LoanAsked): Ruled {
  const { borrower, copy, on } = asked;
  const before = againstReader(borrower, on) ?? againstCopy(asked);
  let first: Ruled | null = null;
  for (const guarantee of [...borrower.guarantees, "none"] as const) {
    const ruling = decide(
      book,
      {
        owner: copy.ownerPath,
        type: copy.type,
        place: copy.placeId ?? "",
        shelf: copy.shelf,
        category: borrower.category,
        home: borrower.homePath,
        guarantee,
        lentAt: asked.lentAt,
      },
      on,
    );
    const one = { ruling, guarantee, against: before ?? againstRuling(ruling, asked) };
    if (one.against === null) return one;
    first ??= one;
  }
  if (first === null) throw new Error("no way was tried");
  return first;
}

function againstRuling({ terms, limits }: Ruling, { borrower, copy, on }: LoanAsked): Against | null {
  if (!terms.lends) return { id: "not-lent" };
  if (terms.overdueBlocks && borrower.earliestDue !== null && borrower.earliestDue < on)
    return { id: "overdue", data: { day: borrower.earliestDue } };
  if (terms.dearestFen !== null && (copy.priceFen ?? 0) > terms.dearestFen)
    return { id: "too-dear", data: { most: terms.dearestFen / 100 } };
  const full = fullLimit(limits, borrower.held);
  return full && { id: "limit", data: { most: full.most } };
}
