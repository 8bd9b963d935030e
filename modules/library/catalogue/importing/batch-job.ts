/** The jobs behind batches: one checks, lands or undoes, as the batch says; others take away files nobody needs. Killed, they go on. */
import { type Ctx, inTx } from "#platform/ctx";
import type { Job } from "#platform/jobs";
import { nullWhenMissing } from "#platform/storage";
import * as store from "./batch-store.ts";
import { area, batchJobName, unusedJobName } from "./desk-batches.ts";
import { runBatch, Taken } from "./run-batch.ts";
import { undoBatch } from "./undo-batch.ts";

/** Days after which a file that waits for somebody is dropped. */
const waitsDays = 30;

const never = new AbortController().signal;

/** The right to it was asked for when it was ordered; what is done is the city's doing. */
export const batchJobs: Job[] = [
  {
    name: batchJobName,
    long: true,
    run: async (ctx, { batch: id }, ending = never) => {
      const batch = await store.batchOf(ctx.db, String(id));
      try {
        if (batch?.state === "undoing") {
          if (!(await undoBatch(ctx, batch.id, { signal: ending }))) throw new Interrupted();
        } else if (batch?.state === "checking" || batch?.state === "landing")
          await runFile(ctx, batch, ending);
      } catch (error) {
        if (!(error instanceof Taken)) throw error;
      }
    },
  },
  { name: unusedJobName, run: (ctx, { sha256 }) => removeFile(ctx, { sha256: String(sha256) }) },
  { name: "library.forget-files", cron: "41 3 * * *", run: forgetOld },
];

/** The process ends and nobody asked the batch to: the job is tried again and goes on from here. */
class Interrupted extends Error {}

async function runFile(ctx: Ctx, batch: store.Batch, ending: AbortSignal): Promise<void> {
  const bytes = await (await ctx.storage(area)).open(batch.sha256).catch(nullWhenMissing);
  if (!bytes) {
    await inTx(ctx, (inner) =>
      store.moveBatch(inner.db, batch.id, {
        from: [batch.state],
        to: "refused",
        at: ctx.clock(),
        broken: { id: "exchange.file-gone" },
      }),
    );
    return;
  }
  try {
    const { state } = await runBatch(ctx, batch, bytes, { signal: ending });
    if (ending.aborted && (state === "stopped" || state === "dropped")) {
      await inTx(ctx, (inner) =>
        store.moveBatch(inner.db, batch.id, { from: [state], to: batch.state, at: ctx.clock() }),
      );
      throw new Interrupted();
    }
    if (state === "landed" || state === "dropped" || state === "refused") await removeFile(ctx, batch);
  } finally {
    bytes.destroy();
  }
}

async function removeFile(ctx: Ctx, file: { id?: string; sha256: string }): Promise<void> {
  if (!(await store.needsFile(ctx.db, file))) await (await ctx.storage(area)).remove(file.sha256);
}

async function forgetOld(ctx: Ctx): Promise<void> {
  for (const batch of await store.waitingSince(ctx.db, ctx.clock().subtract({ hours: 24 * waitsDays }))) {
    await inTx(ctx, (inner) =>
      store.moveBatch(inner.db, batch.id, { from: [batch.state], to: "dropped", at: ctx.clock() }),
    );
    await removeFile(ctx, batch);
  }
}
