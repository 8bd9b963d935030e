/** HTTP of brand series at the desk. */
import { found } from "#platform/errors";
import { by, implement } from "#platform/http";
import { may } from "../may.ts";
import * as contract from "./contract.ts";
import { getDeskSeries, listDeskSeries } from "./desk-series.ts";
import { nextEdition } from "./next-edition.ts";
import { series } from "./series-store.ts";

export const seriesOperations = [
  implement(contract.listDeskSeries, {
    may: by(may, "event.list-desk", () => ({})),
    run: (ctx) => listDeskSeries(ctx),
  }),
  implement(contract.getDeskSeries, {
    may: by(may, "event.list-desk", () => ({})),
    run: (ctx, { params }) => getDeskSeries(ctx, params.id),
  }),
  implement(contract.nextEdition, {
    may: by(may, "series.change", async (ctx, { params }) =>
      found(await series(ctx.db, params.id), "series", params.id),
    ),
    run: (ctx, { params, body }) => nextEdition(ctx, { ...params, ...body }),
  }),
];
