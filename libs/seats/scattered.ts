/** A party too large, or a house too broken up, for two groups: gathered around several starts, and the best of these. */
import { type House, isOpen, type Run, runsOf } from "./house.ts";
import { madeLonely } from "./orphans.ts";
import type { Point } from "./shape.ts";
import { idsOf, type Party, sameCost } from "./windows.ts";

/** More starts find little that is better. */
const starts = 24;
/** Seat widths one more person in a group is worth. */
const worthOfCompany = 2;

/** As many groups as it takes. There are seats enough. */
export function scattered(house: House, party: Party): Run[] {
  const gathered = startsFor(house, party).map((start) => {
    const runs = gatheredAround(house, party, start);
    return { runs, grade: gradeOf(house, runs), ids: idsOf(house, runs) };
  });
  gathered.sort((a, b) => differing(a.grade, b.grade) || (a.ids < b.ids ? -1 : 1));
  return gathered[0]?.runs ?? [];
}

/** The first number that differs decides. */
function differing(one: readonly number[], other: readonly number[]): number {
  const n = one.findIndex((value, i) => value !== other[i]);
  return (one[n] ?? 0) - (other[n] ?? 0);
}

/** Groups, people alone, lone seats, how widely they sit, the view. */
function gradeOf(house: House, runs: readonly Run[]): number[] {
  const seats = runs.flatMap(seatsIn);
  const middle = middleOf(house, seats);
  const sum = (of: (n: number) => number) => Math.round(seats.reduce((total, n) => total + of(n), 0) * 1e6);
  return [
    runs.length,
    runs.filter(({ from, to }) => to - from === 1).length,
    house.nearlyFull ? 0 : madeLonely(house, new Set(seats)).length,
    sum((n) => distance(house, n, middle)),
    sum((n) => house.cost[n] ?? 0),
  ];
}

/** Where gathering begins: free wheelchair spaces when they are asked for, else the best seat of each stretch. */
function startsFor(house: House, { wheelchairs }: Party): Point[] {
  const firsts =
    wheelchairs > 0
      ? house.seats.flatMap((_, n) => (isFreeSpace(house, n) ? [n] : []))
      : runsOf(house, (n) => isOpen(house, n)).flatMap(
          (run) => seatsIn(run).toSorted(inOrder(house, (n) => house.cost[n] ?? 0))[0] ?? [],
        );
  return firsts
    .toSorted(inOrder(house, (n) => house.cost[n] ?? 0))
    .slice(0, starts)
    .flatMap((n) => house.seats[n] ?? []);
}

function gatheredAround(house: House, { people, wheelchairs }: Party, start: Point): Run[] {
  const picked = new Set<number>();
  let left = people - wheelchairs;
  for (let n = 0; n < wheelchairs; n++) left -= takeSpace(house, picked, start, left);
  const runs = runsOf(house, (n) => isOpen(house, n, picked));
  const near = new Map(runs.map((run) => [run, nearest(house, run, start)]));
  while (left > 0 && runs.length > 0) {
    const run = leastOf(house, runs, (one) => {
      const size = Math.min(one.to - one.from, left);
      const alone = size === 1 && left > 1 ? 1e9 : 0;
      return alone + (near.get(one) ?? 0) / house.width - worthOfCompany * size;
    });
    runs.splice(runs.indexOf(run), 1);
    const taken = part(house, run, sizeFrom(run, left), { picked, start });
    for (let n = taken.from; n < taken.to; n++) picked.add(n);
    left -= taken.to - taken.from;
    for (const rest of [
      { from: run.from, to: taken.from },
      { from: taken.to, to: run.to },
    ]) {
      if (rest.from === rest.to) continue;
      runs.push(rest);
      near.set(rest, nearest(house, rest, start));
    }
  }
  return runsOf(house, (n) => picked.has(n));
}

/** All of a stretch, or one less where the last of the party would otherwise sit alone. */
function sizeFrom({ from, to }: Run, left: number): number {
  const size = Math.min(to - from, left);
  return left - size === 1 && size > 2 ? size - 1 : size;
}

/** The nearest free space, one with a seat for company first; says how many seats of company it took. */
function takeSpace(house: House, picked: Set<number>, here: Point, company: number): number {
  const beside = (n: number) => {
    const seat = house.companionOf[n] ?? -1;
    return company > 0 && house.free[seat] ? seat : null;
  };
  const spaces = house.seats.flatMap((_, n) => (isFreeSpace(house, n) && !picked.has(n) ? [n] : []));
  const order = inOrder(house, (n) => (beside(n) === null ? 1e9 : 0) + distance(house, n, here));
  const space = spaces.toSorted(order)[0] ?? -1;
  const companion = beside(space);
  picked.add(space);
  if (companion !== null) picked.add(companion);
  return companion === null ? 0 : 1;
}

/** So many seats of a stretch: no lone seat if possible, then the nearest to the start. */
function part(
  house: House,
  { from, to }: Run,
  size: number,
  { picked, start }: { picked: ReadonlySet<number>; start: Point },
): Run {
  if (size === to - from) return { from, to };
  const parts = Array.from({ length: to - from - size + 1 }, (_, n) => ({
    from: from + n,
    to: from + n + size,
  }));
  return leastOf(house, parts, (one) => {
    const lonely = house.nearlyFull ? 0 : madeLonely(house, new Set([...picked, ...seatsIn(one)])).length;
    return lonely * 1e9 + seatsIn(one).reduce((sum, n) => sum + distance(house, n, start), 0);
  });
}

function leastOf(house: House, [first, ...others]: readonly Run[], worth: (run: Run) => number): Run {
  let best = { run: first ?? { from: 0, to: 0 }, worth: first ? worth(first) : Number.POSITIVE_INFINITY };
  for (const run of others) {
    const one = { run, worth: worth(run) };
    const same = Math.abs(one.worth - best.worth) <= sameCost;
    if (same ? idsOf(house, [run]) < idsOf(house, [best.run]) : one.worth < best.worth) best = one;
  }
  return best.run;
}

/** By a measure; where it is the same, by id. */
function inOrder(house: House, measure: (n: number) => number) {
  return (one: number, other: number) => {
    const more = measure(one) - measure(other);
    if (Math.abs(more) > sameCost) return more;
    return (house.seats[one]?.id ?? "") < (house.seats[other]?.id ?? "") ? -1 : 1;
  };
}

function isFreeSpace(house: House, n: number): boolean {
  return house.free[n] === 1 && house.seats[n]?.kind === "wheelchair";
}

function seatsIn({ from, to }: Run): number[] {
  return Array.from({ length: to - from }, (_, n) => from + n);
}

/** How far the nearest seat of a stretch is. */
function nearest(house: House, { from, to }: Run, start: Point): number {
  let least = Number.POSITIVE_INFINITY;
  for (let n = from; n < to; n++) least = Math.min(least, distance(house, n, start));
  return least;
}

function middleOf(house: House, seats: readonly number[]): Point {
  const sum = { x: 0, y: 0 };
  for (const n of seats) {
    sum.x += (house.seats[n]?.x ?? 0) / seats.length;
    sum.y += (house.seats[n]?.y ?? 0) / seats.length;
  }
  return sum;
}

function distance(house: House, n: number, { x, y }: Point): number {
  const seat = house.seats[n];
  return seat ? Math.hypot(seat.x - x, seat.y - y) : Number.POSITIVE_INFINITY;
}
