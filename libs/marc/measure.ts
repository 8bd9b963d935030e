/** How much of some bytes is text in a charset. */
export class Measure {
  /** Beyond ASCII. */
  characters = 0;
  /** Of these such as hardly ever occur in what people write. */
  unlikely = 0;
  /** Places that mean nothing. */
  faults = 0;
  /** Index of the first of them; -1. */
  firstFault = -1;

  addFault(at: number): void {
    this.addFaults(1, at);
  }

  addFaults(count: number, first: number): void {
    if (this.faults === 0) this.firstFault = first;
    this.faults += count;
  }
}
