/** HTTP of the network, its standards and the population. */
import { anyone, by, implement } from "#platform/http";
import { wholeCity } from "../asked.ts";
import { may } from "../may.ts";
import * as contract from "./contract.ts";
import { endStandard, putStandard } from "./standards.ts";
import { networkView, populationView, standardList } from "./views.ts";

export const coverageOperations = [
  implement(contract.getNetwork, { may: anyone, run: (ctx, { query }) => networkView(ctx, query.on) }),
  implement(contract.listStandards, { may: anyone, run: (ctx) => standardList(ctx) }),
  implement(contract.putStandard, {
    may: by(may, "standard.put", wholeCity),
    run: async (ctx, { params, body: { names = {}, ...body } }) => {
      await putStandard(ctx, { ...body, names, code: params.code });
      return {};
    },
  }),
  implement(contract.endStandard, {
    may: by(may, "standard.put", wholeCity),
    run: async (ctx, { params, body }) => {
      await endStandard(ctx, params.code, body.from);
      return {};
    },
  }),
  implement(contract.listPopulations, {
    may: anyone,
    run: (ctx, { query }) => populationView(ctx, query.division),
  }),
];
