import { type Font, glyphData, partsOf, table } from "./subset.ts";
import { viewOf } from "./woff.ts";

/** Outlines of characters as SVG paths, so that a picture with words looks the same on every machine. */

interface Point {
  x: number;
  y: number;
  on: boolean;
}

interface Outline {
  /** SVG path data in font units, y downwards, the baseline at 0. Empty for a space. */
  d: string;
  /** How far the next character stands, in font units. */
  advance: number;
}

/** The outline of a character; null when the font has none. Kerning and ligatures are left out: Han and headings need none. */
export function outlineOf(font: Font, code: number): Outline | null {
  const glyph = font.glyphs.get(code);
  if (glyph === undefined) return null;
  const metrics = viewOf(table(font.tables, "hmtx"));
  const advance = metrics.getUint16(4 * Math.min(glyph, font.advances - 1));
  return { d: contoursOf(font, glyph, 0).map(pathOf).join(""), advance };
}

/** Units of an em square. */
export function unitsPerEm(font: Font): number {
  return viewOf(table(font.tables, "head")).getUint16(18);
}

const deepest = 4;

function contoursOf(font: Font, glyph: number, depth: number): Point[][] {
  const data = glyphData(font, glyph);
  if (data.length < 10 || depth > deepest) return [];
  const count = viewOf(data).getInt16(0);
  return count >= 0 ? simple(data, count) : composed(font, data, depth);
}

// OpenType 1.9, glyf: flags of the points of a simple glyph.
const onCurve = 0x01;
const repeats = 0x08;
const axes = { x: { short: 0x02, same: 0x10 }, y: { short: 0x04, same: 0x20 } } as const;

function simple(data: Uint8Array, count: number): Point[][] {
  const view = viewOf(data);
  const ends = Array.from({ length: count }, (_, n) => view.getUint16(10 + 2 * n));
  const points = (ends.at(-1) ?? -1) + 1;
  let at = 10 + 2 * count;
  at += 2 + view.getUint16(at);
  const flags: number[] = [];
  while (flags.length < points) {
    const flag = view.getUint8(at++);
    const times = flag & repeats ? view.getUint8(at++) + 1 : 1;
    for (let n = 0; n < times; n += 1) flags.push(flag);
  }
  const along = ({ short, same }: { short: number; same: number }) => {
    let value = 0;
    return flags.map((flag) => {
      if (flag & short) value += flag & same ? view.getUint8(at++) : -view.getUint8(at++);
      else if (!(flag & same)) {
        value += view.getInt16(at);
        at += 2;
      }
      return value;
    });
  };
  const xs = along(axes.x);
  const ys = along(axes.y);
  return ends.map((end, n) => {
    const from = n === 0 ? 0 : (ends[n - 1] ?? 0) + 1;
    return flags.slice(from, end + 1).map((flag, k) => ({
      x: xs[from + k] ?? 0,
      y: ys[from + k] ?? 0,
      on: (flag & onCurve) !== 0,
    }));
  });
}

function composed(font: Font, data: Uint8Array, depth: number): Point[][] {
  return partsOf(data).flatMap(({ glyph, dx, dy, matrix: [a, b, c, d] }) =>
    contoursOf(font, glyph, depth + 1).map((points) =>
      points.map(({ x, y, on }) => ({ x: a * x + c * y + dx, y: b * x + d * y + dy, on })),
    ),
  );
}

/** Quadratic curves of TrueType: between two points off the curve lies one on it, half way. */
function pathOf(points: Point[]): string {
  const first = points.find(({ on }) => on) ?? half(points[0], points.at(-1));
  if (!first || points.length < 2) return "";
  const from = points.indexOf(first);
  const round = from < 0 ? points : [...points.slice(from + 1), ...points.slice(0, from)];
  let d = `M${first.x} ${-first.y}`;
  let off: Point | null = null;
  for (const point of [...round, first]) {
    if (point.on || point === first) {
      d += off ? `Q${off.x} ${-off.y} ${point.x} ${-point.y}` : `L${point.x} ${-point.y}`;
      off = null;
    } else {
      const middle = off && half(off, point);
      if (off && middle) d += `Q${off.x} ${-off.y} ${middle.x} ${-middle.y}`;
      off = point;
    }
  }
  return `${d}Z`;
}

function half(one: Point | undefined, other: Point | undefined): Point | null {
  return one && other ? { x: (one.x + other.x) / 2, y: (one.y + other.y) / 2, on: true } : null;
}
