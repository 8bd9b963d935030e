/** HTTP of hand-overs. */
import { by, implement } from "#platform/http";
import { placeTarget } from "../asked.ts";
import { may } from "../may.ts";
import * as contract from "./contract.ts";
import { changeHandover, drawUpHandover, refuseHandover, withdrawHandover } from "./draw-up.ts";
import { signHandover } from "./sign.ts";
import { handoverList, handoverView, partiesOf } from "./views.ts";

export const handoverOperations = [
  implement(contract.listHandovers, {
    may: by(may, "handover.list", () => ({})),
    run: (ctx, { query }) => handoverList(ctx, query),
  }),
  implement(contract.getHandover, {
    may: by(may, "handover.see", (ctx, { params }) => partiesOf(ctx, params.id)),
    run: (ctx, { params }) => handoverView(ctx, params.id),
  }),
  implement(contract.drawUpHandover, {
    may: by(may, "handover.draw-up", placeTarget),
    run: (ctx, { params, body }) => drawUpHandover(ctx, params.id, body),
  }),
  implement(contract.changeHandover, {
    may: by(may, "handover.change", (ctx, { params }) => partiesOf(ctx, params.id)),
    run: async (ctx, { params, body }) => {
      await changeHandover(ctx, params.id, body);
      return {};
    },
  }),
  implement(contract.signHandover, {
    may: by(may, "handover.sign", async (ctx, { params, body }) => ({
      ...(await partiesOf(ctx, params.id)),
      side: body.side,
    })),
    run: (ctx, { params, body }) => signHandover(ctx, params.id, body),
  }),
  implement(contract.refuseHandover, {
    may: by(may, "handover.refuse", (ctx, { params }) => partiesOf(ctx, params.id)),
    run: async (ctx, { params, body }) => {
      await refuseHandover(ctx, params.id, body.because);
      return {};
    },
  }),
  implement(contract.withdrawHandover, {
    may: by(may, "handover.change", (ctx, { params }) => partiesOf(ctx, params.id)),
    run: async (ctx, { params, body }) => {
      await withdrawHandover(ctx, params.id, body.because);
      return {};
    },
  }),
];
