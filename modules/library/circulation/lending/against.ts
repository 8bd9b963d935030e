/** Why a copy cannot be lent to somebody now. Pure; one order of reasons: the reader, the copy, the rules. */
import { decide, fullLimit, type RuleBook, type Ruling } from "../rules/ruling.ts";
import type { Guarantee, Terms } from "../rules/terms.ts";
import type { Borrower, Copy } from "./lending-store.ts";
import { overrulable } from "./overrulable.ts";

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

type Standing = Pick<Borrower, "endedOn" | "blocked" | "validUntil" | "suspendedUntil">;

/** What stands against a reader whatever they want to borrow. */
export const againstReader = (reader: Standing, on: string): Against | null =>
  allAgainstReader(reader, on)[0] ?? null;

/** All of it, the gravest first. */
function allAgainstReader(reader: Standing, on: string): Against[] {
  const all: Against[] = [];
  if (reader.endedOn !== null) all.push({ id: "reader-ended", data: { day: reader.endedOn } });
  if (reader.blocked !== "") all.push({ id: "reader-blocked", data: { reason: reader.blocked } });
  if (reader.validUntil !== null && reader.validUntil < on)
    all.push({ id: "reader-expired", data: { day: reader.validUntil } });
  if (reader.suspendedUntil !== null && reader.suspendedUntil >= on)
    all.push({ id: "reader-suspended", data: { day: reader.suspendedUntil } });
  return all;
}

/** A loan that ought to be back, where that is in the way. */
export const againstOverdue = (
  { earliestDue }: Pick<Borrower, "earliestDue">,
  on: string,
): Required<Against> | null =>
  earliestDue !== null && earliestDue < on ? { id: "overdue", data: { day: earliestDue } } : null;

/** More than the rule lets somebody owe. */
export const againstOwing = (
  { owesMostFen }: Pick<Terms, "owesMostFen">,
  { owesFen }: Pick<Borrower, "owesFen">,
): Required<Against> | null =>
  owesMostFen !== null && owesFen > owesMostFen
    ? { id: "owes", data: { owes: owesFen / 100, most: owesMostFen / 100 } }
    : null;

/** What a reader is told stands against them: all that stands whatever they want to borrow, and that something is overdue. */
export const toldAgainst = (
  reader: Standing & Pick<Borrower, "earliestDue">,
  on: string,
): Required<Against>[] =>
  [...allAgainstReader(reader, on), ...[againstOverdue(reader, on) ?? []].flat()].map(
    ({ id, data = {} }) => ({ id, data }),
  );

/** What is not lent to anybody, whatever the rules say. */
const keptIn = new Set(["reference", "in-process", "withdrawn", "lost"]);

function againstCopy({ copy, borrower }: LoanAsked): Against[] {
  // What was collected by nobody stands there a while for whoever comes.
  if (copy.away === "hold-shelf" && copy.keptFor !== null && copy.keptFor !== borrower.subject)
    return [{ id: "kept-for-another" }];
  return keptIn.has(copy.status) ? [{ id: `copy-${copy.status}` }] : [];
}

export interface Ruled {
  ruling: Ruling;
  guarantee: Guarantee;
  against: Against | null;
  /** What it is lent in spite of. */
  overruled: readonly string[];
}

/**
 * The ruling a loan would be made by, and what stands against it: of the ways that stand for the reader, the first under which nothing does.
 * `despite`: staff overrule what they may.
 */
export const ruled = (book: RuleBook, asked: LoanAsked, { despite = false } = {}): Ruled =>
  firstOf(book, asked, (id) => despite && overrulable.includes(id));

/** The same of what has left already: nothing is refused, and all that stood against it is told. */
export function ruledWhatever(book: RuleBook, asked: LoanAsked): Ruled {
  const plain = ruled(book, asked);
  return plain.against === null ? plain : firstOf(book, asked, () => true);
}

function firstOf(book: RuleBook, asked: LoanAsked, isOverruled: (id: string) => boolean): Ruled {
  const { borrower, copy, on } = asked;
  const before = [...allAgainstReader(borrower, on), ...againstCopy(asked)];
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
    const all = [...before, ...againstRuling(ruling, asked)];
    const overruled = all.map(({ id }) => id).filter(isOverruled);
    const against = all.find(({ id }) => !overruled.includes(id)) ?? null;
    const one = { ruling, guarantee, against, overruled };
    if (one.against === null) return one;
    first ??= one;
  }
  if (first === null) throw new Error("no way was tried");
  return first;
}

function againstRuling({ terms, limits }: Ruling, { borrower, copy, on }: LoanAsked): Against[] {
  const all: Against[] = [];
  if (!terms.lends) all.push({ id: "not-lent" });
  const overdue = terms.overdueBlocks ? againstOverdue(borrower, on) : null;
  if (overdue) all.push(overdue);
  const owes = againstOwing(terms, borrower);
  if (owes) all.push(owes);
  if (terms.dearestFen !== null && (copy.priceFen ?? 0) > terms.dearestFen)
    all.push({ id: "too-dear", data: { most: terms.dearestFen / 100 } });
  const full = fullLimit(limits, borrower.held);
  if (full) all.push({ id: "limit", data: { most: full.most } });
  return all;
}
