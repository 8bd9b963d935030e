/** The PostgreSQL we run on: DATABASE_URL when set, else a cluster of our own in a data folder, on a Unix socket only. */
import { existsSync, mkdirSync, realpathSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";
import { type LocalPlace, localPlace } from "./cluster-place.ts";
import { ensureRunning, type Running, stillRuns, stopPostmaster } from "./postmaster.ts";
import { livingLeases, takeLease, withLockFile } from "./process-lock.ts";

export interface ClusterInfo {
  from: "DATABASE_URL" | "system" | "embedded" | "named";
  /** Full server version, such as "15.18". */
  version: string;
  major: number;
  /** Where the data lies; null when it is somebody else's server. */
  data: string | null;
  bin: string | null;
  pid: number | null;
  /** Found running, not started by us. */
  adopted: boolean;
}

export interface Cluster {
  /** Connection string for a database of this cluster. */
  url(database: string): string;
  /** Connection string for the city's database, created when missing. With DATABASE_URL it is the one named there. */
  cityUrl(database?: string): Promise<string>;
  /** Gives the cluster back. The last process to do so stops PostgreSQL; somebody else's server stays as it is. */
  stop(): Promise<void>;
  readonly info: ClusterInfo;
}

export interface ClusterOptions {
  /** Folder for data, socket, lock and log of a local cluster. */
  dataDir: string;
  /** Gets a line for the terminal now and then. */
  log: (line: string) => void;
  /** Somebody else's server. Default: the variable DATABASE_URL. */
  databaseUrl?: string;
  /** "system", "embedded" or a folder with the programs. Default: the variable WENMAI_POSTGRES. */
  postgres?: string;
  /** Starts PostgreSQL again when it dies while we run. */
  keepAlive?: boolean;
  /** For data that may be lost with the machine: tests. */
  throwaway?: boolean;
}

/** Opens the cluster: adopts a running one, else starts it, else makes it first. Refuses with what to do about it. */
export async function openCluster(options: ClusterOptions): Promise<Cluster> {
  const external = options.databaseUrl ?? process.env.DATABASE_URL;
  return external ? openExternal(external) : openLocal(options);
}

async function openExternal(databaseUrl: string): Promise<Cluster> {
  const client = new pg.Client({ connectionString: databaseUrl, connectionTimeoutMillis: 15_000 });
  const version = await client
    .connect()
    .then(() => client.query<{ version: string }>("select current_setting('server_version') as version"))
    .then(({ rows }) => rows[0]?.version ?? "0")
    .catch((error: Error) => {
      throw new Error(`DATABASE_URL does not lead to a PostgreSQL server: ${error.message}`, {
        cause: error,
      });
    })
    .finally(() => client.end());
  const major = Number.parseInt(version, 10);
  if (major < 15) throw new Error(`DATABASE_URL leads to PostgreSQL ${version}; 15 or newer is needed`);
  return {
    info: { from: "DATABASE_URL", version, major, data: null, bin: null, pid: null, adopted: true },
    url(database) {
      const url = new URL(databaseUrl);
      url.pathname = `/${encodeURIComponent(database)}`;
      return url.href;
    },
    cityUrl: async () => databaseUrl,
    stop: async () => undefined,
  };
}

async function openLocal(options: ClusterOptions): Promise<Cluster> {
  mkdirSync(options.dataDir, { recursive: true });
  // One name for one folder: the lock, the socket and the running server are found again by it.
  const folder = realpathSync(options.dataDir);
  const lock = join(folder, "lock");
  const leases = join(folder, "in-use");
  const waiting = () => options.log("another process is preparing PostgreSQL, waiting for it");

  const opened = await withLockFile(
    lock,
    async () => {
      const place = await localPlace(folder, options.postgres ?? process.env.WENMAI_POSTGRES, options);
      const running = await ensureRunning(place, options);
      return { place, running, lease: takeLease(leases) };
    },
    waiting,
  );
  const { place, lease } = opened;
  let running: Running = opened.running;
  let stopping = false;

  const restart = async () => {
    options.log("PostgreSQL has gone away, starting it again");
    running = await withLockFile(lock, () => ensureRunning(place, options));
  };
  let restarting: Promise<void> | null = null;
  const watch = options.keepAlive
    ? setInterval(() => {
        if (stopping || restarting || stillRuns(place, running.pid)) return;
        restarting = restart()
          .catch((error: Error) => options.log(`PostgreSQL cannot be started again: ${error.message}`))
          .finally(() => {
            restarting = null;
          });
      }, 250)
    : null;
  watch?.unref();

  const url = (database: string) => connectionString(place, database);
  return {
    get info() {
      const { from, version, major, bin } = place.programs;
      return { from, version, major, bin, data: place.data, pid: running.pid, adopted: running.adopted };
    },
    url,
    async cityUrl(database = "wenmai") {
      await createIfMissing(url("postgres"), database);
      return url(database);
    },
    async stop() {
      if (stopping) return;
      stopping = true;
      if (watch) clearInterval(watch);
      await restarting;
      await withLockFile(lock, async () => {
        lease.release();
        // A folder removed under our feet (a deleted checkout) has no leases to read.
        if (existsSync(leases) && livingLeases(leases) > 0) return;
        await stopPostmaster(place, running.pid);
      });
    },
  };
}

function connectionString(place: LocalPlace, database: string): string {
  return `postgresql://${place.superuser}@localhost/${encodeURIComponent(database)}?host=${encodeURIComponent(place.socket)}`;
}

async function createIfMissing(adminUrl: string, database: string): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    const { rowCount } = await client.query("select 1 from pg_database where datname = $1", [database]);
    if (rowCount === 0) await client.query(`create database ${client.escapeIdentifier(database)}`);
  } catch (error) {
    // 42P04, 23505: another process made it between the two statements.
    if (!(error instanceof pg.DatabaseError && ["42P04", "23505"].includes(error.code ?? ""))) throw error;
  } finally {
    await client.end();
  }
}
