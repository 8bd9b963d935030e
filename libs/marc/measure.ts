/** How much of some bytes is text in a charset. */
export interface Measure {
  /** Beyond ASCII. */
  characters: number;
  /** Of these such as hardly ever occur in what people write. */
  unlikely: number;
  /** Places that mean nothing. */
  faults: number;
  /** Index of the first of them; -1. */
  firstFault: number;
}

export const nothingMeasured = (): Measure => ({ characters: 0, unlikely: 0, faults: 0, firstFault: -1 });

export function addFault(measure: Measure, at: number): void {
  if (measure.faults === 0) measure.firstFault = at;
  measure.faults++;
}
