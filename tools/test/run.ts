/**
 * npm test [-- PATH…]: two processes at a time, one of them with a browser story as long as there are any. Others share a process with a
 * few of their part of the house, unless tests are chosen by name; where one of those fails each is run again by itself, to say which. A
 * failure stays one: what fails only in company is told as that.
 * `--db` takes only the tests of SQL: the second half of a run on another version.
 * `--fast` takes only those of libs, modules and platform that need neither database nor browser: npm run check.
 * Last line: "N passed, N failed". Exit status 0 only when something ran and nothing failed.
 */
import { join } from "node:path";
import { run } from "node:test";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { type OpenTestServer, openTestServer } from "#platform/testing";
import {
  inCompany,
  isBrowserStory,
  isOnceEnough,
  longestFirst,
  needsServers,
  testFiles,
  usesTemplate,
} from "./files.ts";
import { closingLine, emptyTally, mark, report, type Tally } from "./report.ts";

const hangsAfterMinutes = 10;
const root = fileURLToPath(new URL("../../", import.meta.url));
const write = (text: string) => process.stdout.write(text);

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { db: { type: "boolean" }, fast: { type: "boolean" }, name: { type: "string", short: "t" } },
});

const files = testFiles(root, positionals)
  .filter((file) => !values.db || (usesTemplate(root, file) && !isBrowserStory(file) && !isOnceEnough(file)))
  .filter((file) => !values.fast || (/^(libs|modules|platform)\//.test(file) && !needsServers(root, file)));
if (files.length === 0) {
  write(
    `no test files ${positionals.length > 0 ? `below ${positionals.join(", ")}` : "here"}\n0 passed, 0 failed\n`,
  );
  process.exit(1);
}

const stop = new AbortController();
for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => stop.abort());

const tally = emptyTally();
const began = performance.now();
/** When each lane found nothing more to do. */
const ends: number[] = [];
const server = await serverFor(files);
try {
  if (server) {
    write(`PostgreSQL ${server.version}${server.migrated ? ", template database made" : ""}\n`);
    process.env.WENMAI_TEST_SERVER = JSON.stringify({
      adminUrl: server.adminUrl,
      template: server.template,
      run: server.run,
    });
  }
  // Two cores, two lanes. Browser stories never meet one another: each has a server, a browser and a sense of time.
  const rest = files.filter((file) => !isBrowserStory(file));
  const others = longestFirst(values.name ? rest.map((file) => [file]) : inCompany(root, rest));
  const stories = files.filter(isBrowserStory).map((file) => [file]);
  await Promise.all([lane(stories, others), lane([], others)]);
} finally {
  await server?.close();
}

if (tally.column > 0) write("\n");
const seconds = (performance.now() - began) / 1000;
const slow = [...tally.files].filter(([, took]) => took > 5).sort(([, a], [, b]) => b - a);
if (tally.reasons.length > 0) write(`skipped:\n${tally.reasons.map((reason) => `  ${reason}\n`).join("")}`);
if (slow.length > 0 && files.length > 10) {
  write(
    `slowest: ${slow
      .slice(0, 15)
      .map(([file, took]) => `${file} ${took.toFixed(0)} s`)
      .join(", ")}\n`,
  );
}
if (files.length > 10) {
  const idle = ends.map((end) => `${((Math.max(...ends) - end) / 1000).toFixed(0)} s`);
  write(`lanes idle at the end: ${idle.join(", ")}\n`);
}
write(
  `${files.length} files in ${seconds.toFixed(1)} s${stop.signal.aborted ? ", stopped before the end" : ""}\n`,
);
write(`${closingLine(tally)}\n`);
process.exitCode = tally.failed > 0 || tally.passed === 0 || stop.signal.aborted ? 1 : 0;

async function serverFor(some: string[]): Promise<OpenTestServer | null> {
  if (!some.some((file) => usesTemplate(root, file) || isBrowserStory(file))) return null;
  try {
    return await openTestServer((line) => write(`${line}\n`));
  } catch (error) {
    // A migration that fails is everybody's failure: say it once, and end as a run that failed ends.
    write(
      `the test database cannot be made: ${error instanceof Error ? error.message : error}\n0 passed, 1 failed\n`,
    );
    process.exit(1);
  }
}

/** Runs its own one by one, then takes its share of the others until none is left. */
async function lane(own: readonly string[][], others: string[][]): Promise<void> {
  for (const some of own) await runSome(some);
  for (let some = others.shift(); some; some = others.shift()) await runSome(some);
  ends.push(performance.now());
}

async function runSome(some: readonly string[]): Promise<void> {
  const [file, ...more] = some;
  if (stop.signal.aborted || file === undefined) return;
  if (more.length === 0) {
    await report(processOf(file), root, tally, write);
    return;
  }
  const together = emptyTally();
  const said: string[] = [];
  await report(processOf("tools/test/several.ts", some), root, together, (text) => said.push(text));
  if (together.failed === 0 && together.passed > 0) return add(together, some);
  const before = tally.failed;
  for (const one of some) await runSome([one]);
  if (together.failed === 0 || tally.failed > before || stop.signal.aborted) return;
  tally.failed += 1;
  write(`\n✖ ${some.join(", ")}  fail in one process and pass alone\n${said.join("")}\n`);
  tally.column = 0;
}

function processOf(file: string, several: readonly string[] = []): ReturnType<typeof run> {
  return run({
    files: [join(root, file)],
    argv: several.map((one) => join(root, one)),
    cwd: root,
    // A file that leaves a handle open hangs until then, and fails: ended by force it would lose what it had not told yet.
    timeout: hangsAfterMinutes * 60_000,
    signal: stop.signal,
    ...(values.name ? { testNamePatterns: [new RegExp(values.name)] } : {}),
  });
}

/** What passed together is counted and marked as if each had been alone. */
function add(together: Tally, some: readonly string[]): void {
  for (let n = 0; n < together.passed; n++) mark(tally, ".", write);
  for (let n = 0; n < together.skipped; n++) mark(tally, "-", write);
  tally.passed += together.passed;
  tally.skipped += together.skipped;
  tally.reasons.push(...together.reasons);
  const [took = 0] = together.files.values();
  tally.files.set(`${some[0]} and ${some.length - 1} more`, took);
}
