/** What places are found by, written anew when something they are found by has another name. */
import { type TxCtx, today } from "#platform/ctx";
import { kinds } from "../kinds/kind-store.ts";
import { divisionsOn } from "../network/division-store.ts";
import { organisationsOf } from "../network/organisation-store.ts";
import { facilities, updateFoundBy } from "./facility-store.ts";
import { foundBy } from "./found-by.ts";

/** Writes the search documents of these places as they are now. Four questions and one statement for any number. */
export async function refreshSearch(ctx: TxCtx, ids: readonly string[]): Promise<void> {
  const places = await facilities(ctx.db, ids);
  const [all, divisions, organisations] = await Promise.all([
    kinds(ctx.db),
    divisionsOn(ctx.db, {
      day: today(ctx).toString(),
      codes: [...new Set(places.map(({ divisionCode }) => divisionCode))],
    }),
    organisationsOf(ctx.db, [...new Set(places.map(({ organisationId }) => organisationId))]),
  ]);
  const kindOf = new Map(all.map((kind) => [kind.code, kind]));
  const divisionOf = new Map(divisions.map((division) => [division.code, division]));
  const rows = places.flatMap((place) => {
    const kind = kindOf.get(place.kind);
    const organisation = organisations.get(place.organisationId);
    if (!kind || !organisation) return [];
    const around = { kind, organisation, division: divisionOf.get(place.divisionCode) };
    return [{ id: place.id, ...foundBy(place, around) }];
  });
  await updateFoundBy(ctx.db, rows);
}
