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

/**
 * Seats that giving back `given` of a party's `own` seats would leave alone although others of them would not, and which to give
 * back instead; null: nothing against it. Wheelchair spaces and their companions' seats are not exchanged for others.
 */
export function orphansGivenBack(
  plan: Plan,
  free: Iterable<string>,
  { own, given }: { own: readonly string[]; given: readonly string[] },
): { alone: string[]; instead: string[] } | null {
  const others = [...free];
  if (houseOf(plan, [...others, ...given]).nearlyFull) return null;
  const house = houseOf(plan, [...others, ...own]);
  const placesOf = (ids: readonly string[]) => ids.flatMap((id) => house.at.get(id) ?? []);
  const all = placesOf(own);
  const near = [...new Set(all.flatMap((n) => [n - 1, n, n + 1]))];
  const lonelyWithout = (going: readonly number[]) => {
    const kept = new Set(all.filter((n) => !going.includes(n)));
    const open = (n: number) => isOpen(house, n, kept);
    return near.filter(
      (n) =>
        open(n) &&
        house.seats[n]?.kind !== "companion" &&
        ![n - 1, n + 1].some((other) => areBeside(house, n, other) && open(other)),
    );
  };
  const ordinary = (n: number) => !["wheelchair", "companion"].includes(house.seats[n]?.kind ?? "");
  const exchanges = (going: readonly number[]) =>
    going
      .filter(ordinary)
      .flatMap((one) =>
        all
          .filter((other) => !going.includes(other) && ordinary(other))
          .map((other) => going.map((n) => (n === one ? other : n))),
      );
  const asked = lonelyWithout(placesOf(given));
  let best = { going: placesOf(given), lonely: asked };
  for (;;) {
    const [better] = exchanges(best.going)
      .map((going) => ({ going, lonely: lonelyWithout(going) }))
      .toSorted((a, b) => a.lonely.length - b.lonely.length);
    if (!better || better.lonely.length >= best.lonely.length) break;
    best = better;
  }
  if (best.lonely.length === asked.length) return null;
  const idsOf = (some: readonly number[]) => some.flatMap((n) => house.seats[n]?.id ?? []);
  return {
    alone: idsOf(asked.filter((n) => !best.lonely.includes(n))),
    instead: idsOf(best.going.toSorted((a, b) => a - b)),
  };
}
