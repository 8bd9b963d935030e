import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";

// Plain JavaScript for older Node versions: it has no types to import.
const { installIsCurrent } = await import(new URL("./installed.mjs", import.meta.url).href);
const run = join(import.meta.dirname, "run.mjs");
const folder = mkdtempSync(join(tmpdir(), "wenmai-setup-"));
after(() => rmSync(folder, { recursive: true }));

function bootstrap(script: string, args: string[] = []) {
  const file = join(folder, "script.ts");
  writeFileSync(file, script);
  const child = spawn(process.execPath, [run, file, ...args], { stdio: ["pipe", "pipe", "inherit"] });
  let output = "";
  const ended = new Promise<{ status: number | null; signal: string | null; output: string }>((resolve) =>
    child.on("close", (status, signal) => resolve({ status, signal, output })),
  );
  const said = new Promise<void>((resolve) =>
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      output += text;
      resolve();
    }),
  );
  return { child, ended, said };
}

test("the file gets Node 24, its arguments and our input, and its status is ours", async () => {
  const { child, ended } = bootstrap(
    `const word: string = await new Response(process.stdin as never).text();
     console.log(process.versions.node.split(".")[0], process.argv.slice(2).join("|"), word); process.exitCode = 3;`,
    ["a b", "--json"],
  );
  child.stdin.end("in");
  assert.deepEqual(await ended, { status: 3, signal: null, output: "24 a b|--json in\n" });
});

test("a signal reaches the file, which may end in its own good time", async () => {
  const { child, ended, said } = bootstrap(
    `process.on("SIGTERM", () => setTimeout(() => { console.log("put away"); process.exit(0); }, 50));
     setInterval(() => {}, 1000); console.log("up");`,
  );
  await said;
  child.kill("SIGTERM");
  assert.deepEqual(await ended, { status: 0, signal: null, output: "up\nput away\n" });
});

test("when npm is killed, the file is asked to end", async () => {
  const file = join(folder, "lives.ts");
  const word = join(folder, "word");
  writeFileSync(
    file,
    `import { writeFileSync } from "node:fs";
     process.on("SIGTERM", () => { writeFileSync(${JSON.stringify(word)}, "put away"); process.exit(0); });
     setInterval(() => {}, 1000); console.log("up");`,
  );
  // As npm does it: a process, a shell, us. The `true` keeps the shell from making room for us.
  const command = `"${process.execPath}" "${run}" "${file}"; true`;
  const likeNpm = `require("node:child_process").spawn("sh", ["-c", process.argv[1]], { stdio: "inherit" })`;
  const npm = spawn(process.execPath, ["-e", likeNpm, command], {
    stdio: ["ignore", "pipe", "inherit"],
    env: { ...process.env, npm_lifecycle_event: "start" },
  });
  await new Promise((resolve) => npm.stdout.once("data", resolve));
  npm.kill("SIGKILL");
  while (!existsSync(word) || readFileSync(word, "utf8") === "") await sleep(50);
  assert.equal(readFileSync(word, "utf8"), "put away");
});

test("a file that dies of a signal takes us along by the same", async () => {
  const { ended } = bootstrap(`process.kill(process.pid, "SIGKILL"); setInterval(() => {}, 1000);`);
  assert.equal((await ended).signal, "SIGKILL");
});

const lock = (packages: object) => JSON.stringify({ packages: { "": {}, ...packages } });
const cases: [name: string, wanted: object, installed: object | null, current: boolean][] = [
  ["nothing is installed", { "node_modules/a": { version: "1.0.0" } }, null, false],
  [
    "all is there",
    { "node_modules/a": { version: "1.0.0" } },
    { "node_modules/a": { version: "1.0.0" } },
    true,
  ],
  [
    "a version has changed",
    { "node_modules/a": { version: "1.0.1" } },
    { "node_modules/a": { version: "1.0.0" } },
    false,
  ],
  ["a package is missing", { "node_modules/b": { version: "1.0.0" } }, {}, false],
  [
    "another system's package is absent",
    { "node_modules/b": { version: "1.0.0", optional: true, os: ["plan9"] } },
    {},
    true,
  ],
  [
    "our system's package is absent",
    { "node_modules/b": { version: "1.0.0", optional: true, os: [process.platform] } },
    {},
    false,
  ],
  ["a package too many is there", {}, { "node_modules/a": { version: "1.0.0" } }, true],
];
for (const [name, wanted, installed, current] of cases) {
  test(`${current ? "nothing to install" : "an installation is due"} when ${name}`, () => {
    const root = mkdtempSync(join(folder, "root-"));
    writeFileSync(join(root, "package-lock.json"), lock(wanted));
    mkdirSync(join(root, "node_modules"));
    if (installed) writeFileSync(join(root, "node_modules/.package-lock.json"), lock(installed));
    assert.equal(installIsCurrent(root), current);
  });
}
