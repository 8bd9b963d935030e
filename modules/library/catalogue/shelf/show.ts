/** Shelves as staff see them. */
import type { AnswerOf } from "#contract";
import { organisationsOf, type Place, placeOf, placesOf } from "#places";
import { pathsHeld } from "#platform/auth";
import { type Ctx, today } from "#platform/ctx";
import { found } from "#platform/errors";
import { landers, may, seers, shelfStaff } from "../../may.ts";
import { ownOrganisations } from "../../own-organisations.ts";
import { ownPlaces } from "../../own-places.ts";
import { proposed } from "./add-items.ts";
import type * as contract from "./contract.ts";
import * as store from "./shelf-store.ts";
import * as stocktakes from "./stocktake-store.ts";
import { hasProposed } from "./weeding.ts";
import * as weedings from "./weeding-store.ts";

const shownAtOnce = 100;
/** Rows of a stocktake's report. */
const mostReported = 1000;
const newDays = 30;

type ItemView = AnswerOf<typeof contract.getShelf>["items"][number];
type Status = ItemView["status"];

export async function showShelf(
  ctx: Ctx,
  {
    place: placeId,
    shelf = "",
    status,
    after = 0,
  }: {
    place?: string | undefined;
    shelf?: string | undefined;
    status?: Status | undefined;
    after?: number | undefined;
  },
): Promise<AnswerOf<typeof contract.getShelf>> {
  const places = (await ownPlaces(ctx, ...seers)).map(briefOf);
  if (!placeId) return { places, place: null, shelves: [], items: [], next: null, mayWork: false };
  const place = found(await placeOf(ctx.db, placeId), "place", placeId);
  const items = await store.itemsAt(ctx.db, {
    placeId,
    shelf,
    status: status ?? null,
    after,
    limit: shownAtOnce + 1,
  });
  const shown = items.slice(0, shownAtOnce);
  return {
    places,
    place: briefOf(place),
    shelves: await store.shelvesAt(ctx.db, placeId),
    items: await itemViews(ctx, shown),
    next: items.length > shownAtOnce ? (shown.at(-1)?.id ?? null) : null,
    mayWork: may["shelf.work"](ctx.actor, place),
  };
}

export async function showNewBooks(
  ctx: Ctx,
  id: string,
  days = newDays,
): Promise<AnswerOf<typeof contract.newBooks>> {
  const place = found(await placeOf(ctx.db, id), "place", id);
  const since = today(ctx).subtract({ days }).toString();
  const items = await store.itemsAt(ctx.db, {
    placeId: id,
    shelf: "",
    status: null,
    since,
    after: 0,
    limit: mostReported,
  });
  const mayWork = may["shelf.work"](ctx.actor, place);
  return { place: briefOf(place), since, items: await itemViews(ctx, items), mayWork };
}

export async function showRecordItems(
  ctx: Ctx,
  id: number,
  placeId?: string,
): Promise<AnswerOf<typeof contract.recordItems>> {
  const { state, kind, ...record } = found(await store.recordTitle(ctx.db, id), "record", `${id}`);
  const items = await store.itemsOfRecord(ctx.db, id);
  const takes = kind === "bibliographic" && (state === "standing" || state === "hidden");
  return {
    id,
    ...record,
    items: await itemViews(ctx, items),
    adding: takes ? await addingFor(ctx, { id, items, placeId }) : null,
  };
}

/** Null where the asker edits for no place. */
async function addingFor(
  ctx: Ctx,
  { id, items, placeId }: { id: number; items: readonly store.Item[]; placeId: string | undefined },
): Promise<AnswerOf<typeof contract.recordItems>["adding"]> {
  const places = await ownPlaces(ctx, ...landers);
  const [first] = places;
  if (!first) return null;
  // Where the copy before it went, else where the newest one of the record stands.
  const isOwn = (wanted: string | null | undefined) => places.some((one) => one.id === wanted);
  const there = items.filter((item) => isOwn(item.placeId)).toSorted((a, b) => b.id - a.id)[0]?.placeId;
  const chosen = (isOwn(placeId) ? placeId : there) ?? first.id;
  const place = found(await placeOf(ctx.db, chosen), "place", chosen);
  return {
    places: places.map(briefOf),
    houses: (await ownOrganisations(ctx, ...landers)).map(briefOf),
    placeId: place.id,
    ...(await proposed(ctx, id, { place, items })),
  };
}

export async function showItem(ctx: Ctx, id: number): Promise<AnswerOf<typeof contract.getItem>> {
  const item = found(await store.itemBy(ctx.db, id), "item", `${id}`);
  const [view] = await itemViews(ctx, [item]);
  const versions = await store.versionsOf(ctx.db, id);
  const was = await placesOf(
    ctx.db,
    versions.flatMap(({ was }) => (typeof was.place_id === "string" ? was.place_id : [])),
  );
  const text = (value: unknown) => (typeof value === "string" ? value : "");
  return {
    ...found(view, "item", `${id}`),
    version: item.version,
    places: (await ownPlaces(ctx, ...landers)).map(briefOf),
    mayWrite: may["item.write"](ctx.actor, item),
    stays: await store.whyItStays(ctx.db, id),
    versions: versions.map(({ version, was: old, why, file, endedAt }) => ({
      version,
      status: text(old.status),
      place: was.get(text(old.place_id))?.name ?? null,
      shelf: text(old.shelf),
      callNumber: text(old.call_number),
      why: why === "edited" || why === "stocktake" || why === "weeding" ? why : "file",
      file,
      endedAt: endedAt.toString(),
    })),
  };
}

export async function listStocktakes(ctx: Ctx): Promise<AnswerOf<typeof contract.listStocktakes>> {
  const items = await stocktakes.stocktakesOf(ctx.db, pathsHeld(ctx.actor, ...seers), shownAtOnce);
  const places = await placesOf(
    ctx.db,
    items.map(({ placeId }) => placeId),
  );
  return {
    items: items.map((one) => stocktakeView(one, places)),
    places: (await ownPlaces(ctx, ...shelfStaff)).map(briefOf),
  };
}

export async function showStocktake(
  ctx: Ctx,
  id: string,
  {
    outcome = "missing",
    barcode,
  }: { outcome?: stocktakes.Outcome | undefined; barcode?: string | undefined },
): Promise<AnswerOf<typeof contract.getStocktake>> {
  const taken = found(await stocktakes.stocktakeOf(ctx.db, id), "stocktake", id);
  const counts = taken.state === "open" ? await stocktakes.countsOf(ctx.db, taken) : taken;
  const listed = await stocktakes.countedOf(ctx.db, taken, { outcome, limit: mostReported });
  const [last] = barcode ? await stocktakes.countedOf(ctx.db, taken, { barcodes: [barcode], limit: 1 }) : [];
  const places = await placesOf(ctx.db, [taken.placeId]);
  return {
    ...stocktakeView({ ...taken, ...counts }, places),
    listed: await countedViews(ctx, listed),
    last: last ? ((await countedViews(ctx, [last]))[0] ?? null) : null,
    mayWork: may["shelf.work"](ctx.actor, taken),
  };
}

type CountedView = AnswerOf<typeof contract.getStocktake>["listed"][number];

/** With the names of the places where they are at home. */
export async function countedViews(ctx: Ctx, counted: readonly stocktakes.Counted[]): Promise<CountedView[]> {
  const places = await placesOf(
    ctx.db,
    counted.flatMap(({ placeId }) => placeId ?? []),
  );
  return counted.map(({ placeId, status, scannedAt: _, ...one }) => ({
    ...one,
    status: status as Status | null,
    place: places.get(placeId ?? "")?.name ?? null,
  }));
}

export async function listWeedings(ctx: Ctx): Promise<AnswerOf<typeof contract.listWeedings>> {
  const items = await weedings.weedingsOf(ctx.db, pathsHeld(ctx.actor, ...seers), shownAtOnce);
  const places = await placesOf(
    ctx.db,
    items.map(({ placeId }) => placeId),
  );
  return {
    items: items.map((one) => weedingView(one, places)),
    places: (await ownPlaces(ctx, ...landers)).map(briefOf),
  };
}

export async function showWeeding(ctx: Ctx, id: string): Promise<AnswerOf<typeof contract.getWeeding>> {
  const weeding = found(await weedings.weedingOf(ctx.db, id), "weeding", id);
  const listed = await weedings.itemsOf(ctx.db, id, weedings.mostOfAList);
  const isOwn = await hasProposed(ctx, id);
  const isOpen = weeding.state === "proposed";
  const items = listed.filter(({ kept }) => !kept).length;
  return {
    ...weedingView({ ...weeding, items }, await placesOf(ctx.db, [weeding.placeId])),
    listed: listed.map(({ status, ...one }) => ({ ...one, status: status as Status })),
    mayKeep: isOpen && may["weeding.propose"](ctx.actor, weeding),
    mayDecide: isOpen && !isOwn && may["weeding.decide"](ctx.actor, weeding),
    isOwn: isOpen && isOwn,
  };
}

const briefOf = ({ id, name }: { id: string; name: string }) => ({ id, name });
const placeIn = (places: Map<string, Place>, id: string) => ({ id, name: places.get(id)?.name ?? "" });

function stocktakeView(
  { orgPath: _, placeId, beganAt, closedAt, ...one }: stocktakes.Stocktake,
  places: Map<string, Place>,
): AnswerOf<typeof contract.listStocktakes>["items"][number] {
  return {
    ...one,
    place: placeIn(places, placeId),
    beganAt: beganAt.toString(),
    closedAt: closedAt?.toString() ?? null,
  };
}

type WeedingView = AnswerOf<typeof contract.listWeedings>["items"][number];

function weedingView(
  { orgPath: _, placeId, rule, proposedAt, decidedAt, ...one }: weedings.Weeding & { items: number },
  places: Map<string, Place>,
): WeedingView {
  return {
    ...one,
    place: placeIn(places, placeId),
    // As the contract took it.
    rule: rule as WeedingView["rule"],
    proposedAt: proposedAt.toString(),
    decidedAt: decidedAt?.toString() ?? null,
  };
}

/** With the names of their places and owners. */
export async function itemViews(ctx: Ctx, items: readonly store.Item[]): Promise<ItemView[]> {
  const places = await placesOf(
    ctx.db,
    items.flatMap(({ placeId }) => placeId ?? []),
  );
  const owners = await organisationsOf(
    ctx.db,
    items.map(({ ownerId }) => ownerId),
  );
  return items.map(({ ownerId, orgPath: _, placeId, version: __, status, ...item }) => ({
    ...item,
    status: status as Status,
    owner: owners.get(ownerId)?.name ?? "",
    place: placeId === null ? null : placeIn(places, placeId),
  }));
}
