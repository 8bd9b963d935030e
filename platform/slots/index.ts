/** Slots: a page's module says what it would like to know; later modules fill it in; main/ joins them. */
import type { Ctx } from "../ctx/index.ts";

export interface Slot<Input, Output> {
  name: string;
  /** Types only: never present at run time. */
  readonly _?: { input: Input; output: Output };
}

export interface Fill {
  slot: string;
  module?: string;
  run(ctx: Ctx, input: unknown): Promise<unknown[]>;
}

export interface Slots {
  /**
   * Asks every module that filled the slot and joins what they say, in module order. Within a transaction one is asked after the other: they
   * share its connection, where one that undoes its own writes would undo what others wrote meanwhile, and their order is that of their locks.
   */
  gather<I, O>(slot: Slot<I, O>, ctx: Ctx, input: I): Promise<O[]>;
}

export function slot<Input, Output>(name: string): Slot<Input, Output> {
  return { name };
}

/** Fills a slot: `fill(placeOnToday, async (ctx, { placeId }) => […])`. */
export function fill<I, O>(into: Slot<I, O>, run: (ctx: Ctx, input: I) => Promise<O[]>): Fill {
  // The slot's own type vouches for the input; it is erased only inside the registry.
  return { slot: into.name, run: (ctx, input) => run(ctx, input as I) };
}

export function joinSlots(fills: Fill[]): Slots {
  return {
    async gather<I, O>(into: Slot<I, O>, ctx: Ctx, input: I) {
      const wanted = fills.filter(({ slot: name }) => name === into.name);
      const answers: unknown[][] = [];
      if ("inTx" in ctx.db) for (const one of wanted) answers.push(await one.run(ctx, input));
      else answers.push(...(await Promise.all(wanted.map((one) => one.run(ctx, input)))));
      // Only fill() makes fills, and it took the slot's types.
      return answers.flat() as O[];
    },
  };
}
