import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { mkdtemp, readdir, readFile, rm, stat, truncate, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buffer } from "node:stream/consumers";
import { after, before, test } from "node:test";
import { conforms, stream } from "./conformance.ts";
import { folderStorage } from "./folder.ts";
import { openStorage } from "./index.ts";
import type { Storage } from "./storage.ts";

let root: string;
let storage: Storage;
before(async () => {
  root = await mkdtemp(join(tmpdir(), "wenmai-storage-"));
  storage = await openStorage({ kind: "folder", path: root });
});
after(() => rm(root, { recursive: true, force: true }));

async function files(folder = root): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

conforms(
  "folder",
  () => storage,
  async () => (await files()).length,
);

test("folder: a file lies under the first digits of its hash", async () => {
  const { sha256 } = await storage.put(Buffer.from("文脉"));
  const path = join(root, sha256.slice(0, 2), sha256.slice(2, 4), sha256);
  assert.equal(await readFile(path, "utf8"), "文脉");
});

test("folder: a file that the disk cut short is made whole by putting it again", async () => {
  const bytes = randomBytes(5000);
  const { sha256 } = await storage.put(bytes);
  await truncate(join(root, sha256.slice(0, 2), sha256.slice(2, 4), sha256), 100);
  await storage.put(bytes);
  assert.deepEqual(await buffer(await storage.open(sha256)), bytes);
});

test("folder: a process killed in the middle leaves no file to be seen, and its rest is cleared a day later", async () => {
  const place = await mkdtemp(join(tmpdir(), "wenmai-killed-"));
  const child = spawn(process.execPath, ["--input-type=module", "-e", endlessPut(place)], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  await once(child.stdout, "data");
  child.kill("SIGKILL");
  await once(child, "exit");
  const rest = await files(place);
  assert.equal(rest.length, 1, "the half file of the killed process");
  const [half = ""] = rest;
  assert.ok((await stat(half)).size > 0);
  assert.equal(half.startsWith(join(place, "incoming")), true);

  await folderStorage(place);
  assert.equal((await files(place)).length, 1, "it may still be another process's own");
  const dayAgo = Date.now() / 1000 - 25 * 3600;
  await utimes(half, dayAgo, dayAgo);
  await writeFile(join(place, "incoming", "of-today"), "x");
  await folderStorage(place);
  assert.deepEqual(await files(place), [join(place, "incoming", "of-today")]);
  await rm(place, { recursive: true });
});

test("folder: memory does not grow with the file", async () => {
  const { content, bytes } = stream(256);
  const idle = process.memoryUsage.rss();
  let most = idle;
  const watch = setInterval(() => {
    most = Math.max(most, process.memoryUsage.rss());
  }, 5);
  const stored = await storage.put(content);
  clearInterval(watch);
  assert.equal(stored.bytes, bytes);
  assert.ok(most - idle < 64 * 1024 * 1024, `grew by ${Math.round((most - idle) / 1024 / 1024)} MiB for 256`);
  await storage.remove(stored.sha256);
});

/** A program that puts a stream without end and says so once a megabyte is on its way. */
function endlessPut(place: string): string {
  return `
    import { folderStorage } from ${JSON.stringify(new URL("./folder.ts", import.meta.url).href)};
    const storage = await folderStorage(${JSON.stringify(place)});
    let sent = 0;
    await storage.put((async function* () {
      for (;;) {
        yield new Uint8Array(65536);
        if (++sent === 16) console.log("going");
        await new Promise((resolve) => setTimeout(resolve, 1));
      }
    })());`;
}
