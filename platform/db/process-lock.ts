/** Who of this machine's processes uses a folder: a lock for a moment, leases for a lifetime. Survives SIGKILL. */
import { randomBytes } from "node:crypto";
import { linkSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

/** Names a process so that a later one with the same number is not taken for it: "pid start-time". */
export function processName(pid: number = process.pid): string {
  return `${pid} ${startTime(pid)}`;
}

/** Is the process of that name still there? */
export function isAlive(name: string): boolean {
  const [pid, started] = name.split(" ");
  return processRuns(Number(pid)) && (started === "?" || started === startTime(Number(pid)));
}

/** Does a process of that number run, ours or another user's? A dead one that nobody has buried does not. */
export function processRuns(pid: number): boolean {
  return numberTaken(pid) && status(pid)[0] !== "Z";
}

/** Is the number in use, be it by a dead process that nobody has buried? */
export function numberTaken(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

function startTime(pid: number): string {
  return status(pid)[19] ?? "?";
}

// proc(5), fields from the third on: counted behind the command, which may itself hold spaces and brackets.
function status(pid: number): string[] {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    return stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  } catch {
    return [];
  }
}

/** Runs `work` while no other process of this machine holds the lock file. A dead holder's lock is taken over. */
export async function withLockFile<R>(
  file: string,
  work: () => Promise<R>,
  waiting?: () => void,
): Promise<R> {
  const mine = `${processName()} ${randomBytes(6).toString("hex")}`;
  const draft = `${file}.${process.pid}.${randomBytes(4).toString("hex")}`;
  writeFileSync(draft, mine);
  try {
    for (let told = false; !linked(draft, file); ) {
      if (breakStale(file)) continue;
      if (!told) waiting?.();
      told = true;
      await sleep(50);
    }
  } finally {
    rmSync(draft, { force: true });
  }
  try {
    return await work();
  } finally {
    if (readOr(file, "") === mine) rmSync(file, { force: true });
  }
}

// link() creates the lock with its text already in it, so nobody ever reads a half-written lock.
function linked(draft: string, file: string): boolean {
  try {
    linkSync(draft, file);
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") return false;
    throw error;
  }
}

function breakStale(file: string): boolean {
  const seen = readOr(file, null);
  if (seen === null) return true;
  if (isAlive(seen)) return false;
  const aside = `${file}.stale.${process.pid}.${randomBytes(4).toString("hex")}`;
  try {
    renameSync(file, aside);
  } catch {
    return true;
  }
  // Somebody may have broken it and locked anew between our look and our move: give theirs back.
  if (readOr(aside, "") !== seen) linked(aside, file);
  rmSync(aside, { force: true });
  return true;
}

/** Notes in `folder` that this process uses it until `release`, or until it dies. */
export function takeLease(folder: string): { release(): void } {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `${process.pid}.${randomBytes(4).toString("hex")}`);
  writeFileSync(file, processName());
  return { release: () => rmSync(file, { force: true }) };
}

/** How many living leases the folder holds; those of the dead are swept away. */
export function livingLeases(folder: string): number {
  let living = 0;
  for (const name of readdirSync(folder)) {
    const file = join(folder, name);
    const holder = readOr(file, "");
    if (isAlive(holder)) living += 1;
    else rmSync(file, { force: true });
  }
  return living;
}

function readOr<T>(file: string, otherwise: T): string | T {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return otherwise;
  }
}
