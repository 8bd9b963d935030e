/** HTTP of shelves: permission, one use case, its answer. */
import { organisationOf, placeOf } from "#places";
import { type Ctx, textFor } from "#platform/ctx";
import { found } from "#platform/errors";
import { anyone, by, FileAnswer, implement } from "#platform/http";
import { may } from "../../may.ts";
import { addItems } from "./add-items.ts";
import { showBookPlaces } from "./book-places.ts";
import * as contract from "./contract.ts";
import { editItem, removeItem } from "./edit-item.ts";
import { labelsOf } from "./labels.ts";
import { placeItems, showNowhere } from "./nowhere.ts";
import { itemBy, itemsAt, itemsBy } from "./shelf-store.ts";
import * as show from "./show.ts";
import * as stocktake from "./stocktake.ts";
import { stocktakeOf } from "./stocktake-store.ts";
import * as weeding from "./weeding.ts";
import { weedingOf } from "./weeding-store.ts";

/** Labels of one file: forty sheets. */
const mostLabels = 960;

const placeTarget = async (ctx: Ctx, id: string) => found(await placeOf(ctx.db, id), "place", id);
const itemTarget = async (ctx: Ctx, { params: { id } }: { params: { id: number } }) =>
  found(await itemBy(ctx.db, id), "item", `${id}`);
/** The house of the place, and that whose copy it is. */
async function addingTarget(
  ctx: Ctx,
  { body: { placeId, ownerId } }: { body: { placeId: string; ownerId: string | null } },
) {
  const place = await placeTarget(ctx, placeId);
  if (ownerId === null) return { paths: [place.orgPath] };
  const owner = found(await organisationOf(ctx.db, ownerId), "organisation", ownerId);
  return { paths: [place.orgPath, owner.path] };
}
const stocktakeTarget = async (ctx: Ctx, { params: { id } }: { params: { id: string } }) =>
  found(await stocktakeOf(ctx.db, id), "stocktake", id);
const weedingTarget = async (ctx: Ctx, { params: { id } }: { params: { id: string } }) =>
  found(await weedingOf(ctx.db, id), "weeding", id);

const itemOperations = [
  implement(contract.bookPlaces, { may: anyone, run: (ctx) => showBookPlaces(ctx) }),
  implement(contract.getShelf, {
    may: by(may, "catalogue.list", () => ({})),
    run: (ctx, { query }) => show.showShelf(ctx, query),
  }),
  implement(contract.newBooks, {
    may: by(may, "shelf.see", (ctx, { params }) => placeTarget(ctx, params.id)),
    run: (ctx, { params, query }) => show.showNewBooks(ctx, params.id, query.days),
  }),
  implement(contract.recordItems, {
    may: by(may, "catalogue.list", () => ({})),
    run: (ctx, { params, query }) => show.showRecordItems(ctx, params.id, query.place),
  }),
  implement(contract.getItem, {
    may: by(may, "shelf.see", itemTarget),
    run: (ctx, { params }) => show.showItem(ctx, params.id),
  }),
  implement(contract.editItem, {
    may: by(may, "item.write", itemTarget),
    run: async (ctx, { params, body }) => {
      await editItem(ctx, { ...params, ...body });
      return {};
    },
  }),
  implement(contract.addItems, {
    may: by(may, "item.add", addingTarget),
    run: async (ctx, { params, body }) => ({ items: await addItems(ctx, { recordId: params.id, ...body }) }),
  }),
  implement(contract.removeItem, {
    may: by(may, "item.write", itemTarget),
    run: async (ctx, { params, body }) => {
      await removeItem(ctx, { ...params, ...body });
      return {};
    },
  }),
  implement(contract.listNowhere, {
    may: by(may, "catalogue.list", () => ({})),
    run: (ctx, { query }) => showNowhere(ctx, query),
  }),
  implement(contract.placeItems, {
    may: by(may, "item.write", async (ctx, { body: { owner } }) => ({
      orgPath: found(await organisationOf(ctx.db, owner), "organisation", owner).path,
    })),
    run: (ctx, { body }) => placeItems(ctx, body),
  }),
  implement(contract.printLabels, {
    may: by(may, "shelf.work", (ctx, { query }) => placeTarget(ctx, query.place)),
    run: async (ctx, { query: { place: placeId, shelf = "", since = null, item } }) => {
      const items = item
        ? (await itemsBy(ctx.db, [item])).filter((one) => one.placeId === placeId)
        : await itemsAt(ctx.db, { placeId, shelf, status: null, since, after: 0, limit: mostLabels });
      found(items[0], "item", placeId);
      const name = `${textFor(ctx)("label.title")}.pdf`;
      return new FileAnswer(name, "application/pdf", [await labelsOf(ctx, items)]).asAnswer();
    },
  }),
];

const stocktakeOperations = [
  implement(contract.listStocktakes, {
    may: by(may, "catalogue.list", () => ({})),
    run: (ctx) => show.listStocktakes(ctx),
  }),
  implement(contract.beginStocktake, {
    may: by(may, "shelf.work", (ctx, { body }) => placeTarget(ctx, body.placeId)),
    run: (ctx, { body }) => stocktake.begin(ctx, body),
  }),
  implement(contract.getStocktake, {
    may: by(may, "shelf.see", stocktakeTarget),
    run: (ctx, { params, query }) => show.showStocktake(ctx, params.id, query),
  }),
  implement(contract.scanBarcodes, {
    may: by(may, "shelf.work", stocktakeTarget),
    run: (ctx, { params, body }) => stocktake.scan(ctx, { ...params, ...body }),
  }),
  implement(contract.takeBackScan, {
    may: by(may, "shelf.work", stocktakeTarget),
    run: async (ctx, { params, body }) => {
      await stocktake.takeBack(ctx, { ...params, ...body });
      return {};
    },
  }),
  implement(contract.closeStocktake, {
    may: by(may, "shelf.work", stocktakeTarget),
    run: async (ctx, { params, body }) => {
      await stocktake.close(ctx, { ...params, ...body });
      return {};
    },
  }),
];

const weedingOperations = [
  implement(contract.listWeedings, {
    may: by(may, "catalogue.list", () => ({})),
    run: (ctx) => show.listWeedings(ctx),
  }),
  implement(contract.proposeWeeding, {
    may: by(may, "weeding.propose", (ctx, { body }) => placeTarget(ctx, body.placeId)),
    run: (ctx, { body }) => weeding.propose(ctx, body),
  }),
  implement(contract.getWeeding, {
    may: by(may, "shelf.see", weedingTarget),
    run: (ctx, { params }) => show.showWeeding(ctx, params.id),
  }),
  implement(contract.keepWeeded, {
    may: by(may, "weeding.propose", weedingTarget),
    run: async (ctx, { params, body }) => {
      await weeding.keepItem(ctx, { ...params, ...body });
      return {};
    },
  }),
  implement(contract.decideWeeding, {
    may: by(may, "weeding.decide", weedingTarget),
    run: async (ctx, { params, body: { approve, reason = "" } }) => {
      await weeding.decide(ctx, { ...params, approve, reason });
      return {};
    },
  }),
];

export const shelfOperations = [...itemOperations, ...stocktakeOperations, ...weedingOperations];
