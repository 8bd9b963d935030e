/** What came to the libraries lately (新书通报), by place and class. */

import type { AnswerOf } from "#contract";
import { placesOf } from "#places";
import { type Ctx, today } from "#platform/ctx";
import { named } from "#platform/i18n";
import { foundViews } from "../searching/found-views.ts";
import type { publicNewBooks } from "./contract.ts";
import { countNewBooks, newBooksOf } from "./new-books-store.ts";

export const usualWeeks = 4;
const most = 100;

export async function showPublicNewBooks(
  ctx: Ctx,
  { weeks = usualWeeks, place: placeId, class: letter }: { weeks?: number; place?: string; class?: string },
): Promise<AnswerOf<typeof publicNewBooks>> {
  const until = today(ctx);
  const since = until.subtract({ weeks }).toString();
  const wanted = { since, until: until.toString(), placeId: placeId ?? null, class: letter ?? null };
  const rows = await newBooksOf(ctx.db, wanted, most + 1);
  const told = rows.slice(0, most);
  const views = await foundViews(
    ctx.db,
    told.map(({ recordId }) => recordId),
  );
  const counts = await countNewBooks(ctx.db, wanted);
  const places = await placesOf(
    ctx.db,
    counts.flatMap(({ of, value }) => (of === "place" ? value : [])),
  );
  return {
    since,
    more: rows.length > most,
    items: views.map((book, n) => ({ book, on: told[n]?.on ?? since })),
    places: counts.flatMap(({ of, value, count }) => {
      const place = of === "place" ? places.get(value) : undefined;
      return place?.public ? [{ id: value, name: named(place, ctx.locale), count }] : [];
    }),
    classes: counts.flatMap(({ of, value, count }) => (of === "class" ? [{ class: value, count }] : [])),
  };
}
