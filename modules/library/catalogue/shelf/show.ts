/** Shelves as staff see them. */
import type { AnswerOf } from "#contract";
import { type Place, placeOf, placesOf } from "#places";
import { pathsHeld } from "#platform/auth";
import { type Ctx, today } from "#platform/ctx";
import { found } from "#platform/errors";
import { landers, may, seers, shelfStaff } from "../../may.ts";
import { ownPlaces } from "../../own-places.ts";
import { itemsAt } from "../items/item-store.ts";
import { itemViews } from "../items/show.ts";
import type { standings } from "../items/status.ts";
import type * as contract from "./contract.ts";
import { shelvesAt } from "./shelf-store.ts";
import * as stocktakes from "./stocktake-store.ts";
import { hasProposed } from "./weeding.ts";
import * as weedings from "./weeding-store.ts";

const shownAtOnce = 100;
/** Rows of a stocktake's report. */
const mostReported = 1000;
const newDays = 30;

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
    status?: (typeof standings)[number] | undefined;
    after?: number | undefined;
  },
): Promise<AnswerOf<typeof contract.getShelf>> {
  const places = (await ownPlaces(ctx, ...seers)).map(briefOf);
  if (!placeId) return { places, place: null, shelves: [], items: [], next: null, mayWork: false };
  const place = found(await placeOf(ctx.db, placeId), "place", placeId);
  const items = await itemsAt(ctx.db, {
    placeId,
    shelf,
    standing: status ?? null,
    after,
    limit: shownAtOnce + 1,
  });
  const shown = items.slice(0, shownAtOnce);
  return {
    places,
    place: briefOf(place),
    shelves: await shelvesAt(ctx.db, placeId),
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
  const items = await itemsAt(ctx.db, {
    placeId: id,
    shelf: "",
    standing: null,
    since,
    after: 0,
    limit: mostReported,
  });
  const mayWork = may["shelf.work"](ctx.actor, place);
  return { place: briefOf(place), since, items: await itemViews(ctx, items), mayWork };
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
  return counted.map(({ placeId, ownerPath: _, scannedAt: __, ...one }) => ({
    ...one,
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
    listed,
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
