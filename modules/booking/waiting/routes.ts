/** HTTP of the line: permission, one use case, its answer. */
import { principal } from "#platform/auth";
import type { Ctx } from "#platform/ctx";
import { found } from "#platform/errors";
import { anyone, by, implement } from "#platform/http";
import { may } from "../may.ts";
import * as offerStore from "../offers/offer-store.ts";
import * as contract from "./contract.ts";
import { joinLine, leaveLine } from "./join-line.ts";
import { moveUp } from "./move-up.ts";
import { lineView, ownLines } from "./show-line.ts";
import * as store from "./waiting-store.ts";

async function entryTarget(ctx: Ctx, waitingId: string) {
  const { subject, offerId } = found(await store.entry(ctx.db, waitingId), "waiting", waitingId);
  const { orgPath } = found(await offerStore.offer(ctx.db, offerId), "offer", offerId);
  return { subject, orgPath };
}

export const waitingOperations = [
  implement(contract.getLine, {
    may: anyone,
    run: (ctx, { params, query }) => lineView(ctx, params.offerId, query),
  }),
  implement(contract.myLines, {
    may: by(may, "claim.see-own", () => ({})),
    run: (ctx) => ownLines(ctx, principal(ctx.actor)?.subject ?? ""),
  }),
  implement(contract.joinTheLine, {
    may: by(may, "waiting.join", () => ({})),
    run: (ctx, { params, body }) => joinLine(ctx, { ...params, ...body }),
  }),
  implement(contract.leaveTheLine, {
    may: by(may, "waiting.leave", (ctx, { params }) => entryTarget(ctx, params.waitingId)),
    run: (ctx, { params }) => leaveLine(ctx, params.waitingId),
  }),
  implement(contract.moveUpInLine, {
    may: by(may, "waiting.move-up", (ctx, { params }) => entryTarget(ctx, params.waitingId)),
    run: (ctx, { params, body }) => moveUp(ctx, { ...params, ...body }),
  }),
];
