import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { test } from "node:test";
import { Secret } from "otpauth";
import { Temporal } from "temporal-polyfill";
import { checkTotp, newRecoveryCodes, newTotpSecret, spendRecoveryCode, totpAddress } from "./totp.ts";

const at = (seconds: number) => Temporal.Instant.fromEpochMilliseconds(seconds * 1000);

// RFC 6238 appendix B, SHA-1, the last six of its eight digits.
const rfcSecret = Secret.fromLatin1("12345678901234567890").base32;
const rfcCodes: [seconds: number, code: string][] = [
  [59, "287082"],
  [1111111109, "081804"],
  [1111111111, "050471"],
  [1234567890, "005924"],
  [2000000000, "279037"],
  [20000000000, "353130"],
];

test("codes agree with RFC 6238", () => {
  for (const [seconds, code] of rfcCodes) {
    assert.equal(checkTotp(rfcSecret, code, { at: at(seconds), lastStep: null }), Math.floor(seconds / 30));
  }
});

test("clocks may differ by one step, not by two", () => {
  const judged = [-60, -30, 0, 30, 60].map((off) =>
    checkTotp(rfcSecret, "005924", { at: at(1234567890 + off), lastStep: null }),
  );
  const step = Math.floor(1234567890 / 30);
  assert.deepEqual(judged, [null, step, step, step, null]);
});

test("a code is good once, and an older one not after it", () => {
  const step = Math.floor(1234567890 / 30);
  const judge = (lastStep: number) => checkTotp(rfcSecret, "005924", { at: at(1234567890), lastStep });
  assert.equal(judge(step - 1), step);
  assert.equal(judge(step), null);
  assert.equal(judge(step + 1), null);
});

test("digits of a Chinese keyboard and spaces are read; anything else is wrong", () => {
  const judge = (code: string) => checkTotp(rfcSecret, code, { at: at(1234567890), lastStep: null });
  assert.ok(judge("００５ ９２４"));
  for (const wrong of ["", "5924", "0005924", "00592a", "005925", "-05924", "0x5924"])
    assert.equal(judge(wrong), null, wrong);
});

test("a new secret has 160 bits and its address says what an app needs", () => {
  const secret = newTotpSecret(randomBytes);
  assert.match(secret, /^[A-Z2-7]{32}$/);
  const address = new URL(totpAddress(secret, { issuer: "文脉 克拉玛依", account: "li@lib" }));
  assert.ok(decodeURIComponent(address.href).startsWith("otpauth://totp/文脉 克拉玛依:li@lib?"));
  assert.equal(address.searchParams.get("secret"), secret);
  assert.equal(address.searchParams.get("digits"), "6");
});

test("a recovery code is good once, however it is typed, and only under the city's key", () => {
  const key = randomBytes(32);
  const { codes, hashes } = newRecoveryCodes(key, randomBytes);
  assert.equal(new Set(codes).size, 10);
  const [code = ""] = codes;
  assert.match(code, /^[0-9A-HJKMNP-TV-Z]{5}-[0-9A-HJKMNP-TV-Z]{5}$/);
  assert.equal(
    hashes.some((hash) => hash.includes(code)),
    false,
  );
  const typed = ` ${code.toLowerCase().replace("-", " ").replaceAll("0", "o").replaceAll("1", "l")} `;
  const remaining = spendRecoveryCode(key, typed, hashes);
  assert.equal(remaining?.length, 9);
  assert.equal(spendRecoveryCode(key, code, remaining ?? []), null);
  assert.equal(spendRecoveryCode(randomBytes(32), code, hashes), null);
  assert.equal(spendRecoveryCode(key, "", hashes), null);
});
