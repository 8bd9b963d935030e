import assert from "node:assert/strict";
import { createHash, createHmac } from "node:crypto";
import { test } from "node:test";
import fc from "fast-check";
import { bytesOf, bytesOfHex, hexOf, hmac, sha256 } from "./sha256.ts";

test("SHA-256 gives NIST's examples (FIPS 180-4, CSRC examples and SHAVS)", () => {
  for (const [message, digest] of [
    ["", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"],
    ["abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"],
    [
      "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1",
    ],
    [
      "abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmnhijklmnoijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstnopqrstu",
      "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1",
    ],
    ["a".repeat(1_000_000), "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"],
  ] as const)
    assert.equal(hexOf(sha256(bytesOf(message))), digest);
});

test("HMAC-SHA256 gives the examples of RFC 4231", () => {
  for (const [key, message, tag] of [
    ["0b".repeat(20), "Hi There", "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"],
    [
      hexOf(bytesOf("Jefe")),
      "what do ya want for nothing?",
      "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
    ],
    [
      "aa".repeat(131),
      "Test Using Larger Than Block-Size Key - Hash Key First",
      "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54",
    ],
  ] as const)
    assert.equal(hexOf(hmac(bytesOfHex(key))(bytesOf(message))), tag);
});

test("both are OpenSSL's for every length around the blocks, one message after another", () => {
  const one = (length: number, salt: number) => Uint8Array.from({ length }, (_, i) => (i * 131 + salt) & 255);
  const chance = hmac(one(32, 7));
  for (let length = 0; length <= 260; length++) {
    const bytes = one(length, 3);
    assert.equal(hexOf(sha256(bytes)), createHash("sha256").update(bytes).digest("hex"), `${length}`);
    assert.equal(
      hexOf(chance(bytes)),
      createHmac("sha256", one(32, 7)).update(bytes).digest("hex"),
      `${length}`,
    );
  }
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), fc.uint8Array({ maxLength: 2000 }), (key, bytes) => {
      assert.equal(hexOf(hmac(key)(bytes)), createHmac("sha256", key).update(bytes).digest("hex"));
    }),
    { seed: 20261129, numRuns: 200 },
  );
});
