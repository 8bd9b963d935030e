/**
 * Completes package-lock.json: node tools/setup/lock.ts
 *
 * npm leaves out a platform's optional package when the registry it talks to does not carry it, and `npm ci`
 * then refuses the lock file everywhere. Run this after adding or raising a package; a test asks for it.
 */
import { readFileSync, writeFileSync } from "node:fs";

interface LockEntry {
  version?: string;
  dev?: boolean;
  optional?: boolean;
  license?: string;
  cpu?: string[];
  os?: string[];
  libc?: string[];
  engines?: Record<string, string>;
  optionalDependencies?: Record<string, string>;
}
export interface Lock {
  packages: Record<string, LockEntry>;
}

const platform =
  /(android|darwin|linux|win32|freebsd|openharmony)-(x64|arm64|arm|ppc64|riscv64|s390x|ia32)(?:-(gnu|musl|eabi|gnueabihf|musleabihf|msvc))?$/;

/** The optional packages for other platforms that a lock file should name and does not, as entries to add. */
export function missingPlatforms(lock: Lock): Record<string, LockEntry> {
  const missing: Record<string, LockEntry> = {};
  for (const [place, entry] of Object.entries(lock.packages)) {
    if (place === "") continue;
    for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
      const [, os, cpu, abi] = platform.exec(name) ?? [];
      if (!os || !cpu || !/^\d/.test(version) || stands(lock, place, name)) continue;
      missing[`node_modules/${name}`] = {
        version,
        cpu: [cpu],
        ...(entry.dev ? { dev: true } : {}),
        ...(os === "linux" && abi ? { libc: [abi.startsWith("musl") ? "musl" : "glibc"] } : {}),
        ...(entry.license ? { license: entry.license } : {}),
        optional: true,
        os: [os],
        ...(entry.engines ? { engines: entry.engines } : {}),
      };
    }
  }
  return missing;
}

/** Node's resolution: beside the package, or in any node_modules above it. */
function stands(lock: Lock, place: string, name: string): boolean {
  for (let at = place; ; at = at.slice(0, at.lastIndexOf("node_modules/")).replace(/\/$/, "")) {
    if (lock.packages[`${at === "" ? "" : `${at}/`}node_modules/${name}`]) return true;
    if (at === "") return false;
  }
}

if (import.meta.main) {
  const file = new URL("../../package-lock.json", import.meta.url);
  const lock: Lock = JSON.parse(readFileSync(file, "utf8"));
  const missing = missingPlatforms(lock);
  const packages = Object.entries({ ...lock.packages, ...missing }).sort(([a], [b]) =>
    a.localeCompare(b, "en"),
  );
  writeFileSync(file, `${JSON.stringify({ ...lock, packages: Object.fromEntries(packages) }, null, 2)}\n`);
  console.log(`package-lock.json: ${Object.keys(missing).length} entries for other platforms added`);
}
