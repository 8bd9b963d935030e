import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

const css = readFileSync(new URL("tokens.css", import.meta.url), "utf8");
const colour = /--([\w-]+):\s*(#[0-9a-f]{6})/gi;

function colours(block: string): Record<string, string> {
  return Object.fromEntries([...block.matchAll(colour)].map(([, name, value]) => [name, value]));
}

function blockOf(selector: string): string {
  const at = css.indexOf(`${selector} {`);
  assert.ok(at >= 0, selector);
  return css.slice(at, css.indexOf("}", at));
}

const light = colours(blockOf(":root"));
const byDevice = colours(blockOf(':root:not([data-theme="light"])'));
const byChoice = colours(/:root\[data-theme="dark"\][^{]*\{\s*color-scheme[^}]*/.exec(css)?.[0] ?? "");

// WCAG 2.2, relative luminance and contrast ratio.
function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(one: string, other: string): number {
  const [high = 0, low = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (high + 0.05) / (low + 0.05);
}

const inks = ["ink", "quiet", "river", "river-deep", "poplar-text", "open", "soon", "closed", "refused"];
const grounds = ["paper", "surface", "sand"];
const textPairs: [string, string][] = [
  ...inks.flatMap((ink) => grounds.map((ground): [string, string] => [ink, ground])),
  ["on-river", "river"],
  ["on-river", "river-deep"],
  ["poplar-text", "poplar-wash"],
  ["river", "river-wash"],
  ["ink", "river-wash"],
  ["refused", "refused-wash"],
  ["paper", "ink"],
  ["quiet", "line"],
];
// Borders of fields and marks: WCAG 2.2, 1.4.11.
const markPairs: [string, string][] = grounds.flatMap((ground): [string, string][] => [
  ["edge", ground],
  ["poplar", ground],
  ["river", ground],
]);

for (const [name, theme] of Object.entries({ light, dark: byChoice })) {
  test(`${name}: every text colour reads at 4.5:1 or better, every mark at 3:1`, () => {
    const weak = (pairs: [string, string][], least: number) =>
      pairs
        .map(([one, other]) => ({
          pair: `${one} on ${other}`,
          ratio: contrast(theme[one] ?? "", theme[other] ?? ""),
        }))
        .filter(({ ratio }) => !(ratio >= least));
    assert.deepEqual(weak(textPairs, 4.5), []);
    assert.deepEqual(weak(markPairs, 3), []);
  });
}

test("the dark of the device and the dark of choice are the same, and name every colour of the light", () => {
  assert.deepEqual(byDevice, byChoice);
  assert.deepEqual(Object.keys(byChoice).sort(), Object.keys(light).sort());
});

test("the contrast formula is the standard's", () => {
  assert.equal(contrast("#000000", "#ffffff"), 21);
  assert.ok(contrast("#777777", "#ffffff") < 4.5);
});
