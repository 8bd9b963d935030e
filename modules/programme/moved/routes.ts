/** HTTP of moved sessions: permission, one use case, its answer. */
import type { Ctx } from "#platform/ctx";
import { found } from "#platform/errors";
import { anyone, by, implement } from "#platform/http";
import { jointOrganisers } from "../event-store.ts";
import { may } from "../may.ts";
import { sessionTarget } from "../session-store.ts";
import { answerMove, answersOf, claimByLink, ownClaimOn, showMove } from "./answer.ts";
import * as contract from "./contract.ts";

async function deskTarget(ctx: Ctx, sessionId: string) {
  const target = found(await sessionTarget(ctx.db, sessionId), "session", sessionId);
  const joint = await jointOrganisers(ctx.db, [target.eventId]);
  return { ...target, jointOrgPaths: joint.map(({ orgPath }) => orgPath) };
}

export const moveOperations = [
  implement(contract.getMove, {
    may: by(may, "move.answer", () => ({})),
    run: async (ctx, { params }) =>
      showMove(ctx, { moveId: params.id, claimId: await ownClaimOn(ctx, params.id) }),
  }),
  implement(contract.answerMove, {
    may: by(may, "move.answer", () => ({})),
    run: async (ctx, { params, body }) =>
      answerMove(ctx, { ...body, moveId: params.id, claimId: await ownClaimOn(ctx, params.id) }),
  }),
  implement(contract.getMoveByLink, {
    may: anyone,
    run: async (ctx, { params }) => showMove(ctx, await claimByLink(ctx, params.token)),
  }),
  implement(contract.answerMoveByLink, {
    may: anyone,
    run: async (ctx, { params, body }) =>
      answerMove(ctx, { ...body, ...(await claimByLink(ctx, params.token)) }),
  }),
  implement(contract.moveAnswers, {
    may: by(may, "event.see-desk", (ctx, { params }) => deskTarget(ctx, params.id)),
    run: async (ctx, { params }) => ({ move: await answersOf(ctx, params.id) }),
  }),
];
