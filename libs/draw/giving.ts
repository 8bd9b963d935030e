/** What moves while places are given out. */
import type { Class, Entry } from "./list.ts";

/** One entry while places are given out. */
export interface Seeker {
  entry: Entry;
  /** Its place in the order, from 0. */
  rank: number;
  /** Classes it asks for in this round, the dearest first. */
  wishes: string[];
  /** Whose places they are: a group's or "open". */
  given: { class: string; from: string }[];
  /** How many places there were when it could not be admitted. */
  refused: { class: string; left: number }[];
}

/** Places that are left of one class: in all, and of these each group's. */
export interface Left {
  all: number;
  reserved: Map<string, number>;
}

export function leftOf({ places, reserved }: Class): Left {
  return { all: places, reserved: new Map(reserved.map((one) => [one.group, one.places])) };
}

/** A place for each of the entry's people. */
export function give(seeker: Seeker, left: Left, name: string, from: string): void {
  const { size } = seeker.entry;
  seeker.given.push({ class: name, from });
  left.all -= size;
  const reserved = left.reserved.get(from);
  if (reserved !== undefined) left.reserved.set(from, reserved - size);
}
