/** Input for the generated access test. */
import type { TxCtx } from "#platform/ctx";

export const samples = {
  "insight.public": async () => ({}),
  "insight.overview": async () => ({}),
  "insight.figure": async () => ({ params: { metric: "visits" }, query: {} }),
  "insight.rows": async (_ctx: TxCtx, org: string) => ({ params: { metric: "visits" }, query: { org } }),
};
