/** HTTP of what is held: permission, one use case, its answer. */
import { Temporal } from "temporal-polyfill";
import type { Ctx } from "#platform/ctx";
import { found } from "#platform/errors";
import { by, implement } from "#platform/http";
import * as claimStore from "../claiming/claim-store.ts";
import { may } from "../may.ts";
import * as offerStore from "../offers/offer-store.ts";
import { queueView } from "../waiting/show-line.ts";
import { acceptHold } from "./accept-hold.ts";
import { answerClaims } from "./answer-claims.ts";
import * as contract from "./contract.ts";
import { holdFor } from "./hold-for.ts";

const offerTarget = async (ctx: Ctx, offerId: string) =>
  found(await offerStore.offer(ctx.db, offerId), "offer", offerId);

async function claimTarget(ctx: Ctx, claimId: string) {
  const { subject, offerId } = found(await claimStore.claim(ctx.db, claimId), "claim", claimId);
  return { subject, orgPath: (await offerTarget(ctx, offerId)).orgPath };
}

export const holdingOperations = [
  implement(contract.acceptHeld, {
    may: by(may, "claim.accept", (ctx, { params }) => claimTarget(ctx, params.claimId)),
    run: (ctx, { params }) => acceptHold(ctx, params.claimId),
  }),
  implement(contract.holdForPerson, {
    may: by(may, "claim.make-for", (ctx, { params }) => offerTarget(ctx, params.offerId)),
    run: (ctx, { params, body }) =>
      holdFor(ctx, { ...params, ...body, until: Temporal.Instant.from(body.until) }),
  }),
  implement(contract.queueOf, {
    may: by(may, "queue.see", (ctx, { params }) => offerTarget(ctx, params.offerId)),
    run: (ctx, { params }) => queueView(ctx, params.offerId),
  }),
  implement(contract.answerHeld, {
    may: by(may, "queue.answer", (ctx, { params }) => offerTarget(ctx, params.offerId)),
    run: (ctx, { params, body }) => answerClaims(ctx, { ...params, ...body }),
  }),
];
