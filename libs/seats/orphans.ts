/** Lone seats: nobody who comes in twos can be sold one. */
import { areBeside, type House, houseOf, isOpen, type Run, runsOf } from "./house.ts";
import type { Plan } from "./shape.ts";

/**
 * The open seats beside `picked` that had an open neighbour and would have none. Companion seats are not among them: their next
 * user comes alone.
 */
export function madeLonely(house: House, picked: ReadonlySet<number>): number[] {
  const lonely = new Set<number>();
  for (const one of picked) {
    if (!isOpen(house, one)) continue;
    for (const n of [one - 1, one + 1]) {
      if (!areBeside(house, one, n) || !isOpen(house, n, picked) || house.seats[n]?.kind === "companion")
        continue;
      const company = [n - 1, n + 1].some(
        (other) => areBeside(house, n, other) && isOpen(house, other, picked),
      );
      if (!company && isOpen(house, n)) lonely.add(n);
    }
  }
  return [...lonely];
}

/** How many seats a stretch leaves alone whatever so many seats of it are taken: one, when all but one are. */
export function inevitablyLonely({ from, to }: Run, taken: number): number {
  return to - from - taken === 1 ? 1 : 0;
}

/**
 * Seats that picking these by hand would leave alone although others in the same stretch would not; none: nothing against it.
 * A stretch of three cannot give two, nor one of nine eight, without a seat left over: that is allowed, and so is everything once
 * more than nine in ten are taken.
 */
export function leavesOrphan(plan: Plan, free: Iterable<string>, picked: Iterable<string>): string[] {
  const house = houseOf(plan, free);
  if (house.nearlyFull) return [];
  const taken = new Set([...picked].flatMap((id) => house.at.get(id) ?? []));
  const lonely = madeLonely(house, taken);
  return runsOf(house, (n) => isOpen(house, n)).flatMap((run) => {
    const within = (n: number) => n >= run.from && n < run.to;
    const left = lonely.filter(within);
    return left.length > inevitablyLonely(run, [...taken].filter(within).length)
      ? left.flatMap((n) => house.seats[n]?.id ?? [])
      : [];
  });
}
