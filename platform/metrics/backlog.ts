/** What waits in the database: connections, jobs, news. Asked when somebody asks for the metrics. */
import { Gauge } from "prom-client";
import type { Database } from "../db/index.ts";
import { registry } from "./registry.ts";

const gauge = (name: string, help: string, labelNames: string[] = []) =>
  new Gauge({ name: `wenmai_${name}`, help, labelNames, registers: [registry] });

const connections = gauge("db_connections", "Connections of this process's pool", ["state"]);
const reachable = gauge("db_up", "1 when the database answered within two seconds");
const jobsWaiting = gauge("jobs_waiting", "Jobs whose time has come and that nobody has begun");
const jobsLag = gauge("jobs_lag_seconds", "How long the oldest of them waits");
const jobsDead = gauge("jobs_dead", "Jobs that failed for the last time and wait for a person");
const newsLag = gauge("outbox_lag_seconds", "Age of the oldest news a listener has not read", ["listener"]);
const newsFailing = gauge("outbox_failing", "Deliveries that failed and will be tried again", ["listener"]);
const newsDead = gauge("outbox_dead", "Deliveries that failed for the last time and wait for a person", [
  "listener",
]);

const patienceMs = 2000;

/** Brings the gauges up to date. A database that does not answer is a figure too, not an error. */
export async function readBacklog(db: Database): Promise<void> {
  const { totalCount, idleCount, waitingCount } = db.pool;
  connections.set({ state: "busy" }, totalCount - idleCount);
  connections.set({ state: "idle" }, idleCount);
  connections.set({ state: "waited-for" }, waitingCount);
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<false>((resolve) => {
    timer = setTimeout(() => resolve(false), patienceMs);
  });
  const asked = Promise.all([readJobs(db), readNews(db)]).then(
    () => true,
    () => false,
  );
  reachable.set((await Promise.race([asked, late])) ? 1 : 0);
  clearTimeout(timer);
}

async function readJobs(db: Database): Promise<void> {
  const jobs = await db.one<{ waiting: number; lag: number; dead: number }>`
    select count(*) filter (where attempts < max_attempts and run_at <= now() and locked_at is null) as waiting,
           coalesce(extract(epoch from now() - min(run_at)
             filter (where attempts < max_attempts and run_at <= now() and locked_at is null)), 0)::float8 as lag,
           count(*) filter (where attempts >= max_attempts) as dead
      from graphile_worker.jobs`;
  jobsWaiting.set(jobs.waiting);
  jobsLag.set(jobs.lag);
  jobsDead.set(jobs.dead);
}

async function readNews(db: Database): Promise<void> {
  const rows = await db.many<{ name: string; lag: number; failing: number; dead: number }>`
    select l.name,
           coalesce(extract(epoch from now() - (
             select o.at from platform.outbox o where (o.xid, o.seq) > (l.xid, l.seq) order by o.xid, o.seq limit 1)), 0)::float8 as lag,
           (select count(*) from platform.delivery d where d.listener = l.name and d.next_at is not null) as failing,
           (select count(*) from platform.delivery d where d.listener = l.name and d.next_at is null) as dead
      from platform.listener l`;
  for (const one of [newsLag, newsFailing, newsDead]) one.reset();
  for (const { name: listener, lag, failing, dead } of rows) {
    newsLag.set({ listener }, Math.max(0, lag));
    newsFailing.set({ listener }, failing);
    newsDead.set({ listener }, dead);
  }
}
