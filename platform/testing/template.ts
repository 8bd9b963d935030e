/** The test cluster, its template database and the copies that test files work on. */
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import pg from "pg";
import { openCluster } from "../db/cluster.ts";
import { locks, migrate } from "../db/index.ts";
import { findPostgres } from "../db/postgres-binaries.ts";
import { isAlive, processName } from "../db/process-lock.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));

/** A cluster with a migrated template, and the prefix of the databases copied from it. */
export interface TestServer {
  adminUrl: string;
  template: string;
  /** Databases of this run are called `<run>_<n>`. */
  run: string;
}

export interface OpenTestServer extends TestServer {
  version: string;
  /** True when the template had to be made. */
  migrated: boolean;
  /** Drops this run's databases and gives the cluster back. */
  close(): Promise<void>;
}

/**
 * Opens the test cluster under data/test-pg (one folder for each major version), or the server TEST_DATABASE_URL
 * names, and makes the template when the migrations have changed. DATABASE_URL is left alone: it may be a city.
 */
export async function openTestServer(log: (line: string) => void): Promise<OpenTestServer> {
  const external = process.env.TEST_DATABASE_URL;
  const [programs] = external ? [] : findPostgres(process.env.WENMAI_POSTGRES);
  const cluster = await openCluster({
    dataDir: join(root, "data", "test-pg", String(programs?.major ?? "external")),
    databaseUrl: external ?? "",
    throwaway: true,
    log,
  });
  const adminUrl = cluster.url("postgres");
  const run = `wenmai_f_${processName().replace(" ", "_").replace("?", "0")}`;
  try {
    if (!external) await dropLeftovers(adminUrl);
    const { template, migrated } = await prepareTemplate(adminUrl, (database) => cluster.url(database));
    return {
      adminUrl,
      template,
      run,
      version: cluster.info.version,
      migrated,
      async close() {
        await dropAll(adminUrl, (name) => name.startsWith(`${run}_`));
        await cluster.stop();
      },
    };
  } catch (error) {
    await cluster.stop();
    throw error;
  }
}

async function prepareTemplate(adminUrl: string, urlOf: (database: string) => string) {
  const template = `wenmai_t_${migrationsHash()}`;
  const migrated = await withAdmin(adminUrl, async (admin) => {
    await admin.query("select pg_advisory_lock($1)", [locks.testTemplate]);
    if (await exists(admin, template)) return false;
    const draft = `${template}_draft`;
    await admin.query(`drop database if exists ${draft} with (force)`);
    await admin.query(`create database ${draft}`);
    await migrate(urlOf(draft));
    // Only a finished template bears the name; an interrupted one is made anew.
    await admin.query(`alter database ${draft} rename to ${template}`);
    return true;
  });
  return { template, migrated };
}

async function exists(admin: pg.Client, database: string): Promise<boolean> {
  return (await admin.query("select from pg_database where datname = $1", [database])).rowCount === 1;
}

/** Changes whenever any migration, the way they are run or the job queue's own schema does. */
function migrationsHash(): string {
  const hash = createHash("sha256");
  const modules = readdirSync(join(root, "modules"), { withFileTypes: true }).filter((entry) =>
    entry.isDirectory(),
  );
  for (const folder of ["platform", ...modules.map(({ name }) => `modules/${name}`).sort()]) {
    const migrations = join(root, folder, "migrations");
    for (const file of listOrNothing(migrations).sort())
      hash.update(`${folder}/${file}\0`).update(readFileSync(join(migrations, file)));
  }
  hash.update(readFileSync(join(root, "platform/db/migrate.ts")));
  hash.update(readFileSync(join(root, "modules/order.json")));
  hash.update(readFileSync(join(root, "node_modules/graphile-worker/package.json")));
  return hash.digest("hex").slice(0, 12);
}

function listOrNothing(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/** Copies the template. Answers with the new database's connection string. */
export async function copyTemplate(server: TestServer, name: string): Promise<string> {
  const database = `${server.run}_${name}`;
  await withAdmin(server.adminUrl, async (admin) => {
    for (let attempt = 1; ; attempt++) {
      try {
        await admin.query(`create database ${admin.escapeIdentifier(database)} template ${server.template}`);
        return;
      } catch (error) {
        // 55006: a session of the migration, or autovacuum, is still leaving the template.
        if (!(error instanceof pg.DatabaseError && error.code === "55006") || attempt === 20) throw error;
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
    }
  });
  const url = new URL(server.adminUrl);
  url.pathname = `/${database}`;
  return url.href;
}

/** Databases and templates of runs and migrations that are gone. */
async function dropLeftovers(adminUrl: string): Promise<void> {
  const current = `wenmai_t_${migrationsHash()}`;
  await dropAll(adminUrl, (name) => {
    const [, pid, started] = /^wenmai_f_(\d+)_(\d+)_/.exec(name) ?? [];
    if (pid) return !isAlive(`${pid} ${started === "0" ? "?" : started}`);
    return name.startsWith("wenmai_t_") && !name.startsWith(current);
  });
}

async function dropAll(adminUrl: string, which: (name: string) => boolean): Promise<void> {
  await withAdmin(adminUrl, async (admin) => {
    const { rows } = await admin.query<{ datname: string }>(
      "select datname from pg_database where datname like 'wenmai%'",
    );
    for (const { datname } of rows.filter((row) => which(row.datname))) {
      await admin.query(`drop database if exists ${admin.escapeIdentifier(datname)} with (force)`);
    }
  });
}

async function withAdmin<R>(url: string, work: (admin: pg.Client) => Promise<R>): Promise<R> {
  const admin = new pg.Client({ connectionString: url });
  await admin.connect();
  try {
    return await work(admin);
  } finally {
    await admin.end();
  }
}
