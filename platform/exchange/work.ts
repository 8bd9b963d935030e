/** The job behind an import: checks the file, or lands it batch by batch from where it was. Killed, it goes on. */
import type { Actor } from "../auth/index.ts";
import { type Ctx, inTx } from "../ctx/index.ts";
import type { Job } from "../jobs/index.ts";
import { progress } from "../progress/index.ts";
import { nullWhenMissing } from "../storage/index.ts";
import { type Batch, type Landed, landSheet, rowsIn } from "./land.ts";
import type { RowFault } from "./land-rows.ts";
import * as store from "./run-store.ts";
import { area, jobName, removeFile, removeJobName, unusedJobName } from "./runs.ts";
import { rowsOfFile } from "./source.ts";
import type { Table } from "./table.ts";

/** Faults kept of one file; the counts know of all. */
export const mostFaults = 100_000;
/** Changing cells kept of one check. */
export const mostChanges = 20_000;
const forgetAfterDays = { waiting: 7, ended: 30 };

/** Who asked, as they are now: roles that were taken away meanwhile are gone. Null when they may not act any more. */
export type ActorOf = (ctx: Ctx, subject: string) => Promise<Actor | null>;

export function exchangeJobs(tables: readonly Table[], actorOf: ActorOf): Job[] {
  return [
    {
      name: jobName,
      long: true,
      run: async (ctx, { run }, ending) => {
        const found = await store.runOf(ctx.db, String(run));
        const table = tables.find(({ name }) => name === found?.tableName);
        if (!found || !table || (found.state !== "checking" && found.state !== "landing")) return;
        const actor = await actorOf(ctx, found.askedBy);
        if (!actor) return refuse(ctx, found, "exchange.asker-gone");
        await workOn({ ...ctx, actor, channel: "desk" }, table, { run: found, ending });
      },
    },
    {
      name: removeJobName,
      run: async (ctx, { run }) => {
        const found = await store.runOf(ctx.db, String(run));
        if (found?.state === "dropped") await removeFile(ctx, found);
      },
    },
    {
      name: unusedJobName,
      run: (ctx, { sha256 }) => removeFile(ctx, { sha256: String(sha256) }),
    },
    { name: "exchange.forget", cron: "23 3 * * *", run: forgetOld },
  ];
}

/** Another worker has the run: this one leaves it, undoing the batch at hand. */
class Taken extends Error {}

async function workOn(
  ctx: Ctx,
  table: Table,
  { run, ending }: { run: store.Run; ending: AbortSignal | undefined },
): Promise<void> {
  const dryRun = run.state === "checking";
  const bytes = await (await ctx.storage(area)).open(run.sha256).catch(nullWhenMissing);
  if (!bytes) return refuse(ctx, run, "exchange.file-gone");
  const stop = new AbortController();
  // A check begins anew, a landing goes on: what a dead worker told of later rows is told again.
  await store.forgetFaults(ctx.db, run.id, dryRun ? 0 : run.doneRow);
  if (dryRun) {
    await store.forgetChanges(ctx.db, run.id);
    if (run.doneRow > 0) await store.restartCheck(ctx.db, run.id);
  }
  const told = progress(`import ${table.name}`, {
    total: run.total,
    signal: stop.signal,
    tell: () => undefined,
  });
  const batches = new Batches(ctx, table, run, { dryRun, stop });
  try {
    const landed = await landSheet(
      ctx,
      table,
      rowsOfFile(bytes, {
        ...(run.encoding && { encoding: run.encoding }),
        name: run.file,
        zone: ctx.city.zone,
        now: ctx.clock(),
      }),
      {
        file: { name: run.file, sha256: run.sha256 },
        dryRun,
        signal: stop.signal,
        after: dryRun ? 0 : run.doneRow,
        done: async (inner, batch) => {
          await batches.note(inner, batch);
          told.add(rowsIn(batch.tally));
          if (ending?.aborted) stop.abort();
        },
      },
    );
    // The process ends and nobody asked the import to: the job is tried again and goes on from here.
    if (landed.stopped && ending?.aborted)
      throw new Error("an import was interrupted by the end of the process");
    await end(ctx, run, { landed, dryRun, stopped: told.end().stopped || landed.stopped });
  } catch (error) {
    if (!(error instanceof Taken)) throw error;
  } finally {
    bytes.destroy();
  }
}

/** What is written with each batch: counts, where it is, what was wrong. */
class Batches {
  #ctx: Ctx;
  #table: Table;
  #run: store.Run;
  #dryRun: boolean;
  #stop: AbortController;
  #at: number;
  #faults: number | null = null;
  #changes = 0;

  constructor(
    ctx: Ctx,
    table: Table,
    run: store.Run,
    { dryRun, stop }: { dryRun: boolean; stop: AbortController },
  ) {
    this.#ctx = ctx;
    this.#table = table;
    this.#run = run;
    this.#dryRun = dryRun;
    this.#stop = stop;
    this.#at = dryRun ? 0 : run.doneRow;
  }

  /** `inner`: the transaction of the batch; in a dry run it is undone by then, and this is outside of it. */
  async note(inner: Ctx, { upTo, tally, faults, changes }: Batch): Promise<void> {
    const { id } = this.#run;
    const state = this.#dryRun ? "checking" : "landing";
    const noted = await store.noteBatch(inner.db, id, {
      state,
      from: this.#at,
      upTo,
      tally,
      // What lands is counted by rows; the cells are those that the check told of.
      cells: this.#dryRun ? changes.length : 0,
      emptied: this.#dryRun ? changes.filter(({ becomes }) => becomes === "").length : 0,
      at: this.#ctx.clock(),
    });
    if (!noted) throw new Taken();
    this.#faults ??= await store.countFaults(inner.db, id);
    const kept = faults
      .slice(0, Math.max(0, mostFaults - this.#faults))
      .map((fault) => this.#impersonal(fault));
    await store.insertFaults(inner.db, id, kept);
    this.#faults += kept.length;
    if (this.#dryRun) {
      const told = changes.slice(0, Math.max(0, mostChanges - this.#changes));
      await store.insertChanges(inner.db, id, told);
      this.#changes += told.length;
    }
    this.#at = upTo;
    if (noted.stopAsked) this.#stop.abort();
  }

  /** Words out of a cell that may name a person are not kept. */
  #impersonal(fault: RowFault): RowFault {
    if (!this.#table.personal || !fault.data) return fault;
    const numbers = Object.entries(fault.data).map(([name, value]) => [
      name,
      typeof value === "number" ? value : "…",
    ]);
    return { ...fault, data: Object.fromEntries(numbers) };
  }
}

async function end(
  ctx: Ctx,
  run: store.Run,
  { landed, dryRun, stopped }: { landed: Landed; dryRun: boolean; stopped: boolean },
): Promise<void> {
  const { broken, unknown, tally } = landed;
  const unreadable = broken !== null && rowsIn(tally) === 0;
  const to = dryRun
    ? unreadable
      ? "refused"
      : stopped
        ? "dropped"
        : "checked"
    : stopped
      ? "stopped"
      : "landed";
  await inTx(ctx, async (inner) => {
    await store.noteFile(inner.db, run.id, {
      unknown,
      broken: broken && { id: broken.id, data: broken.data },
    });
    await store.moveRun(inner.db, run.id, { from: [dryRun ? "checking" : "landing"], to, at: ctx.clock() });
  });
  if (to !== "checked" && to !== "stopped") await removeFile(ctx, run);
}

async function refuse(ctx: Ctx, run: store.Run, id: string): Promise<void> {
  await inTx(ctx, async (inner) => {
    await store.noteFile(inner.db, run.id, { unknown: [], broken: { id, data: {} } });
    await store.moveRun(inner.db, run.id, { from: ["checking", "landing"], to: "refused", at: ctx.clock() });
  });
  await removeFile(ctx, run);
}

async function forgetOld(ctx: Ctx): Promise<void> {
  const hours = (days: number) => ctx.clock().subtract({ hours: days * 24 });
  for (const run of await store.waitingSince(ctx.db, hours(forgetAfterDays.waiting))) {
    await inTx(ctx, (inner) =>
      store.moveRun(inner.db, run.id, { from: [run.state], to: "dropped", at: ctx.clock() }),
    );
    await removeFile(ctx, run);
  }
  await inTx(ctx, (inner) => store.forgetRuns(inner.db, hours(forgetAfterDays.ended)));
}
