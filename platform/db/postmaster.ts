/** The server process of a local cluster: found running, made, started, stopped. Called under the folder's lock. */
import { spawn, spawnSync } from "node:child_process";
import {
  closeSync,
  existsSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statfsSync,
  statSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import type { LocalPlace } from "./cluster-place.ts";
import { processRuns } from "./process-lock.ts";
import { giveTo } from "./reachable.ts";

export interface Running {
  pid: number;
  adopted: boolean;
}

export interface StartOptions {
  log: (line: string) => void;
  throwaway?: boolean;
}

/** A server that answers: the one that survived, or a new one. */
export async function ensureRunning(place: LocalPlace, options: StartOptions): Promise<Running> {
  const survivor = await adopt(place, options);
  if (survivor) return { pid: survivor, adopted: true };
  if (!existsSync(join(place.data, "PG_VERSION"))) await create(place, options);
  return { pid: await start(place, options), adopted: false };
}

/** Does the server with that number still run on this data? */
export function stillRuns(place: LocalPlace, pid: number): boolean {
  return processRuns(pid) && pidFile(place)?.pid === pid;
}

/** Ends the server in good order (fast shutdown: sessions are ended, data is flushed). */
export async function stopPostmaster(place: LocalPlace, pid: number): Promise<void> {
  if (!stillRuns(place, pid)) return;
  process.kill(pid, "SIGINT");
  for (let waited = 0; processRuns(pid); waited += 20) {
    // After half a minute at once; PostgreSQL recovers from its log at the next start.
    if (waited === 30_000) process.kill(pid, "SIGQUIT");
    if (waited > 60_000) throw new Error(`PostgreSQL (process ${pid}) does not stop`);
    await sleep(20);
  }
}

function pidFile(place: LocalPlace): { pid: number; data: string; socket: string } | null {
  const file = join(place.data, "postmaster.pid");
  try {
    const [pid, data = "", , , socket = ""] = readFileSync(file, "utf8").split("\n");
    return { pid: Number(pid), data, socket };
  } catch {
    return null;
  }
}

/** The number of a server already running on this data, once it answers; clears away a note left by a dead one. */
async function adopt(place: LocalPlace, { log }: StartOptions): Promise<number | null> {
  const noted = pidFile(place);
  if (!noted) return null;
  for (let waited = 0; ; waited += 100) {
    if (!processRuns(noted.pid) || !isServerOf(place, noted.pid)) {
      // PostgreSQL would take any process of that number for itself and refuse to start.
      if (pidFile(place)?.pid === noted.pid) rmSync(join(place.data, "postmaster.pid"), { force: true });
      return null;
    }
    const answer = await ask(place, noted.socket);
    if (answer === place.data) return noted.pid;
    if (answer !== "starting" && waited >= 20_000) {
      throw new Error(
        `a PostgreSQL (process ${noted.pid}) holds ${place.data} and does not answer; stop it and try again`,
      );
    }
    if (waited % 10_000 === 0 && waited > 0) log(`PostgreSQL is getting ready, ${waited / 1000} s`);
    await sleep(100);
  }
}

function isServerOf(place: LocalPlace, pid: number): boolean {
  const command = existsSync(`/proc/${pid}`)
    ? readFileSync(`/proc/${pid}/cmdline`, "utf8")
    : spawnSync("ps", ["-ww", "-o", "command=", "-p", String(pid)], { encoding: "utf8" }).stdout;
  return /postgres|postmaster/.test(command) && command.includes(place.data);
}

/** The data folder of the server on the socket, "starting" while it recovers, or null when nobody answers. */
async function ask(place: LocalPlace, socket: string): Promise<string | null> {
  const client = new pg.Client({
    host: socket,
    user: place.superuser,
    database: "postgres",
    connectionTimeoutMillis: 5000,
  });
  client.on("error", () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query<{ data: string }>("select current_setting('data_directory') as data");
    return rows[0]?.data ?? null;
  } catch (error) {
    // 57P03 cannot_connect_now: starting up, recovering or shutting down.
    return error instanceof pg.DatabaseError && error.code === "57P03" ? "starting" : null;
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** initdb into a draft that takes its final name only when complete, so that an interrupted one leaves no half cluster. */
async function create(place: LocalPlace, { log, throwaway }: StartOptions): Promise<void> {
  log(`making a PostgreSQL ${place.programs.version} cluster in ${place.data}`);
  const draft = `${place.data}.draft`;
  const complaints: string[] = [];
  // C.UTF-8 knows letters beyond ASCII (pg_trgm needs it); systems without it still have C.
  for (const locale of ["C.UTF-8", "C"]) {
    rmSync(draft, { recursive: true, force: true });
    giveTo(draft, place.user);
    const args = [
      "-D",
      draft,
      "-U",
      place.superuser,
      `--locale=${locale}`,
      "--encoding=UTF8",
      "--auth=trust",
      "--no-instructions",
    ];
    const made = await run(place, "initdb", throwaway ? [...args, "--no-sync"] : args);
    if (made.status === 0) {
      renameSync(draft, place.data);
      return;
    }
    complaints.push(made.output.trim());
  }
  rmSync(draft, { recursive: true, force: true });
  throw new Error(`initdb failed in ${place.data}:\n${complaints.join("\n")}`);
}

function run(
  place: LocalPlace,
  program: string,
  args: string[],
): Promise<{ status: number | null; output: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(join(place.programs.bin, program), args, {
      ...asUser(place),
      stdio: ["ignore", "pipe", "pipe"],
    });
    let output = "";
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (text) => (output += text));
    child.on("error", reject);
    child.on("close", (status) => resolve({ status, output }));
  });
}

function asUser(place: LocalPlace) {
  return {
    // The folder we stand in may be closed to that user, and its locale and PG* variables are not ours to inherit.
    cwd: place.user ? "/" : dirname(place.data),
    env: { PATH: process.env.PATH, LC_ALL: "C", TZ: "UTC" },
    ...(place.user ? { uid: place.user.uid, gid: place.user.gid } : {}),
  };
}

function settings(place: LocalPlace, throwaway: boolean): Record<string, string> {
  return {
    listen_addresses: "",
    port: "5432",
    unix_socket_directories: place.socket,
    unix_socket_permissions: "0700",
    timezone: "UTC",
    log_timezone: "UTC",
    shared_buffers: "256MB",
    max_connections: "200",
    max_wal_size: "1GB",
    random_page_cost: "1.1",
    jit: "off",
    log_min_messages: "warning",
    // Containers give 64 MB of /dev/shm, too little for a parallel query.
    dynamic_shared_memory_type: sharedMemory() < 256 * 2 ** 20 ? "mmap" : "posix",
    ...(throwaway
      ? {
          fsync: "off",
          synchronous_commit: "off",
          full_page_writes: "off",
          max_wal_senders: "0",
          wal_level: "minimal",
        }
      : { fsync: "on", synchronous_commit: "on" }),
  };
}

function sharedMemory(): number {
  try {
    const { bsize, blocks } = statfsSync("/dev/shm");
    return bsize * blocks;
  } catch {
    return Number.POSITIVE_INFINITY;
  }
}

async function start(place: LocalPlace, options: StartOptions): Promise<number> {
  const began = Date.now();
  for (;;) {
    const { pid, exit } = await launch(place, options);
    if (pid !== null) return pid;
    // Sessions of a killed server hold its shared memory for a moment until they notice that it is gone.
    if (/pre-existing shared memory block|still in use/.test(exit) && Date.now() - began < 20_000) {
      await sleep(300);
      continue;
    }
    throw new Error(`PostgreSQL does not start in ${place.data}; the end of ${place.log}:\n${exit.trim()}`);
  }
}

async function launch(
  place: LocalPlace,
  options: StartOptions,
): Promise<{ pid: number | null; exit: string }> {
  if (existsSync(place.log) && statSync(place.log).size > 10 * 2 ** 20)
    renameSync(place.log, `${place.log}.1`);
  const log = openSync(place.log, "a", 0o600);
  const from = statSync(place.log).size;
  const args = Object.entries(settings(place, options.throwaway ?? false)).flatMap(([name, value]) => [
    "-c",
    `${name}=${value}`,
  ]);
  // Detached: Ctrl-C in the terminal is for us, and we stop the server when our own work is finished.
  const child = spawn(join(place.programs.bin, "postgres"), ["-D", place.data, ...args], {
    ...asUser(place),
    stdio: ["ignore", log, log],
    detached: true,
  });
  closeSync(log);
  child.unref();
  let ended = false;
  child.on("error", () => (ended = true));
  child.on("exit", () => (ended = true));
  for (let waited = 0; !ended; waited += 25) {
    if ((await ask(place, place.socket)) === place.data && child.pid) return { pid: child.pid, exit: "" };
    if (waited % 10_000 === 0 && waited > 0) options.log(`PostgreSQL is recovering, ${waited / 1000} s`);
    await sleep(25);
  }
  const said = readFileSync(place.log).subarray(from).toString();
  return { pid: null, exit: said.split("\n").slice(-15).join("\n") };
}
