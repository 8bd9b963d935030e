/**
 * A filled demo city for browser tests: a copy of a template that is filled once for each state of the code and each day,
 * with server, listeners and jobs in this process. The clock is the real one, as the browser's is.
 */
import { createHash } from "node:crypto";
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import pg from "pg";
import { readConfig } from "#platform/config";
import { wallClock } from "#platform/ctx";
import { locks } from "#platform/db";
import { startPump } from "#platform/events";
import { runJobs } from "#platform/jobs";
import { type Limits, setLimits } from "#platform/limits";
import { type Messenger, openMessenger } from "#platform/notify";
import { copyTemplate, openTestServer, type TestServer } from "#platform/testing";
import { type City, openCity } from "../main/city.ts";
import { cityServer } from "../main/server.ts";
import { fillDemoCity } from "../seed/fill.ts";
import { ensurePages } from "../tools/setup/pages.ts";

const root = fileURLToPath(new URL("../", import.meta.url));
/** What the filling consists of: the doors it goes through and the data it brings. */
const sources = [
  "seed/**/*.{ts,json,geojson}",
  "main/{city,modules}.ts",
  "modules/**/*.{ts,sql}",
  "platform/**/*.{ts,sql}",
  "libs/**/*.ts",
];

let opened = 0;

export interface RunningCity {
  /** http://localhost:PORT — by name: browsers take localhost for a secure place, which the keys of the pass need. */
  url: string;
  city: City;
  /** The minute is over: does what this job does by the clock, and waits for it. */
  minuteOf(job: string): Promise<void>;
  stop(): Promise<void>;
}

/**
 * Opens a demo city of this test file's own. One address plays everybody here, so nobody is limited unless `limits` says so;
 * `settings` stand beside those of every test city.
 */
export async function runningCity({
  limits = null,
  settings = {},
}: {
  limits?: Limits | null;
  settings?: Record<string, string>;
} = {}): Promise<RunningCity> {
  await ensurePages((line) => process.stderr.write(`${line}\n`));
  const { server, release } = await testServer();
  const template = await filledTemplate(server);
  const url = await copyTemplate({ ...server, template }, `${process.pid}_city${++opened}`);
  const { messenger } = openMessenger({ mode: "demo" }, wallClock);
  const city = await cityAt(url, messenger, settings);
  const app = await cityServer(city);
  setLimits(app, limits);
  const pump = startPump((requestId) => city.ctx(requestId), city.listeners);
  const jobs = await runJobs(city.db.pool, city.jobs, (requestId) => city.ctx(requestId));
  await app.listen({ port: city.config.port, host: "localhost" });
  const at = app.server.address();
  if (typeof at !== "object" || !at) throw new Error("the city does not listen on a port");
  return {
    url: `http://localhost:${at.port}`,
    city,
    async minuteOf(name) {
      const job = city.jobs.find((one) => one.name === name);
      if (!job?.cron) throw new Error(`the clock starts no job ${name}`);
      await job.run(city.ctx(name), {});
    },
    async stop() {
      await app.close();
      await Promise.all([pump.stop(), jobs.stop()]);
      await city.close();
      await release();
    },
  };
}

/** The secret belongs to the template: the phones in it are found by its keys. */
function cityAt(url: string, messenger: Messenger, settings: Record<string, string> = {}): Promise<City> {
  const config = readConfig({
    PORT: "0",
    DATA_DIR: join(root, "data", "test-city"),
    CITY_SECRET: Buffer.from("a secret of tests, known to all.").toString("base64url"),
    LOG_LEVEL: "silent",
    ...settings,
  });
  return openCity(config, url, { messenger });
}

async function testServer(): Promise<{ server: TestServer; release: () => Promise<void> }> {
  const { WENMAI_TEST_SERVER: prepared } = process.env;
  if (prepared) return { server: JSON.parse(prepared), release: async () => undefined };
  const server = await openTestServer((line) => process.stderr.write(`${line}\n`));
  return { server, release: () => server.close() };
}

async function filledTemplate(server: TestServer): Promise<string> {
  const admin = new pg.Client({ connectionString: server.adminUrl });
  await admin.connect();
  try {
    // One process fills, the others wait for it.
    await admin.query("select pg_advisory_lock($1)", [locks.filledTemplate]);
    const begins = `${server.template}_city_`;
    const template = `${begins}${hashOfFilling()}`;
    const { rows } = await admin.query<{ datname: string }>(
      "select datname from pg_database where starts_with(datname, $1)",
      [begins],
    );
    if (rows.some(({ datname }) => datname === template)) return template;
    for (const { datname } of rows)
      await admin.query(`drop database if exists ${admin.escapeIdentifier(datname)} with (force)`);
    const draft = `${template}_draft`;
    await admin.query(`create database ${draft} template ${server.template}`);
    const url = new URL(server.adminUrl);
    url.pathname = `/${draft}`;
    const city = await cityAt(url.href, openMessenger({ mode: "demo" }, wallClock).messenger);
    await fillDemoCity(city, { tell: () => undefined });
    await city.close();
    await admin.query(`alter database ${draft} rename to ${template}`);
    return template;
  } finally {
    await admin.end();
  }
}

/** Changes with the code, the data and the city's day: the demo is made around the moment of its filling. */
function hashOfFilling(): string {
  const hash = createHash("sha256").update(
    wallClock().toZonedDateTimeISO("Asia/Shanghai").toPlainDate().toString(),
  );
  for (const file of globSync(sources, { cwd: root }).toSorted()) {
    if (/\.test\.ts$|\/web\/|\/messages\//.test(file)) continue;
    hash.update(`${file}\0`).update(readFileSync(join(root, file)));
  }
  return hash.digest("hex").slice(0, 12);
}
