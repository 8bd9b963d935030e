/** News: what happened, written with the change, delivered to listeners at least once and in commit order. */
import type { Temporal } from "temporal-polyfill";
import type { TxCtx } from "../ctx/index.ts";
import { newId } from "../db/index.ts";

export { deadLetters, deliver, redeliver } from "./deliver.ts";
export { forgetNews } from "./forget.ts";
export { deliverAll, startPump } from "./pump.ts";
/** Every event and its payload. A module adds its own in events.ts: `declare module "#platform/events" { interface Events { … } }`. */
// biome-ignore lint/suspicious/noEmptyInterface: modules fill it by declaration merging
export interface Events {}

export type EventType = keyof Events & string;

export interface Event<K extends EventType = EventType> {
  id: string;
  type: K;
  at: Temporal.Instant;
  payload: Events[K];
}

export type Listeners = { [K in EventType]?: (ctx: TxCtx, event: Event<K>) => Promise<void> };

/** One module's ears: one function an event type, or one function for a batch of several types. */
export interface ListenerSpec {
  name: string;
  types: readonly EventType[];
  hear(ctx: TxCtx, events: Event[]): Promise<void>;
}

/**
 * Announces a past fact with ids; part of the transaction that made it true. Listeners look every 200 ms: NOTIFY would
 * make all commits queue behind one lock.
 */
export async function announce<K extends EventType>(
  ctx: TxCtx,
  type: K,
  payload: Events[K],
): Promise<string> {
  const id = newId();
  await ctx.db.prepared.run`
    insert into platform.outbox (id, type, at, payload) values (${id}, ${type}, ${ctx.clock()}, ${JSON.stringify(payload)})`;
  return id;
}

/** Announces many facts in one statement. */
export async function announceAll(
  ctx: TxCtx,
  news: { [K in EventType]: { type: K; payload: Events[K] } }[EventType][],
): Promise<void> {
  if (news.length === 0) return;
  await ctx.db.prepared.run`
    insert into platform.outbox (id, type, at, payload)
    select id, type, ${ctx.clock()}, payload::jsonb
      from unnest(${news.map(() => newId())}::uuid[], ${news.map(({ type }) => type)}::text[],
                  ${news.map(({ payload }) => JSON.stringify(payload))}::text[]) as n(id, type, payload)`;
}

/** Listens event by event: `{ "loan.made": countLoan }`. May be called twice for one event and must not mind. */
export function listening(name: string, listeners: Listeners): ListenerSpec {
  // Object.keys of a Listeners object are event types, and hear() passes each event to the function of its own type.
  const types = Object.keys(listeners) as EventType[];
  const table = listeners as Record<string, (ctx: TxCtx, event: Event) => Promise<void>>;
  return {
    name,
    types,
    async hear(ctx, events) {
      for (const event of events) await table[event.type]?.(ctx, event);
    },
  };
}

/** Listens to batches, in commit order: for what is counted rather than done. */
export function listeningInBatches(
  name: string,
  types: readonly EventType[],
  hear: (ctx: TxCtx, events: Event[]) => Promise<void>,
): ListenerSpec {
  return { name, types, hear };
}
