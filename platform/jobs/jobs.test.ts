import assert from "node:assert/strict";
import { inTx } from "#platform/ctx";
import { connect } from "#platform/db";
import { dbTest } from "#platform/testing";
import { enqueue, type Job, runJobs } from "./index.ts";

dbTest(
  "whoever outside does not answer keeps none of the city's own work waiting",
  async ({ ctx, url, t }) => {
    const released = Promise.withResolvers<void>();
    const done = Promise.withResolvers<string>();
    let hanging = 0;
    const jobs: Job[] = [
      {
        name: "test.outside",
        outside: true,
        run: async () => {
          hanging += 1;
          await released.promise;
        },
      },
      { name: "test.own", run: async (_ctx, { word }) => done.resolve(String(word)) },
    ];
    const db = connect(url);
    const running = await runJobs(db.pool, jobs, () => ctx);
    t.after(async () => {
      released.resolve();
      await running.stop();
      await db.end();
    });
    await inTx(ctx, async (inner) => {
      for (let n = 0; n < 12; n++) await enqueue(inner, "test.outside", { n });
      await enqueue(inner, "test.own", { word: "done" });
    });
    assert.equal(await done.promise, "done");
    assert.ok(hanging <= 4, `${hanging} hang`);
  },
);
