import assert from "node:assert/strict";
import { test } from "node:test";
import { joinedForms, seenOrder } from "./arabic.ts";

const hex = (codes: readonly number[]) => codes.map((code) => code.toString(16));

test("letters take the form of their place in the word", () => {
  // بالا: ب begins, ا ends it; then ل and ا are one sign by themselves.
  assert.deepEqual(hex(joinedForms("بالا")), ["fe91", "fe8e", "fefb"]);
  // كىتاب: ى lies between, though its middle form was added late.
  assert.deepEqual(hex(joinedForms("كىتاب")), ["fedb", "fbe9", "fe98", "fe8e", "fe8f"]);
  // دەرس: nothing joins after د, ە or ر.
  assert.deepEqual(hex(joinedForms("دەرس")), ["fea9", "fee9", "fead", "feb1"]);
  // ئۇيغۇر: Uyghur letters.
  assert.deepEqual(hex(joinedForms("ئۇيغۇر")), ["fe8b", "fbd8", "fef3", "fed0", "fbd8", "fead"]);
  assert.deepEqual(hex(joinedForms("ڭ گ چ")), ["fbd3", "20", "fb92", "20", "fb7a"]);
});

test("every letter of the Uyghur alphabet has its forms", () => {
  const alphabet = "ئابپتجچخدرزژسشغفقكگڭلمنھوۇۆۈۋېىيە";
  for (const letter of alphabet) assert.notDeepEqual(joinedForms(letter), [letter.codePointAt(0)], letter);
});

test("a line is seen from right to left, numbers and Latin within it from left to right", () => {
  const seen = String.fromCodePoint(...seenOrder("دەرس ABC 12/15، ياكى 8"));
  assert.match(seen, /^8 .+ ،ABC 12\/15 /u);
  assert.equal(String.fromCodePoint(...seenOrder("结业证 12")), "结业证 12");
  assert.equal(seenOrder("«ا»").at(0), "«".codePointAt(0));
});
