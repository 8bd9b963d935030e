/**
 * npm test [-- PATH…]: two files at a time, one of them a browser story as long as there are any.
 * `--db` takes only the tests of SQL: the second half of a run on another version.
 * `--fast` takes only those of libs, modules and platform that need neither database nor browser: npm run check.
 * Last line: "N passed, N failed". Exit status 0 only when something ran and nothing failed.
 */
import { join } from "node:path";
import { run } from "node:test";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { type OpenTestServer, openTestServer } from "#platform/testing";
import { isBrowserStory, isOnceEnough, needsServers, testFiles, usesTemplate } from "./files.ts";
import { closingLine, emptyTally, report } from "./report.ts";

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
  const others = files.filter((file) => !isBrowserStory(file));
  await Promise.all([lane(files.filter(isBrowserStory), others), lane([], others)]);
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

/** Runs these files one by one, then takes its share of the others until none is left. */
async function lane(own: readonly string[], others: string[]): Promise<void> {
  for (const file of own) await runFile(file);
  for (let file = others.shift(); file; file = others.shift()) await runFile(file);
}

async function runFile(file: string): Promise<void> {
  if (stop.signal.aborted) return;
  const stream = run({
    files: [join(root, file)],
    cwd: root,
    // A file that leaves a handle open hangs until then, and fails: ended by force it would lose what it had not told yet.
    timeout: hangsAfterMinutes * 60_000,
    signal: stop.signal,
    ...(values.name ? { testNamePatterns: [new RegExp(values.name)] } : {}),
  });
  await report(stream, root, tally, write);
}
