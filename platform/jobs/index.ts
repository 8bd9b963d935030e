/** Background work on graphile-worker: enqueued in the transaction of the change, or by the clock. */
import { type CronItem, Logger, parseCronItems, type Runner, run } from "graphile-worker";
import type { Pool } from "pg";
import type { Ctx, TxCtx } from "../ctx/index.ts";

export interface Job {
  /** `<module>.<verb>` */
  name: string;
  /** Crontab line in UTC, for jobs that the clock starts. */
  cron?: string;
  /** Speaks with somebody outside, whose silence must not keep the city's own work waiting: these jobs have workers of their own. */
  outside?: true;
  /** Takes minutes: one at a time, with a worker of its own, so that the city's short work never waits for it. */
  long?: true;
  /** `signal`: the process is to end; what is thrown then is tried again by the next one. */
  run(ctx: Ctx, payload: Record<string, unknown>, signal?: AbortSignal): Promise<void>;
}

/** Enqueues a job with the change: it exists if and only if the transaction commits. `key` replaces an earlier one. */
export async function enqueue(
  ctx: TxCtx,
  name: string,
  payload: Record<string, unknown>,
  { at, key }: { at?: { toString(): string }; key?: string } = {},
): Promise<void> {
  await ctx.db.run`
    select graphile_worker.add_job(${name}, payload => ${JSON.stringify(payload)}::json,
           run_at => coalesce(${at?.toString() ?? null}::timestamptz, now()), job_key => ${key ?? null})`;
}

/** Runs the jobs until stopped. Failing jobs are retried by graphile-worker with growing waits. */
export async function runJobs(
  pool: Pool,
  jobs: Job[],
  ctxOf: (requestId: string) => Ctx,
): Promise<{ stop(): Promise<void> }> {
  const kinds = [
    { jobs: jobs.filter((job) => !job.outside && !job.long), concurrency: 2 },
    { jobs: jobs.filter((job) => job.outside), concurrency: 4 },
    { jobs: jobs.filter((job) => job.long), concurrency: 1 },
  ];
  // One after the other: the first brings graphile-worker's own tables up to date.
  const runners: Runner[] = [];
  for (const kind of kinds) if (kind.jobs.length > 0) runners.push(await runKind(pool, kind, ctxOf));
  return {
    stop: async () => {
      await Promise.all(runners.map((runner) => runner.stop()));
    },
  };
}

function runKind(
  pool: Pool,
  { jobs, concurrency }: { jobs: Job[]; concurrency: number },
  ctxOf: (requestId: string) => Ctx,
): Promise<Runner> {
  const cron: CronItem[] = jobs.flatMap((job) => (job.cron ? [{ task: job.name, match: job.cron }] : []));
  return run({
    pgPool: pool,
    concurrency,
    noHandleSignals: true,
    logger: new Logger(() => (level, message) => {
      if (level === "error" || level === "warning") ctxOf("jobs").log.warn({ message }, "jobs");
    }),
    parsedCronItems: parseCronItems(cron),
    taskList: Object.fromEntries(
      jobs.map((job) => [
        job.name,
        async (payload: unknown, helpers: { job: { id: string }; abortSignal?: AbortSignal }) => {
          // Payloads are written by enqueue() alone, which takes an object.
          const given = (payload ?? {}) as Record<string, unknown>;
          await job.run(ctxOf(`job-${helpers.job.id}`), given, helpers.abortSignal);
        },
      ]),
    ),
  });
}
