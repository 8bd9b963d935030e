/**
 * Writes `libs/marc/marc8-tables.gen.ts` from the Library of Congress's code tables (`codetables.xml` of "MARC 21 Specifications", part 5; a work
 * of the United States government) and a table of ISO 5426 in the same form: `tools/marc8-tables.ts CODETABLES ISO5426`.
 */
import { readFileSync, writeFileSync } from "node:fs";

const [codeTables, iso5426] = process.argv.slice(2);
if (!codeTables || !iso5426) {
  process.stderr.write("usage: tools/marc8-tables.ts codetables.xml codetables-iso5426.xml\n");
  process.exit(2);
}

interface Code {
  marc: number;
  point: number;
}

const eastAsian = "1";
const sets = setsOf(readFileSync(codeTables, "utf8"));
const upper = setsOf(readFileSync(iso5426, "utf8")).get("E") ?? [];
const small = [...sets].filter(([final]) => final !== eastAsian && final !== "B");

writeFileSync(
  new URL("../libs/marc/marc8-tables.gen.ts", import.meta.url),
  `// Written by tools/marc8-tables.ts from the code tables of the Library of Congress. Do not edit.

/** By the final character of its escape sequence: the lower seven bits of the first, and the characters from it on; U+FFFD is none. */
export const sets: Record<string, readonly [first: number, characters: string]> = {
${[...small, ["iso5426", upper] as const].map(([final, codes]) => `  ${JSON.stringify(final)}: ${setText(codes)},`).join("\n")}
};

/** A line: two bytes of EACC in digits, and what follows them from 0x20 on; a number and a blank pass over so many, up to two blanks alone so many. */
export const eacc = \`
${rowsOf(sets.get(eastAsian) ?? []).join("\n")}
\`;
`,
);

function setsOf(xml: string): Map<string, Code[]> {
  const sets = new Map<string, Code[]>();
  for (const [, iso, body] of xml.matchAll(
    /<characterSet [^>]*ISOcode="(..)"[^>]*>(.*?)<\/characterSet>/gs,
  )) {
    const codes = [...(body ?? "").matchAll(/<code>(.*?)<\/code>/gs)].flatMap(([, code]) => {
      const hex = (name: string) =>
        Number.parseInt(new RegExp(`<${name}>([0-9A-F]+)<`).exec(code ?? "")?.[1] ?? "", 16);
      // Where the first choice is for private use, the second is the sign for what cannot be shown; a second half has only a second choice.
      const [first, second] = [hex("ucs"), hex("alt")];
      const point = Number.isNaN(first) || (first >= 0xe000 && first <= 0xf8ff) ? second : first;
      return Number.isNaN(point) ? [] : [{ marc: hex("marc"), point }];
    });
    sets.set(String.fromCharCode(Number.parseInt(iso ?? "", 16)), codes);
  }
  return sets;
}

function setText(codes: readonly Code[]): string {
  const text = Array.from({ length: 0x80 }, () => "\ufffd");
  for (const { marc, point } of codes) text[marc & 0x7f] = String.fromCodePoint(point);
  const first = text.findIndex((one) => one !== "\ufffd");
  const used = JSON.stringify(
    text
      .slice(first)
      .join("")
      .replace(/\ufffd+$/, ""),
  );
  return `[${first}, ${used.replace(/[\p{M}\p{C}\ufffd]/gu, escaped)}]`;
}

function escaped(one: string): string {
  return `\\u${one.charCodeAt(0).toString(16).padStart(4, "0")}`;
}

function rowsOf(codes: readonly Code[]): string[] {
  const rows = Map.groupBy(codes, ({ marc }) => marc >> 8);
  return [...rows]
    .toSorted(([a], [b]) => a - b)
    .map(([row, codes]) => {
      let text = row.toString(16);
      // The ideographic space has a third byte of 0x20.
      let next = 0x20;
      for (const { marc, point } of codes.toSorted((a, b) => a.marc - b.marc)) {
        const gap = (marc & 0xff) - next;
        text += (gap < 3 ? " ".repeat(Math.max(gap, 0)) : `${gap} `) + String.fromCodePoint(point);
        next = (marc & 0xff) + 1;
      }
      return text;
    });
}
