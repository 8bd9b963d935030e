/** The next round number above: 1, 2 or 5 times a power of ten, so that half of it is readable too. */
export function niceTop(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  const lead = [1, 2, 4, 5, 6, 8, 10].find((n) => n * power >= value) ?? 10;
  return lead * power;
}

/** Pushes labels at least a line apart, keeping their order. */
export function spread(places: readonly number[]): number[] {
  const order = places.map((place, at) => ({ place, at })).sort((a, b) => a.place - b.place);
  const out: number[] = [];
  let least = Number.NEGATIVE_INFINITY;
  for (const { place, at } of order) {
    out[at] = Math.max(place, least);
    least = (out[at] ?? 0) + 18;
  }
  return out;
}
