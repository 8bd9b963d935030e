/** HTTP of people who leave: permission, one use case, its answer. */
import { by, implement } from "#platform/http";
import { pathOf } from "../asked.ts";
import { may } from "../may.ts";
import { heldGrants } from "../staff/grants.ts";
import * as contract from "./contract.ts";
import { beginLeaving, callOffLeaving } from "./leaving.ts";
import { leavingDraft, leavingsOf, leavingTarget, leavingView } from "./view.ts";

export const leavingOperations = [
  implement(contract.leavingDraft, {
    may: by(may, "staff.over", (ctx, { params }) => heldGrants(ctx, params.account)),
    run: (ctx, { params }) => leavingDraft(ctx, params.account),
  }),
  implement(contract.staffLeaves, {
    may: by(may, "staff.over", (ctx, { params }) => heldGrants(ctx, params.account)),
    run: (ctx, { params, body }) => beginLeaving(ctx, { ...params, ...body }),
  }),
  implement(contract.getLeaving, {
    may: by(may, "leaving.see", (ctx, { params }) => leavingTarget(ctx, params.id)),
    run: (ctx, { params }) => leavingView(ctx, params.id),
  }),
  implement(contract.listLeavings, {
    may: by(may, "staff.see", (ctx, { query }) => pathOf(ctx, query.organisation)),
    run: (ctx, { query }) => leavingsOf(ctx, query.organisation),
  }),
  implement(contract.callOffLeaving, {
    may: by(may, "leaving.call-off", (ctx, { params }) => leavingTarget(ctx, params.id)),
    run: async (ctx, { params }) => {
      await callOffLeaving(ctx, params.id);
      return {};
    },
  }),
];
