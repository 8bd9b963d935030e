/** Where books stand: places that a reader may keep to. */
import type { AnswerOf } from "#contract";
import { placesOf } from "#places";
import type { Ctx } from "#platform/ctx";
import { named } from "#platform/i18n";
import type { bookPlaces } from "./contract.ts";
import { placesWithItems } from "./shelf-store.ts";

export async function showBookPlaces(ctx: Ctx): Promise<AnswerOf<typeof bookPlaces>> {
  const places = await placesOf(ctx.db, await placesWithItems(ctx.db));
  return {
    items: [...places.values()]
      .filter((place) => place.public)
      .map((place) => ({ id: place.id, name: named(place, ctx.locale) }))
      .toSorted((a, b) => a.name.localeCompare(b.name, ctx.locale)),
  };
}
