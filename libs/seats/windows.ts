/** Every way in which so many people with so many wheelchairs can sit beside one another. */
import { areBeside, type House, isOpen, type Run, runsOf } from "./house.ts";
import { inevitablyLonely, madeLonely } from "./orphans.ts";
import type { Point } from "./shape.ts";

export interface Party {
  /** All who come, those in wheelchairs too. */
  people: number;
  wheelchairs: number;
}

/** How many of a party may come without the seat beside their space: those for whom the party has no companion. */
export function aloneInChair({ people, wheelchairs }: Party): number {
  return Math.max(0, wheelchairs - (people - wheelchairs));
}

export interface Window extends Run {
  spaces: number;
  /** Wheelchair spaces whose companion seat is free and would stay empty. */
  unaccompanied: number;
  /** Seats left alone; 0 in a house that is nearly full. */
  lonely: number;
  /** Seats with a restricted view. */
  hidden: number;
  /** Distances and penalties of all its seats. */
  cost: number;
  middle: Point;
}

/**
 * All windows of `people` seats with exactly so many wheelchair spaces; no space and no companion's seat is used by who does not need
 * it, and no seat is left alone that another window of the same stretch would not leave.
 */
export function windowsOf(house: House, { people, wheelchairs }: Party): Window[] {
  const may = wheelchairs > 0 ? (n: number) => house.free[n] === 1 : (n: number) => isOpen(house, n);
  return runsOf(house, may).flatMap((run) => {
    const windows: Window[] = [];
    const inevitable = wheelchairs > 0 ? people : inevitablyLonely(run, people);
    for (let from = run.from; from + people <= run.to; from++) {
      const window = windowAt(house, from, from + people);
      if (window?.spaces === wheelchairs && window.lonely <= inevitable) windows.push(window);
    }
    return windows;
  });
}

/** The window, or null when a companion's seat in it is kept for somebody else. */
function windowAt(house: House, from: number, to: number): Window | null {
  const within = (n: number) => n >= from && n < to;
  const window = {
    from,
    to,
    spaces: 0,
    unaccompanied: 0,
    lonely: 0,
    hidden: 0,
    cost: 0,
    middle: { x: 0, y: 0 },
  };
  for (let n = from; n < to; n++) {
    const { kind, x, y } = house.seats[n] ?? { kind: "standard", x: 0, y: 0 };
    if (kind === "wheelchair") {
      window.spaces++;
      const companion = house.companionOf[n] ?? -1;
      if (companion >= 0 && house.free[companion] && !within(companion)) window.unaccompanied++;
    } else if (!isOpen(house, n) && !within(house.spaceOf[n] ?? -1)) return null;
    if (kind === "restricted-view") window.hidden++;
    window.cost += house.cost[n] ?? 0;
    window.middle.x += x / (to - from);
    window.middle.y += y / (to - from);
  }
  window.lonely = lonelyBy(house, window);
  return window;
}

/** How many seats a window leaves alone that matter. Only its two neighbours can be, so most are told without looking further. */
function lonelyBy(house: House, { from, to }: Run): number {
  const lost = (edge: number, next: number) => {
    const beyond = next + (next - edge);
    return (
      areBeside(house, edge, next) &&
      house.free[next] === 1 &&
      !(areBeside(house, next, beyond) && isOpen(house, beyond))
    );
  };
  if (house.nearlyFull || !(lost(from, from - 1) || lost(to - 1, to))) return 0;
  return madeLonely(house, new Set(Array.from({ length: to - from }, (_, n) => from + n))).length;
}

/** Costs that differ by less are the same: sums depend a little on the order in which they are made. */
export const sameCost = 1e-6;

/** Ids as one text: ties are broken by what does not depend on the order in which a plan is written. */
export function idsOf(house: House, runs: readonly Run[]): string {
  const ids = runs.flatMap(({ from, to }) => house.seats.slice(from, to).map(({ id }) => id));
  return ids.sort().join(" ");
}
