/** `npm run bench -- NAME`: one measured comparison, a table, and as the last line one JSON object. */
import { existsSync, readdirSync } from "node:fs";

export interface BenchResult {
  figures: Record<string, number | null>;
  /** Against a peer or a limit in the same run; null when the peer is not installed. */
  ratios?: Record<string, number | null>;
  /** What a reader of the figures must know: machine, rounds, what was left out. */
  notes?: string[];
}

const here = new URL("./", import.meta.url);
const known = readdirSync(here)
  .filter((file) => file.endsWith(".bench.ts"))
  .map((file) => file.slice(0, -".bench.ts".length));

const [name] = process.argv.slice(2);
if (!name || !existsSync(new URL(`${name}.bench.ts`, here))) {
  process.stderr.write(`usage: npm run bench -- NAME\n\nbenches: ${known.join(", ")}\n`);
  process.exit(2);
}

const { bench }: { bench: (say: (line: string) => void) => Promise<BenchResult> } = await import(
  new URL(`${name}.bench.ts`, here).href
);
const { figures, ratios = {}, notes = [] } = await bench((line) => process.stderr.write(`${line}\n`));
for (const note of notes) process.stdout.write(`${note}\n`);
const rounded = (values: Record<string, number | null>) =>
  Object.fromEntries(
    Object.entries(values).map(([key, value]) => [key, value === null ? null : Number(value.toPrecision(4))]),
  );
for (const [key, value] of Object.entries({ ...rounded(figures), ...rounded(ratios) })) {
  process.stdout.write(`${key.padEnd(28)} ${value ?? "not measured"}\n`);
}
process.stdout.write(`${JSON.stringify({ name, figures: rounded(figures), ratios: rounded(ratios) })}\n`);
process.exit(0);
