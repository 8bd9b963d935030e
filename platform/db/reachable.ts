/** PostgreSQL refuses to run as root. Who runs it then, and in which folder that this user can reach? */
import { spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";

/** A system user by number; null is the user we already are. */
export type RunAs = { uid: number; gid: number; name: string } | null;

/** The user that is to run PostgreSQL: ourselves, or as root the owner of existing data, else postgres or nobody. */
export function runAs(existingData: string): RunAs {
  if (process.getuid?.() !== 0) return null;
  const users = readFileSync("/etc/passwd", "utf8")
    .split("\n")
    .map((line) => line.split(":"))
    .map(([name = "", , uid, gid]) => ({ name, uid: Number(uid), gid: Number(gid) }))
    .filter((user) => user.uid > 0);
  const owner = lstatSync(existingData, { throwIfNoEntry: false })?.uid;
  const chosen =
    users.find((user) => user.uid === owner) ??
    users.find((user) => user.name === "postgres") ??
    users.find((user) => user.name === "nobody");
  if (!chosen) {
    throw new Error(
      "PostgreSQL does not run as root and this system has neither a user postgres nor nobody; set DATABASE_URL",
    );
  }
  return chosen;
}

/** Can that user enter the folder? Asked by trying, so that modes, ACLs and mounts all count. */
export function canEnter(folder: string, user: RunAs): boolean {
  if (user === null) return true;
  const answer = spawnSync("/bin/sh", ["-c", 'cd "$1"', "sh", folder], {
    uid: user.uid,
    gid: user.gid,
    cwd: "/",
    stdio: "ignore",
  });
  if (answer.error && "code" in answer.error && answer.error.code === "EPERM") {
    throw new Error(
      `this root may not become ${user.name}, and PostgreSQL does not run as root; set DATABASE_URL`,
    );
  }
  return answer.status === 0;
}

/** Makes the folder belong to that user alone. */
export function giveTo(folder: string, user: RunAs): void {
  mkdirSync(folder, { recursive: true });
  if (user) chownSync(folder, user.uid, user.gid);
  chmodSync(folder, 0o700);
}

/**
 * Where data of `folder` may lie for that user: in it, or when it cannot be reached in a folder of the system's
 * that bears a number kept in `folder/elsewhere`, so that a new checkout on the same path starts with new data.
 */
export function reachableHome(folder: string, user: RunAs, throwaway = false): string {
  const note = join(folder, "elsewhere");
  if (existsSync(note)) {
    const home = readFileSync(note, "utf8").trim();
    if (existsSync(home) && canEnter(home, user)) return home;
    throw new Error(
      `${note} says that the data lies in ${home}, which is not there or cannot be entered by ${user?.name ?? "us"}; ` +
        "remove the note to begin with an empty folder",
    );
  }
  if (canEnter(folder, user)) return folder;
  const home = join(openPlace(user, throwaway ? [tmpdir()] : []), `wenmai-${randomBytes(5).toString("hex")}`);
  mkdirSync(home, { mode: 0o755 });
  chmodSync(home, 0o755);
  writeFileSync(join(home, "belongs-to"), `${folder}\n`);
  writeFileSync(note, `${home}\n`);
  return home;
}

/** A folder with programs that user can run: `bin` itself, or a copy of the whole installation around it. */
export function reachablePrograms(
  bin: string,
  version: string,
  user: RunAs,
): { bin: string; copied: boolean } {
  if (canEnter(bin, user)) return { bin, copied: false };
  const home = join(openPlace(user), `wenmai-postgres-${version}-${process.arch}`);
  const there = lstatSync(home, { throwIfNoEntry: false });
  if (there && (!there.isDirectory() || there.uid !== process.getuid?.() || (there.mode & 0o022) !== 0)) {
    throw new Error(`${home} is not a folder that only we can write; remove it`);
  }
  if (!there) {
    const draft = `${home}.${process.pid}.${randomBytes(4).toString("hex")}`;
    cpSync(dirname(bin), draft, { recursive: true, verbatimSymlinks: true });
    chmodSync(draft, 0o755);
    try {
      renameSync(draft, home);
    } catch (error) {
      // Another process made the same copy meanwhile.
      rmSync(draft, { recursive: true, force: true });
      if (!existsSync(home)) throw error;
    }
  }
  return { bin: join(home, basename(bin)), copied: true };
}

function openPlace(user: RunAs, first: string[] = []): string {
  const place = [...first, "/var/lib", "/var/tmp", tmpdir()].find(
    (at) => existsSync(at) && canEnter(at, user) && writable(at),
  );
  if (!place)
    throw new Error(`no folder that ${user?.name ?? "we"} can enter for PostgreSQL's data; set DATABASE_URL`);
  return place;
}

function writable(folder: string): boolean {
  try {
    const probe = join(folder, `.wenmai-${randomBytes(4).toString("hex")}`);
    mkdirSync(probe);
    rmSync(probe, { recursive: true });
    return true;
  } catch {
    return false;
  }
}
