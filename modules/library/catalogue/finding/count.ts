/** How many there are and of what kinds. */

import type { AnswerOf } from "#contract";
import { placesOf } from "#places";
import type { Ctx } from "#platform/ctx";
import { named } from "#platform/i18n";
import { otherNames } from "../authorities/other-names.ts";
import { type Asked, onlyLine, wantedOf } from "./asked.ts";
import type { countCatalogue } from "./contract.ts";
import { type Counted, countHits, type Facet, facets, mostCounted } from "./count-store.ts";

type Answer = AnswerOf<typeof countCatalogue>;

/** Values of a facet that are told. */
const mostValues = 12;

export async function countFor(ctx: Ctx, asked: Asked): Promise<Answer> {
  const wanted = wantedOf(asked, await otherNames(ctx.db, onlyLine(asked), asked.in));
  if (wanted === null) return { count: 0, about: false, onShelf: 0, facets: [] };
  const { rows, share } = await countHits(ctx.db, wanted);
  const counted = rows.find(({ facet }) => facet === null)?.count ?? 0;
  const about = counted > mostCounted;
  // Of the share that was looked at all is counted; the rest is taken to be like it.
  const all = about ? Math.max(mostCounted, rough(counted / share)) : counted;
  const scaled = (count: number) => (about ? rough((count / counted) * all) : count);
  const told = facets.map((facet) => ({ facet, values: valuesOf(rows, facet) }));
  const places = await placesOf(
    ctx.db,
    told.flatMap(({ facet, values }) => (facet === "place" ? values.map(({ value }) => value) : [])),
  );
  const nameOf = (facet: Facet, value: string) => {
    const place = facet === "place" ? places.get(value) : undefined;
    return place ? named(place, ctx.locale) : null;
  };
  return {
    count: all,
    about,
    onShelf: scaled(rows.find(({ facet }) => facet === "shelf")?.count ?? 0),
    facets: told.map(({ facet, values }) => ({
      facet,
      values: values
        .filter(({ value }) => facet !== "place" || places.get(value)?.public)
        .map(({ value, count }) => ({ value, name: nameOf(facet, value), count: scaled(count) })),
    })),
  };
}

/** Most of them first. What has no value is nothing one could keep to. */
const valuesOf = (rows: readonly Counted[], facet: Facet) =>
  rows.filter((row) => row.facet === facet && row.value !== "").slice(0, mostValues);

/** Two figures: 约 12 万 and not 123,456. */
const rough = (count: number) => Number(count.toPrecision(2));
