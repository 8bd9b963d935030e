/** Readers of a house as rows: what it would bring. */
import { namesOfSubjects } from "#people";
import { organisationsOf, placesOf } from "#places";
import type { Ctx } from "#platform/ctx";
import { pathsOf } from "../paths-of.ts";
import type { ReaderValues } from "./reader-columns.ts";
import * as store from "./readers-store.ts";

export async function* takeReaders(ctx: Ctx): AsyncGenerator<ReaderValues> {
  const paths = pathsOf(ctx, "manager");
  let after: string | null = null;
  for (;;) {
    const page: store.TakenReader[] = await store.readerPage(ctx.db, paths, after);
    const last = page.at(-1);
    if (!last) return;
    const names = await namesOfSubjects(
      ctx.db,
      page.map(({ subject }) => subject),
    );
    const houses = await organisationsOf(ctx.db, [...new Set(page.map(({ issuerId }) => issuerId))]);
    const places = await placesOf(ctx.db, [...new Set(page.map(({ homeId }) => homeId))]);
    for (const one of page) {
      const home = places.get(one.homeId);
      yield {
        organisation: houses.get(one.issuerId)?.path.replace(/\.$/, "") ?? null,
        number: one.number,
        name: names.get(one.subject) ?? null,
        category: one.category,
        place: home?.number ?? home?.name ?? null,
        valid_until: one.validUntil === null ? null : { day: one.validUntil, time: null, offset: null },
        deposit: one.depositFen,
        old_numbers: one.oldNumbers,
      };
    }
    after = last.subject;
  }
}
