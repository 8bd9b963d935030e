import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { test } from "node:test";
import fc from "fast-check";
import { openFor, sealFor } from "./subject.ts";

test("what was sealed opens with the same secret for the same place, and is not to be seen in between", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), fc.string(), (plaintext, about) => {
      const secret = randomBytes(32);
      assert.deepEqual(openFor(secret, sealFor(secret, plaintext, about), about), Buffer.from(plaintext));
    }),
  );
  const sealed = sealFor(randomBytes(32), Buffer.from("张三 13999912345"), "people.person/1/phone");
  assert.equal(sealed.includes(Buffer.from("13999912345")), false);
});

test("any flipped bit, another secret or another place does not open", () => {
  const secret = randomBytes(32);
  const sealed = sealFor(secret, Buffer.from("克拉玛依"), "row 1");
  for (let bit = 0; bit < sealed.length * 8; bit++) {
    const hurt = Buffer.from(sealed);
    hurt[bit >> 3] = (hurt[bit >> 3] ?? 0) ^ (1 << (bit & 7));
    assert.throws(() => openFor(secret, hurt, "row 1"), `bit ${bit}`);
  }
  for (let length = 0; length < sealed.length; length++) {
    assert.throws(() => openFor(secret, sealed.subarray(0, length), "row 1"), `cut to ${length}`);
  }
  assert.throws(() => openFor(randomBytes(32), sealed, "row 1"));
  assert.throws(() => openFor(secret, sealed, "row 2"));
  assert.equal(openFor(secret, sealed, "row 1").toString(), "克拉玛依");
});

test("the same text sealed twice looks different", () => {
  const secret = randomBytes(32);
  assert.notDeepEqual(sealFor(secret, Buffer.from("x"), "a"), sealFor(secret, Buffer.from("x"), "a"));
});
