/** A party in two groups: 2 + 2, or 3 + 1, as near to one another as can be. */
import { areBeside, type House, isOpen } from "./house.ts";
import { aloneInChair, idsOf, type Party, sameCost, type Window, windowsOf } from "./windows.ts";

/** Groups this many seat widths apart, middle to middle, still belong together: the next row, or across an aisle. */
const nearWidths = 4;

/** More than all else in a grade together. */
const strandedStep = 1e12;

interface Pair {
  groups: [Window, Window];
  /**
   * What counts before the view, as one number: somebody in a wheelchair alone, then far apart, people alone, lone seats, distance,
   * restricted views.
   */
  grade: number;
  cost: number;
}

/**
 * The best two groups, or null when two are not enough. First nobody in a wheelchair alone, then near one another, then nobody alone,
 * then no lone seat, then the nearest, then the view.
 */
export function nearestPair(house: House, party: Party): [Window, Window] | null {
  const made = new Map<string, Window[]>();
  const windows = (people: number, wheelchairs: number) => {
    const key = `${people} ${wheelchairs}`;
    const known = made.get(key) ?? windowsOf(house, { people, wheelchairs });
    made.set(key, known);
    return known;
  };
  const sizes = splits(party).map(
    ([a, b]) => [windows(a.people, a.wheelchairs), windows(b.people, b.wheelchairs)] as const,
  );
  let best: Pair | null = null;
  const consider = (one: Window, other: Window) => {
    if (one.from < other.to && other.from < one.to) return;
    if (one.unaccompanied + other.unaccompanied > aloneInChair(party)) return;
    const grade = gradeOf(house, one, other);
    if (best && grade > best.grade) return;
    const pair: Pair = { groups: [one, other], grade, cost: one.cost + other.cost };
    if (!best || isBetter(house, pair, best)) best = pair;
  };
  for (const [ones, others] of sizes) forNearPairs(house, ones, others, consider);
  if (!best || (best as Pair).grade >= strandedStep)
    for (const [ones, others] of sizes)
      for (const one of ones) for (const other of others) consider(one, other);
  // The compiler does not see what `consider` keeps.
  return (best as Pair | null)?.groups ?? null;
}

/** All ways to make two parties of one, the larger first. */
function splits({ people, wheelchairs }: Party): [Party, Party][] {
  const ways: [Party, Party][] = [];
  for (let first = Math.ceil(people / 2); first < people; first++)
    for (
      let chairs = Math.max(0, wheelchairs - (people - first));
      chairs <= Math.min(first, wheelchairs);
      chairs++
    )
      ways.push([
        { people: first, wheelchairs: chairs },
        { people: people - first, wheelchairs: wheelchairs - chairs },
      ]);
  return ways;
}

function isBetter(house: House, one: Pair, other: Pair): boolean {
  if (one.grade !== other.grade) return one.grade < other.grade;
  if (Math.abs(one.cost - other.cost) > sameCost) return one.cost < other.cost;
  return idsOf(house, one.groups) < idsOf(house, other.groups);
}

/** One number, made term by term; each is smaller than the step it adds to. Without lists: large halls have many pairs. */
function gradeOf(house: House, one: Window, other: Window): number {
  const apart = widthsApart(house, one, other);
  const alone = Number(one.to - one.from === 1) + Number(other.to - other.from === 1);
  const lonely = lonelyBetween(house, one, other) + one.lonely + other.lonely;
  const first = (Number(apart > nearWidths) * 10 + alone) * 10 + lonely;
  const rest = (first * 10_000 + Math.min(Math.round(apart), 9_999)) * 10_000 + one.hidden + other.hidden;
  return (stranded(one) + stranded(other)) * strandedStep + rest;
}

function stranded({ from, to, spaces }: Window): number {
  return to - from === 1 ? spaces : 0;
}

/** The one seat between two groups of a row: each alone would have left it company. */
function lonelyBetween(house: House, one: Window, other: Window): number {
  const [first, second] = one.from < other.from ? [one, other] : [other, one];
  const seat = first.to;
  const edges = [seat - 1, seat + 1];
  if (house.nearlyFull || second.from - seat !== 1 || house.seats[seat]?.kind === "companion") return 0;
  return isOpen(house, seat) && edges.every((n) => areBeside(house, seat, n) && isOpen(house, n)) ? 1 : 0;
}

function widthsApart(house: House, { middle: a }: Window, { middle: b }: Window): number {
  // A hair less, so that what lies on a border falls to the same side whichever way it was summed up.
  return Math.sqrt((a.x - b.x) ** 2 + (a.y - b.y) ** 2) / house.width - sameCost;
}

/** Pairs that are near, found through a grid: in a hall that has many windows nearly all pairs are far. */
function forNearPairs(
  house: House,
  ones: readonly Window[],
  others: readonly Window[],
  consider: (one: Window, other: Window) => void,
): void {
  const cell = (n: number) => Math.floor(n / (nearWidths * house.width));
  const cells = Map.groupBy(others, ({ middle }) => `${cell(middle.x)} ${cell(middle.y)}`);
  for (const one of ones) {
    const [x, y] = [cell(one.middle.x), cell(one.middle.y)];
    for (let dx = -1; dx <= 1; dx++)
      for (let dy = -1; dy <= 1; dy++)
        for (const other of cells.get(`${x + dx} ${y + dy}`) ?? [])
          if (widthsApart(house, one, other) <= nearWidths) consider(one, other);
  }
}
