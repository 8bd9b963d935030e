/** Counts what is announced. */
import type { TxCtx } from "#platform/ctx";
import { type Event, listeningInBatches } from "#platform/events";
import { countedTypes, factsOf } from "./metrics.ts";
import * as store from "./store.ts";

/** Writes the facts of a batch of news. An event told twice is counted once. */
export async function countFacts(ctx: TxCtx, events: Event[]): Promise<void> {
  await store.insertFacts(ctx.db, events.flatMap(factsOf), ctx.city.zone);
}

export const listeners = listeningInBatches("insight", countedTypes, countFacts);
