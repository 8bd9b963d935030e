import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { writeFileSync } from "node:fs";
import { chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { openSecrets, readSecret, secretsInFile, secretsOf } from "./secret.ts";

let folder: string;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), "wenmai-secrets-"));
});
after(() => rm(folder, { recursive: true, force: true }));

test("the file is made once, for its owner alone, and gives the same keys again", async () => {
  const path = join(folder, "first", "secrets.json");
  const made = await secretsInFile(path, randomBytes);
  assert.equal((await stat(path)).mode & 0o777, 0o600);
  const text = await readFile(path, "utf8");
  const again = await secretsInFile(path, randomBytes);
  assert.deepEqual(again.key("phone"), made.key("phone"));
  assert.equal(await readFile(path, "utf8"), text);
  assert.deepEqual(await readdir(join(folder, "first")), ["secrets.json"]);
});

test("whoever is first with the file wins: another process's secret is taken over, not replaced", async () => {
  const path = join(folder, "many", "secrets.json");
  const theirs = randomBytes(32);
  const text = JSON.stringify({ version: 1, secret: theirs.toString("base64url") });
  // Asked for chance, we have seen that there is no file; now the other process makes it.
  const ours = await secretsInFile(path, (size) => {
    writeFileSync(path, text);
    return randomBytes(size);
  });
  assert.deepEqual(ours.key("phone"), secretsOf(theirs).key("phone"));
  assert.equal(await readFile(path, "utf8"), text);
  assert.deepEqual(await readdir(join(folder, "many")), ["secrets.json"]);
});

test("a file that others could read is closed to them", async () => {
  const path = join(folder, "open.json");
  await secretsInFile(path, randomBytes);
  await chmod(path, 0o644);
  await secretsInFile(path, randomBytes);
  assert.equal((await stat(path)).mode & 0o777, 0o600);
});

test("a damaged file is refused with its path, never replaced and never repeated", async () => {
  const path = join(folder, "damaged.json");
  const secret = randomBytes(32).toString("base64url");
  for (const text of [
    `{"version":1,"secret":"${secret}`,
    `{"version":2,"secret":"${secret}"}`,
    `{"version":1,"secret":"${secret}x"}`,
    "{}",
    "",
    "[]",
    `{"version":1}`,
  ]) {
    await writeFile(path, text);
    await assert.rejects(secretsInFile(path, randomBytes), (error: Error) => {
      assert.ok(error.message.includes(path), error.message);
      assert.ok(!error.message.includes(secret.slice(0, 8)), error.message);
      return true;
    });
    assert.equal(await readFile(path, "utf8"), text);
  }
});

test("each name has its own key, the same for the same secret", () => {
  const master = randomBytes(32);
  const secrets = secretsOf(master);
  assert.equal(secrets.key("phone").length, 32);
  assert.notDeepEqual(secrets.key("phone"), secrets.key("id-number"));
  assert.deepEqual(secretsOf(master).key("pass/1"), secrets.key("pass/1"));
  assert.notDeepEqual(secretsOf(randomBytes(32)).key("phone"), secrets.key("phone"));
  assert.throws(() => secrets.key("Phone number"), /no name/);
  assert.throws(() => secretsOf(randomBytes(31)), /32 bytes/);
});

test("keys stay the same from release to release", () => {
  // RFC 5869 with this salt and info; a change here locks every city out of its data.
  assert.equal(
    secretsOf(new Uint8Array(32)).key("phone").toString("hex"),
    "80fa8ddcc8019fdd46eff3529dca7b2be7f7bad5d5d327da1f6b7cc879ba5f0c",
  );
});

test("a number is found again by its hash, under its own name only", () => {
  const secrets = secretsOf(randomBytes(32));
  const hash = (name: string, value: string) => secrets.keyedHash(name, value).toString("hex");
  assert.equal(hash("people.phone", "13999912345"), hash("people.phone", "13999912345"));
  assert.notEqual(hash("people.phone", "13999912345"), hash("people.id-number", "13999912345"));
  assert.notEqual(hash("people.phone", "13999912345"), hash("people.phone", "13999912346"));
  assert.equal(secrets.keyedHash("people.phone", "13999912345").length, 32);
});

test("a secret from the environment is read in both alphabets and refused when it is short", () => {
  const bytes = Buffer.alloc(32, 0xfb);
  assert.deepEqual(readSecret(bytes.toString("base64"), "CITY_SECRET"), bytes);
  assert.deepEqual(readSecret(` ${bytes.toString("base64url")}\n`, "CITY_SECRET"), bytes);
  for (const wrong of ["", "secret", bytes.subarray(1).toString("base64"), `${bytes.toString("base64")}AA`]) {
    assert.throws(() => readSecret(wrong, "CITY_SECRET"), /CITY_SECRET does not hold 32 bytes/);
  }
});

test("the secret of the environment goes before the file, which is not even made", async () => {
  const citySecret = randomBytes(32).toString("base64");
  const dataDir = join(folder, "none");
  const given = await openSecrets({ citySecret, dataDir });
  assert.deepEqual(given.key("phone"), secretsOf(Buffer.from(citySecret, "base64")).key("phone"));
  await assert.rejects(stat(dataDir), { code: "ENOENT" });
  const made = await openSecrets({ dataDir });
  assert.deepEqual((await openSecrets({ dataDir })).key("phone"), made.key("phone"));
  await assert.rejects(openSecrets({ citySecret: "", dataDir }), /CITY_SECRET/);
});
