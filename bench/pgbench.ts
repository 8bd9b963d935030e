/** pgbench, which comes with PostgreSQL: what the database alone does with one transaction, when nobody gathers anything. */
import { execFile } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

/** Finds it beside the server's programs or on the PATH; null when it is not installed. */
export function findPgbench(bin: string | null): string | null {
  const folders = [bin, ...(process.env.PATH ?? "").split(":")];
  return folders.map((folder) => join(folder ?? "", "pgbench")).find((path) => existsSync(path)) ?? null;
}

/** Transactions a second of this script: prepared statements, 32 clients. */
export async function pgbench(
  program: string,
  { url, script, seconds }: { url: string; script: string; seconds: number },
): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), "wenmai-pgbench-"));
  try {
    const file = join(folder, "script.sql");
    writeFileSync(file, script);
    const { stdout } = await run(program, [
      ...["-n", "-M", "prepared", "-c", "32", "-j", "2", "-T", String(seconds), "-f", file],
      url,
    ]);
    const failed = Number(/number of failed transactions: (\d+)/.exec(stdout)?.[1] ?? 0);
    const perSecond = Number(/tps = ([\d.]+)/.exec(stdout)?.[1]);
    if (failed > 0 || !(perSecond > 0)) throw new Error(`pgbench: ${stdout}`);
    return perSecond;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
