/** Marching squares (Lorensen & Cline 1987 in the plane) over whole numbers, with rings for GeoJSON. */

/** A rectangle of numbers at the corners of cells; those on its rim lie outside. */
export interface Field {
  columns: number;
  rows: number;
  values: Int32Array;
}

/** A closed ring in columns and rows, flat: x, y, x, y …; the inside is on its left. */
export type FlatRing = number[];

// Sides of a cell: bottom, right, top, left. Where the border enters and leaves, the inside on its left, by which corners are inside:
// 1 south-west, 2 south-east, 4 north-east, 8 north-west.
const [B, R, T, L] = [0, 1, 2, 3];
const borders: readonly (readonly number[])[] = [
  [],
  [B, L],
  [R, B],
  [R, L],
  [T, R],
  [B, L, T, R],
  [T, B],
  [T, L],
  [L, T],
  [B, T],
  [R, B, L, T],
  [R, T],
  [L, R],
  [B, R],
  [L, B],
  [],
];
/** The two cases with opposite corners inside, when the middle is inside too. */
const joined: Readonly<Record<number, readonly number[]>> = { 5: [T, L, B, R], 10: [L, B, R, T] };

/** Borders do not touch corners: then no two of them meet in a point. */
const margin = 0.02;

/**
 * Rings around where the value is at most `level`. Between two corners the border lies where the straight line between them meets the level,
 * with what is more than `fade` above it taken as `fade` above. A lower level, or higher values, never put a border farther out.
 */
export class Contours {
  #next = new Int32Array(0);

  of({ columns, rows, values }: Field, level: number, fade: number): FlatRing[] {
    const sides = 2 * columns * rows;
    if (this.#next.length < sides) this.#next = new Int32Array(sides).fill(-1);
    const next = this.#next;
    const starts: number[] = [];
    for (let row = 0; row + 1 < rows; row++) {
      const at = row * columns;
      let left = ((values[at] ?? 0) <= level ? 1 : 0) | ((values[at + columns] ?? 0) <= level ? 8 : 0);
      for (let column = 0; column + 1 < columns; column++) {
        const sw = at + column;
        const right =
          ((values[sw + 1] ?? 0) <= level ? 2 : 0) | ((values[sw + columns + 1] ?? 0) <= level ? 4 : 0);
        const inside = left | right;
        // What is right of this cell is left of the next.
        left = ((right >> 1) & 1) | ((right & 4) << 1);
        if (inside === 0 || inside === 15) continue;
        const isJoined = (inside === 5 || inside === 10) && middle(values, sw, columns, level, fade) <= 0;
        const border = (isJoined ? joined[inside] : borders[inside]) ?? [];
        for (let i = 0; i < border.length; i += 2) {
          const from = sideAt(border[i] ?? 0, sw, columns);
          next[from] = sideAt(border[i + 1] ?? 0, sw, columns);
          starts.push(from);
        }
      }
    }
    const rings: FlatRing[] = [];
    for (const start of starts) {
      if ((next[start] ?? -1) < 0) continue;
      const ring: FlatRing = [];
      for (let side = start; (next[side] ?? -1) >= 0; ) {
        crossing(side, { values, columns, level, fade }, ring);
        const following = next[side] ?? -1;
        next[side] = -1;
        side = following;
      }
      rings.push(ring);
    }
    return rings;
  }
}

/** Number of a side: 2 · corner for the one to the east of its south-west corner, one more for the one to its north. */
function sideAt(side: number, sw: number, columns: number): number {
  if (side === B) return 2 * sw;
  if (side === L) return 2 * sw + 1;
  return side === T ? 2 * (sw + columns) : 2 * (sw + 1) + 1;
}

/** How far a value is above the level, half a unit between them so that none is on it. */
const above = (value: number, level: number, fade: number) => Math.min(value - level, fade) - 0.5;

function middle(values: Int32Array, sw: number, columns: number, level: number, fade: number): number {
  let sum = 0;
  for (const corner of [sw, sw + 1, sw + columns, sw + columns + 1])
    sum += above(values[corner] ?? 0, level, fade);
  return sum;
}

function crossing(
  side: number,
  { values, columns, level, fade }: { values: Int32Array; columns: number; level: number; fade: number },
  ring: FlatRing,
): void {
  const corner = side >> 1;
  const isUp = (side & 1) === 1;
  const a = above(values[corner] ?? 0, level, fade);
  const b = above(values[isUp ? corner + columns : corner + 1] ?? 0, level, fade);
  const share = Math.max(margin, Math.min(1 - margin, a / (a - b)));
  const column = corner % columns;
  const row = (corner - column) / columns;
  ring.push(column + (isUp ? 0 : share), row + (isUp ? share : 0));
}
