/** HTTP of eligibility: permission, one use case, its answer. */
import type { Ctx } from "#platform/ctx";
import { anyone, by, implement } from "#platform/http";
import { oneself, pathOf } from "../asked.ts";
import { may } from "../may.ts";
import { answerAppeal, appeal, appealOf, appealQueue } from "./appeals.ts";
import { askWhether, withdrawConsent } from "./ask.ts";
import { checkHistory, checkList, providers, putCheck } from "./checks.ts";
import * as contract from "./contract.ts";
import { counterAndOwner, endRecorded, lookAt, recordWay } from "./desk/at-desk.ts";
import * as desk from "./desk/contract.ts";
import { ownEligibilityView } from "./view.ts";

interface AtCounter {
  params: { check: string };
  body: { organisation: string };
}
const atCounter = (ctx: Ctx, { params, body }: AtCounter) =>
  counterAndOwner(ctx, { organisation: body.organisation, check: params.check });

export const eligibilityOperations = [
  implement(contract.eligibilityChecks, {
    may: anyone,
    run: async (ctx) => ({ items: await checkList(ctx), providers: providers(ctx) }),
  }),
  implement(contract.eligibilityCheck, {
    may: anyone,
    run: (ctx, { params }) => checkHistory(ctx, params.code),
  }),
  implement(contract.putEligibilityCheck, {
    may: by(may, "eligibility.put", (ctx, { body }) => pathOf(ctx, body.organisation)),
    run: (ctx, { params, body }) => putCheck(ctx, { ...body, code: params.code }),
  }),

  implement(contract.ownEligibility, {
    may: by(may, "eligibility.keep", oneself),
    run: (ctx) => ownEligibilityView(ctx),
  }),
  implement(contract.askEligibility, {
    may: by(may, "eligibility.keep", oneself),
    run: (ctx, { params, body }) => askWhether(ctx, { ...body, check: params.check }),
  }),
  implement(contract.withdrawEligibility, {
    may: by(may, "eligibility.keep", oneself),
    run: async (ctx, { params }) => {
      await withdrawConsent(ctx, params.check);
      return {};
    },
  }),
  implement(contract.appealEligibility, {
    may: by(may, "eligibility.keep", oneself),
    run: (ctx, { params, body }) => appeal(ctx, { ...params, ...body }),
  }),

  implement(desk.lookAtEligibility, {
    may: by(may, "identity.check", (ctx, { body }) => pathOf(ctx, body.organisation)),
    run: (ctx, { params, body }) => lookAt(ctx, { ...params, ...body }),
  }),
  implement(desk.recordEligibility, {
    may: by(may, "eligibility.record", atCounter),
    run: (ctx, { params, body }) => recordWay(ctx, params.subject, { ...body, check: params.check }),
  }),
  implement(desk.endEligibility, {
    may: by(may, "eligibility.record", atCounter),
    run: async (ctx, { params, body }) => {
      await endRecorded(ctx, params.subject, { ...body, check: params.check });
      return {};
    },
  }),
  implement(desk.eligibilityAppeals, {
    may: by(may, "eligibility.answer", (ctx, { query }) => pathOf(ctx, query.organisation)),
    run: async (ctx, { query }) => appealQueue(ctx, (await pathOf(ctx, query.organisation)).path),
  }),
  implement(desk.answerEligibilityAppeal, {
    may: by(may, "eligibility.answer", (ctx, { params }) => appealOf(ctx, params.id)),
    run: async (ctx, { params, body }) => {
      await answerAppeal(ctx, { ...params, ...body });
      return {};
    },
  }),
];
