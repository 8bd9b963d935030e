/** HTTP of the steps of places. */

import type { Ctx } from "#platform/ctx";
import { refused } from "#platform/errors";
import { by, implement } from "#platform/http";
import { setOnePersonRule, setReviewRule, stepAsked } from "#platform/publishing";
import { organisationTarget, placeTarget } from "../asked.ts";
import { may } from "../may.ts";
import * as contract from "./contract.ts";
import { confirmChange, declineChange } from "./decide-change.ts";
import { rightsOf } from "./may-decide.ts";
import { reviewRulesView } from "./rules-view.ts";
import { takePlaceStep } from "./take-step.ts";
import { placeStepsView, placesInStepsView } from "./views.ts";
import { waitingOf } from "./waiting-store.ts";

/** The change named in the path, as far as rights go. */
async function waitingTarget(ctx: Ctx, { params }: { params: { id: string; change: string } }) {
  const place = await placeTarget(ctx, { params });
  const waiting = (await waitingOf(ctx.db, [place.id])).get(place.id);
  if (waiting?.id !== params.change) throw refused("place.change-decided");
  return rightsOf(ctx, place, waiting);
}

export const publishingOperations = [
  implement(contract.placeSteps, {
    may: by(may, "place.see-steps", placeTarget),
    run: async (ctx, input) => placeStepsView(ctx, await placeTarget(ctx, input)),
  }),
  implement(contract.stepPlace, {
    may: by(may, "place.step", async (ctx, { params, body }) => ({
      ...(await placeTarget(ctx, { params })),
      step: body.step,
    })),
    run: (ctx, { params, body }) => takePlaceStep(ctx, { ...params, ...stepAsked(body) }),
  }),
  implement(contract.confirmChange, {
    may: by(may, "place.confirm-change", waitingTarget),
    run: async (ctx, { params }) => {
      await confirmChange(ctx, { placeId: params.id, id: params.change });
      return {};
    },
  }),
  implement(contract.declineChange, {
    may: by(may, "place.decline-change", waitingTarget),
    run: async (ctx, { params, body }) => {
      await declineChange(ctx, { placeId: params.id, id: params.change, ...body });
      return {};
    },
  }),
  implement(contract.placesInSteps, {
    may: by(may, "place.list-steps", () => ({})),
    run: (ctx, { query }) => placesInStepsView(ctx, query),
  }),
  implement(contract.reviewRules, {
    may: by(may, "place.list-steps", () => ({})),
    run: (ctx, { query }) => reviewRulesView(ctx, query),
  }),
  implement(contract.putReviewRule, {
    may: by(may, "review-rule.put", async (ctx, { params }) =>
      organisationTarget(ctx, params.organisationId),
    ),
    run: async (ctx, { params, body }) => {
      const { path: orgPath } = await organisationTarget(ctx, params.organisationId);
      await setReviewRule(ctx, { orgPath, ...body });
      return {};
    },
  }),
  implement(contract.putOnePersonRule, {
    may: by(may, "review-rule.put", async (ctx, { params }) =>
      organisationTarget(ctx, params.organisationId),
    ),
    run: async (ctx, { params, body }) => {
      const { path: orgPath } = await organisationTarget(ctx, params.organisationId);
      await setOnePersonRule(ctx, { orgPath, ...body });
      return {};
    },
  }),
];
