/** What the clock brings: guarantees and codes that are over, readers whose credit nobody was told of. */
import { type Ctx, inTx } from "#platform/ctx";
import type { Job } from "#platform/jobs";
import { reconcileCredit } from "./guarantees/credit.ts";
import { endOver } from "./guarantees/guarantees.ts";
import { forgetCodes } from "./others/proxy-store.ts";
import { reconcileJob } from "./terms/terms.ts";

/** Ends what is over by now, some at a time until nothing is. */
export async function tendReaders(ctx: Ctx): Promise<void> {
  for (let ended = 1; ended > 0; ) ended = await inTx(ctx, (inner) => endOver(inner));
  await inTx(ctx, (inner) => forgetCodes(inner.db, inner.clock()));
}

export const readerJobs: Job[] = [
  { name: "library.tend-readers", cron: "*/10 * * * *", run: tendReaders },
  {
    name: reconcileJob,
    cron: "20 3 * * *",
    long: true,
    run: async (ctx) => {
      await reconcileCredit(ctx);
    },
  },
];
