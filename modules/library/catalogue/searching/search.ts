/** The catalogue is searched: a page of works, told in the order that was asked for. */
import type { AnswerOf } from "#contract";
import { T } from "#contract";
import type { Ctx } from "#platform/ctx";
import type { Db } from "#platform/db";
import { cursorText, readCursor } from "#platform/http";
import { otherNames } from "../authorities/other-names.ts";
import { type Asked, onlyLine, wantedOf } from "./asked.ts";
import { isbnAsked, issnAsked } from "./asked-number.ts";
import { byBarcode } from "./by-barcode.ts";
import type { searchCatalogue } from "./contract.ts";
import { isCounted } from "./count.ts";
import type { Hit, Wanted } from "./find.ts";
import { plannedOnce } from "./find-store.ts";
import { foundViews } from "./found-views.ts";
import { suggestions } from "./suggest.ts";
import { nextWorks } from "./works.ts";
import { type OtherOrder, type ShownAs, worksInOrder } from "./works-store.ts";

export interface SearchInput extends Asked {
  order?: "relevance" | OtherOrder;
  cursor?: string;
  limit?: number;
}
type Answer = AnswerOf<typeof searchCatalogue>;

const usualLimit = 10;
/** Fewer hits than this of words without a Han character may be pinyin, or misspelt; of others it takes that there are none. */
const few = 3;
const isLittle = (words: string, items: Answer["items"]) =>
  items.reduce((all, { editions }) => all + editions, 0) < (/\p{Script=Han}/u.test(words) ? 1 : few);

/** Who forbids words knows what they mean. */
const forbids = (wanted: Wanted | null) => wanted?.query.includes("!") ?? false;

export async function searchFor(ctx: Ctx, input: SearchInput): Promise<Answer> {
  const { order: asked = "relevance", cursor, limit = usualLimit } = input;
  const line = onlyLine(input);
  const barcoded = await byBarcode(ctx.db, line);
  if (barcoded)
    return {
      items: await foundViews(ctx.db, barcoded),
      next: null,
      order: "relevance",
      number: "barcode",
      meant: [],
      also: [],
    };
  const also = await otherNames(ctx.db, line, input.in);
  const wanted = wantedOf(input, also);
  const order = wanted && asked !== "relevance" && (await isCounted(ctx.db, wanted)) ? asked : "relevance";
  const part = { cursor, limit, shownAs: wanted && shownAs(wanted, line ?? input.q ?? "") };
  const { items, next } = wanted
    ? order === "relevance"
      ? await plannedOnce(ctx.db, (db) => byRelevance(db, wanted, part))
      : await inOrder(ctx.db, wanted, { order, ...part })
    : { items: [], next: null };
  return {
    items,
    next,
    order,
    number: line !== null && items.length > 0 ? numberKind(line) : null,
    meant:
      line && !cursor && !next && !forbids(wanted) && isLittle(line, items)
        ? await suggestions(ctx.db, line, {
            recordIds: items.map(({ id }) => Number(id)),
            isNarrowed: wanted?.query.includes("=") ?? false,
          })
        : [],
    also,
  };
}

const numberKind = (line: string) => (isbnAsked(line) ? "isbn" : issnAsked(line) ? "issn" : null);

type Part = Pick<Answer, "items" | "next">;
interface Page {
  cursor: string | undefined;
  limit: number;
  shownAs: ShownAs | null;
}

/** A work is shown by the edition that calls itself as the reader does, in their script; else by one in the language they write. */
const shownAs = ({ query }: Wanted, line: string): ShownAs => {
  const [word = ""] = line.match(/[\p{L}\p{M}\p{N}]+/u) ?? [];
  return { query, word, language: /\p{Script=Han}/u.test(word) ? "chi" : null };
};

const Last = T.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER });
const hitCursor = T.Tuple([T.Union([T.Literal(0), T.Literal(1), T.Literal(2)]), Last]);
const orderCursors = {
  year: T.Tuple([T.String({ pattern: "^(-1|[0-9]{1,4})$" }), Last]),
  title: T.Tuple([T.String({ maxLength: 400 }), Last]),
};

async function byRelevance(db: Db, wanted: Wanted, { cursor, limit, shownAs }: Page): Promise<Part> {
  let after: Hit | null = null;
  if (cursor) {
    const [tier, recordId] = readCursor(hitCursor, cursor, "/query/cursor");
    after = { tier, recordId };
  }
  const { hits, next } = await nextWorks(db, wanted, { after, limit });
  return {
    items: await foundViews(
      db,
      hits.map(({ recordId }) => recordId),
      shownAs,
    ),
    next: next && cursorText([next.tier, next.recordId]),
  };
}

async function inOrder(
  db: Db,
  wanted: Wanted,
  { order, cursor, limit }: Page & { order: OtherOrder },
): Promise<Part> {
  let after = null;
  if (cursor) {
    const [by, recordId] = readCursor(orderCursors[order], cursor, "/query/cursor");
    after = { by, recordId };
  }
  const some = await worksInOrder(db, wanted, { order, after, limit: limit + 1 });
  const told = some.slice(0, limit);
  const last = told.at(-1);
  return {
    items: await foundViews(
      db,
      told.map(({ recordId }) => recordId),
    ),
    next: some.length > limit && last ? cursorText([last.by, last.recordId]) : null,
  };
}
