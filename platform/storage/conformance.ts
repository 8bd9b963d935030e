/** What every storage driver must do: run against each of them by its own test. */
import assert from "node:assert/strict";
import { createHash, randomBytes } from "node:crypto";
import { buffer } from "node:stream/consumers";
import { test } from "node:test";
import type { Storage } from "./storage.ts";

const sha = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");

/** `megabytes` of bytes that repeat every 64 KiB, made as they are asked for, with their hash. */
export function stream(megabytes: number): {
  bytes: number;
  sha256: string;
  content: AsyncIterable<Uint8Array>;
} {
  const chunk = randomBytes(64 * 1024);
  const count = megabytes * 16;
  const hash = createHash("sha256");
  for (let at = 0; at < count; at++) hash.update(chunk);
  return {
    bytes: count * chunk.length,
    sha256: hash.digest("hex"),
    content: (async function* () {
      for (let at = 0; at < count; at++) yield chunk;
    })(),
  };
}

/** Registers the tests. `left` counts what lies in the storage and on the way to it. */
export function conforms(driver: string, storage: () => Storage, left: () => Promise<number>): void {
  test(`${driver}: what was put comes back, whole and in ranges`, async () => {
    const bytes = randomBytes(10_000);
    const stored = await storage().put(bytes);
    assert.deepEqual(stored, { sha256: sha(bytes), bytes: 10_000 });
    assert.deepEqual(await buffer(await storage().open(stored.sha256)), bytes);
    for (const [from, to] of [
      [0, 1],
      [9_999, 10_000],
      [100, 4_096],
      [0, 10_000],
      [7, 7],
      [10_000, 10_000],
    ] as const) {
      assert.deepEqual(
        await buffer(await storage().open(stored.sha256, { from, to })),
        bytes.subarray(from, to),
      );
    }
    assert.deepEqual(
      await buffer(await storage().open(stored.sha256, { from: 9_000 })),
      bytes.subarray(9_000),
    );
  });

  test(`${driver}: stat and has tell what is there`, async () => {
    const bytes = randomBytes(100);
    assert.equal(await storage().has(sha(bytes)), false);
    assert.equal(await storage().stat(sha(bytes)), null);
    await storage().put(bytes);
    assert.equal(await storage().has(sha(bytes)), true);
    assert.deepEqual(await storage().stat(sha(bytes)), { sha256: sha(bytes), bytes: 100 });
  });

  test(`${driver}: an empty file is a file`, async () => {
    const stored = await storage().put(new Uint8Array(0));
    assert.equal(stored.sha256, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    assert.equal((await buffer(await storage().open(stored.sha256))).length, 0);
    assert.equal((await buffer(await storage().open(stored.sha256, { from: 0 }))).length, 0);
  });

  test(`${driver}: the same bytes twice are one file`, async () => {
    const bytes = randomBytes(1000);
    const first = await storage().put(bytes);
    const before = await left();
    assert.deepEqual(await storage().put(bytes), first);
    assert.equal(await left(), before);
  });

  test(`${driver}: the same bytes put ten times at once are one file`, async () => {
    const bytes = randomBytes(200_000);
    const before = await left();
    await Promise.all(Array.from({ length: 10 }, () => storage().put(bytes)));
    assert.equal(await left(), before + 1);
    assert.deepEqual(await buffer(await storage().open(sha(bytes))), bytes);
  });

  test(`${driver}: a stream of 20 MiB goes up in pieces and comes back`, async () => {
    const { bytes, sha256, content } = stream(20);
    assert.deepEqual(await storage().put(content, { sha256 }), { sha256, bytes });
    const hash = createHash("sha256");
    for await (const chunk of await storage().open(sha256)) hash.update(chunk);
    assert.equal(hash.digest("hex"), sha256);
  });

  test(`${driver}: other bytes than promised are refused and not kept`, async () => {
    const before = await left();
    const bytes = randomBytes(50);
    await assert.rejects(storage().put(bytes, { sha256: sha(randomBytes(1)) }), { id: "other-content" });
    assert.equal(await storage().has(sha(bytes)), false);
    assert.equal(await left(), before);
  });

  test(`${driver}: a stream that breaks, or is stopped while it waits, leaves nothing`, async () => {
    const before = await left();
    const breaking = (async function* () {
      yield randomBytes(100_000);
      throw new Error("the line broke");
    })();
    await assert.rejects(storage().put(breaking), /the line broke/);
    const stop = new AbortController();
    const silent = (async function* () {
      yield randomBytes(100_000);
      setTimeout(() => stop.abort(), 20);
      await new Promise((resolve) => setTimeout(resolve, 60_000).unref());
    })();
    await assert.rejects(storage().put(silent, { signal: stop.signal }), { name: "AbortError" });
    assert.equal(await left(), before);
  });

  test(`${driver}: what is removed is gone; removing nothing is no fault`, async () => {
    const { sha256 } = await storage().put(randomBytes(64));
    await storage().remove(sha256);
    assert.equal(await storage().has(sha256), false);
    await assert.rejects(storage().open(sha256), { id: "missing" });
    await assert.rejects(storage().open(sha256, { from: 0, to: 1 }), { id: "missing" });
    await storage().remove(sha256);
  });

  test(`${driver}: ranges outside the file and names that are no hash are refused`, async () => {
    const { sha256 } = await storage().put(randomBytes(10));
    for (const range of [
      { from: 0, to: 11 },
      { from: 11 },
      { from: -1 },
      { from: 5, to: 4 },
      { from: 0.5 },
    ]) {
      await assert.rejects(storage().open(sha256, range), { id: "bad-range" }, JSON.stringify(range));
    }
    for (const name of [
      "",
      "../../etc/passwd",
      sha256.toUpperCase(),
      `${sha256}0`,
      `${sha256.slice(0, 63)}/`,
    ]) {
      await assert.rejects(async () => storage().open(name), { id: "bad-name" }, name);
      await assert.rejects(async () => storage().remove(name), { id: "bad-name" }, name);
      await assert.rejects(
        async () => storage().put(new Uint8Array(1), { sha256: name }),
        { id: "bad-name" },
        name,
      );
    }
  });
}
