/** HTTP of rules about not coming and giving back: permission, one use case, its answer. */
import { principal } from "#platform/auth";
import type { Ctx } from "#platform/ctx";
import { anyone, by, implement } from "#platform/http";
import { may } from "../may.ts";
import {
  answerPenaltyAppeal,
  appealPenalty,
  appealTarget,
  excuseDay,
  markTarget,
  waivePenalty,
} from "./appeals.ts";
import * as contract from "./contract.ts";
import { penaltyDeskView } from "./desk-view.ts";
import { ownPenaltiesView } from "./own-view.ts";
import { organisationNamed, penaltyRulesView, putPenaltyRule } from "./rules.ts";

const organisationTarget = async ({ db }: Ctx, id: string) => ({
  orgPath: (await organisationNamed(db, id)).path,
});

export const penaltyOperations = [
  implement(contract.penaltyRules, {
    may: anyone,
    run: async (ctx, { query }) => {
      const mayPut = may["penalty.decide"](ctx.actor, await organisationTarget(ctx, query.organisation));
      return { ...(await penaltyRulesView(ctx, query.organisation)), can: mayPut ? ["put" as const] : [] };
    },
  }),
  implement(contract.putPenaltyRule, {
    may: by(may, "penalty.decide", (ctx, { body }) => organisationTarget(ctx, body.organisation)),
    run: (ctx, { body }) => putPenaltyRule(ctx, body),
  }),
  implement(contract.ownPenalties, {
    may: by(may, "claim.see-own", () => ({})),
    run: (ctx) => ownPenaltiesView(ctx, principal(ctx.actor)?.subject ?? ""),
  }),
  implement(contract.appealPenalty, {
    may: by(may, "claim.make", () => ({})),
    run: (ctx, { params, body }) => appealPenalty(ctx, { ...params, ...body }),
  }),
  implement(contract.penaltyMarks, {
    may: by(may, "penalty.decide", (ctx, { query }) => organisationTarget(ctx, query.organisation)),
    run: (ctx, { query }) => penaltyDeskView(ctx, query),
  }),
  implement(contract.answerPenaltyAppeal, {
    may: by(may, "penalty.decide", ({ db }, { params }) => appealTarget(db, params.id)),
    run: async (ctx, { params, body }) => {
      await answerPenaltyAppeal(ctx, { ...params, ...body });
      return {};
    },
  }),
  implement(contract.waivePenalty, {
    may: by(may, "penalty.decide", ({ db }, { params }) => markTarget(db, params.id)),
    run: async (ctx, { params, body }) => {
      await waivePenalty(ctx, { ...params, ...body });
      return {};
    },
  }),
  implement(contract.excuseDay, {
    may: by(may, "penalty.decide", (ctx, { body }) => organisationTarget(ctx, body.organisation)),
    run: (ctx, { body }) => excuseDay(ctx, body),
  }),
];
