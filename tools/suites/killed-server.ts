/** A server, and the PostgreSQL under it, that are killed and come back. */
import { type ChildProcess, fork } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";

export const victims = ["server", "PostgreSQL"] as const;
type Victim = (typeof victims)[number];

export interface Server {
  port: number;
  url: string;
  child: ChildProcess;
}

export async function start(dataDir: string): Promise<Server> {
  const child = fork(fileURLToPath(new URL("release-server.ts", import.meta.url)), {
    env: { ...process.env, DATA_DIR: dataDir, DATABASE_URL: "" },
  });
  return new Promise((resolve, reject) => {
    child.once("message", (said) => resolve({ ...(said as { port: number; url: string }), child }));
    child.once("exit", (code) => reject(new Error(`the server ended with ${code} before it listened`)));
  });
}

export function stop({ child }: Server, signal: NodeJS.Signals = "SIGTERM"): Promise<unknown> {
  const ended = new Promise((resolve) => child.once("exit", resolve));
  child.kill(signal);
  return ended;
}

/** Kills it, and waits until the city answers again. */
export async function kill(victim: Victim, server: Server, dataDir: string): Promise<Server> {
  if (victim === "server") {
    await stop(server, "SIGKILL");
    return start(dataDir);
  }
  const killed = postmaster(dataDir);
  process.kill(killed, "SIGKILL");
  for (let waited = 0; waited < 30_000; waited += 50) {
    await wait(50);
    const ready = await fetch(`http://127.0.0.1:${server.port}/readyz`).catch(() => null);
    // Connections of before may answer for a moment longer.
    if (ready?.ok && postmaster(dataDir) !== killed) return server;
  }
  throw new Error("the city does not answer 30 s after PostgreSQL was killed");
}

function postmaster(dataDir: string): number {
  return Number(readFileSync(join(dataDir, "cluster/postmaster.pid"), "utf8").split("\n")[0]);
}
