/** HTTP of handing places on: permission, one use case, its answer. */
import { found } from "#platform/errors";
import { by, implement } from "#platform/http";
import * as claimStore from "../claiming/claim-store.ts";
import { may } from "../may.ts";
import * as contract from "./contract.ts";
import { makeCode, takeOver } from "./hand-on.ts";

export const transferOperations = [
  implement(contract.makeTransferCode, {
    may: by(may, "claim.hand-on", async (ctx, { params }) =>
      found(await claimStore.claim(ctx.db, params.claimId), "claim", params.claimId),
    ),
    run: (ctx, { params }) => makeCode(ctx, params.claimId),
  }),
  implement(contract.takeOverPlaces, {
    may: by(may, "claim.make", () => ({})),
    run: (ctx, { body }) => takeOver(ctx, body.code),
  }),
];
