/** The greatest of 1, 2, 5 × 10ⁿ that is not above the value: lengths one can count in. */
export function roundBelow(value: number): number {
  const ten = 10 ** Math.floor(Math.log10(value));
  return ([5, 2, 1].find((n) => n * ten <= value) ?? 1) * ten;
}

/** Metres of the scale bar, and of the step from cross to cross, about this many pixels long. */
export const scalePixels = 90;
