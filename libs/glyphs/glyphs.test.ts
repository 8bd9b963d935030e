import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { test } from "node:test";
import fc from "fast-check";
import { readCmap, writeCmap } from "./cmap.ts";
import { packCodes, unpackCodes } from "./codes.ts";
import { openFont, subset } from "./subset.ts";
import { checksum, readWoff, viewOf, writeWoff } from "./woff.ts";

const resolve = createRequire(import.meta.url).resolve;
const file = readFileSync(
  resolve("@fontsource/noto-serif-sc/files/noto-serif-sc-chinese-simplified-600-normal.woff"),
);
const font = openFont(readWoff(file));
const codesOf = (text: string) => [...text].map((char) => char.codePointAt(0) ?? 0);

function outlineOf(one: typeof font, char: string): Uint8Array {
  const glyph = one.glyphs.get(char.codePointAt(0) ?? 0) ?? 0;
  const glyf = one.tables.get("glyf") ?? new Uint8Array();
  return glyf.subarray(one.places[glyph], one.places[glyph + 1]);
}

function advanceOf(one: typeof font, char: string): number {
  const glyph = one.glyphs.get(char.codePointAt(0) ?? 0) ?? 0;
  return viewOf(one.tables.get("hmtx") ?? new Uint8Array()).getUint16(4 * Math.min(glyph, one.advances - 1));
}

test("a cut font draws the asked characters exactly as the whole one and knows no others", () => {
  const text = "克拉玛依文脉 2026 Wenmai";
  const cut = openFont(readWoff(writeWoff(subset(font, codesOf(text)))));
  for (const char of new Set(text)) {
    const whole = outlineOf(font, char);
    // Outlines are padded to words.
    assert.deepEqual(outlineOf(cut, char).subarray(0, whole.length), whole, char);
    assert.equal(advanceOf(cut, char), advanceOf(font, char), char);
  }
  assert.deepEqual([...cut.glyphs.keys()].sort(), [...new Set(codesOf(text))].sort());
});

test("sixty Han characters are a file of less than 16 KB", () => {
  const common = [...font.glyphs.keys()].filter((code) => code >= 0x4e00).slice(0, 60);
  assert.ok(writeWoff(subset(font, common)).length < 16_384);
});

test("characters the font lacks are left out, and composed glyphs bring their parts", () => {
  const cut = subset(font, [0x10ffff, ...codesOf("é鬱")]);
  const again = openFont(cut);
  assert.equal(again.glyphs.has(0x10ffff), false);
  const count = viewOf(cut.get("maxp") ?? new Uint8Array()).getUint16(4);
  assert.equal(again.places.length, count + 1);
});

test("the checksums agree: the whole font sums to the constant of the standard", () => {
  const tables = readWoff(writeWoff(subset(font, codesOf("城市书屋"))));
  const file = writeWoff(tables);
  const view = viewOf(file);
  const count = view.getUint16(12);
  let place = 12 + 16 * count;
  const unpacked = new Uint8Array(view.getUint32(16));
  const out = viewOf(unpacked);
  const power = 2 ** Math.floor(Math.log2(count));
  out.setUint32(0, 0x00010000);
  [count, power * 16, Math.log2(power), (count - power) * 16].forEach((value, n) => {
    out.setUint16(4 + 2 * n, value);
  });
  [...tables].forEach(([tag, table], n) => {
    unpacked.set(Buffer.from(tag), 12 + 16 * n);
    out.setUint32(16 + 16 * n, view.getUint32(44 + 20 * n + 16));
    out.setUint32(20 + 16 * n, place);
    out.setUint32(24 + 16 * n, table.length);
    unpacked.set(table, place);
    place += (table.length + 3) & ~3;
  });
  assert.equal(place, unpacked.length);
  assert.equal(checksum(unpacked), 0xb1b0afba);
});

test("files that are no WOFF are refused", () => {
  assert.throws(() => readWoff(new Uint8Array(100)), /not a WOFF/);
  assert.throws(() => readWoff(file.subarray(0, 30)), /not a WOFF/);
});

test("every cmap reads back as it was written, past U+FFFF too", () => {
  const pairs = fc.uniqueArray(
    fc.integer({ min: 1, max: 0x2ffff }).filter((code) => code !== 0xffff),
    {
      minLength: 1,
      maxLength: 200,
    },
  );
  fc.assert(
    fc.property(pairs, (codes) => {
      const sorted = codes.sort((a, b) => a - b).map((code, n): [number, number] => [code, n + 1]);
      const back = readCmap(writeCmap(sorted));
      assert.deepEqual(
        [...back].sort((a, b) => a[0] - b[0]),
        sorted,
      );
    }),
  );
});

test("code points survive the address; strange addresses give null", () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.integer({ min: 0, max: 0x10ffff }), { maxLength: 300 }), (codes) => {
      assert.deepEqual(
        unpackCodes(packCodes(codes), 300),
        codes.sort((a, b) => a - b),
      );
    }),
  );
  assert.equal(unpackCodes(packCodes([1, 2, 3]), 2), null);
  for (const strange of ["=", "a b", "____________", "gICAgIAB", "../.."])
    assert.equal(unpackCodes(strange, 300), null, strange);
  fc.assert(fc.property(fc.string(), (text) => void unpackCodes(text, 300)));
});
