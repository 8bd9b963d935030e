/** HTTP of shelves: permission, one use case, its answer. */
import { placeOf } from "#places";
import { type Ctx, textFor } from "#platform/ctx";
import { found } from "#platform/errors";
import { anyone, by, FileAnswer, implement } from "#platform/http";
import { may } from "../../may.ts";
import { itemsAt, itemsBy } from "../items/item-store.ts";
import { showBookPlaces } from "./book-places.ts";
import * as contract from "./contract.ts";
import { labelsOf } from "./labels.ts";
import * as show from "./show.ts";
import * as stocktake from "./stocktake.ts";
import { stocktakeOf } from "./stocktake-store.ts";
import * as weeding from "./weeding.ts";
import { weedingOf } from "./weeding-store.ts";

/** Labels of one file: forty sheets. */
const mostLabels = 960;

const placeTarget = async (ctx: Ctx, id: string) => found(await placeOf(ctx.db, id), "place", id);
const stocktakeTarget = async (ctx: Ctx, { params: { id } }: { params: { id: string } }) =>
  found(await stocktakeOf(ctx.db, id), "stocktake", id);
const weedingTarget = async (ctx: Ctx, { params: { id } }: { params: { id: string } }) =>
  found(await weedingOf(ctx.db, id), "weeding", id);

const placeOperations = [
  implement(contract.bookPlaces, { may: anyone, run: (ctx) => showBookPlaces(ctx) }),
  implement(contract.getShelf, {
    may: by(may, "catalogue.list", () => ({})),
    run: (ctx, { query }) => show.showShelf(ctx, query),
  }),
  implement(contract.newBooks, {
    may: by(may, "shelf.see", (ctx, { params }) => placeTarget(ctx, params.id)),
    run: (ctx, { params, query }) => show.showNewBooks(ctx, params.id, query.days),
  }),
  implement(contract.printLabels, {
    may: by(may, "shelf.work", (ctx, { query }) => placeTarget(ctx, query.place)),
    run: async (ctx, { query: { place: placeId, shelf = "", since = null, item } }) => {
      const items = item
        ? (await itemsBy(ctx.db, [item])).filter((one) => one.placeId === placeId)
        : await itemsAt(ctx.db, { placeId, shelf, standing: null, since, after: 0, limit: mostLabels });
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

export const shelfOperations = [...placeOperations, ...stocktakeOperations, ...weedingOperations];
