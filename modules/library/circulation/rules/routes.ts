/** HTTP of the rules of lending: permission, one use case, its answer. */
import { organisationOf } from "#places";
import type { Ctx } from "#platform/ctx";
import { found } from "#platform/errors";
import { by, implement } from "#platform/http";
import { may } from "../../may.ts";
import * as contract from "./contract.ts";
import { putAmnesty, repealAmnesty } from "./put-amnesty.ts";
import { putLimit } from "./put-limit.ts";
import { putRule } from "./put-rule.ts";
import { amnestyOf } from "./rule-store.ts";
import { showRules } from "./show-rules.ts";
import { whatIf } from "./what-if.ts";

const houseTarget = async (ctx: Ctx, { body }: { body: { organisation: string } }) => ({
  orgPath: found(await organisationOf(ctx.db, body.organisation), "organisation", body.organisation).path,
});

export const loanRuleOperations = [
  implement(contract.loanRules, {
    may: by(may, "loan-rules.see", () => ({})),
    run: (ctx, { query }) => showRules(ctx, query.organisation),
  }),
  implement(contract.putLoanRule, {
    may: by(may, "loan-rules.write", houseTarget),
    run: (ctx, { body }) => putRule(ctx, body),
  }),
  implement(contract.putLoanLimit, {
    may: by(may, "loan-rules.write", houseTarget),
    run: (ctx, { body }) => putLimit(ctx, body),
  }),
  implement(contract.putAmnesty, {
    may: by(may, "loan-rules.write", houseTarget),
    run: (ctx, { body }) => putAmnesty(ctx, body),
  }),
  implement(contract.repealAmnesty, {
    may: by(may, "loan-rules.write", async (ctx, { params: { line } }) =>
      found(await amnestyOf(ctx.db, line), "amnesty", line),
    ),
    run: async (ctx, { params, body }) => {
      await repealAmnesty(ctx, { ...params, ...body });
      return {};
    },
  }),
  implement(contract.tryLoanRules, {
    may: by(may, "loan-rules.see", () => ({})),
    run: (ctx, { query }) => whatIf(ctx, query),
  }),
];
