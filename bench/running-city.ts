/** A city started the way a newcomer starts it, in a process of its own. */
import { type ChildProcess, spawn } from "node:child_process";
import { createServer } from "node:net";
import { setTimeout as wait } from "node:timers/promises";
import type { Scale } from "../seed/demo/city.ts";

export interface RunningCity {
  url: string;
  /** Seconds from the command to the first page. */
  firstPageSeconds: number;
  /** What it printed. */
  output(): string;
  stop(): Promise<void>;
}

/** Runs `npm start` in a folder and waits for the first page. `dataDir` keeps it apart from anybody's own city. */
export async function startCity(
  folder: string,
  dataDir: string,
  { scale = "small", limitSeconds = 600 }: { scale?: Scale; limitSeconds?: number } = {},
): Promise<RunningCity> {
  const port = await freePort();
  const started = performance.now();
  let output = "";
  const child = spawn("npm", ["start", "--", "--port", String(port), "--scale", scale], {
    cwd: folder,
    detached: true,
    env: { ...process.env, DATA_DIR: dataDir, DATABASE_URL: "" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (part) => (output += part));
  const url = `http://localhost:${port}`;
  while (!(await answers(url))) {
    if (child.exitCode !== null) throw new Error(`npm start ended with ${child.exitCode}:\n${output}`);
    if (performance.now() - started > limitSeconds * 1000)
      throw new Error(`no page after ${limitSeconds} s:\n${output}`);
    await wait(50);
  }
  return {
    url,
    firstPageSeconds: (performance.now() - started) / 1000,
    output: () => output,
    stop: () => end(child),
  };
}

async function answers(url: string): Promise<boolean> {
  try {
    const response = await fetch(url, { headers: { accept: "text/html" } });
    return response.ok && (await response.text()).includes("</html>");
  } catch {
    return false;
  }
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode || !child.pid) return;
  const ended = new Promise((resolve) => child.once("exit", resolve));
  process.kill(-child.pid, "SIGTERM");
  await ended;
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() =>
        address && typeof address === "object" ? resolve(address.port) : reject(new Error("no port")),
      );
    });
  });
}
