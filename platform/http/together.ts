/** Commands that are asked for at the same moment and meet at one thing: carried out together, in one transaction. */
import type { Db } from "../db/index.ts";
import { Problem } from "../errors/index.ts";
import { gathered } from "../gather/index.ts";
import { type Ask, carryOut } from "./carry-out.ts";
import { sameness } from "./idempotency.ts";
import type { ImplementedTogether, Outcome } from "./implement.ts";
import { understood } from "./problem.ts";

/** How many requests one transaction carries out at most. */
const mostTogether = 256;
/** How many of these transactions are open at a time: more wait for connections anyway, and would not gather meanwhile. */
const transactionsAtOnce = 6;

/**
 * Takes the asks of one operation: those that meet while others of their kind are carried out share the next transaction. A repeated
 * request waits for the first, and is then told its answer.
 */
export function togetherFor(one: ImplementedTogether): (ask: Ask) => Promise<Outcome<unknown>> {
  // Somebody who asks inside a transaction shares only that; two databases share nothing.
  const byDatabase = new WeakMap<Db, (ask: Ask) => Promise<Outcome<unknown>>>();
  return (ask) => {
    const { db } = ask.ctx;
    const ours =
      byDatabase.get(db) ??
      gathered((asks: Ask[]) => allOrEach(one, asks), {
        group: ({ input }) => one.together.by(input as never),
        apart: ({ repeatable }) => repeatable && sameness(repeatable),
        most: mostTogether,
        groupsAtOnce: transactionsAtOnce,
      });
    byDatabase.set(db, ours);
    return ours(ask);
  };
}

/** All in one transaction; when that fails by what one of them brings, or by chance, each in its own: nobody pays for a neighbour. */
async function allOrEach(one: ImplementedTogether, asks: Ask[]): Promise<Outcome<unknown>[]> {
  try {
    return await carryOut(one, asks);
  } catch (error) {
    if (asks.length === 1 || isAway(error)) throw error;
    asks[0]?.ctx.log.warn({ err: error, operation: one.operation.id, asks: asks.length }, "each by itself");
    const outcomes: Outcome<unknown>[] = [];
    for (const ask of asks) outcomes.push(await alone(one, ask));
    return outcomes;
  }
}

/** A database that is away is away for each, and may have committed. */
const isAway = (error: unknown) => !(error instanceof Problem) && understood(error, 0) instanceof Problem;

async function alone(one: ImplementedTogether, ask: Ask): Promise<Outcome<unknown>> {
  try {
    const [outcome] = await carryOut(one, [ask]);
    if (!outcome) throw new Error(`${one.operation.id} gave no answer`);
    return outcome;
  } catch (error) {
    return { answer: null, refusal: error instanceof Error ? error : new Error(String(error)) };
  }
}
