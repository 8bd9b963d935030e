import { unitsOf } from "./units.ts";

/**
 * A name as it is compared with another: folded as the index folds it, and only its letters and digits, so that spaces and the dots
 * within names do not matter. For short lists that are at hand; what is kept is found by tokens.
 */
export function folded(name: string): string {
  if (isPlain.test(name)) return name.toLowerCase().replace(/[^a-z0-9]+/g, "");
  return unitsOf(name)
    .map(({ folded }) => folded)
    .join("");
}

/** ASCII without words longer than a unit is: the same without looking at each. */
const isPlain = /^(?!.*(?:[A-Za-z]{65}|[0-9]{65}))[\x20-\x7e]*$/;
