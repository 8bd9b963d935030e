/** A batch of loans: read, decided and written, in a handful of statements, copies locked before readers. */
import { placesOf } from "#places";
import type { TxCtx } from "#platform/ctx";
import type { ReadRow } from "#platform/exchange";
import { cardsNumbered } from "../../readers/reader-store.ts";
import { ruleBook } from "../../rules/rule-book.ts";
import { type House, Whose } from "../whose.ts";
import type { LoanColumns, LoanLanding } from "./loan-columns.ts";
import { meantBy } from "./loan-meant.ts";
import { planOf } from "./loan-plan.ts";
import * as store from "./loans-store.ts";

export async function landLoans(
  ctx: TxCtx,
  rows: readonly ReadRow<LoanColumns>[],
  { own }: { own: House | null },
): Promise<LoanLanding[]> {
  const whose = await Whose.of(ctx, own, {
    organisations: rows.flatMap(({ values }) => [values.owner ?? [], values.issuer ?? []].flat()),
    places: rows.flatMap(({ values }) => values.place ?? []),
  });
  // Who has a book has it with a lost card too.
  const cards = Map.groupBy(
    await cardsNumbered(
      ctx.db,
      rows.map(({ values }) => values.reader ?? ""),
    ),
    ({ number }) => number,
  );
  const items = Map.groupBy(
    await store.itemsNumbered(
      ctx.db,
      rows.map(({ values }) => values.barcode ?? ""),
    ),
    ({ barcode }) => barcode,
  );
  const meant = rows.map(({ values }) => meantBy(ctx, values, { whose, own, cards, items }));
  const good = meant.flatMap((one) => ("faults" in one ? [] : [one]));
  const copies = await store.lockLentCopies(
    ctx.db,
    good.map(({ itemId }) => itemId),
  );
  const borrowers = await store.lockBorrowers(
    ctx.db,
    good.map(({ subject }) => subject),
    ctx.clock(),
  );
  const homes = await placesOf(ctx.db, [
    ...new Set([...copies.flatMap(({ placeId }) => placeId ?? []), ...borrowers.map(({ homeId }) => homeId)]),
  ]);
  const known = {
    copies: new Map(copies.map((copy) => [copy.id, copy])),
    borrowers: new Map(borrowers.map((borrower) => [borrower.subject, borrower])),
    homes,
    book: await ruleBook(ctx.db),
    taken: new Set<number>(),
  };
  const plans = meant.map((one) => planOf(ctx, one, known));
  await store.insertLoans(
    ctx.db,
    plans.flatMap((plan) => ("add" in plan ? plan.add : [])),
    { channel: "import", demo: ctx.city.demo },
  );
  await store.changeLoans(
    ctx.db,
    plans.flatMap((plan) => ("change" in plan ? plan.change : [])),
  );
  return plans.map((plan): LoanLanding => {
    if ("faults" in plan) return plan;
    return { did: "add" in plan ? "added" : "change" in plan ? "changed" : "unchanged" };
  });
}
