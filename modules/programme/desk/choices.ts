/** What the forms of the desk offer: organisations one writes for, places with their rooms, series. */

import type { Static } from "typebox";
import { findPlaces, organisationsCovered, placesOf } from "#places";
import { pathsHeld } from "#platform/auth";
import type { Ctx } from "#platform/ctx";
import { named } from "#platform/i18n";
import { seriesIn } from "../finding/words.ts";
import { preparing } from "../may.ts";
import { allSeries } from "../series/series-store.ts";
import type { eventChoices } from "./contract.ts";

const mostPlaces = 100;
const mostOrganisers = 50;
const mostOwn = 5000;

type Answer = Static<(typeof eventChoices)["answer"]>;

/** One's own organisations and places; with words, the places of the whole city that they name, and likewise joint organisers. The place of `with` leads. */
export async function choicesFor(
  ctx: Ctx,
  { q, organiser = null, with: kept }: { q?: string; organiser?: string | null; with?: string },
): Promise<Answer> {
  const paths = pathsHeld(ctx.actor, ...preparing);
  const own = await organisationsCovered(ctx.db, { at: paths, below: [], words: null, limit: mostOwn });
  const city = await organisationsCovered(ctx.db, {
    at: [""],
    below: [],
    words: organiser,
    limit: mostOrganisers + 1,
  });
  const found = q
    ? await findPlaces(ctx, { q, limit: mostPlaces })
    : await findPlaces(ctx, { organisationPaths: paths, limit: mostPlaces });
  const ids = [...new Set([...(kept ? [kept] : []), ...found.items.map(({ place }) => place.id)])];
  const places = await placesOf(ctx.db, ids);
  const name = ({ id, ...row }: { id: string; name: string; names: Record<string, string> }) => ({
    id,
    name: named(row, ctx.locale),
  });
  return {
    organisations: own.map(name),
    all: city.slice(0, mostOrganisers).map(name),
    moreOrganisers: city.length > mostOrganisers,
    places: ids.flatMap((id) => {
      const place = places.get(id);
      if (!place || (place.endedOn && id !== kept)) return [];
      const spaces = place.spaces.map((space) => ({ ...name(space), capacity: space.capacity }));
      return [{ ...name(place), spaces }];
    }),
    morePlaces: found.next !== null,
    series: (await allSeries(ctx.db)).map((one) => ({
      id: one.id,
      level: one.level,
      name: seriesIn(one, ctx.locale).name,
    })),
  };
}
