/** HTTP of the rules of houses: permission, one use case, its answer. */
import { organisationOf } from "#places";
import type { Ctx } from "#platform/ctx";
import { found } from "#platform/errors";
import { anyone, by, implement } from "#platform/http";
import { may } from "../may.ts";
import * as contract from "./contract.ts";
import { housesFor } from "./houses.ts";
import { putRule } from "./put-rule.ts";
import { showRules, tryRules } from "./show-rules.ts";

async function house(ctx: Ctx, organisation: string) {
  return { orgPath: found(await organisationOf(ctx.db, organisation), "organisation", organisation).path };
}

export const ruleOperations = [
  implement(contract.houses, {
    may: by(may, "house.choose", () => ({})),
    run: (ctx, { query }) => housesFor(ctx, query),
  }),
  implement(contract.houseRules, {
    may: anyone,
    run: (ctx, { query }) => showRules(ctx, query.organisation),
  }),
  implement(contract.putHouseRule, {
    may: by(may, "rule.put", (ctx, { body }) => house(ctx, body.organisation)),
    run: (ctx, { body }) => putRule(ctx, body),
  }),
  implement(contract.tryHouseRules, {
    may: anyone,
    run: async (ctx, { query }) => ({ rules: await tryRules(ctx, query) }),
  }),
];
