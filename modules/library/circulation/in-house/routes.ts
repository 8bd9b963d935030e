/** HTTP of use in the house. */
import { placeOf } from "#places";
import { found } from "#platform/errors";
import { by, implement } from "#platform/http";
import { may } from "../../may.ts";
import * as contract from "./contract.ts";
import { useInHouse } from "./use.ts";

export const inHouseOperations = [
  implement(contract.useInHouse, {
    may: by(may, "till.work", async (ctx, { body: { placeId } }) =>
      found(await placeOf(ctx.db, placeId), "place", placeId),
    ),
    run: (ctx, { body }) => useInHouse(ctx, body),
  }),
];
