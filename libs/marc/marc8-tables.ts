/** The code tables of MARC-8, unpacked when they are first asked for. */
import { eacc, sets } from "./marc8-tables.gen.ts";

/** In place of a character: none has this code; it is the second half of a mark over two letters, for which Unicode has one character. */
export const noCharacter = 0;
export const secondHalf = -1;

/** Final characters of the escape sequences that name a set. */
export const finals = "BE1234NQS";
/** The set of characters of three bytes, which no table of this kind holds. */
export const eastAsian = new Int32Array();

const unpacked = new Map<string, Int32Array>([
  ["B", Int32Array.from({ length: 0x80 }, (_, code) => code)],
  ["1", eastAsian],
]);
let han: Map<number, number> | null = null;

/** The characters of a set by the lower seven bits of their codes: code points, those of marks that stand before their letter negative. */
export function setOf(name: string): Int32Array {
  const known = unpacked.get(name);
  if (known) return known;
  const points = new Int32Array(0x80);
  const [first, characters] = sets[name] ?? [0, ""];
  [...characters].forEach((character, n) => {
    points[first + n] = signed(character);
  });
  unpacked.set(name, points);
  return points;
}

function signed(character: string): number {
  if (character === "\ufffd") return noCharacter;
  if (character === "\ufe21" || character === "\ufe23") return secondHalf;
  const point = character.codePointAt(0) ?? 0;
  // The superscript alef follows its letter, whatever Unicode calls it.
  return /\p{M}/u.test(character) && character !== "\u0670" ? -point : point;
}

/** The character of three bytes of EACC; undefined where there is none. */
export function eastAsianPoint(bytes: Uint8Array, at: number): number | undefined {
  han ??= unpackEastAsian();
  const code = ((bytes[at] ?? 0) << 16) | ((bytes[at + 1] ?? 0) << 8) | (bytes[at + 2] ?? 0);
  return han.get(code & 0x7f7f7f);
}

function unpackEastAsian(): Map<number, number> {
  const points = new Map<number, number>();
  for (const line of eacc.split("\n").slice(1, -1)) {
    let code = (Number.parseInt(line.slice(0, 4), 16) << 8) | 0x20;
    let passed = "";
    for (const character of line.slice(4))
      if (character >= "0" && character <= "9") passed += character;
      else if (character !== " ") points.set(code++, character.codePointAt(0) ?? 0);
      else {
        code += Number(passed || 1);
        passed = "";
      }
  }
  return points;
}
