/** Reading lists as readers see them. */
import type { AnswerOf } from "#contract";
import { organisationsOf, placesOf } from "#places";
import { type Ctx, today } from "#platform/ctx";
import { found, notFound } from "#platform/errors";
import { named } from "#platform/i18n";
import type { HitView } from "../searching/contract.ts";
import { foundViews } from "../searching/found-views.ts";
import type { EntryView, getList, ListRowView, listLists } from "./contract.ts";
import { coversOf } from "./list-cover.ts";
import * as store from "./list-store.ts";

const mostLists = 200;
/** Places told of an entry; others are counted. */
const mostPlaces = 3;

export async function showLists(
  ctx: Ctx,
  { limit = mostLists }: { limit?: number } = {},
): Promise<AnswerOf<typeof listLists>> {
  const lists = await store.publicListsOn(ctx.db, today(ctx).toString(), limit);
  return { items: await rowsOf(ctx, lists) };
}

export async function showList(ctx: Ctx, id: string): Promise<AnswerOf<typeof getList>> {
  const list = found(await store.listOf(ctx.db, id), "reading-list", id);
  const day = today(ctx).toString();
  if (list.state !== "published" || (list.fromDay !== null && list.fromDay > day))
    throw notFound("reading-list", id);
  const entries = (await store.entriesOf(ctx.db, id)).filter(({ stands }) => stands);
  const titles = entries.slice(0, 4).map(({ title }) => title);
  const current = list.untilDay === null || list.untilDay >= day;
  const [row] = await rowsOf(ctx, [{ ...list, current, books: entries.length, titles }]);
  return { ...found(row, "reading-list", id), entries: await entryViews(ctx, entries) };
}

async function rowsOf(ctx: Ctx, lists: readonly store.ListedList[]): Promise<ListRowView[]> {
  const organisations = await organisationsOf(
    ctx.db,
    lists.map(({ organisationId }) => organisationId),
  );
  const covers = await coversOf(ctx.db, lists);
  return lists.map((list) => {
    const { id, organisationId, fromDay, untilDay, current, books, titles } = list;
    const organisation = organisations.get(organisationId);
    return {
      id,
      ...toldIn(list, ctx.locale),
      organisation: { id: organisationId, name: organisation ? named(organisation, ctx.locale) : "" },
      from: fromDay,
      until: untilDay,
      current,
      books,
      titles,
      cover: covers.get(id) ?? null,
    };
  });
}

/** In the reader's language: there whole or not at all. */
function toldIn(
  {
    title,
    about,
    audience,
    translations,
  }: Pick<store.ReadingList, "title" | "about" | "audience" | "translations">,
  locale: string,
) {
  const told = Object.entries(translations).find(([code]) => code === locale)?.[1];
  return told ? { ...told, lang: locale } : { title, about, audience, lang: "zh-CN" };
}

async function entryViews(ctx: Ctx, entries: readonly store.Entry[]): Promise<EntryView[]> {
  const ids = entries.flatMap(({ recordId }) => recordId ?? []);
  const views = new Map((await foundViews(ctx.db, ids)).map((view) => [view.id, view]));
  const shelves = Map.groupBy(await store.shelvesNow(ctx.db, ids), ({ recordId }) => recordId);
  const places = await placesOf(
    ctx.db,
    [...shelves.values()].flat().map(({ placeId }) => placeId),
  );
  return entries.flatMap(({ recordId, words }) => {
    const book: HitView | undefined = views.get(String(recordId));
    if (!book || recordId === null) return [];
    const there = (shelves.get(recordId) ?? []).flatMap(({ placeId }) => {
      const place = places.get(placeId);
      return place?.public ? [{ id: placeId, name: named(place, ctx.locale) }] : [];
    });
    return {
      book,
      words,
      places: there.slice(0, mostPlaces),
      more: Math.max(0, there.length - mostPlaces),
    };
  });
}
