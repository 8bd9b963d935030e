/** HTTP of the open feeds: anybody reads them. */
import { anyone, implement } from "#platform/http";
import * as contract from "./contract.ts";
import { dataset, scheduledSessions, sessionSeries } from "./feeds.ts";

export const openOperations = [
  implement(contract.sessionSeriesFeed, { may: anyone, run: (ctx, { query }) => sessionSeries(ctx, query) }),
  implement(contract.scheduledSessionFeed, {
    may: anyone,
    run: (ctx, { query }) => scheduledSessions(ctx, query),
  }),
  implement(contract.openDataset, { may: anyone, run: async (ctx) => dataset(ctx) }),
];
