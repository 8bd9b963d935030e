/** HTTP of the composite pages. */
import { anyone, implement } from "#platform/http";
import { cityMap } from "./city-map.ts";
import * as contract from "./contract.ts";

export const operations = [
  implement(contract.cityMap, { may: anyone, run: (ctx, { query }) => cityMap(ctx, query) }),
];
