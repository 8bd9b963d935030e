/** Plain SQL migrations, forward only: platform first, then each module in the order of modules/order.json. */
import { readdirSync, readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { runMigrations } from "graphile-worker";
import pg from "pg";
import { locks } from "./locks.ts";

const root = new URL("../../", import.meta.url);

export interface MigrationFolder {
  module: string;
  folder: URL;
}

/** The folders that hold migrations, in the order in which they run. */
export function migrationFolders(): MigrationFolder[] {
  const order: Record<string, unknown> = JSON.parse(
    readFileSync(new URL("modules/order.json", root), "utf8"),
  );
  return [
    { module: "platform", folder: new URL("platform/migrations/", root) },
    ...Object.keys(order).map((module) => ({
      module,
      folder: new URL(`modules/${module}/migrations/`, root),
    })),
  ];
}

interface Migration {
  name: string;
  text: string;
}

/** Every migration file in running order. Named `<module>/<dated file>`. */
export function allMigrations(): Migration[] {
  return migrationFolders().flatMap(({ module, folder }) =>
    sqlFiles(folder).map((file) => ({
      name: `${module}/${file}`,
      text: readFileSync(new URL(file, folder), "utf8"),
    })),
  );
}

function sqlFiles(folder: URL): string[] {
  try {
    return readdirSync(folder)
      .filter((file) => file.endsWith(".sql"))
      .sort();
  } catch (error) {
    // A module without tables has no folder.
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return [];
    throw error;
  }
}

/** A change of a table that waits for its lock keeps everybody behind it waiting: after so long it gives way, and comes again. */
const patience = { lockSeconds: 3, pauseSeconds: 2, tries: 120 };

/**
 * Brings the database at `url` to the newest schema. Each file runs in its own transaction; two runners wait for each other. `say` is
 * told when a file has to come again.
 */
export async function migrate(url: string, say: (line: string) => void = () => undefined): Promise<string[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query("select pg_advisory_lock($1)", [locks.migrations]);
    await client.query(
      "create schema if not exists platform; create table if not exists platform.migration (name text primary key, applied_at timestamptz not null default now())",
    );
    const pending = await pendingMigrations(client);
    for (const migration of pending) await applyMigration(client, migration, say);
    await runMigrations({ connectionString: url });
    return pending.map(({ name }) => name);
  } finally {
    await client.end();
  }
}

/** Applies one file, all of it or nothing; again and again while others hold what it has to lock. */
export async function applyMigration(
  client: pg.ClientBase,
  { name, text }: Migration,
  say: (line: string) => void,
  { lockSeconds, pauseSeconds, tries } = patience,
): Promise<void> {
  for (let left = tries - 1; ; left--) {
    await client.query("begin");
    try {
      await client.query("select set_config('lock_timeout', $1, true)", [`${lockSeconds * 1000}ms`]);
      await client.query(text);
      await client.query("insert into platform.migration (name) values ($1)", [name]);
      await client.query("commit");
      return;
    } catch (error) {
      await client.query("rollback");
      if (!isLockTimeout(error) || left <= 0)
        throw new Error(`migration ${name} failed: ${error instanceof Error ? error.message : error}`, {
          cause: error,
        });
    }
    say(`migration ${name} gives way to somebody who has the table in use, and comes again`);
    await sleep(pauseSeconds * 1000);
  }
}

const isLockTimeout = (error: unknown) => error instanceof pg.DatabaseError && error.code === "55P03";

/** Migrations of this version that the database does not have yet. */
export async function pendingMigrations(
  client: pg.ClientBase | pg.Pool,
  known: Migration[] = allMigrations(),
): Promise<Migration[]> {
  const { rows } = await client.query<{ name: string }>("select name from platform.migration");
  const applied = new Set(rows.map(({ name }) => name));
  return known.filter(({ name }) => !applied.has(name));
}
