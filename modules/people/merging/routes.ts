/** HTTP of joining accounts: permission, one use case, its answer. */
import type { Ctx } from "#platform/ctx";
import { by, implement } from "#platform/http";
import { may } from "../may.ts";
import { organisationNamed } from "../staff/grants.ts";
import * as contract from "./contract.ts";
import { alikeTo } from "./find.ts";
import { merge, planMerge } from "./merge.ts";

async function pathOf(ctx: Ctx, organisation: string) {
  return { path: (await organisationNamed(ctx, organisation)).path };
}

export const mergingOperations = [
  implement(contract.alikePersons, {
    may: by(may, "person.merge", (ctx, { query }) => pathOf(ctx, query.organisation)),
    run: async (ctx, { params }) => ({ items: await alikeTo(ctx, params.subject) }),
  }),
  implement(contract.mergePlan, {
    may: by(may, "person.merge", (ctx, { query }) => pathOf(ctx, query.organisation)),
    run: async (ctx, { params, query }) =>
      planMerge(ctx, { into: params.subject, from: query.from, ...(await pathOf(ctx, query.organisation)) }),
  }),
  implement(contract.mergePersons, {
    may: by(may, "person.merge", (ctx, { body }) => pathOf(ctx, body.organisation)),
    run: async (ctx, { params, body }) =>
      merge(ctx, {
        into: params.subject,
        from: body.from,
        proven: body.proven,
        reason: body.reason ?? "",
        ...(await pathOf(ctx, body.organisation)),
      }),
  }),
];
