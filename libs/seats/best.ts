/** The best seats for a party: together before anything else, then no lone seat, then the view. */
import { type House, houseOf, isOpen } from "./house.ts";
import { nearestPair } from "./pair.ts";
import { scattered } from "./scattered.ts";
import type { Plan } from "./shape.ts";
import { aloneInChair, idsOf, type Party, sameCost, type Window, windowsOf } from "./windows.ts";

export type BestSeats =
  /** Ids by group in the order of the plan, each group side by side; one group where it could be. */
  { groups: string[][] } | { none: "not-enough-seats" | "not-enough-wheelchair-spaces" };

/**
 * Seats for a party out of the free ones. It sits together where it can; otherwise in two groups as near as possible, with nobody
 * alone; otherwise in more. Whoever comes in a wheelchair has a space and, with company, the companion's seat; nobody else has them.
 * A seat is left alone only where every choice leaves one, or when more than nine in ten are taken. The order in which free seats or
 * the plan are written changes nothing.
 */
export function bestSeats(plan: Plan, free: Iterable<string>, party: Party): BestSeats {
  const { people, wheelchairs } = party;
  if (
    !Number.isInteger(people) ||
    !Number.isInteger(wheelchairs) ||
    people < 1 ||
    wheelchairs < 0 ||
    wheelchairs > people
  )
    throw new RangeError(`No party: ${people} people, ${wheelchairs} wheelchairs.`);
  const house = houseOf(plan, free);
  const none = shortOf(house, party);
  if (none) return { none };
  const together = bestWindow(house, party);
  const runs = together ? [together] : (nearestPair(house, party) ?? scattered(house, party));
  const inOrder = runs.toSorted((one, other) => one.from - other.from);
  return { groups: inOrder.map(({ from, to }) => house.seats.slice(from, to).map(({ id }) => id)) };
}

function shortOf(house: House, { people, wheelchairs }: Party) {
  const spaces = house.seats.flatMap(({ kind }, n) => (kind === "wheelchair" && house.free[n] ? [n] : []));
  if (spaces.length < wheelchairs) return "not-enough-wheelchair-spaces";
  const beside = spaces.filter((n) => house.free[house.companionOf[n] ?? -1]).length;
  const chairs = house.seats.filter((_, n) => isOpen(house, n)).length + Math.min(wheelchairs, beside);
  return chairs < people - wheelchairs ? "not-enough-seats" : null;
}

function bestWindow(house: House, party: Party): Window | null {
  let best: Window | null = null;
  for (const window of windowsOf(house, party)) {
    if (window.unaccompanied <= aloneInChair(party) && (!best || isBetter(house, window, best)))
      best = window;
  }
  return best;
}

function isBetter(house: House, one: Window, other: Window): boolean {
  if (one.lonely !== other.lonely) return one.lonely < other.lonely;
  if (one.hidden !== other.hidden) return one.hidden < other.hidden;
  if (Math.abs(one.cost - other.cost) > sameCost) return one.cost < other.cost;
  return idsOf(house, [one]) < idsOf(house, [other]);
}
