/** The list of classes, page by page. */
import type { AnswerOf } from "#contract";
import { Id, InstantShape, T } from "#contract";
import { placesOf, prefixOfCode } from "#places";
import type { Ctx } from "#platform/ctx";
import { cursorText, readCursor } from "#platform/http";
import { named } from "#platform/i18n";
import type { ClassRow, listClasses, placesOfClasses } from "../contract.ts";
import { askedWords } from "./asked-words.ts";
import * as store from "./find-store.ts";
import { rowsOf } from "./rows.ts";

export interface ListInput {
  q?: string;
  kind?: string;
  age?: number;
  evening?: "yes";
  weekend?: "yes";
  online?: "yes";
  place?: string;
  division?: string;
  open?: "yes";
  cursor?: string;
  limit?: number;
}

const usualLimit = 30;
const lastRow = T.Tuple([T.Boolean(), InstantShape, Id]);

/** One page. Where only those with places are asked for, a page is filled before it ends. */
export async function listPublic(ctx: Ctx, input: ListInput): Promise<AnswerOf<typeof listClasses>> {
  const limit = input.limit ?? usualLimit;
  const search = input.q ? askedWords(input.q) : null;
  // Signs without a word: there is nothing to look for, and so nothing is found.
  if (input.q && search === null) return { items: [], next: null };
  const wanted = {
    ...store.everything,
    search,
    kind: input.kind ?? null,
    age: input.age ?? null,
    evening: input.evening !== undefined,
    weekend: input.weekend !== undefined,
    online: input.online !== undefined,
    placeId: input.place ?? null,
    division: input.division ? prefixOfCode(input.division) : null,
    openNow: input.open !== undefined,
  };
  const items: ClassRow[] = [];
  let after: { late: boolean; firstAt: string; id: string } | null = null;
  if (input.cursor) {
    const [late, firstAt, id] = readCursor(lastRow, input.cursor, "/query/cursor");
    after = { late, firstAt, id };
  }
  for (;;) {
    const some: store.FoundClass[] = await store.classesAhead(ctx.db, wanted, {
      now: ctx.clock(),
      after,
      limit: limit + 1,
    });
    const rows = await rowsOf(ctx, some.slice(0, limit));
    for (const [at, row] of rows.entries()) {
      if (wanted.openNow && row.admission.state !== "open" && !row.draw?.takesEntries) continue;
      items.push(row);
      const more = at + 1 < some.length;
      if (items.length === limit)
        return { items, next: more ? cursorText([some[at]?.late ?? false, row.startsAt, row.id]) : null };
    }
    const last = rows.at(-1);
    if (some.length <= limit || !last) return { items, next: null };
    after = { late: some[rows.length - 1]?.late ?? false, firstAt: last.startsAt, id: last.id };
  }
}

const mostPlaces = 300;

/** Where one can learn something now. */
export async function listPlaces(ctx: Ctx): Promise<AnswerOf<typeof placesOfClasses>> {
  const rows = await store.placesOfClasses(ctx.db, { only: null, now: ctx.clock(), limit: mostPlaces });
  const places = await placesOf(
    ctx.db,
    rows.map(({ placeId }) => placeId),
  );
  return {
    items: rows.flatMap(({ placeId, classes }) => {
      const place = places.get(placeId);
      return place ? [{ id: placeId, name: named(place, ctx.locale), classes }] : [];
    }),
  };
}
