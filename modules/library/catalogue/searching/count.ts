/** How many there are and of what kinds. */

import type { AnswerOf } from "#contract";
import { below } from "#libs/clc";
import { placesOf } from "#places";
import type { Ctx } from "#platform/ctx";
import type { Db } from "#platform/db";
import { named } from "#platform/i18n";
import { otherNames } from "../authorities/other-names.ts";
import { type Asked, onlyLine, wantedOf } from "./asked.ts";
import { byBarcode } from "./by-barcode.ts";
import type { countCatalogue } from "./contract.ts";
import * as store from "./count-store.ts";
import type { Wanted } from "./find.ts";
import { plannedOnce } from "./find-store.ts";

type Answer = AnswerOf<typeof countCatalogue>;

/** So many are counted one by one; of more an even share is, and taken for the rest. */
const mostCounted = 10_000;
/** Hits of a share are as many as this, or somewhat fewer: about so many is right to a fiftieth. */
const usualSample = 2500;
/** Values of a facet that are told. */
const mostValues = 40;

export async function countFor(ctx: Ctx, asked: Asked): Promise<Answer> {
  const line = onlyLine(asked);
  const barcoded = await byBarcode(ctx.db, line);
  const wanted = barcoded ? null : wantedOf(asked, await otherNames(ctx.db, line, asked.in));
  if (wanted === null) return { count: barcoded?.length ?? 0, about: false, onShelf: 0, facets: [] };
  const { rows, share } = await plannedOnce(ctx.db, (db) => countedHits(db, wanted));
  const told = store.facets.map((facet) => ({ facet, values: valuesOf(rows, facet, asked.class) }));
  const places = await placesOf(
    ctx.db,
    told.flatMap(({ facet, values }) => (facet === "place" ? values.map(({ value }) => value) : [])),
  );
  const nameOf = (facet: store.Facet, value: string) => {
    const place = facet === "place" ? places.get(value) : undefined;
    return place ? named(place, ctx.locale) : null;
  };
  const about = share < store.shares;
  const ofAll = (count: number) => takenForAll(count, share);
  const numberOf = (facet: store.Counted["facet"]) =>
    ofAll(rows.find((row) => row.facet === facet)?.count ?? 0);
  return {
    count: about ? Math.max(mostCounted, numberOf(null)) : numberOf(null),
    about,
    onShelf: numberOf("shelf"),
    facets: told.map(({ facet, values }) => ({
      facet,
      values: values
        .filter(({ value }) => facet !== "place" || places.get(value)?.public)
        .map(({ value, count }) => ({ value, name: nameOf(facet, value), count: ofAll(count) })),
    })),
  };
}

/** All hits by kind, or those of a share of all records where they are too many. */
async function countedHits(db: Db, wanted: Wanted): Promise<{ rows: store.Counted[]; share: number }> {
  const one = await store.countHits(db, wanted, { share: 1, most: null });
  const ofOne = allOf(one);
  if (!areCertainlyMore(ofOne)) {
    const rows = await store.countHits(db, wanted, { share: store.shares, most: mostCounted });
    if (allOf(rows) <= mostCounted) return { rows, share: store.shares };
  }
  const share = sampled(ofOne);
  if (share === 1) return { rows: one, share };
  return { rows: await store.countHits(db, wanted, { share, most: null }), share };
}

const allOf = (rows: readonly store.Counted[]) => rows.find(({ facet }) => facet === null)?.count ?? 0;

/** So many more in a share than there may be: of ten million questions chance does that to one (156 are usual, give or take 12). */
const areCertainlyMore = (ofOne: number) => ofOne * store.shares > 1.4 * mostCounted;

/** Are there no more hits than are counted one by one? */
export const isCounted = (db: Db, wanted: Wanted): Promise<boolean> =>
  plannedOnce(
    db,
    async (db) =>
      !areCertainlyMore(await store.hitsOfOneShare(db, wanted)) && store.areAtMost(db, wanted, mostCounted),
  );

/** So many of the shares have about as many hits as are counted of many. */
const sampled = (ofOne: number) => Math.min(store.shares / 2, Math.max(1, Math.floor(usualSample / ofOne)));

/** How many of the hits stand under each node of the class tree that one can keep to: the numbers that the facet says. */
export async function countUnder(
  db: Db,
  asked: Asked,
): Promise<{ counts: Map<string, number>; about: boolean }> {
  const wanted = wantedOf(asked, await otherNames(db, onlyLine(asked), asked.in));
  if (wanted === null) return { counts: new Map(), about: false };
  const { rows, share } = await plannedOnce(db, (db) => countedHits(db, wanted));
  const counts = [...tallied(rows, "class")].map(
    ([node, count]) => [node, takenForAll(count, share)] as const,
  );
  return { counts: new Map(counts), about: share < store.shares };
}

const takenForAll = (count: number, share: number) =>
  share < store.shares ? rough((count * store.shares) / share) : count;

/** A record counts in each of the values it has. What has none is nothing one could keep to. */
function tallied(rows: readonly store.Counted[], facet: store.Facet): Map<string, number> {
  const counts = new Map<string, number>();
  for (const row of rows)
    if (row.facet === facet)
      for (const value of row.value.split(" "))
        if (value !== "") counts.set(value, (counts.get(value) ?? 0) + row.count);
  return counts;
}

/** Most of them first; of classes the main ones, or those below the one that is kept to. A number that is none of the tree's is not told. */
function valuesOf(rows: readonly store.Counted[], facet: store.Facet, keptTo?: string) {
  const nodes = facet === "class" ? new Set(below(keptTo ?? null).map((node) => node.class)) : null;
  return [...tallied(rows, facet)]
    .filter(([value]) => nodes === null || nodes.has(value))
    .map(([value, count]) => ({ value, count }))
    .toSorted((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1))
    .slice(0, mostValues);
}

/** Two figures: 约 12 万 and not 123,456. */
const rough = (count: number) => Number(count.toPrecision(2));
