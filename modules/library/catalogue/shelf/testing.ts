/** Builders of stocktakes and weeding lists. */
import type { TxCtx } from "#platform/ctx";
import { aShelf } from "../items/testing.ts";
import { type Samples, theCity } from "../testing.ts";
import { begin as beginStocktake, scan } from "./stocktake.ts";
import { propose } from "./weeding.ts";

const aStocktake = async (ctx: TxCtx, organisationId: string) => {
  const { placeId, barcode } = await aShelf(ctx, organisationId);
  const { id } = await beginStocktake(theCity(ctx), { placeId, shelf: "" });
  await scan(theCity(ctx), { id, barcodes: barcode });
  return { id, barcode };
};

const aRule = { publishedBefore: 2030, acquiredBefore: null, keepCopies: null, statuses: [], shelf: "" };

const aWeeding = async (ctx: TxCtx, organisationId: string) => {
  const { placeId, id: itemId } = await aShelf(ctx, organisationId);
  return { ...(await propose(theCity(ctx), { placeId, ...aRule })), itemId };
};

export const shelfSamples: Samples = {
  "library.book-places": async () => ({}),
  "library.shelf": async () => ({ query: {} }),
  "library.new-books": async (ctx, organisationId) => ({
    params: { id: (await aShelf(ctx, organisationId)).placeId },
    query: {},
  }),
  "library.labels": async (ctx, organisationId) => ({
    query: { place: (await aShelf(ctx, organisationId)).placeId },
  }),
  "library.stocktakes": async () => ({}),
  "library.begin-stocktake": async (ctx, organisationId) => ({
    body: { placeId: (await aShelf(ctx, organisationId)).placeId, shelf: "二楼" },
  }),
  "library.stocktake": async (ctx, organisationId) => ({
    params: { id: (await aStocktake(ctx, organisationId)).id },
    query: {},
  }),
  "library.scan": async (ctx, organisationId) => {
    const { id, barcode } = await aStocktake(ctx, organisationId);
    return { params: { id }, body: { barcodes: barcode } };
  },
  "library.take-back-scan": async (ctx, organisationId) => {
    const { id, barcode } = await aStocktake(ctx, organisationId);
    return { params: { id }, body: { barcode } };
  },
  "library.close-stocktake": async (ctx, organisationId) => ({
    params: { id: (await aStocktake(ctx, organisationId)).id },
    body: {},
  }),
  "library.weedings": async () => ({}),
  "library.propose-weeding": async (ctx, organisationId) => ({
    body: { placeId: (await aShelf(ctx, organisationId)).placeId, ...aRule },
  }),
  "library.weeding": async (ctx, organisationId) => ({
    params: { id: (await aWeeding(ctx, organisationId)).id },
  }),
  "library.keep-weeded": async (ctx, organisationId) => {
    const { id, itemId } = await aWeeding(ctx, organisationId);
    return { params: { id }, body: { itemId, kept: true } };
  },
  "library.decide-weeding": async (ctx, organisationId) => ({
    params: { id: (await aWeeding(ctx, organisationId)).id },
    body: { approve: true },
  }),
};
