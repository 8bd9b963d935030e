import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, readdir, rename, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { type Browser, chromium } from "playwright-core";

const installed = [
  process.env.CHROMIUM,
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome-stable",
  "/usr/bin/google-chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
];

// Nothing may leave the machine by itself: no updates, no first-run pages, no phoning home.
const quiet = [
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-default-apps",
  "--disable-domain-reliability",
  "--disable-sync",
  "--no-first-run",
  "--no-default-browser-check",
  "--no-pings",
  "--font-render-hinting=none",
  "--disable-dev-shm-usage",
  // A reader of Karamay, whatever the machine speaks; a test that wants another language names it.
  "--lang=zh-CN",
  "--accept-lang=zh-CN",
];
// The packed one brings its own software renderer: for the map alone, pages put together by it take twice the time.
const packedGraphics = [
  "--use-gl=angle",
  "--use-angle=swiftshader",
  "--enable-unsafe-swiftshader",
  "--disable-gpu-compositing",
];

export interface Found {
  path: string;
  args: string[];
  /** Environment it must be started with. */
  env: Record<string, string>;
}

/** A Chromium for tests and screenshots: an installed one, else the one inside a registry package. The caller closes it. */
export async function openBrowser(more: string[] = []): Promise<Browser> {
  const { path, args, env } = await findBrowser();
  return chromium.launch({
    executablePath: path,
    args: [...args, ...more],
    env: { ...process.env, ...env },
    headless: true,
  });
}

/** Where the browser is and how to start it, for tools that do so themselves (Lighthouse). */
export async function findBrowser(): Promise<Found> {
  // Chromium refuses to run its sandbox as root, which containers usually are.
  const args = process.getuid?.() === 0 ? [...quiet, "--no-sandbox"] : quiet;
  const path = installed.find((one) => one && existsSync(one));
  if (path) return { path, args, env: {} };
  const folder = await unpacked();
  const packed = join(folder, "chromium");
  return { path: packed, args: [...args, ...packedGraphics], env: librariesFor(packed, folder) };
}

/** Unpacks the packed Chromium once per version into the temporary folder, whole or not at all. */
async function unpacked(): Promise<string> {
  const resolve = createRequire(import.meta.url).resolve;
  const root = join(dirname(resolve("@sparticuz/chromium")), "..");
  const { version } = createRequire(import.meta.url)(join(root, "package.json"));
  const folder = join(tmpdir(), `wenmai-chromium-${version}`);
  if (existsSync(folder)) return folder;
  const { inflate } = await import("@sparticuz/chromium");
  const part = `${folder}.${process.pid}`;
  await mkdir(part, { recursive: true });
  // The package unpacks into the temporary folder of its process.
  const before = process.env.TMPDIR;
  process.env.TMPDIR = part;
  try {
    const bin = join(root, "bin");
    const files = (await readdir(bin, { recursive: true })).filter((name) => name.endsWith(".br"));
    await Promise.all(files.map((name) => inflate(join(bin, name))));
  } finally {
    if (before === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = before;
  }
  try {
    await rename(part, folder);
  } catch {
    // Another process was first; its copy is as good.
    await rm(part, { recursive: true, force: true });
  }
  return folder;
}

/** The package brings the libraries of a browser for machines that have none. */
function librariesFor(path: string, folder: string): Record<string, string> {
  const { stdout } = spawnSync("ldd", [path], { encoding: "utf8" });
  if (!stdout?.includes("not found")) return {};
  return { LD_LIBRARY_PATH: join(folder, "al2023", "lib"), FONTCONFIG_PATH: join(folder, "fonts") };
}
