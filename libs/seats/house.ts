/** A plan with what is free in it, laid out for counting: seats in one line, block after block. */
import { type Plan, type Seat, seatsOf, seatWidth } from "./shape.ts";

export interface House {
  seats: readonly Seat[];
  /** From the id to the place in the line. */
  at: ReadonlyMap<string, number>;
  /** Which block a seat is in; what stands before and after in the line is beside it when the block is the same. */
  block: Int32Array;
  /** How far from the focal point, with the penalty of the row. */
  cost: Float64Array;
  free: Uint8Array;
  /** The wheelchair space a companion seat belongs to, or -1. */
  spaceOf: Int32Array;
  /** The companion seat of a wheelchair space, or -1. */
  companionOf: Int32Array;
  /** How far apart neighbours sit: what distances between groups are told in. */
  width: number;
  /** More than nine in ten are taken: lone seats no longer count. */
  nearlyFull: boolean;
}

/** A house may be filled to the last seat once this share of it is left. */
const nearlyFullBelow = 0.1;

/** Ids that are not in the plan are nobody's seat. */
export function houseOf(plan: Plan, freeIds: Iterable<string>): House {
  const seats: Seat[] = [];
  const at = new Map<string, number>();
  const blocks: number[] = [];
  const costs: number[] = [];
  let count = 0;
  for (const { seat, s, row } of seatsOf(plan)) {
    if (s === 0) count++;
    at.set(seat.id, seats.length);
    blocks.push(count);
    costs.push(Math.hypot(seat.x - plan.focal.x, seat.y - plan.focal.y) + (row.penalty ?? 0));
    seats.push(seat);
  }
  const free = new Uint8Array(seats.length);
  for (const id of freeIds) {
    const n = at.get(id);
    if (n !== undefined) free[n] = 1;
  }
  const spaceOf = new Int32Array(seats.length).fill(-1);
  const companionOf = new Int32Array(seats.length).fill(-1);
  seats.forEach(({ of }, n) => {
    const space = of === undefined ? undefined : at.get(of);
    if (space === undefined) return;
    spaceOf[n] = space;
    companionOf[space] = n;
  });
  const left = free.reduce((sum, one) => sum + one, 0);
  return {
    seats,
    at,
    block: Int32Array.from(blocks),
    cost: Float64Array.from(costs),
    free,
    spaceOf,
    companionOf,
    width: seatWidth(plan.zones.flatMap(({ rows }) => rows.flatMap((row) => row.blocks))),
    nearlyFull: left < seats.length * nearlyFullBelow,
  };
}

/**
 * May anybody sit there? A wheelchair space is kept for who needs it, its companion's seat as long as the space is free.
 * `picked` is what is about to be taken.
 */
export function isOpen(house: House, n: number, picked?: ReadonlySet<number>): boolean {
  if (!house.free[n] || picked?.has(n) || house.seats[n]?.kind === "wheelchair") return false;
  const space = house.spaceOf[n] ?? -1;
  return space < 0 || !house.free[space] || (picked?.has(space) ?? false);
}

/** Two places in the line that are beside one another. */
export function areBeside(house: House, one: number, other: number): boolean {
  return Math.abs(one - other) === 1 && house.block[one] === house.block[other];
}

/** A stretch of seats beside one another, `to` not included. */
export interface Run {
  from: number;
  to: number;
}

/** Longest stretches of seats that `has` says yes to. */
export function runsOf(house: House, has: (n: number) => boolean): Run[] {
  const runs: Run[] = [];
  house.seats.forEach((_, n) => {
    if (!has(n)) return;
    const last = runs.at(-1);
    if (last && last.to === n && areBeside(house, n - 1, n)) last.to = n + 1;
    else runs.push({ from: n, to: n + 1 });
  });
  return runs;
}
