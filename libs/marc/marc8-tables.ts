/** The code tables of MARC-8, unpacked when they are first asked for. */
import { eacc, sets } from "./marc8-tables.gen.ts";

const unpacked = new Map<string, Int32Array>();
const nothing = new Int32Array(0x80);
let marks: Set<number> | null = null;
let han: Map<number, number> | null = null;

/** Second halves of marks over two letters: Unicode has one character for both. */
const secondHalves = [0xfe21, 0xfe23];

/** Code points by the lower seven bits: 0 where there is none, -1 where it is part of the character before. */
export function pointsOf(set: string): Int32Array {
  const known = unpacked.get(set);
  if (known) return known;
  const packed = sets[set];
  if (!packed) return nothing;
  const [first, characters] = packed;
  const points = new Int32Array(0x80);
  [...characters].forEach((character, n) => {
    const point = character.codePointAt(0) ?? 0;
    points[first + n] = character === "\ufffd" ? 0 : secondHalves.includes(point) ? -1 : point;
  });
  unpacked.set(set, points);
  return points;
}

/** The character of three bytes of EACC; undefined where there is none. */
export function eastAsianPoint(bytes: Uint8Array, at: number): number | undefined {
  han ??= unpackEastAsian();
  const [one = 0, two = 0, three = 0] = bytes.subarray(at, at + 3);
  return han.get(((one & 0x7f) << 16) | ((two & 0x7f) << 8) | (three & 0x7f));
}

/** Does it stand before its letter? The superscript alef does not, whatever Unicode calls it. */
export function isMark(point: number): boolean {
  if (point < 0x300) return false;
  marks ??= new Set(
    Object.values(sets).flatMap(([, characters]) =>
      [...characters].filter((one) => /\p{M}/u.test(one) && one !== "\u0670").map((one) => one.codePointAt(0) ?? 0),
    ),
  );
  return marks.has(point);
}

function unpackEastAsian(): Map<number, number> {
  const points = new Map<number, number>();
  for (const line of eacc.trim().split("\n")) {
    let code = (Number.parseInt(line.slice(0, 4), 16) << 8) | 0x21;
    for (const [part, passed] of line.slice(4).matchAll(/(\d+) | |[^ ]/gu)) {
      if (passed) code += Number(passed);
      else if (part === " ") code += 1;
      else points.set(code++, part.codePointAt(0) ?? 0);
    }
  }
  return points;
}
