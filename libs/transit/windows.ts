/** When the next vehicle of a run with frequencies leaves its first stop. */
import { never, type Windows } from "./day.ts";

/**
 * For a passenger at the first stop at `ready` (for one further on: that much earlier). By the clock: the next of start,
 * start + headway … before the end. By distance only: after the wait, for whoever comes before the end.
 */
export function nextStart({ start, end, headway, wait }: Windows, ready: number): number {
  let best = never;
  for (let n = 0; n < start.length; n++) {
    const first = start[n] ?? 0;
    const from = Math.max(ready, first);
    const gap = headway[n] ?? 1;
    const waits = wait[n] ?? 0;
    if (from >= (end[n] ?? 0)) continue;
    const leaves = waits < 0 ? first + Math.ceil((from - first) / gap) * gap : from + waits;
    // The last by the clock may have left.
    if (leaves < best && (waits >= 0 || leaves < (end[n] ?? 0))) best = leaves;
  }
  return best;
}

/** The same backwards: minus the latest start that is at minus `ready` or before it at the first stop, for who then waited for it. */
export function nextStartMirrored({ start, end, headway, wait }: Windows, ready: number): number {
  let best = never;
  for (let n = 0; n < start.length; n++) {
    const first = start[n] ?? 0;
    const gap = headway[n] ?? 1;
    const waits = wait[n] ?? 0;
    const last = waits < 0 ? first + Math.floor(((end[n] ?? 0) - 1 - first) / gap) * gap : (end[n] ?? 0) - 1;
    const latest = Math.min(-ready - Math.max(waits, 0), last);
    if (latest < first) continue;
    const comes = waits < 0 ? first + Math.floor((latest - first) / gap) * gap : latest;
    best = Math.min(best, -comes);
  }
  return best;
}
