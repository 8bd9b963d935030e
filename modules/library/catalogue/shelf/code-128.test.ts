import assert from "node:assert/strict";
import { test } from "node:test";
import { barsOf, symbolsOf } from "./code-128.ts";

test("Code 128: check signs as the standard's examples have them", () => {
  // Code set B: the check of "Wikipedia" is 88; the symbols of letters are those of ASCII less 32.
  assert.deepEqual(symbolsOf("Wikipedia"), [104, 55, 73, 75, 73, 80, 69, 68, 73, 65, 88, 106]);
  // Code set C: two digits a symbol.
  assert.deepEqual(symbolsOf("123456"), [105, 12, 34, 56, (105 + 12 + 2 * 34 + 3 * 56) % 103, 106]);
  assert.equal(symbolsOf("书001"), null);
  assert.equal(symbolsOf(""), null);
});

test("every symbol is eleven modules of three bars, and no two are the same", () => {
  const seen = new Set<string>();
  for (let value = 0; value < 100; value++) {
    const text = String(value).padStart(2, "0");
    const bars = barsOf(`${text}${text}`, 1);
    // Start, two pairs, check: four of eleven, and a stop of thirteen.
    assert.equal(bars?.width, 4 * 11 + 13);
    const [, second = ""] =
      /^((?:M[^M]*){3})/.exec(
        (bars?.d ?? "")
          .split("M")
          .slice(4, 7)
          .map((one) => `M${one}`)
          .join(""),
      ) ?? [];
    const moved = second.replace(/M(\d+)/g, (_, x: string) => `M${Number(x) - 11}`);
    assert.equal(seen.has(moved), false, text);
    seen.add(moved);
  }
});
