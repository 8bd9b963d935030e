/** HTTP of the counter. */
import type { Ctx } from "#platform/ctx";
import { found } from "#platform/errors";
import { by, implement } from "#platform/http";
import { claimForPerson } from "../contract.ts";
import { may } from "../may.ts";
import * as offerStore from "../offer-store.ts";
import { claimFor } from "./claim-for.ts";
import { counterOf } from "./contract.ts";
import { counterView } from "./counter-view.ts";

const offerTarget = async (ctx: Ctx, offerId: string) =>
  found(await offerStore.offer(ctx.db, offerId), "offer", offerId);

export const counterOperations = [
  implement(counterOf, {
    may: by(may, "claim.make-for", (ctx, { params }) => offerTarget(ctx, params.offerId)),
    run: (ctx, { params }) => counterView(ctx, params.offerId),
  }),
  implement(claimForPerson, {
    may: by(may, "claim.make-for", (ctx, { params }) => offerTarget(ctx, params.offerId)),
    run: (ctx, { params, body }) => claimFor(ctx, { ...params, ...body }),
  }),
];
