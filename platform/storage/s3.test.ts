/** The bucket driver against s3rver on loopback: a real HTTP server that speaks S3. */
import assert from "node:assert/strict";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import S3rver from "s3rver";
import { conforms } from "./conformance.ts";
import { openStorage, type StorageConfig } from "./index.ts";
import type { Storage } from "./storage.ts";

let root: string;
let server: S3rver;
let storage: Storage;
let config: StorageConfig & { kind: "s3" };

before(async () => {
  root = await mkdtemp(join(tmpdir(), "wenmai-s3-"));
  server = new S3rver({
    port: 0,
    address: "127.0.0.1",
    silent: true,
    directory: join(root, "s3"),
    configureBuckets: [{ name: "wenmai" }],
  });
  const { port } = await server.run();
  config = {
    kind: "s3",
    endpoint: `http://127.0.0.1:${port}`,
    bucket: "wenmai",
    accessKey: "S3RVER",
    secretKey: "S3RVER",
    pathStyle: true,
    spoolPath: root,
  };
  storage = await openStorage(config);
});

after(async () => {
  await server.close();
  await rm(root, { recursive: true, force: true });
});

async function count(): Promise<number> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  return entries.filter(
    ({ name, parentPath }) => name.endsWith("._S3rver_object") || parentPath.endsWith("incoming"),
  ).length;
}

conforms("s3", () => storage, count);

test("s3: unknown keys and a bucket that is not there are errors of the service, not an empty storage", async () => {
  const { sha256 } = await storage.put(new Uint8Array([1, 2, 3]));
  const stranger = await openStorage({ ...config, accessKey: "STRANGER" });
  await assert.rejects(stranger.open(sha256), { name: "InvalidAccessKeyId" });
  const nowhere = await openStorage({ ...config, bucket: "not-there" });
  await assert.rejects(nowhere.put(new Uint8Array([1])), { name: "NoSuchBucket" });
  await assert.rejects(nowhere.open(sha256), { name: "NoSuchBucket" });
});
