/** A file on its way in: sent, checked, landed when somebody says so; it can be stopped, gone on with and dropped. */
import { audit } from "../audit/index.ts";
import { type Ctx, inTx, type TxCtx } from "../ctx/index.ts";
import { newId } from "../db/index.ts";
import { found, invalid, refused } from "../errors/index.ts";
import { enqueue } from "../jobs/index.ts";
import * as store from "./run-store.ts";
import type { Table } from "./table.ts";

/** Where files on their way in lie. */
export const area = "exchange";
export const jobName = "exchange.work";
export const removeJobName = "exchange.remove-file";
export const unusedJobName = "exchange.remove-unused";

export interface SentFile {
  name: string;
  sha256: string;
  encoding?: "UTF-8" | "GB18030" | undefined;
}

/** Stores a file that a form brings, and answers its hash. An hour later it goes unless an import has begun with it. */
export async function keepUpload(ctx: Ctx, content: AsyncIterable<Uint8Array>): Promise<string> {
  const { sha256 } = await (await ctx.storage(area)).put(content);
  const at = ctx.clock().add({ hours: 1 });
  await inTx(ctx, (inner) =>
    enqueue(inner, unusedJobName, { sha256 }, { at, key: `${unusedJobName} ${sha256}` }),
  );
  return sha256;
}

/** Takes a file that has been stored and has it checked. Refuses one that is not there, and one without a byte. */
export async function begin(ctx: TxCtx, table: Table, file: SentFile): Promise<{ id: string }> {
  const stored = await (await ctx.storage(area)).stat(file.sha256);
  if (!stored) throw refused("exchange.no-upload", {}, { status: 422 });
  if (stored.bytes === 0) throw invalid([{ field: "/body/file", id: "exchange.file-empty" }]);
  const { subject } = ctx.actor;
  if (!subject) throw new Error("an import begun by nobody");
  const id = newId(ctx.clock().epochMilliseconds);
  await store.insertRun(ctx.db, {
    id,
    tableName: table.name,
    file: file.name.slice(-200),
    sha256: file.sha256,
    bytes: stored.bytes,
    encoding: file.encoding ?? null,
    askedBy: subject,
    at: ctx.clock(),
  });
  await work(ctx, id);
  return { id };
}

/** Lands what was checked, or goes on where it was stopped. Asking twice is asking once. */
export async function land(ctx: TxCtx, id: string): Promise<void> {
  const run = found(await store.runOf(ctx.db, id), "import", id);
  if (run.state === "landing" || run.state === "landed") return;
  const moved = await store.moveRun(ctx.db, id, {
    from: run.state === "stopped" ? ["stopped"] : ["checked"],
    to: "landing",
    at: ctx.clock(),
  });
  if (!moved) throw refused("exchange.not-checked", { state: run.state });
  if (run.state === "checked") await store.forgetFaults(ctx.db, id, 0);
  await store.forgetChanges(ctx.db, id);
  await audit(ctx, {
    what: "exchange.confirmed",
    on: { kind: "import", id: run.sha256 },
    detail: { table: run.tableName, after: run.state === "stopped" ? run.doneRow : 0 },
  });
  await work(ctx, id);
}

/** Stops it after the batch at hand. What is over stays over. */
export async function stop(ctx: TxCtx, id: string): Promise<void> {
  found(await store.runOf(ctx.db, id), "import", id);
  await store.askToStop(ctx.db, id);
}

/** Minutes without a sign of life after which whoever worked on it is taken to be gone. */
export const goneAfterMinutes = 2;

/** Takes up again what a worker that died has left. Refuses while one seems to live. */
export async function takeUp(ctx: TxCtx, id: string): Promise<void> {
  const run = found(await store.runOf(ctx.db, id), "import", id);
  if (!isLeft(ctx, run)) throw refused("exchange.at-work", { minutes: goneAfterMinutes });
  await work(ctx, id);
}

/** Is nobody working on what should be worked on? */
export function isLeft(ctx: Ctx, { state, beatAt }: store.Run): boolean {
  const limit = ctx.clock().subtract({ minutes: goneAfterMinutes });
  return (state === "checking" || state === "landing") && beatAt.epochMilliseconds < limit.epochMilliseconds;
}

/** Leaves it: what has landed stays, the file is deleted. */
export async function drop(ctx: TxCtx, id: string): Promise<void> {
  const run = found(await store.runOf(ctx.db, id), "import", id);
  const from = ["checked", "stopped", "refused", "landed"] as const;
  const moved = await store.moveRun(ctx.db, id, { from, to: "dropped", at: ctx.clock() });
  if (!moved && run.state !== "dropped") throw refused("exchange.at-work", { minutes: goneAfterMinutes });
  await store.forgetChanges(ctx.db, id);
  // After the commit: undone, the run would be there without its file.
  await enqueue(ctx, removeJobName, { run: id });
}

/** Deletes the file unless a run, or one other than this, needs it. */
export async function removeFile(ctx: Ctx, run: { id?: string; sha256: string }): Promise<void> {
  if (!(await store.isNeeded(ctx.db, run))) await (await ctx.storage(area)).remove(run.sha256);
}

async function work(ctx: TxCtx, run: string): Promise<void> {
  await enqueue(ctx, jobName, { run }, { key: `${jobName} ${run}` });
}
