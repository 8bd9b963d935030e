import { unitsOf } from "./units.ts";

/**
 * A name as it is compared with another: folded as the index folds it, and only its letters and digits, so that spaces and the dots
 * within names do not matter. For short lists that are at hand; what is kept is found by tokens.
 */
export function folded(name: string): string {
  return Array.from(unitsOf(name), (unit) => unit.folded).join("");
}
