/** What an editor draws with: rows straight or curved, numbered as the hall numbers, copied, cut by aisles. */
import type { Point, Row, Seat } from "./shape.ts";

/** As seen by who faces the stage. 单双号: 1 and 2 are in the middle, odd numbers go to one side and even to the other. */
export type Numbering = "left-to-right" | "right-to-left" | "odd-left" | "odd-right";

export interface RowSpec {
  /** Before every id; a plan needs it once: `stalls-5`. */
  prefix: string;
  name: string;
  seats: number;
  /** The middle of the row. */
  middle: Point;
  /** From seat to seat. */
  spacing: number;
  category: string;
  numbering: Numbering;
  /** The first number; for 单双号 the first odd and even ones from here on. 1 unless told. */
  start?: number;
  /** Numbers the hall does not use. */
  skip?: readonly number[];
  /** The row bends around this point, mostly the stage. */
  around?: Point;
  /** Degrees by which a straight row is turned, clockwise on the screen: a box at the side. */
  turn?: number;
  /** After how many seats from the left an aisle runs. */
  aisles?: readonly number[];
  /** By how much an aisle moves two seats apart; one spacing unless told. */
  aisleWidth?: number;
}

/** A row from left to right, as its spectators see it. */
export function makeRow(spec: RowSpec): Row {
  const { seats: count, spacing, aisles = [], aisleWidth = spacing, name } = spec;
  const numbers = numbersOf(spec);
  const before = (n: number) => n * spacing + aisles.filter((aisle) => aisle <= n).length * aisleWidth;
  const half = before(count - 1) / 2;
  const blocks: Seat[][] = [[]];
  for (let n = 0; n < count; n++) {
    if (n > 0 && aisles.includes(n)) blocks.push([]);
    const number = String(numbers[n]);
    const place = onRow(spec, before(n) - half);
    const id = `${spec.prefix}-${number}`;
    const label = labelOf(name, number);
    blocks.at(-1)?.push({ id, label, number, ...place, category: spec.category, kind: "standard" });
  }
  return { name, blocks };
}

/** What a ticket says of a seat: 5排12号; a row with a word for a name keeps it: 雅座12号. */
export function labelOf(row: string, number: string): string {
  return /^[\dA-Za-z]+$/.test(row) ? `${row}排${number}号` : `${row}${number}号`;
}

/** Where somebody sits who is `along` from the middle, to the right as they face the stage. Whole hundredths: plans are read by people. */
function onRow({ middle, around, turn = 0 }: RowSpec, along: number): Point {
  const whole = (n: number) => Math.round(n * 100) / 100;
  if (!around) {
    const angle = (turn * Math.PI) / 180;
    return { x: whole(middle.x + along * Math.cos(angle)), y: whole(middle.y + along * Math.sin(angle)) };
  }
  const radius = Math.hypot(middle.x - around.x, middle.y - around.y);
  const angle = Math.atan2(middle.y - around.y, middle.x - around.x) - along / radius;
  return { x: whole(around.x + radius * Math.cos(angle)), y: whole(around.y + radius * Math.sin(angle)) };
}

/** The numbers of a row from left to right. */
function numbersOf({ seats, numbering, start = 1, skip = [] }: RowSpec): number[] {
  const from = (first: number, step: number, count: number) => {
    const numbers: number[] = [];
    for (let n = first; numbers.length < count; n += step) if (!skip.includes(n)) numbers.push(n);
    return numbers;
  };
  if (numbering === "left-to-right") return from(start, 1, seats);
  if (numbering === "right-to-left") return from(start, 1, seats).reverse();
  const odd = from(start + ((start + 1) % 2), 2, Math.ceil(seats / 2));
  const even = from(start + (start % 2), 2, Math.floor(seats / 2));
  return numbering === "odd-left" ? [...odd.reverse(), ...even] : [...even.reverse(), ...odd];
}

/** The row once more under another name, moved by `by`; ids begin with `prefix`, companions follow their spaces. */
export function copyRow(row: Row, to: { prefix: string; name: string; by: Point }): Row {
  const ids = new Map(row.blocks.flat().map(({ id, number }) => [id, `${to.prefix}-${number}`]));
  const copied = (seat: Seat): Seat => ({
    ...seat,
    id: ids.get(seat.id) ?? seat.id,
    label: labelOf(to.name, seat.number),
    x: seat.x + to.by.x,
    y: seat.y + to.by.y,
    ...(seat.of !== undefined && { of: ids.get(seat.of) ?? seat.of }),
  });
  return { ...row, name: to.name, blocks: row.blocks.map((block) => block.map(copied)) };
}

/** An aisle after a seat: its block becomes two, and what stands after it in the row moves on by `width`. The row as it was where the seat ends a block. */
export function addAisle(row: Row, afterId: string, width: number): Row {
  const at = row.blocks.findIndex((block) => block.some(({ id }) => id === afterId));
  const block = row.blocks[at];
  const cut = (block?.findIndex(({ id }) => id === afterId) ?? -1) + 1;
  const [last, next] = [block?.[cut - 1], block?.[cut]];
  if (!block || !last || !next) return row;
  const step = Math.hypot(next.x - last.x, next.y - last.y) || 1;
  const by = { x: ((next.x - last.x) / step) * width, y: ((next.y - last.y) / step) * width };
  const moved = (seat: Seat): Seat => ({ ...seat, x: seat.x + by.x, y: seat.y + by.y });
  const after = row.blocks.slice(at + 1).map((one) => one.map(moved));
  return {
    ...row,
    blocks: [...row.blocks.slice(0, at), block.slice(0, cut), block.slice(cut).map(moved), ...after],
  };
}

/** The row with a wheelchair space in place of one seat and its companion's seat in place of the one beside it. */
export function withWheelchair(row: Row, spaceId: string, companionId: string): Row {
  const changed = (seat: Seat): Seat => {
    const { of: _, ...bare } = seat;
    if (seat.id === spaceId) return { ...bare, kind: "wheelchair" };
    return seat.id === companionId ? { ...bare, kind: "companion", of: spaceId } : seat;
  };
  return { ...row, blocks: row.blocks.map((block) => block.map(changed)) };
}
