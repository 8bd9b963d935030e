/** The bucket driver against s3rver on loopback: a real HTTP server that speaks S3. */
import assert from "node:assert/strict";
import { once } from "node:events";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import S3rver from "s3rver";
import { conforms, stream } from "./conformance.ts";
import { openStorage, type StorageConfig } from "./index.ts";
import type { Storage } from "./storage.ts";

let root: string;
let server: Server;
let storage: Storage;
let config: StorageConfig & { kind: "s3" };
const asked: string[] = [];

before(async () => {
  root = await mkdtemp(join(tmpdir(), "wenmai-s3-"));
  const bucket = "wenmai";
  const s3 = new S3rver({ silent: true, directory: join(root, "s3"), configureBuckets: [{ name: bucket }] });
  await s3.configureBuckets();
  const answer = s3.callback();
  server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    answer(request, response);
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  const address = server.address();
  assert.ok(address && typeof address === "object");
  config = {
    kind: "s3",
    endpoint: `http://127.0.0.1:${address.port}`,
    bucket,
    accessKey: "S3RVER",
    secretKey: "S3RVER",
    pathStyle: true,
    spoolPath: root,
  };
  storage = await openStorage(config);
});

after(async () => {
  server.closeAllConnections();
  server.close();
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

test("s3: a file of more than 8 MiB goes up in parts", async () => {
  const { content, sha256 } = stream(20);
  asked.length = 0;
  await storage.put(content);
  assert.equal(
    asked.filter((line) => line.startsWith("PUT") && line.includes(sha256) && /partNumber=[123]/.test(line))
      .length,
    3,
  );
});
