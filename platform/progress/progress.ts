/** Progress of long work: how far, what was skipped and why, and the wish to stop. Says it as events; writers show them. */

export interface Skipped {
  /** Where: `row 12`, `record 0001234`, a file. */
  item: string;
  why: string;
}

export interface Standing {
  /** What is being done: "import places". */
  what: string;
  done: number;
  /** Null when nobody knows how much there is. */
  total: number | null;
  skipped: number;
  seconds: number;
}

export interface Summary extends Standing {
  /** Ended by its signal before all was done. */
  stopped: boolean;
  /** The first thousand of those skipped; `skipped` counts all. */
  reasons: Skipped[];
}

export type ProgressEvent =
  | ({ event: "step" } & Standing)
  | ({ event: "skipped"; what: string } & Skipped)
  | ({ event: "end" } & Summary);

export interface Progress {
  /** True once somebody wants it to stop: finish the piece at hand, then `end()`. */
  readonly stopped: boolean;
  /** So many more are done. */
  add(count?: number): void;
  /** One was left out and counts as done. */
  skip(item: string, why: string): void;
  /** Goes through the items, counts each when the loop comes back for the next, and ends early when stopped. */
  over<T>(items: Iterable<T> | AsyncIterable<T>): AsyncGenerator<T, void, undefined>;
  /** Tells the end and answers what came of it. */
  end(): Summary;
}

export interface ProgressOptions {
  total?: number | null;
  signal?: AbortSignal;
  /** Where the events go. */
  tell: (event: ProgressEvent) => void;
  /** Milliseconds of any clock that only goes forward. */
  now?: () => number;
}

const keptReasons = 1000;
/** Milliseconds between two steps told: faster than eyes is waste. */
const quickest = 100;

/** Begins. Nothing is printed here: `tell` gets the events. */
export function progress(
  what: string,
  { total = null, signal, tell, now = () => performance.now() }: ProgressOptions,
): Progress {
  const start = now();
  const reasons: Skipped[] = [];
  let done = 0;
  let skipped = 0;
  let toldAt = Number.NEGATIVE_INFINITY;

  const standing = (): Standing => ({
    what,
    done,
    total,
    skipped,
    seconds: Math.round((now() - start) / 100) / 10,
  });
  const step = () => {
    if (now() - toldAt < quickest) return;
    toldAt = now();
    tell({ event: "step", ...standing() });
  };
  const one: Progress = {
    get stopped() {
      return signal?.aborted === true;
    },
    add(count = 1) {
      done += count;
      step();
    },
    skip(item, why) {
      skipped += 1;
      done += 1;
      if (reasons.length < keptReasons) reasons.push({ item, why });
      tell({ event: "skipped", what, item, why });
      step();
    },
    async *over(items) {
      for await (const item of items) {
        if (one.stopped) return;
        const before = done;
        yield item;
        // Unless the loop's body has skipped it.
        if (done === before) one.add();
      }
    },
    end() {
      const summary = { ...standing(), stopped: one.stopped && (total === null || done < total), reasons };
      tell({ event: "end", ...summary });
      return summary;
    },
  };
  step();
  return one;
}
