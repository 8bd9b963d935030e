/** The server process of a local cluster: found running, made, started, stopped. Called under the folder's lock. */
import { spawn } from "node:child_process";
import { closeSync, existsSync, openSync, readFileSync, renameSync, rmSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { LocalPlace } from "./cluster-place.ts";
import { adopt, ask, pidFile } from "./postmaster-note.ts";
import { settings } from "./postmaster-settings.ts";
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
  const survivor = await adopt(place, options.log);
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

async function start(place: LocalPlace, options: StartOptions): Promise<number> {
  const began = Date.now();
  for (;;) {
    const { pid, exit } = await launch(place, options);
    if (pid !== null) return pid;
    // Sessions of a killed server hold its shared memory for a moment until they notice that it is gone.
    if (
      /pre-existing shared memory block|still in use|lock file .* already exists/.test(exit) &&
      Date.now() - began < 20_000
    ) {
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
  let ended = "";
  child.on("error", (error) => (ended = error.message));
  child.on("exit", (status, signal) => (ended = `ended with ${signal ?? `status ${status}`}`));
  // Seldom after the first second: each look is a line in the log of a server that recovers.
  for (let waited = 0, pause = 25; ended === ""; waited += pause, pause = waited < 1000 ? 25 : 250) {
    if ((await ask(place, place.socket)) === place.data && child.pid) return { pid: child.pid, exit: "" };
    if (waited % 10_000 < pause && waited > 1000) options.log(`PostgreSQL is recovering, ${waited / 1000} s`);
    await sleep(pause);
  }
  const said = readFileSync(place.log).subarray(from).toString();
  return { pid: null, exit: `${said.split("\n").slice(-15).join("\n")}${ended}` };
}
