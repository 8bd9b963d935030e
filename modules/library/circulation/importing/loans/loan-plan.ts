/** What a row asks for: a loan that is not here, a newer word on one that is, nothing, or a fault. */
import type { TxCtx } from "#platform/ctx";
import { newId } from "#platform/db";
import type { CellFault } from "#platform/exchange";
import { may } from "../../../may.ts";
import { ruled } from "../../lending/against.ts";
import type { RuleBook, Ruling } from "../../rules/ruling.ts";
import type { LoanValues } from "./loan-columns.ts";
import type { MeantLoan } from "./loan-meant.ts";
import type { BroughtLoan, ChangedLoan, KnownBorrower, LentCopy } from "./loans-store.ts";

type LoanPlan = { faults: CellFault[] } | { add: BroughtLoan } | { change: ChangedLoan } | { same: true };

interface Known {
  copies: ReadonlyMap<number, LentCopy>;
  borrowers: ReadonlyMap<string, KnownBorrower>;
  homes: ReadonlyMap<string, { id: string; orgPath: string }>;
  book: RuleBook;
  /** Copies that a row before has. */
  taken: Set<number>;
}

export function planOf(ctx: TxCtx, one: MeantLoan | { faults: CellFault[] }, known: Known): LoanPlan {
  if ("faults" in one) return one;
  const { values, subject, itemId } = one;
  const copy = known.copies.get(itemId);
  const borrower = known.borrowers.get(subject);
  const fault = (column: string, id: string, data: Record<string, string> = {}): LoanPlan => ({
    faults: [{ column, id, data }],
  });
  if (!copy) return fault("barcode", "loans.copy-unknown", { barcode: values.barcode ?? "" });
  if (!borrower) return fault("reader", "loans.reader-unknown", { number: values.reader ?? "" });
  if (ctx.actor.kind !== "system" && !may["import.loans"](ctx.actor, { orgPath: copy.ownerPath }))
    return fault("barcode", "row.not-yours");
  if (known.taken.has(itemId)) return fault("barcode", "loans.twice", { barcode: copy.barcode });
  if (copy.loanId !== null) return againstLoan(ctx, one, copy);
  if (copy.away !== null || copy.keptFor !== null)
    return fault("barcode", "loans.copy-kept", { barcode: copy.barcode });
  if (borrower.endedOn !== null) return fault("reader", "loans.reader-over", { number: values.reader ?? "" });
  const place =
    one.place ??
    (copy.placeId === null ? undefined : known.homes.get(copy.placeId)) ??
    known.homes.get(borrower.homeId);
  if (!place) return fault("place", "missing");
  known.taken.add(itemId);
  const { ruling, guarantee } = ruled(
    known.book,
    { borrower, copy, lentAt: place.orgPath, on: one.lentOn },
    { despite: true },
  );
  return {
    add: {
      id: newId(),
      itemId,
      recordId: copy.recordId,
      ownerId: copy.ownerId,
      ownerPath: copy.ownerPath,
      type: copy.type,
      subject,
      placeId: place.id,
      placePath: place.orgPath,
      lentAt: one.lentAt.toString(),
      dueOn: one.dueOn,
      category: borrower.category,
      guarantee,
      ruleId: ruling.rule.id,
      renewals: renewalsOf(values, ruling) ?? 0,
    },
  };
}

/** Evergreen counts how many are left. Null: the file does not say. */
function renewalsOf({ renewals, renewals_left: left }: LoanValues, ruling: Ruling | null): number | null {
  if (typeof renewals === "number") return renewals;
  if (typeof left === "number" && ruling) return Math.max(0, ruling.terms.renewals - left);
  return null;
}

/** It is on loan here: the same loan, a newer word on it, or another. */
function againstLoan(ctx: TxCtx, { values, subject, lentOn, dueOn }: MeantLoan, copy: LentCopy): LoanPlan {
  const numbers = { number: values.reader ?? "", other: copy.theirNumber ?? "", barcode: copy.barcode };
  if (copy.lentTo !== subject) return { faults: [{ column: "reader", id: "loans.conflict", data: numbers }] };
  const ours = copy.lentAt?.toZonedDateTimeISO(ctx.city.zone).toPlainDate().toString();
  if (ours !== lentOn || copy.loanId === null)
    return { faults: [{ column: "lent_on", id: "loans.other-day", data: { barcode: copy.barcode } }] };
  const renewals = renewalsOf(values, null) ?? copy.renewals ?? 0;
  if (dueOn === copy.dueOn && renewals === copy.renewals) return { same: true };
  // Renewed here, or lent here: what the file says of it is old.
  if (copy.renewedOn !== null || copy.channel !== "import")
    return { faults: [{ column: "due", id: "loans.other-due", data: { barcode: copy.barcode } }] };
  return { change: { id: copy.loanId, dueOn, renewals } };
}
