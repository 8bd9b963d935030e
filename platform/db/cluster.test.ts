import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { after, describe, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { type Cluster, type ClusterOptions, openCluster } from "./cluster.ts";
import { findPostgres } from "./postgres-binaries.ts";
import { processRuns } from "./process-lock.ts";

// These tests choose for themselves, whatever the run around them chose.
delete process.env.WENMAI_POSTGRES;
const parent = mkdtempSync(join(tmpdir(), "wenmai-cluster-"));
const folders: string[] = [];
const logged: string[] = [];

function freshFolder(): string {
  const folder = join(parent, String(folders.length));
  folders.push(folder);
  return folder;
}

after(() => {
  for (const folder of folders) {
    const note = join(folder, "elsewhere");
    if (existsSync(note)) rmSync(readFileSync(note, "utf8").trim(), { recursive: true, force: true });
  }
  rmSync(parent, { recursive: true, force: true });
});

function open(dataDir: string, more: Partial<ClusterOptions> = {}): Promise<Cluster> {
  return openCluster({
    dataDir,
    log: (line) => logged.push(line),
    databaseUrl: "",
    throwaway: true,
    ...more,
  });
}

async function query(url: string, text: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  client.on("error", () => undefined);
  await client.connect();
  try {
    return (await client.query(text)).rows;
  } finally {
    await client.end();
  }
}

/** Another process that opens the cluster and holds it until its input ends. */
async function neighbour(dataDir: string): Promise<{ process: ChildProcess; postmaster: number }> {
  const code = `
    const { openCluster } = await import(${JSON.stringify(new URL("./cluster.ts", import.meta.url).href)});
    const cluster = await openCluster({ dataDir: ${JSON.stringify(dataDir)}, log() {}, databaseUrl: "", throwaway: true });
    console.log(cluster.info.pid);
    process.stdin.resume().on("end", () => cluster.stop());`;
  const child = spawn(process.execPath, ["--input-type=module", "-e", code], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  for await (const line of createInterface({ input: child.stdout }))
    return { process: child, postmaster: Number(line) };
  throw new Error("the neighbour ended without a word");
}

const kinds = ["system", "embedded"].map((kind) => ({ kind, found: findPostgres(kind)[0] }));

describe("a cluster of our own", () => {
  for (const { kind, found } of kinds) {
    test(`is made, kept over a restart and stopped (${kind} PostgreSQL)`, {
      skip: found ? false : "not here",
    }, async () => {
      const folder = freshFolder();
      const first = await open(folder, { postgres: kind });
      assert.equal(first.info.major, found?.major);
      const city = await first.cityUrl();
      await query(city, "create table kept (word text)");
      await query(city, "insert into kept values ('文脉')");
      const [settings] = await query(
        city,
        `select current_setting('timezone') as zone, current_setting('listen_addresses') as listens,
                pg_encoding_to_char(encoding) as encoding from pg_database where datname = current_database()`,
      );
      assert.deepEqual(settings, { zone: "UTC", listens: "", encoding: "UTF8" });
      await query(city, "create extension btree_gist");
      await first.stop();
      assert.equal(processRuns(first.info.pid ?? 0), false);

      const second = await open(folder);
      assert.equal(second.info.major, found?.major, "data decides which programs are taken");
      assert.deepEqual(await query(await second.cityUrl(), "select word from kept"), [{ word: "文脉" }]);
      await second.stop();
    });
  }

  test("made by one major version is not opened by another", async (t) => {
    const [system, embedded] = kinds.map(({ found }) => found);
    if (!system || !embedded || system.major === embedded.major) return t.skip("needs two versions");
    const folder = freshFolder();
    await (await open(folder, { postgres: "system" })).stop();
    const refusal = new RegExp(
      `made by PostgreSQL ${system.major}; found here.*: ${embedded.version} \\(embedded\\)`,
    );
    await assert.rejects(open(folder, { postgres: "embedded" }), refusal);
  });

  test("opened by two processes at once has one server, which the last of them stops", async () => {
    const folder = freshFolder();
    const [one, two] = await Promise.all([neighbour(folder), neighbour(folder)]);
    assert.equal(one.postmaster, two.postmaster);
    one.process.stdin?.end();
    await new Promise((resolve) => one.process.on("exit", resolve));
    assert.ok(processRuns(one.postmaster), "still in use by the other");
    two.process.stdin?.end();
    await new Promise((resolve) => two.process.on("exit", resolve));
    assert.equal(processRuns(one.postmaster), false);
  });

  test("survives the death of its opener and is adopted by the next", async () => {
    const folder = freshFolder();
    const dead = await neighbour(folder);
    dead.process.kill("SIGKILL");
    await new Promise((resolve) => dead.process.on("exit", resolve));
    const next = await open(folder);
    assert.deepEqual(
      { pid: next.info.pid, adopted: next.info.adopted },
      { pid: dead.postmaster, adopted: true },
    );
    await next.stop();
    assert.equal(processRuns(dead.postmaster), false);
  });

  test("that is killed comes back with everything that was committed", async () => {
    const cluster = await open(freshFolder(), { keepAlive: true, throwaway: false });
    const city = await cluster.cityUrl();
    await query(city, "create table kept as select 7 as number");
    // Sessions at work hold the dead server's memory for a moment, and its log holds more than ASCII.
    await assert.rejects(query(city, "select '文脉'::int"));
    const busy = Array.from({ length: 5 }, () => query(city, "select pg_sleep(60)").catch(() => "cut off"));
    await sleep(200);
    const killed = cluster.info.pid ?? 0;
    process.kill(killed, "SIGKILL");
    while (cluster.info.pid === killed) await sleep(50);
    assert.deepEqual(await query(city, "select number from kept"), [{ number: 7 }]);
    assert.deepEqual(new Set(await Promise.all(busy)), new Set(["cut off"]));
    assert.deepEqual(
      logged.filter((line) => /cannot be started/.test(line)),
      [],
    );
    await cluster.stop();
  });

  test("starts over a note of a dead server whose number belongs to somebody else now", async () => {
    const folder = freshFolder();
    const first = await open(folder);
    const data = first.info.data ?? "";
    await first.stop();
    writeFileSync(join(data, "postmaster.pid"), `${process.pid}\n${data}\n1\n5432\n/nowhere\n\n`);
    const second = await open(folder);
    assert.notEqual(second.info.pid, process.pid);
    await second.stop();
  });

  test("with a path too long for a socket still answers", async () => {
    const folder = join(freshFolder(), "长".repeat(30), "x".repeat(60));
    mkdirSync(folder, { recursive: true });
    folders.push(folder);
    const cluster = await open(folder);
    assert.equal((await query(cluster.url("postgres"), "select 1 as one")).length, 1);
    await cluster.stop();
  });
});

test("WENMAI_POSTGRES naming an empty folder is refused by name", async () => {
  await assert.rejects(open(freshFolder(), { postgres: parent }), /WENMAI_POSTGRES names .*wenmai-cluster/);
});

test("a DATABASE_URL that leads nowhere is refused by that name", async () => {
  const nowhere = openCluster({
    dataDir: freshFolder(),
    log() {},
    databaseUrl: "postgresql://u@127.0.0.1:1/x",
  });
  await assert.rejects(nowhere, /DATABASE_URL does not lead to a PostgreSQL server/);
});
