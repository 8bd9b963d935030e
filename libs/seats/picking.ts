/** Seats in an order that is read aloud: zone, row, seat, each with what those who see the plan would see of it. Keys and values, no sentences. */
import { type House, houseOf, isOpen, runsOf } from "./house.ts";
import type { Plan, Point, Seat } from "./shape.ts";

/** One thing to say about a seat: the key of a sentence and what stands in it. */
export type SeatWord =
  | { key: "near-stage" | "middle-distance" | "far-from-stage" }
  | { key: "left" | "centre" | "right" }
  | { key: "aisle" | "row-end" | "restricted-view" | "wheelchair" }
  /** Beside which wheelchair space. */
  | { key: "companion"; label: string }
  /** How many free seats are beside one another here, this one among them; 1 is a single seat. */
  | { key: "free-together"; count: number };

export interface SpokenSeat {
  id: string;
  /** 第 {row} 排 {number} 号: the row is its list's. */
  number: string;
  label: string;
  words: SeatWord[];
}

export interface SpokenRow {
  row: string;
  seats: SpokenSeat[];
}

export interface SpokenZone {
  zone: string;
  free: number;
  rows: SpokenRow[];
}

/**
 * The free seats as lists to choose from, in the order of the plan; rows and zones without any are left out. Wheelchair spaces and
 * their companions' seats are among them and say so.
 */
export function pickingOrder(plan: Plan, free: Iterable<string>): SpokenZone[] {
  const house = houseOf(plan, free);
  const words = wordsOf(plan, house);
  const zones = plan.zones.map((zone) => {
    const rows = zone.rows.map(({ name, blocks }) => {
      const open = blocks.flat().filter(({ id }) => house.free[house.at.get(id) ?? -1]);
      return {
        row: name,
        seats: open.map(({ id, number, label }) => ({ id, number, label, words: words(id) })),
      };
    });
    const left = rows.filter(({ seats }) => seats.length > 0);
    return { zone: zone.name, free: left.reduce((sum, { seats }) => sum + seats.length, 0), rows: left };
  });
  return zones.filter((zone) => zone.free > 0);
}

function wordsOf(plan: Plan, house: House): (id: string) => SeatWord[] {
  const near = nearness(plan, house);
  const side = sides(plan, house);
  const edges = edgesOf(plan);
  const together = new Map<number, number>();
  for (const { from, to } of runsOf(house, (n) => isOpen(house, n)))
    for (let n = from; n < to; n++) together.set(n, to - from);
  return (id) => {
    const n = house.at.get(id) ?? -1;
    const seat = house.seats[n];
    if (!seat) return [];
    const edge = edges.get(seat);
    const count = together.get(n);
    return [
      ...kindWords(house, seat),
      ...(edge ? [{ key: edge }] : []),
      { key: near(seat) },
      { key: side(seat) },
      ...(count === undefined ? [] : [{ key: "free-together" as const, count }]),
    ];
  };
}

function kindWords(house: House, { kind, of }: Seat): SeatWord[] {
  if (kind === "standard") return [];
  if (kind !== "companion") return [{ key: kind }];
  const space = house.seats[house.at.get(of ?? "") ?? -1];
  return space ? [{ key: "companion", label: space.label }] : [];
}

/** Seats at an aisle, which is between two blocks, and seats at the two ends of a row. */
function edgesOf(plan: Plan): Map<Seat, "aisle" | "row-end"> {
  const edges = new Map<Seat, "aisle" | "row-end">();
  for (const { blocks } of plan.zones.flatMap(({ rows }) => rows)) {
    for (const seat of [blocks[0]?.[0], blocks.at(-1)?.at(-1)]) if (seat) edges.set(seat, "row-end");
    blocks.forEach((block, n) => {
      const [first, last] = [block[0], block.at(-1)];
      if (first && n > 0) edges.set(first, "aisle");
      if (last && n < blocks.length - 1) edges.set(last, "aisle");
    });
  }
  return edges;
}

/** Thirds of the way from the nearest seat of the hall to the farthest. */
function nearness({ focal }: Plan, { seats }: House) {
  const from = (seat: Point) => Math.hypot(seat.x - focal.x, seat.y - focal.y);
  const all = seats.map(from);
  const least = all.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
  const third = (all.reduce((a, b) => Math.max(a, b), 0) - least) / 3;
  return (seat: Point) => {
    const beyond = from(seat) - least;
    if (beyond <= third) return "near-stage";
    return beyond <= third * 2 ? "middle-distance" : "far-from-stage";
  };
}

/** Thirds of the hall's breadth as those see it who face the stage, wherever on the plan the stage is. */
function sides({ focal }: Plan, { seats }: House) {
  const middle = { x: 0, y: 0 };
  for (const { x, y } of seats) {
    middle.x += x / seats.length;
    middle.y += y / seats.length;
  }
  const [ahead, up] = [focal.x - middle.x, focal.y - middle.y];
  const far = Math.hypot(ahead, up) || 1;
  const rightOf = ({ x, y }: Point) => (ahead * (y - focal.y) - up * (x - focal.x)) / far;
  const most = seats.reduce((breadth, seat) => Math.max(breadth, Math.abs(rightOf(seat))), 0);
  return (seat: Point) => {
    const right = rightOf(seat);
    if (Math.abs(right) <= most / 3) return "centre";
    return right > 0 ? "right" : "left";
  };
}
