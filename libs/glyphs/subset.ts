import { readCmap, writeCmap } from "./cmap.ts";
import { type Tables, viewOf } from "./woff.ts";

/** A TrueType font ready to be cut. */
export interface Font {
  tables: Tables;
  glyphs: Map<number, number>;
  /** Where glyph n lies in `glyf`: from `places[n]` to `places[n + 1]`. */
  places: Uint32Array;
  advances: number;
}

/** Reads what cutting needs. Refuses fonts without TrueType outlines. */
export function openFont(tables: Tables): Font {
  const head = viewOf(table(tables, "head"));
  const loca = viewOf(table(tables, "loca"));
  const count = viewOf(table(tables, "maxp")).getUint16(4);
  const long = head.getInt16(50) === 1;
  const places = new Uint32Array(count + 1);
  for (let n = 0; n <= count; n += 1) places[n] = long ? loca.getUint32(4 * n) : 2 * loca.getUint16(2 * n);
  const advances = viewOf(table(tables, "hhea")).getUint16(34);
  return { tables, glyphs: readCmap(table(tables, "cmap")), places, advances };
}

/**
 * The font with only the glyphs of these code points (and .notdef, and parts of composed glyphs). Code points the font
 * lacks are left out. Layout features, hints and vertical metrics are dropped: headings need none.
 */
export function subset(font: Font, codePoints: Iterable<number>): Tables {
  const pairs: [number, number][] = [];
  const kept = new Map<number, number>([[0, 0]]);
  for (const code of [...new Set(codePoints)].sort((a, b) => a - b)) {
    const glyph = font.glyphs.get(code);
    if (glyph === undefined) continue;
    pairs.push([code, keep(kept, glyph)]);
  }
  // Parts of composed glyphs join while the list is walked.
  for (const glyph of kept.keys()) for (const part of partsOf(glyphData(font, glyph))) keep(kept, part.glyph);

  const outlines = [...kept.keys()].map((glyph) => renumbered(glyphData(font, glyph), kept));
  const { glyf, loca } = joined(outlines);
  const out: Tables = new Map();
  for (const tag of ["OS/2", "name"]) {
    const same = font.tables.get(tag);
    if (same) out.set(tag, same);
  }
  out.set("glyf", glyf);
  out.set("loca", loca);
  out.set("cmap", writeCmap(pairs));
  out.set("hmtx", metrics(font, kept));
  out.set(
    "head",
    changed(table(font.tables, "head"), (view) => {
      view.setUint32(8, 0); // writeWoff fills it
      view.setInt16(50, 1);
    }),
  );
  out.set(
    "hhea",
    changed(table(font.tables, "hhea"), (view) => view.setUint16(34, kept.size)),
  );
  out.set(
    "maxp",
    changed(table(font.tables, "maxp"), (view) => view.setUint16(4, kept.size)),
  );
  out.set(
    "post",
    changed(table(font.tables, "post").subarray(0, 32), (view) => view.setUint32(0, 0x00030000)),
  );
  return out;
}

function keep(kept: Map<number, number>, glyph: number): number {
  const known = kept.get(glyph);
  if (known !== undefined) return known;
  kept.set(glyph, kept.size);
  return kept.size - 1;
}

/** The bytes of one glyph; none for a space. */
export function glyphData(font: Font, glyph: number): Uint8Array {
  return table(font.tables, "glyf").subarray(font.places[glyph], font.places[glyph + 1]);
}

// OpenType 1.9, glyf: flags of a component of a composite glyph.
const argumentsAreWords = 0x0001;
const argumentsAreOffsets = 0x0002;
const haveScale = 0x0008;
const moreComponents = 0x0020;
const haveTwoScales = 0x0040;
const haveMatrix = 0x0080;

interface Part {
  /** Where its number stands. */
  at: number;
  glyph: number;
  /** How it is moved and turned: (a, b, c, d), then (dx, dy). Points that are to meet (no offsets) are left where they are. */
  dx: number;
  dy: number;
  matrix: [number, number, number, number];
}

/** The components of a composed glyph; none for a simple one. */
export function partsOf(data: Uint8Array): Part[] {
  if (data.length < 10) return [];
  const view = viewOf(data);
  if (view.getInt16(0) >= 0) return [];
  const parts: Part[] = [];
  const fraction = (at: number) => view.getInt16(at) / 16384;
  let at = 10;
  for (;;) {
    const flags = view.getUint16(at);
    const words = (flags & argumentsAreWords) !== 0;
    const offsets = (flags & argumentsAreOffsets) !== 0;
    const [dx, dy] = words
      ? [view.getInt16(at + 4), view.getInt16(at + 6)]
      : [view.getInt8(at + 4), view.getInt8(at + 5)];
    const part: Part = {
      at: at + 2,
      glyph: view.getUint16(at + 2),
      dx: offsets ? dx : 0,
      dy: offsets ? dy : 0,
      matrix: [1, 0, 0, 1],
    };
    at += words ? 8 : 6;
    if (flags & haveScale) {
      part.matrix = [fraction(at), 0, 0, fraction(at)];
      at += 2;
    } else if (flags & haveTwoScales) {
      part.matrix = [fraction(at), 0, 0, fraction(at + 2)];
      at += 4;
    } else if (flags & haveMatrix) {
      part.matrix = [fraction(at), fraction(at + 2), fraction(at + 4), fraction(at + 6)];
      at += 8;
    }
    parts.push(part);
    if (!(flags & moreComponents)) return parts;
  }
}

function renumbered(data: Uint8Array, kept: Map<number, number>): Uint8Array {
  const parts = partsOf(data);
  if (parts.length === 0) return data;
  return changed(data, (view) => {
    for (const part of parts) view.setUint16(part.at, kept.get(part.glyph) ?? 0);
  });
}

function joined(outlines: Uint8Array[]): { glyf: Uint8Array; loca: Uint8Array } {
  const sizes = outlines.map((data) => (data.length + 3) & ~3);
  const glyf = new Uint8Array(sizes.reduce((sum, size) => sum + size, 0));
  const loca = new Uint8Array(4 * (outlines.length + 1));
  const view = viewOf(loca);
  let end = 0;
  outlines.forEach((data, n) => {
    glyf.set(data, end);
    end += sizes[n] ?? 0;
    view.setUint32(4 * (n + 1), end);
  });
  return { glyf, loca };
}

function metrics(font: Font, kept: Map<number, number>): Uint8Array {
  const from = viewOf(table(font.tables, "hmtx"));
  const out = new Uint8Array(4 * kept.size);
  const view = viewOf(out);
  let n = 0;
  for (const glyph of kept.keys()) {
    // Glyphs past the list of advances share the last one and carry only their side bearing.
    const own = Math.min(glyph, font.advances - 1);
    const bearing = glyph < font.advances ? 4 * glyph + 2 : 4 * font.advances + 2 * (glyph - font.advances);
    view.setUint16(4 * n, from.getUint16(4 * own));
    view.setInt16(4 * n + 2, from.getInt16(bearing));
    n += 1;
  }
  return out;
}

function changed(bytes: Uint8Array, change: (view: DataView) => void): Uint8Array {
  const copy = new Uint8Array(bytes);
  change(viewOf(copy));
  return copy;
}

export function table(tables: Tables, tag: string): Uint8Array {
  const found = tables.get(tag);
  if (!found) throw new Error(`the font has no ${tag} table`);
  return found;
}
