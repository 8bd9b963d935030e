/** Which test files there are. */
import { readdirSync, readFileSync, statSync } from "node:fs";
import { isAbsolute, join, relative, resolve } from "node:path";

const homes = ["bench", "e2e", "libs", "main", "modules", "platform", "seed", "tools", "web"];

/** Test files below the paths asked for (folders or files, from `root`), or all. Sorted; paths relative to `root`. */
export function testFiles(root: string, asked: string[] = []): string[] {
  const starts = asked.length > 0 ? asked.map((path) => inside(root, path)) : homes;
  return [...new Set(starts.flatMap((start) => walk(root, start)))].sort();
}

function inside(root: string, path: string): string {
  return isAbsolute(path) ? relative(root, path) : relative(root, resolve(root, path));
}

function walk(root: string, path: string): string[] {
  const found = statSync(join(root, path), { throwIfNoEntry: false });
  if (!found) return [];
  if (found.isFile()) return path.endsWith(".test.ts") ? [path] : [];
  return readdirSync(join(root, path), { withFileTypes: true }).flatMap((entry) => {
    if (entry.isDirectory()) return entry.name === "node_modules" ? [] : walk(root, join(path, entry.name));
    return entry.isFile() && entry.name.endsWith(".test.ts") ? [join(path, entry.name)] : [];
  });
}

export const isBrowserStory = (file: string) => file.startsWith("e2e/");

/** Tries pages, permissions, the demo city or a whole city by chance rather than the SQL of one version: once is enough. */
export const isOnceEnough = (file: string) => /^(seed|tools|main|modules\/[^/]+\/web)\//.test(file);

/** Does the file work on a copy of the template database? */
export function usesTemplate(root: string, file: string): boolean {
  return /\bdbTest\b|#platform\/testing/.test(readFileSync(join(root, file), "utf8"));
}

/** Does it need a PostgreSQL at all, or a browser? */
export function needsServers(root: string, file: string): boolean {
  return (
    isBrowserStory(file) ||
    usesTemplate(root, file) ||
    /\bopenCluster\b/.test(readFileSync(join(root, file), "utf8"))
  );
}

/** Files of one part of the house that share a process, a few at a time: to import the city takes longer than most tests. */
export function inCompany(root: string, files: readonly string[]): string[][] {
  const parts = Map.groupBy(files, (file) => (mayShare(root, file) ? file.split("/", 2).join("/") : file));
  return [...parts.values()].flatMap((of) =>
    Array.from({ length: Math.ceil(of.length / company) }, (_, n) =>
      of.slice(company * n, company * (n + 1)),
    ),
  );
}

const company = 8;

/** A lane that gets the longest last leaves the other idle: those of a whole city first, then the many before the few. */
export function longestFirst(some: readonly string[][]): string[][] {
  const weight = ([file = "", ...more]: string[]) => (isOnceEnough(file) ? company : 0) + more.length;
  return some.toSorted((a, b) => weight(b) - weight(a));
}

/** Not who changes the process, or has something to do before all or after all. */
function mayShare(root: string, file: string): boolean {
  return (
    /^(libs|modules|platform)\//.test(file) &&
    !/^(before|after)(Each)?\(|\bprocess\.|\bmock\./m.test(readFileSync(join(root, file), "utf8"))
  );
}
