/** What the clock does for who waits. Each run does a bounded number; what is left is the next run's. */
import { inTx, today } from "#platform/ctx";
import type { Job } from "#platform/jobs";
import { endUnneeded, expireShelf } from "./ending/ending.ts";
import { checkHopeless } from "./ending/hopeless.ts";
import { lookForCopies } from "./looking/look-for-copies.ts";
import { dueTitles, wantNoLonger } from "./looking/looking-store.ts";

const [titlesARun, turnsARun, endsARun] = [100, 10, 500];

/** Copies that stand on shelves are looked for; where one was not found in its time, elsewhere. */
export const lookForCopiesJob: Job = {
  name: "library.look-for-copies",
  cron: "* * * * *",
  run: async (ctx) => {
    await inTx(ctx, ({ db }) => wantNoLonger(db, { on: today(ctx).toString(), limit: endsARun }));
    for (let turn = 0; turn < turnsARun; turn++) {
      const titles = await inTx(ctx, async (inner) => {
        const due = await dueTitles(inner.db, inner.clock(), titlesARun);
        await lookForCopies(inner, due);
        return due.length;
      });
      if (titles < titlesARun) return;
    }
  },
};

/** What was not collected goes to the next, and what nobody needs any more is waited for no longer. */
export const endHoldsJob: Job = {
  name: "library.end-holds",
  cron: "*/10 * * * *",
  run: async (ctx) => {
    await expireShelf(ctx);
    await endUnneeded(ctx);
  },
};

/** Who waits for what can never come is told. */
export const hopelessHoldsJob: Job = {
  name: "library.hopeless-holds",
  cron: "* * * * *",
  run: async (ctx) => {
    for (let turn = 0; turn < turnsARun; turn++) if ((await checkHopeless(ctx)) === 0) return;
  },
};

export const holdJobs = [lookForCopiesJob, endHoldsJob, hopelessHoldsJob];
