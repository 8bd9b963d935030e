import { viewOf } from "./woff.ts";

/** Which glyph draws a code point: the best Unicode subtable of `cmap` (format 12, else 4). Unknown code points are absent. */
export function readCmap(table: Uint8Array): Map<number, number> {
  const view = viewOf(table);
  const found = new Map<number, number>();
  for (let n = 0; n < view.getUint16(2); n += 1) {
    const platform = view.getUint16(4 + 8 * n);
    if (platform !== 0 && platform !== 3) continue;
    const at = view.getUint32(4 + 8 * n + 4);
    const format = view.getUint16(at);
    if (format === 12) readGroups(view, at, found);
    if (format === 4) readSegments(view, at, found);
  }
  if (found.size === 0) throw new Error("the font has no Unicode cmap of format 4 or 12");
  return found;
}

function readGroups(view: DataView, at: number, into: Map<number, number>) {
  for (let n = 0; n < view.getUint32(at + 12); n += 1) {
    const first = view.getUint32(at + 16 + 12 * n);
    const last = view.getUint32(at + 20 + 12 * n);
    const glyph = view.getUint32(at + 24 + 12 * n);
    for (let code = first; code <= last; code += 1) into.set(code, glyph + code - first);
  }
}

function readSegments(view: DataView, at: number, into: Map<number, number>) {
  const double = view.getUint16(at + 6);
  for (let n = 0; n < double; n += 2) {
    const last = view.getUint16(at + 14 + n);
    const first = view.getUint16(at + 16 + double + n);
    const delta = view.getUint16(at + 16 + 2 * double + n);
    const rangeAt = at + 16 + 3 * double + n;
    const range = view.getUint16(rangeAt);
    for (let code = first; code <= last && code < 0xffff; code += 1) {
      const raw = range === 0 ? code : view.getUint16(rangeAt + range + 2 * (code - first));
      const glyph = range !== 0 && raw === 0 ? 0 : (raw + delta) & 0xffff;
      if (glyph !== 0 && !into.has(code)) into.set(code, glyph);
    }
  }
}

/** A `cmap` with subtable 3/1 (format 4) and, for code points past U+FFFF, 3/10 (format 12). `pairs` sorted by code point. */
export function writeCmap(pairs: readonly (readonly [number, number])[]): Uint8Array {
  const four = segments(pairs.filter(([code]) => code < 0xffff));
  const wide = pairs.some(([code]) => code > 0xffff) ? groups(pairs) : null;
  const records = wide ? 2 : 1;
  const start = 4 + 8 * records;
  const table = new Uint8Array(start + four.length + (wide?.length ?? 0));
  const view = viewOf(table);
  view.setUint16(2, records);
  view.setUint16(4, 3);
  view.setUint16(6, 1);
  view.setUint32(8, start);
  table.set(four, start);
  if (wide) {
    view.setUint16(12, 3);
    view.setUint16(14, 10);
    view.setUint32(16, start + four.length);
    table.set(wide, start + four.length);
  }
  return table;
}

interface Run {
  first: number;
  last: number;
  glyph: number;
}

/** Neighbouring code points with neighbouring glyphs share a run. */
function runsOf(pairs: readonly (readonly [number, number])[]): Run[] {
  const runs: Run[] = [];
  for (const [code, glyph] of pairs) {
    const run = runs.at(-1);
    if (run && code === run.last + 1 && glyph === run.glyph + code - run.first) run.last = code;
    else runs.push({ first: code, last: code, glyph });
  }
  return runs;
}

function segments(pairs: readonly (readonly [number, number])[]): Uint8Array {
  const runs = [...runsOf(pairs), { first: 0xffff, last: 0xffff, glyph: 0 }];
  const count = runs.length;
  const table = new Uint8Array(16 + 8 * count);
  const view = viewOf(table);
  const power = 2 ** Math.floor(Math.log2(count));
  view.setUint16(0, 4);
  view.setUint16(2, table.length);
  view.setUint16(6, 2 * count);
  view.setUint16(8, 2 * power);
  view.setUint16(10, Math.log2(power));
  view.setUint16(12, 2 * count - 2 * power);
  runs.forEach((run, n) => {
    view.setUint16(14 + 2 * n, run.last);
    view.setUint16(16 + 2 * count + 2 * n, run.first);
    view.setUint16(16 + 4 * count + 2 * n, (run.last === 0xffff ? 1 : run.glyph - run.first) & 0xffff);
  });
  return table;
}

function groups(pairs: readonly (readonly [number, number])[]): Uint8Array {
  const runs = runsOf(pairs);
  const table = new Uint8Array(16 + 12 * runs.length);
  const view = viewOf(table);
  view.setUint16(0, 12);
  view.setUint32(4, table.length);
  view.setUint32(12, runs.length);
  runs.forEach((run, n) => {
    view.setUint32(16 + 12 * n, run.first);
    view.setUint32(20 + 12 * n, run.last);
    view.setUint32(24 + 12 * n, run.glyph);
  });
  return table;
}
