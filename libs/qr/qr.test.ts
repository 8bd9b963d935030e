import assert from "node:assert/strict";
import { test } from "node:test";
import jsQR from "jsqr";
import { qrPath } from "./index.ts";

/** The path as pixels, four to a module. */
function pixelsOf({ d, size }: { d: string; size: number }): { data: Uint8ClampedArray; side: number } {
  const side = size * 4;
  const data = new Uint8ClampedArray(side * side * 4).fill(255);
  for (const [, x = "", y = "", wide = ""] of d.matchAll(/M(\d+) (\d+)h(\d+)v1h-\d+z/g))
    for (let row = Number(y) * 4; row < (Number(y) + 1) * 4; row += 1)
      for (let at = Number(x) * 4; at < (Number(x) + Number(wide)) * 4; at += 1)
        data.fill(0, (row * side + at) * 4, (row * side + at) * 4 + 3);
  return { data, side };
}

test("what is drawn is read by a camera", () => {
  for (const text of ["https://culture.example.org/certificates?number=ABCD2345", "古丽"]) {
    const { data, side } = pixelsOf(qrPath(text));
    assert.equal(jsQR.default(data, side, side)?.data, text);
  }
});
