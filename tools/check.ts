/**
 * npm run check: everything that needs no database, in two minutes. Says "ok" or "failed" with seconds for each.
 * `--static` leaves the fast tests out, for who runs the whole suite afterwards.
 */
import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

const root = fileURLToPath(new URL("../", import.meta.url));
const packages = "node_modules/";

// The longest first and two at a time, for two cores. All are scripts for our own Node.
const steps: { name: string; script: string[] }[] = [
  { name: "types", script: [`${packages}typescript7/bin/tsc`, "-p", ".", "--noEmit", "--pretty", "false"] },
  { name: "fast tests", script: ["tools/test/run.ts", "--fast"] },
  { name: "dead code", script: [`${packages}knip/bin/knip.js`, "--no-progress"] },
  { name: "doors", script: ["tools/doors/run.ts"] },
  { name: "messages", script: ["tools/messages.ts"] },
  {
    name: "format and lint",
    script: [`${packages}@biomejs/biome/bin/biome`, "check", "--max-diagnostics=40", "--error-on-warnings"],
  },
];

const { values } = parseArgs({ options: { static: { type: "boolean" } } });

interface Outcome {
  name: string;
  ok: boolean;
  seconds: number;
  output: string;
}

function perform({ name, script }: (typeof steps)[number]): Promise<Outcome> {
  const began = performance.now();
  return new Promise((resolve) => {
    const child = spawn(process.execPath, script, { cwd: root, stdio: ["ignore", "pipe", "pipe"] });
    let output = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding("utf8").on("data", (text: string) => {
        output += text;
      });
    }
    const end = (ok: boolean) => resolve({ name, ok, seconds: (performance.now() - began) / 1000, output });
    child.on("error", (error) => {
      output += error.message;
      end(false);
    });
    child.on("close", (status) => end(status === 0));
  });
}

const began = performance.now();
const waiting = steps.filter(({ name }) => !values.static || name !== "fast tests");
const outcomes: Outcome[] = [];
async function worker(): Promise<void> {
  for (let step = waiting.shift(); step; step = waiting.shift()) {
    const outcome = await perform(step);
    outcomes.push(outcome);
    console.log(
      `${outcome.ok ? "ok    " : "failed"} ${outcome.name.padEnd(16)} ${outcome.seconds.toFixed(1)} s`,
    );
  }
}
await Promise.all([worker(), worker()]);

const failed = outcomes.filter(({ ok }) => !ok);
for (const { name, output } of failed) console.log(`\n— ${name}\n${output.trimEnd()}`);
const seconds = ((performance.now() - began) / 1000).toFixed(1);
console.log(`\ncheck: ${outcomes.length - failed.length} ok, ${failed.length} failed in ${seconds} s`);
process.exitCode = failed.length > 0 ? 1 : 0;
