/** HTTP of feedback: permission, one use case, its answer. */
import { found } from "#platform/errors";
import { anyone, by, implement } from "#platform/http";
import { eventTarget, jointOrganisers } from "../event-store.ts";
import { may } from "../may.ts";
import * as contract from "./contract.ts";
import { answer, give, hide, showDesk, showMine, showRating } from "./feedback.ts";
import { feedbackTarget } from "./feedback-store.ts";

export const feedbackOperations = [
  implement(contract.myFeedback, {
    may: by(may, "feedback.give", () => ({})),
    run: (ctx, { params }) => showMine(ctx, params.id),
  }),
  implement(contract.giveFeedback, {
    may: by(may, "feedback.give", () => ({})),
    run: async (ctx, { params, body }) => {
      await give(ctx, { ...params, ...body });
      return {};
    },
  }),
  implement(contract.ratingOf, { may: anyone, run: (ctx, { params }) => showRating(ctx, params.id) }),
  implement(contract.deskFeedback, {
    may: by(may, "event.see-desk", async (ctx, { params }) => ({
      ...found(await eventTarget(ctx.db, params.id), "event", params.id),
      jointOrgPaths: (await jointOrganisers(ctx.db, [params.id])).map(({ orgPath }) => orgPath),
    })),
    run: (ctx, { params, query }) => showDesk(ctx, { ...params, ...query }),
  }),
  implement(contract.answerFeedback, {
    may: by(may, "feedback.answer", async (ctx, { params }) =>
      found(await feedbackTarget(ctx.db, params.id), "feedback", params.id),
    ),
    run: async (ctx, { params, body }) => {
      await answer(ctx, { ...params, ...body });
      return {};
    },
  }),
  implement(contract.hideFeedback, {
    may: by(may, "feedback.answer", async (ctx, { params }) =>
      found(await feedbackTarget(ctx.db, params.id), "feedback", params.id),
    ),
    run: async (ctx, { params, body }) => {
      await hide(ctx, params.id, body.reason);
      return {};
    },
  }),
];
