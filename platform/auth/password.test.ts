import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { test } from "node:test";
import { hash, parseOptions } from "@node-rs/argon2";
import { checkPassword, hashPassword, hashToCheck, passwordCost, reasonAgainstPassword } from "./password.ts";

const check = (password: string, stored: string | null) => checkPassword(password, stored, randomBytes);

test("the right password is right, others are not", async () => {
  const stored = await hashPassword("correct horse 电池", randomBytes);
  assert.match(stored, /^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  assert.deepEqual(await check("correct horse 电池", stored), { right: true, stronger: null });
  for (const other of ["correct horse 电", "Correct horse 电池", "", "x".repeat(100_000)]) {
    assert.deepEqual(await check(other, stored), { right: false, stronger: null });
  }
});

test("the same password on another keyboard is the same password", async () => {
  const stored = await hashPassword("café 2026 文脉 open", randomBytes);
  assert.equal((await check("cafe\u0301 ２０２６ 文脉 open", stored)).right, true);
});

test("two hashes of one password differ", async () => {
  assert.notEqual(
    await hashPassword("the same password", randomBytes),
    await hashPassword("the same password", randomBytes),
  );
});

test("a hash made at a lower cost is replaced after the right password, and only then", async () => {
  for (const weak of [
    { memoryCost: 8192, timeCost: 2 },
    { memoryCost: 19_456, timeCost: 1 },
    { memoryCost: 19_456, timeCost: 2, algorithm: 1 },
  ]) {
    const stored = await hash("an old password", weak);
    assert.deepEqual(await check("another password", stored), { right: false, stronger: null });
    const { right, stronger } = await check("an old password", stored);
    assert.ok(right && stronger);
    assert.equal(parseOptions(stronger).memoryCost, passwordCost.memoryCost);
    assert.deepEqual(await check("an old password", stronger), { right: true, stronger: null });
  }
  const strong = await hash("an old password", { memoryCost: 32_768, timeCost: 3 });
  assert.equal((await check("an old password", strong)).stronger, null);
});

test("a name nobody has costs the same work as a wrong password", async () => {
  const { memoryCost, timeCost, parallelism } = parseOptions(await hashToCheck(null));
  assert.deepEqual({ memoryCost, timeCost, parallelism }, passwordCost);
  assert.equal(await hashToCheck("somebody's"), "somebody's");
});

test("not even the password of nobody's hash lets in", async () => {
  assert.equal((await check("nobody's password", null)).right, false);
  assert.equal((await check("", null)).right, false);
});

test("passwords have 10 to 200 characters, however many bytes each takes", () => {
  assert.equal(reasonAgainstPassword("123456789"), "too-short");
  assert.equal(reasonAgainstPassword("文脉文脉文脉文脉文脉"), null);
  assert.equal(reasonAgainstPassword("😀".repeat(9)), "too-short");
  assert.equal(reasonAgainstPassword("x".repeat(200)), null);
  assert.equal(reasonAgainstPassword("x".repeat(201)), "too-long");
});
