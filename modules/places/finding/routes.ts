/** HTTP of finding places. */
import { anyone, implement } from "#platform/http";
import { instant, spot } from "../asked.ts";
import { filtersView, placeItems } from "../views.ts";
import * as contract from "./contract.ts";
import { findPlaces } from "./find.ts";
import { mapAround } from "./map-around.ts";
import { placesNearby } from "./nearby.ts";

export const findingOperations = [
  implement(contract.listPlaces, {
    may: anyone,
    run: async (ctx, { query }) => {
      const page = await findPlaces(ctx, { ...query, at: instant(query.at), near: spot(query) });
      return { items: await placeItems(ctx, page.items), next: page.next };
    },
  }),
  implement(contract.nearbyPlaces, {
    may: anyone,
    run: (ctx, { query }) =>
      placesNearby(ctx, { ...query, at: instant(query.at), system: query.system ?? "WGS-84" }),
  }),
  implement(contract.placesMap, {
    may: anyone,
    run: async (ctx, { query }) => ({
      map: await mapAround(ctx, { ...query, middle: query.middle ?? "reader" }),
    }),
  }),
  implement(contract.listFilters, { may: anyone, run: (ctx) => filtersView(ctx) }),
];
