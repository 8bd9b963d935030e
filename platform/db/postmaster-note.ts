/** A server found running on the data, and the note (postmaster.pid) that one leaves there. */
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, readlinkSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import type { LocalPlace } from "./cluster-place.ts";
import { numberTaken, processRuns } from "./process-lock.ts";

/** What PostgreSQL wrote beside its data when it started, or null. */
export function pidFile(place: LocalPlace): { pid: number; data: string; socket: string } | null {
  const file = join(place.data, "postmaster.pid");
  try {
    const [pid, data = "", , , socket = ""] = readFileSync(file, "utf8").split("\n");
    return { pid: Number(pid), data, socket };
  } catch {
    return null;
  }
}

/** The number of a server already running on this data, once it answers; null when PostgreSQL may be started. */
export async function adopt(place: LocalPlace, log: (line: string) => void): Promise<number | null> {
  const noted = pidFile(place);
  if (!noted) return null;
  for (let waited = 0; ; waited += 100) {
    if (!numberTaken(noted.pid)) return null;
    if (!processRuns(noted.pid) || !isServerOf(place, noted.pid)) {
      await clearNote(place, noted);
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

/**
 * PostgreSQL takes any process of the noted number for the old server and refuses to start: a stranger, or a dead one
 * that nobody has buried (containers). The note also keeps a new server out while sessions of the old one still write,
 * so it goes only when none is left.
 */
async function clearNote(place: LocalPlace, noted: { pid: number; socket: string }): Promise<void> {
  for (let waited = 0; sessionsOn(place.data); waited += 100) {
    if (waited >= 20_000)
      throw new Error(`sessions of a dead PostgreSQL still work on ${place.data}; end them and try again`);
    await sleep(100);
  }
  const socketLock = join(noted.socket, ".s.PGSQL.5432.lock");
  for (const note of [join(place.data, "postmaster.pid"), socketLock]) {
    if (Number.parseInt(readOr(note), 10) === noted.pid) rmSync(note, { force: true });
  }
}

/** Does any process stand in the data folder? All of PostgreSQL's do. */
function sessionsOn(data: string): boolean {
  if (!existsSync("/proc/self")) return false;
  return readdirSync("/proc").some((pid) => {
    try {
      return /^\d+$/.test(pid) && readlinkSync(`/proc/${pid}/cwd`) === data && processRuns(Number(pid));
    } catch {
      return false;
    }
  });
}

function readOr(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}

function isServerOf(place: LocalPlace, pid: number): boolean {
  const command = existsSync(`/proc/${pid}`)
    ? readFileSync(`/proc/${pid}/cmdline`, "utf8")
    : spawnSync("ps", ["-ww", "-o", "command=", "-p", String(pid)], { encoding: "utf8" }).stdout;
  return /postgres|postmaster/.test(command) && command.includes(place.data);
}

/** The data folder of the server on the socket, "starting" while it recovers, or null when nobody answers. */
export async function ask(place: LocalPlace, socket: string): Promise<string | null> {
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
