/** The built pages: made again when anything they are made of has changed. */
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, globSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../", import.meta.url));
const stamp = join(root, "build", "made-of");
const sources = [
  "web/**/*.*",
  "modules/*/web/**/*.*",
  "modules/**/contract.ts",
  "libs/**/*.ts",
  "platform/{http,i18n,pages,pass,map}/**/*.ts",
  "vite.config.ts",
  "react-router.config.ts",
  "package-lock.json",
];

/** Builds the pages if needed. Answers whether it did. */
export async function ensurePages(say: (line: string) => void): Promise<boolean> {
  const wanted = hashOfSources();
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === wanted) return false;
  say("building the pages");
  await build();
  mkdirSync(join(root, "build"), { recursive: true });
  writeFileSync(stamp, wanted);
  return true;
}

function hashOfSources(): string {
  const hash = createHash("sha256");
  const files = globSync(sources, { cwd: root }).filter((file) => !/\.test\.tsx?$/.test(file));
  const found = new Set(files);
  // Contracts hand on what stands beside them, and so do those files.
  for (const file of found)
    if (/^modules\/.*\.tsx?$/.test(file)) for (const one of besides(file)) found.add(one);
  for (const file of [...found].toSorted()) hash.update(file).update(readFileSync(join(root, file)));
  return hash.digest("hex");
}

/** The files of the same module that one names. */
function besides(file: string): string[] {
  const named = readFileSync(join(root, file), "utf8").matchAll(/from "(\.[^"]+\.tsx?)"/g);
  return [...named]
    .map(([, path = ""]) => join(dirname(file), path))
    .filter((path) => existsSync(join(root, path)));
}

function build(): Promise<void> {
  return new Promise((resolve, reject) => {
    const cli = join(root, "node_modules/@react-router/dev/bin.cjs");
    const child = spawn(process.execPath, [cli, "build"], { cwd: root, stdio: ["ignore", "pipe", "pipe"] });
    let said = "";
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (part) => (said += part));
    child.on("error", reject);
    child.on("exit", (code) =>
      code === 0 ? resolve() : reject(new Error(`the pages could not be built:\n${said}`)),
    );
  });
}
