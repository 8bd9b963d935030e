// The bootstrap behind every npm script: node tools/setup/run.mjs FILE [args]
// Plain JavaScript that also runs on Node 20: installs what is missing, then hands FILE to the pinned Node 24.

import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import * as fs from "node:fs";
import { constants, tmpdir } from "node:os";
import * as path from "node:path";
import { fileURLToPath } from "node:url";
import { hydrateEmbeddedPostgres, usableNode } from "./after-install.mjs";
import { installIsCurrent, lockHash, readStamp, writeStamp } from "./installed.mjs";

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");
const say = (line) => process.stderr.write(`setup: ${line}\n`);

const [file, ...args] = process.argv.slice(2);
if (!file) {
  say("usage: node tools/setup/run.mjs FILE [args]");
  process.exit(2);
}
try {
  const node = await prepare();
  handOver(node, path.resolve(root, file), args);
} catch (error) {
  say(error instanceof Error ? error.message : String(error));
  process.exit(1);
}

/** Makes node_modules agree with package-lock.json and answers with the path of a Node 24 that runs. */
async function prepare() {
  const stamp = readStamp(root);
  if (stamp?.lock === lockHash(root) && fs.existsSync(path.resolve(root, stamp.node))) {
    return path.resolve(root, stamp.node);
  }

  return withLock(async () => {
    const modules = path.join(root, "node_modules");
    if (!installIsCurrent(root)) {
      // A linked node_modules is shared with another checkout; `npm ci` would empty it under that checkout's feet.
      if (fs.lstatSync(modules, { throwIfNoEntry: false })?.isSymbolicLink()) {
        say("node_modules is a link and differs from package-lock.json; not installing through a link");
      } else {
        await install();
      }
    }
    hydrateEmbeddedPostgres(modules);
    const node = await usableNode(modules, { say, npm });
    writeStamp(root, { lock: lockHash(root), node: path.relative(root, node) });
    return node;
  });
}

async function install() {
  const started = Date.now();
  const seconds = () => Math.round((Date.now() - started) / 1000);
  const packages = Object.keys(
    JSON.parse(fs.readFileSync(path.join(root, "package-lock.json"), "utf8")).packages,
  );
  say(`installing ${packages.length - 1} packages with npm ci (a few minutes on a slow line)`);
  const beat = setInterval(() => {
    const there = fs.existsSync(path.join(root, "node_modules"))
      ? fs.readdirSync(path.join(root, "node_modules")).length
      : 0;
    say(`still installing, ${seconds()} s, ${there} folders in node_modules`);
  }, 10_000);
  try {
    // dev and optional by name: NODE_ENV=production or a user's npmrc would leave out what npm start and npm test need.
    await npm(
      ["ci", "--include=dev", "--include=optional", "--loglevel=error", "--no-fund", "--no-audit"],
      root,
    );
  } finally {
    clearInterval(beat);
  }
  say(`installed in ${seconds()} s`);
}

/** Runs npm in a folder; rejects with its exit status. The npm that started us is used before the one on PATH. */
function npm(npmArgs, cwd) {
  const cli = process.env.npm_execpath;
  const viaNode = cli && /npm-cli\.c?js$/.test(cli);
  const command = viaNode ? process.execPath : process.platform === "win32" ? "npm.cmd" : "npm";
  return new Promise((resolve, reject) => {
    const child = spawn(command, viaNode ? [cli, ...npmArgs] : npmArgs, {
      cwd,
      stdio: ["ignore", 2, 2],
      shell: process.platform === "win32" && !viaNode,
    });
    child.on("error", (error) =>
      reject(new Error(`cannot run npm (${error.message}); npm comes with Node.js and must be on PATH`)),
    );
    child.on("exit", (code) =>
      code === 0
        ? resolve()
        : reject(new Error(`npm ${npmArgs[0]} failed with status ${code}; see its lines above`)),
    );
  });
}

/** Two first runs at once (npm start beside npm test) must not empty each other's node_modules. */
async function withLock(work) {
  const name = `wenmai-setup-${createHash("sha256").update(root).digest("hex").slice(0, 12)}.lock`;
  const lock = path.join(tmpdir(), name);
  for (let told = false; ; ) {
    try {
      fs.writeFileSync(lock, String(process.pid), { flag: "wx" });
      break;
    } catch (error) {
      if (error.code !== "EEXIST") break; // no writable temporary folder: go on without a lock
      if (!holderIsAlive(lock)) {
        fs.rmSync(lock, { force: true });
        continue;
      }
      if (!told) say(`another set-up of this folder is running (lock ${lock}), waiting for it`);
      told = true;
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
  }
  try {
    return await work();
  } finally {
    fs.rmSync(lock, { force: true });
  }
}

function holderIsAlive(lock) {
  try {
    process.kill(Number(fs.readFileSync(lock, "utf8")) || -1, 0);
    return true;
  } catch (error) {
    return error.code === "EPERM";
  }
}

/** Runs the file on Node 24 with our stdio; ends as it ends, signal or status. */
function handOver(node, script, scriptArgs) {
  const child = spawn(node, [script, ...scriptArgs], {
    stdio: "inherit",
    env: {
      // What Node made of our TypeScript is kept: the city opens in half the time, and so does every process of the tests.
      NODE_COMPILE_CACHE: path.join(root, "node_modules/.cache/compiled"),
      ...process.env,
      PATH: `${path.dirname(node)}${path.delimiter}${process.env.PATH ?? ""}`,
    },
  });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP", "SIGUSR2"]) {
    process.on(signal, () => {
      // Ctrl-C reaches the whole foreground group by itself; a second one would look like "stop at once".
      if (signal === "SIGINT" && process.stdin.isTTY) return;
      child.kill(signal);
    });
  }
  if (process.env.npm_lifecycle_event) stopWithParent(child);
  child.on("error", (error) => {
    say(`cannot run ${node}: ${error.message}`);
    process.exit(1);
  });
  child.on("exit", (code, signal) => {
    if (signal === null) process.exit(code ?? 1);
    process.removeAllListeners(signal);
    process.kill(process.pid, signal);
    // Signals we cannot die of ourselves (SIGHUP under nohup) still end in the shell's number for them.
    setTimeout(() => process.exit(128 + (constants.signals[signal] ?? 0)), 200);
  });
}

/** A killed npm tells at most the shell between us; without this the server would run on, unseen, and keep its port. */
function stopWithParent(child) {
  const above = ancestors();
  const look = setInterval(() => {
    if (ancestors() === above) return;
    clearInterval(look);
    child.kill("SIGTERM");
  }, 250);
  look.unref();
}

/** Our parent, and npm above it when the parent is the shell npm runs scripts in. Not who started npm: nohup stays nohup. */
function ancestors() {
  const parent = process.ppid;
  try {
    const [, flag, command] = fs.readFileSync(`/proc/${parent}/cmdline`, "utf8").split("\0");
    if (flag !== "-c" || !command.includes("run.mjs")) return String(parent);
    const stat = fs.readFileSync(`/proc/${parent}/stat`, "utf8");
    return `${parent} ${stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]}`;
  } catch {
    return String(parent);
  }
}
