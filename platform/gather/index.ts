/** Gathers what is asked for at the same moment, so that it is done once for all of them. Keeps nothing: no answer outlives its askers. */

export interface Gathering<A> {
  /** Those with the same group are served together; the groups do not wait for each other. All are one group unless told. */
  group?: (ask: A) => string;
  /** Two with the same mark are never served together: the later one comes after the earlier has been answered. */
  apart?: (ask: A) => string | null;
  /** How many are served together at most. */
  most?: number;
  /** How many groups are served at a time at most; the others wait for their turn, and gather meanwhile. */
  groupsAtOnce?: number;
}

interface Waiting<A, R> {
  ask: A;
  mark: string | null;
  resolve(answer: R): void;
  reject(error: unknown): void;
}

/**
 * Answers one at a time what `serve` answers for many, in the order they were asked. Nobody waits for company: the first is served at
 * once, together with whoever came in the same turn of the event loop; who comes while others are served is in the next lot.
 */
export function gathered<A, R>(
  serve: (asks: A[]) => Promise<R[]>,
  {
    group = () => "",
    apart = () => null,
    most = 256,
    groupsAtOnce = Number.POSITIVE_INFINITY,
  }: Gathering<A> = {},
): (ask: A) => Promise<R> {
  const queues = new Map<string, Waiting<A, R>[]>();
  const turns: string[] = [];
  let serving = 0;

  async function serveLot(queue: Waiting<A, R>[]): Promise<void> {
    const lot = takeLot(queue, most);
    try {
      const answers = await serve(lot.map(({ ask }) => ask));
      if (answers.length !== lot.length)
        throw new Error(`${lot.length} asked and ${answers.length} were answered`);
      for (const [n, answer] of answers.entries()) lot[n]?.resolve(answer);
    } catch (error) {
      for (const { reject } of lot) reject(error);
    }
  }

  async function takeTurns(): Promise<void> {
    if (serving >= groupsAtOnce) return;
    serving += 1;
    for (let name = turns.shift(); name !== undefined; name = turns.shift()) {
      const queue = queues.get(name) ?? [];
      await serveLot(queue);
      if (queue.length > 0) turns.push(name);
      else queues.delete(name);
    }
    serving -= 1;
  }

  return (ask) =>
    new Promise((resolve, reject) => {
      // Here and nowhere later: whoever cannot be placed fails alone, and no queue stands still.
      const [name, mark] = [group(ask), apart(ask)];
      const queue = queues.get(name);
      if (queue) return void queue.push({ ask, mark, resolve, reject });
      queues.set(name, [{ ask, mark, resolve, reject }]);
      turns.push(name);
      setImmediate(() => void takeTurns());
    });
}

/** Takes the next who may be served together out of the queue. */
function takeLot<A, R>(queue: Waiting<A, R>[], most: number): Waiting<A, R>[] {
  const marks = new Set<string>();
  const lot: Waiting<A, R>[] = [];
  const left: Waiting<A, R>[] = [];
  for (const one of queue.splice(0)) {
    const { mark } = one;
    if (lot.length >= most || (mark !== null && marks.has(mark))) left.push(one);
    else lot.push(one);
    if (mark !== null) marks.add(mark);
  }
  queue.push(...left);
  return lot;
}
