/** A source of numbers in [0, 1) that depends on the text only: the same name always draws the same picture. */
export interface Chance {
  next: () => number;
  /** A whole number from `from` to `to`, both included. */
  whole: (from: number, to: number) => number;
  one: <T>(of: readonly [T, ...T[]]) => T;
}

/** FNV-1a of the text, then mulberry32. */
export function chanceOf(text: string): Chance {
  let state = 0x811c9dc5;
  for (const char of text) {
    state ^= char.codePointAt(0) ?? 0;
    state = Math.imul(state, 0x01000193);
  }
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const whole = (from: number, to: number) => from + Math.floor(next() * (to - from + 1));
  return { next, whole, one: (of) => of[whole(0, of.length - 1)] ?? of[0] };
}

/** One shape of a picture: an SVG path with its colour; `width` makes it a line. */
export interface Stroke {
  d: string;
  colour: string;
  width?: number;
  /** Drawn again, turned by each of these degrees about `centre`. */
  turns?: readonly number[];
  centre?: readonly [number, number];
}

/** A picture: a ground, and either a tile that repeats or shapes drawn once in the frame of 120 × 80. */
export interface Picture {
  ground: string;
  tile?: { width: number; height: number };
  strokes: Stroke[];
}

/** Thread and paper colours of covers. They are cloth, not interface: no text ever stands on them. */
export const dyes = {
  cream: "#F4EAD2",
  river: "#0B6E69",
  lake: "#2F8F8A",
  poplar: "#D9962B",
  madder: "#A8322A",
  rose: "#C9655A",
  indigo: "#27406B",
  ink: "#22201C",
  walnut: "#6A4630",
  sand: "#E2CFA5",
  snow: "#F7F7F2",
} as const;

/** Coordinates with one decimal: pictures are small files. */
export function at(value: number): string {
  return String(Math.round(value * 10) / 10);
}
