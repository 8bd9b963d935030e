/** A signal that gives up after so long: what `AbortSignal.timeout` would be on browsers that are older than it. */
export function within(milliseconds: number): AbortSignal {
  const giveUp = new AbortController();
  setTimeout(() => giveUp.abort(), milliseconds);
  return giveUp.signal;
}
