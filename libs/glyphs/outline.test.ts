import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { test } from "node:test";
import { outlineOf, unitsPerEm } from "./outline.ts";
import { openFont } from "./subset.ts";
import { readWoff } from "./woff.ts";

const file = (name: string) =>
  openFont(readWoff(readFileSync(createRequire(import.meta.url).resolve(`@fontsource/${name}`))));
const song = file("noto-serif-sc/files/noto-serif-sc-chinese-simplified-600-normal.woff");
const latin = file("noto-sans/files/noto-sans-latin-400-normal.woff");
const code = (char: string) => char.codePointAt(0) ?? 0;

/** Every number of a path, in pairs. */
function points(d: string): [number, number][] {
  const numbers = [...d.matchAll(/-?\d+(?:\.\d+)?/g)].map(Number);
  return Array.from({ length: numbers.length / 2 }, (_, n) => [numbers[2 * n] ?? 0, numbers[2 * n + 1] ?? 0]);
}

test("a character is closed contours that stay in its square", () => {
  for (const char of "克拉玛依文脉，2026A") {
    const drawn = outlineOf(song, code(char));
    assert.ok(drawn, char);
    assert.match(drawn.d, /^(M[^MZ]+Z)+$/, char);
    assert.doesNotMatch(drawn.d, /NaN|undefined/);
    for (const [x, y] of points(drawn.d)) {
      assert.ok(x > -200 && x < 1_200 && y > -1_100 && y < 400, `${char}: ${x} ${y}`);
    }
  }
  assert.equal(unitsPerEm(song), 1000);
  assert.equal(outlineOf(song, code("文"))?.advance, 1000, "Han stand in squares");
});

test("a letter with a hole is two contours, and the hole runs the other way round", () => {
  const contours = (outlineOf(latin, code("O"))?.d ?? "").split(/(?=M)/);
  assert.equal(contours.length, 2);
  const area = (d: string) =>
    points(d).reduce((sum, [x, y], n, all) => {
      const [nextX, nextY] = all[(n + 1) % all.length] ?? [0, 0];
      return sum + x * nextY - nextX * y;
    }, 0);
  const [outside = "", inside = ""] = contours;
  assert.ok(area(outside) * area(inside) < 0);
});

test("a composed letter is its parts, each in its place", () => {
  const [e, accented] = [outlineOf(latin, code("e")), outlineOf(latin, code("é"))];
  assert.ok(e && accented);
  assert.ok(accented.d.startsWith(e.d), "the letter itself is unchanged");
  const highest = (d: string) => Math.min(...points(d).map(([, y]) => y));
  assert.ok(highest(accented.d) < highest(e.d), "and the accent stands above it");
});

test("a space is nothing that has width, and what the font lacks is null", () => {
  assert.equal(outlineOf(latin, code(" "))?.d, "");
  assert.ok((outlineOf(latin, code(" "))?.advance ?? 0) > 0);
  assert.equal(outlineOf(song, 0x10ffff), null);
});
