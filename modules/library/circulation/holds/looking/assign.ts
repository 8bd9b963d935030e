/** Which copy on which shelf is looked for, and for whom: the first in the queue has the nearest. Pure. */
import type { KeptDays } from "../kept-days.ts";

/** A copy on its shelf, at a place that is open. */
export interface Shelved {
  id: number;
  recordId: number;
  ownerPath: string;
  type: string;
  placeId: string;
  /** Of the house that runs the place. */
  placePath: string;
  shelf: string;
  priceFen: number | null;
}

export interface InQueue {
  id: string;
  recordId: number;
  wantedItemId: number | null;
  pickupId: string;
  pickupPath: string;
  category: string;
  homePath: string;
  guarantees: readonly ("credit" | "deposit" | "guarantor" | "staff")[];
  /** Places that were asked, the last at the end. */
  askedPlaces: readonly string[];
}

export interface Assigned {
  holdId: string;
  itemId: number;
  placeId: string;
  readyDays: number;
}

/** How far a shelf is: where it is collected, in the same house, or by how many steps of the organisation tree. */
export function stepsFrom(
  pickup: { id: string; path: string },
  shelf: { placeId: string; placePath: string },
): number {
  if (shelf.placeId === pickup.id) return 0;
  const own = pickup.path.split(".");
  const other = shelf.placePath.split(".");
  let common = 0;
  while (common < own.length - 1 && common < other.length - 1 && own[common] === other[common]) common++;
  return 1 + (own.length - 1 - common) + (other.length - 1 - common);
}

/** Queue and copies of any number of titles: the queue in its order. Who was asked before is asked after who was not. */
export function assign(queue: readonly InQueue[], shelved: readonly Shelved[], daysOf: KeptDays): Assigned[] {
  const copiesOf = Map.groupBy(shelved, ({ recordId }) => recordId);
  const taken = new Set<number>();
  return queue.flatMap((hold) => {
    const best = (copiesOf.get(hold.recordId) ?? [])
      .filter(({ id }) => !taken.has(id) && (hold.wantedItemId === null || hold.wantedItemId === id))
      .flatMap((copy) => {
        const readyDays = daysOf(copy, hold);
        return readyDays === null ? [] : { copy, readyDays, rank: rankOf(hold, copy) };
      })
      .reduce<Candidate | null>((a, b) => (a === null || b.rank < a.rank ? b : a), null);
    if (best === null) return [];
    taken.add(best.copy.id);
    const { copy, readyDays } = best;
    return { holdId: hold.id, itemId: copy.id, placeId: copy.placeId, readyDays };
  });
}

interface Candidate {
  copy: Shelved;
  readyDays: number;
  rank: number;
}

/** No tree has so many steps. */
const mostSteps = 100;

function rankOf({ askedPlaces, pickupId, pickupPath }: InQueue, copy: Shelved): number {
  const asked = askedPlaces.filter((id) => id === copy.placeId).length;
  return asked * mostSteps + Math.min(mostSteps - 1, stepsFrom({ id: pickupId, path: pickupPath }, copy));
}
