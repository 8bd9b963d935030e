import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { test } from "node:test";
import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { checkCode, newCode } from "./code.ts";

const at = Temporal.Instant.from("2026-11-23T04:00:00Z");
const scope = { key: randomBytes(32), about: "sign-in phone-1" };
const fresh = () => newCode(scope, { at, random: randomBytes });

test("the code that was sent is right, any other is wrong", () => {
  const { digits, sent } = fresh();
  assert.match(digits, /^\d{6}$/);
  assert.equal(checkCode(scope, { ...sent, tries: 1 }, digits, at), "right");
  assert.equal(
    checkCode(scope, { ...sent, tries: 1 }, ` ${digits.slice(0, 3)} ${digits.slice(3)}`, at),
    "right",
  );
  const other = String((Number(digits) + 1) % 1_000_000).padStart(6, "0");
  for (const wrong of [other, "", digits.slice(1), `${digits}0`]) {
    assert.equal(checkCode(scope, { ...sent, tries: 1 }, wrong, at), "wrong");
  }
});

test("a code is good for five minutes and five tries", () => {
  const { digits, sent } = fresh();
  assert.equal(checkCode(scope, { ...sent, tries: 5 }, digits, at.add({ seconds: 299 })), "right");
  assert.equal(checkCode(scope, { ...sent, tries: 6 }, digits, at), "too-many-tries");
  assert.equal(checkCode(scope, { ...sent, tries: 1 }, digits, at.add({ seconds: 300 })), "expired");
});

test("a code is good for the phone and the purpose it was sent for, under the city's key", () => {
  const { digits, sent } = fresh();
  for (const other of [
    { ...scope, about: "sign-in phone-2" },
    { ...scope, about: "erase phone-1" },
    { ...scope, key: randomBytes(32) },
  ]) {
    assert.equal(checkCode(other, { ...sent, tries: 1 }, digits, at), "wrong");
  }
});

test("what is stored does not hold the code", () => {
  const { digits, sent } = fresh();
  assert.equal(JSON.stringify(sent).includes(digits), false);
  assert.equal(sent.hash.length, 32);
});

test("every code is as likely as any other: draws that would favour low ones are thrown away", () => {
  const uint = (value: number) => Buffer.from(value.toString(16).padStart(8, "0"), "hex");
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 2 ** 32 - 1 }), (drawn) => {
      const draws = [drawn, 7];
      const { digits } = newCode(scope, { at, random: () => uint(draws.shift() ?? 0) });
      const thrownAway = drawn >= 4_294_000_000;
      assert.equal(digits, String(thrownAway ? 7 : drawn % 1_000_000).padStart(6, "0"));
    }),
    { examples: [[4_293_999_999], [4_294_000_000], [2 ** 32 - 1], [0]] },
  );
});
