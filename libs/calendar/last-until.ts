/** The place of the last of these numbers, the smallest first, that is not greater; -1 where all are. */
export function lastUntil(sorted: readonly number[], value: number): number {
  let [from, to] = [0, sorted.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if ((sorted[middle] ?? Infinity) <= value) from = middle + 1;
    else to = middle;
  }
  return from - 1;
}
