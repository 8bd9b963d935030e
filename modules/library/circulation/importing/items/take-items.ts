/** Copies of a house as rows: what it would bring. */
import { organisationsOf, placesOf } from "#places";
import type { Ctx } from "#platform/ctx";
import { landers } from "../../../may.ts";
import { pathsOf } from "../paths-of.ts";
import type { ItemValues } from "./item-columns.ts";
import * as store from "./items-store.ts";

export async function* takeItems(ctx: Ctx): AsyncGenerator<ItemValues> {
  let after = 0;
  for (;;) {
    const page: store.TakenItem[] = await store.itemPage(ctx.db, pathsOf(ctx, ...landers), after);
    const last = page.at(-1);
    if (!last) return;
    const houses = await organisationsOf(ctx.db, [...new Set(page.map(({ ownerId }) => ownerId))]);
    const places = await placesOf(ctx.db, [...new Set(page.flatMap(({ placeId }) => placeId ?? []))]);
    for (const one of page) {
      const place = one.placeId === null ? undefined : places.get(one.placeId);
      yield {
        organisation: houses.get(one.ownerId)?.path.replace(/\.$/, "") ?? null,
        barcode: one.barcode,
        record: one.controlKey?.startsWith("@") ? null : one.controlKey,
        place: place?.number ?? place?.name ?? null,
        shelf: one.shelf || null,
        call_number: one.callNumber || null,
        volume: one.volume || null,
        type: one.type,
        price: one.priceFen,
        acquired: one.acquiredOn === null ? null : { day: one.acquiredOn, time: null, offset: null },
        status: one.status,
      };
    }
    after = last.id;
  }
}
