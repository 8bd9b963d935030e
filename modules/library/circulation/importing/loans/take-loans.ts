/** Loans of a house's copies as rows: what it would bring. */
import { organisationsOf, placesOf } from "#places";
import type { Ctx } from "#platform/ctx";
import { pathsOf } from "../paths-of.ts";
import type { LoanValues } from "./loan-columns.ts";
import * as store from "./loans-store.ts";

export async function* takeLoans(ctx: Ctx): AsyncGenerator<LoanValues> {
  const paths = pathsOf(ctx, "manager");
  let after: string | null = null;
  for (;;) {
    const page: store.TakenLoan[] = await store.loanPage(ctx.db, paths, after);
    const last = page.at(-1);
    if (!last) return;
    const ids = page.flatMap(({ ownerId, issuerId }) => [ownerId, issuerId ?? []].flat());
    const houses = await organisationsOf(ctx.db, [...new Set(ids)]);
    const places = await placesOf(ctx.db, [...new Set(page.map(({ placeId }) => placeId))]);
    const pathOf = (id: string | null) => (id && houses.get(id)?.path.replace(/\.$/, "")) || null;
    for (const one of page) {
      const lent = one.lentAt.toZonedDateTimeISO(ctx.city.zone);
      const place = places.get(one.placeId);
      yield {
        reader: one.reader,
        issuer: pathOf(one.issuerId),
        barcode: one.barcode,
        owner: pathOf(one.ownerId),
        lent_on: {
          day: lent.toPlainDate().toString(),
          time: lent.toPlainTime().toString({ smallestUnit: "second" }),
          offset: null,
        },
        due: { day: one.dueOn, time: null, offset: null },
        renewals: one.renewals,
        place: place?.number ?? place?.name ?? null,
      };
    }
    after = last.id;
  }
}
