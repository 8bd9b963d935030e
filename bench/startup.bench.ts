/** Fresh clone to first page, restart to first page, and the first start of the whole city. The package cache is as this machine has it. */
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { BenchResult } from "./run.ts";
import { startCity } from "./running-city.ts";

const root = fileURLToPath(new URL("../", import.meta.url));

export async function bench(say: (line: string) => void): Promise<BenchResult> {
  const folder = mkdtempSync(join(tmpdir(), "wenmai-clone-"));
  try {
    execFileSync("git", ["clone", "--quiet", root, join(folder, "clone")]);
    const clone = join(folder, "clone");
    const data = join(clone, "data");
    say("first start of a fresh clone");
    const first = await startCity(clone, data);
    await first.stop();
    const restarts: number[] = [];
    for (let round = 0; round < 3; round++) {
      const again = await startCity(clone, data);
      restarts.push(again.firstPageSeconds);
      say(`restart ${again.firstPageSeconds.toFixed(1)} s`);
      await again.stop();
    }
    say("first start of the whole city (--scale full)");
    const whole = await startCity(clone, join(clone, "data", "full"), { scale: "full", limitSeconds: 900 });
    const stages = [...whole.output().matchAll(/^(.+?): .*, (\d[^,]*), finished$/gm)];
    for (const [, stage, time] of stages) say(`  ${stage}: ${time}`);
    await whole.stop();
    return {
      figures: {
        first_page_s: first.firstPageSeconds,
        restart_s: restarts.toSorted((a, b) => a - b)[1] ?? null,
        full_first_page_s: whole.firstPageSeconds,
      },
      notes: [
        "limits: first_page_s 180 with a warm package cache on two cores, restart_s 5 (median of 3), full_first_page_s 600",
      ],
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
