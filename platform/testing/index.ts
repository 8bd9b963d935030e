/** What tests of every module share: a database for each test file, and a context. */
import { after, type TestContext, test } from "node:test";
import type { Ctx } from "../ctx/index.ts";
import { connect, type Database } from "../db/index.ts";
import { testCtx } from "./ctx.ts";
import { copyTemplate, type OpenTestServer, openTestServer, type TestServer } from "./template.ts";

export { countStatements } from "./counted.ts";
export { at, seededRandom, testCtx } from "./ctx.ts";
export { exchangeSamples } from "./exchange-samples.ts";
export { landFile } from "./landing.ts";
export { settled, somebodyWaits } from "./settled.ts";
export { copyTemplate, type OpenTestServer, openTestServer, type TestServer } from "./template.ts";

export interface DbTest {
  db: Database;
  ctx: Ctx;
  /** For code that opens its own connections. */
  url: string;
  t: TestContext;
}

interface Opened {
  db: Database;
  url: string;
  server: OpenTestServer | null;
}

let opened: Promise<Opened> | null = null;

/** A test on the file's own, freshly migrated database. Its tests share it: each makes what it needs. */
export function dbTest(name: string, work: (given: DbTest) => Promise<void>): void;
export function dbTest(
  name: string,
  options: { skip?: string | false },
  work: (given: DbTest) => Promise<void>,
): void;
export function dbTest(
  name: string,
  ...rest: [(given: DbTest) => Promise<void>] | [{ skip?: string | false }, (given: DbTest) => Promise<void>]
): void {
  const [options, work] = rest.length === 1 ? [{}, rest[0]] : rest;
  closeAfterwards();
  test(name, options, async (t) => {
    const { db, url } = await database();
    await work({ db, url, ctx: testCtx<Ctx["db"]>(db), t });
  });
}

/** The file's database for tests that start a whole server on it. */
export async function database(): Promise<Opened> {
  closeAfterwards();
  opened ??= open();
  return opened;
}

async function open(): Promise<Opened> {
  const given = runnersServer();
  const server = given ? null : await openTestServer((line) => process.stderr.write(`${line}\n`));
  const name = given ? `${process.pid}_${++databases}` : "alone";
  const url = await copyTemplate(given ?? (server as TestServer), name);
  return { db: connect(url, { max: 20 }), url, server };
}

/** What `npm test` prepared; a file run by plain `node --test` has to do it for itself. */
function runnersServer(): TestServer | null {
  const { WENMAI_TEST_SERVER: prepared } = process.env;
  return prepared ? JSON.parse(prepared) : null;
}

let databases = 0;
let closing = false;
function closeAfterwards(): void {
  if (closing) return;
  closing = true;
  after(closeDatabase);
}

/** Closes the file's database: the next file of the same process gets another. */
export async function closeDatabase(): Promise<void> {
  const closed = opened;
  opened = null;
  const { db, server } = (await closed?.catch(() => null)) ?? {};
  await db?.end();
  await server?.close();
}
