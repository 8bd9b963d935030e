/** HTTP of the composite pages. */
import { anyone, implement } from "#platform/http";
import * as contract from "./contract.ts";
import { drawAround } from "./map-around.ts";

export const operations = [
  implement(contract.mapAround, { may: anyone, run: (ctx, { query }) => drawAround(ctx, query) }),
];
