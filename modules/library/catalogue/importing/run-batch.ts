/** Carries a batch out from where it is, by whoever has its bytes: the job behind the desk, or the command line. */
import type { Chunks } from "#libs/marc";
import { audit } from "#platform/audit";
import { type Ctx, inTx } from "#platform/ctx";
import { found } from "#platform/errors";
import * as findings from "../keeping/finding-store.ts";
import { settleWords } from "../keeping/record-store.ts";
import * as store from "./batch-store.ts";
import { landFile } from "./land-file.ts";

/** Another worker has the batch: this one leaves it, undoing the step at hand. */
export class Taken extends Error {}

/**
 * Checks a batch that is `checking`, lands one that is `landing`, and refuses one in which there is no record. Answers it as it is then. `told`
 * hears of each step.
 */
export async function runBatch(
  ctx: Ctx,
  batch: store.Batch,
  bytes: Chunks,
  { signal, told = () => undefined }: { signal: AbortSignal; told?: (records: number) => void },
): Promise<store.Batch> {
  const dryRun = batch.state === "checking";
  const stop = new AbortController();
  const forward = () => stop.abort();
  signal.addEventListener("abort", forward, { once: true });
  let at = dryRun ? { record: 0, byte: 0 } : { record: batch.doneRecord, byte: batch.doneByte };
  // A check begins anew, a landing goes on.
  if (dryRun) await inTx(ctx, (inner) => store.beginAnew(inner.db, batch.id));
  const { stopped, instead } = await landFile(ctx, batch, bytes, {
    dryRun,
    from: at.byte,
    signal: stop.signal,
    done: async (inner, { upTo, tally, told: found, refused, outcomes }) => {
      const noted = await store.noteStep(inner.db, batch.id, {
        state: batch.state,
        from: at,
        upTo,
        tally,
        outcomes,
        at: ctx.clock(),
      });
      if (!noted) throw new Taken();
      await findings.insertFindings(inner.db, batch.id, found);
      await findings.insertRefused(inner.db, batch.id, refused);
      told(upTo.record - at.record);
      at = upTo;
      if (noted.stopAsked) stop.abort();
    },
  }).finally(() => signal.removeEventListener("abort", forward));
  if (!dryRun) await settleWords(ctx.db);
  // Half a check is none.
  const read = dryRun ? (stopped ? "dropped" : "checked") : stopped ? "stopped" : "landed";
  const to = instead ? "refused" : read;
  const broken = instead && { id: `library.no-record.${instead}` };
  await inTx(ctx, async (inner) => {
    await store.moveBatch(inner.db, batch.id, { from: [batch.state], to, at: ctx.clock(), broken });
    if (!dryRun)
      await audit(inner, {
        what: `batch.${to}`,
        on: { kind: "batch", id: batch.id },
        detail: { record: at.record },
      });
  });
  return found(await store.batchOf(ctx.db, batch.id), "batch", batch.id);
}
