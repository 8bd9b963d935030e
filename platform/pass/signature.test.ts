import assert from "node:assert/strict";
import { generateKeyPairSync, sign } from "node:crypto";
import { test } from "node:test";
import fc from "fast-check";
import { type Bytes, fromBase64url, toBase64url } from "./base64url.ts";
import { compressed, uncompressed } from "./p256.ts";
import { ed25519InScript, signed } from "./signature.ts";

const hex = (text: string): Bytes => new Uint8Array(Buffer.from(text, "hex"));

// RFC 8032 §7.1, tests 1–3.
const rfc8032: [key: string, message: string, signature: string][] = [
  [
    "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
    "",
    "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
  ],
  [
    "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
    "72",
    "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
  ],
  [
    "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
    "af82",
    "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a",
  ],
];

test("Ed25519 agrees with the vectors of RFC 8032, in the platform and in script", async () => {
  for (const [key, message, signature] of rfc8032) {
    for (const check of [ed25519InScript, (k: Bytes, m: Bytes, s: Bytes) => signed("Ed25519", k, m, s)]) {
      assert.equal(await check(hex(key), hex(message), hex(signature)), true);
      assert.equal(await check(hex(key), hex(`${message}00`), hex(signature)), false);
    }
  }
});

test("platform and script agree about damaged Ed25519 signatures and keys", async () => {
  const { privateKey, publicKey } = generateKeyPairSync("ed25519");
  const key = fromBase64url(publicKey.export({ format: "jwk" }).x ?? "");
  assert.ok(key);
  const message = hex("00ff");
  const signature = new Uint8Array(sign(null, message, privateKey));
  const place = fc.record({ inKey: fc.boolean(), bit: fc.nat({ max: 511 }) });
  await fc.assert(
    fc.asyncProperty(place, async ({ inKey, bit }) => {
      const [k, s] = [key.slice(), signature.slice()];
      const hurt = inKey ? k : s;
      const at = (bit >> 3) % hurt.length;
      hurt[at] = (hurt[at] ?? 0) ^ (1 << (bit & 7));
      assert.deepEqual(
        [await signed("Ed25519", k, message, s), await ed25519InScript(k, message, s)],
        [false, false],
      );
    }),
    { numRuns: 40 },
  );
});

test("a point of P-256 comes back from its 33 bytes, and bytes off the curve do not", () => {
  for (let round = 0; round < 20; round++) {
    const { x = "", y = "" } = generateKeyPairSync("ec", { namedCurve: "P-256" }).publicKey.export({
      format: "jwk",
    });
    const point = new Uint8Array(
      Buffer.concat([hex("04"), Buffer.from(x, "base64url"), Buffer.from(y, "base64url")]),
    );
    const short = compressed(point);
    assert.ok(short);
    assert.deepEqual(uncompressed(short), point);
  }
  // x = 7 has no y on P-256; x = p is no field element.
  assert.equal(uncompressed(hex(`02${"7".padStart(64, "0")}`)), null);
  assert.equal(uncompressed(hex("02ffffffff00000001000000000000000000000000ffffffffffffffffffffffff")), null);
  assert.equal(uncompressed(hex(`04${"1".padStart(64, "0")}`)), null);
  assert.equal(compressed(new Uint8Array(33)), null);
});

test("keys and signatures of the wrong length are no signature", async () => {
  for (const alg of ["Ed25519", "ES256"] as const) {
    assert.equal(await signed(alg, hex("00"), hex(""), new Uint8Array(64)), false);
    assert.equal(
      await signed(alg, new Uint8Array(alg === "Ed25519" ? 32 : 33), hex(""), new Uint8Array(63)),
      false,
    );
  }
});

test("base64url agrees with Node and has one spelling for each bytes", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 80 }), (bytes) => {
      const text = toBase64url(bytes);
      assert.equal(text, Buffer.from(bytes).toString("base64url"));
      assert.deepEqual(fromBase64url(text), new Uint8Array(bytes));
    }),
  );
  fc.assert(
    fc.property(fc.string({ maxLength: 12 }), (text) => {
      const bytes = fromBase64url(text);
      if (bytes) assert.equal(toBase64url(bytes), text);
    }),
  );
  for (const other of ["AB", "AAB", "A", "AA==", "A+AA", "A A"])
    assert.equal(fromBase64url(other), null, other);
});
