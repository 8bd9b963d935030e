/** What a library has of a serial, year by year: from which issue to which, and what it lacks between. Pure. */

export interface Held {
  year: number;
  /** `1–12`. */
  has: string;
  /** `7`, `3、7–9`; empty where nothing is lacking. */
  lacks: string;
}

/** Of the issues that are known of, told once or by every copy: those of which one came, and those of which none did. Newest year first. */
export function heldOf(issues: readonly { year: number; number: number; hasCome: boolean }[]): Held[] {
  const years = Map.groupBy(issues, ({ year }) => year);
  return [...years]
    .flatMap(([year, all]) => {
      const come = all.filter(({ hasCome }) => hasCome).map(({ number }) => number);
      if (come.length === 0) return [];
      const [from, to] = [Math.min(...come), Math.max(...come)];
      const there = new Set(come);
      const lacking = all
        .filter(({ number }) => !there.has(number) && number > from && number < to)
        .map(({ number }) => number);
      const has = to - from > 1 ? `${from}–${to}` : rangesOf([from, to]);
      return [{ year, has, lacks: rangesOf(lacking) }];
    })
    .toSorted((a, b) => b.year - a.year);
}

/** `3、7–9`: neighbours are one range. */
export function rangesOf(numbers: readonly number[]): string {
  const sorted = [...new Set(numbers)].toSorted((a, b) => a - b);
  const ranges: [number, number][] = [];
  for (const number of sorted) {
    const open = ranges.at(-1);
    if (open && open[1] === number - 1) open[1] = number;
    else ranges.push([number, number]);
  }
  return ranges.map(([from, to]) => (from === to ? `${from}` : `${from}–${to}`)).join("、");
}
