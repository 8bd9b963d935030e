/** Keeps delivering the outbox to all listeners until stopped. Several processes may pump; each listener's cursor admits one. */
import { setTimeout as wait } from "node:timers/promises";
import type { Ctx } from "../ctx/index.ts";
import { deliver } from "./deliver.ts";
import type { ListenerSpec } from "./index.ts";

const idleMs = 200;
const troubleMs = 2000;

export interface Pump {
  /** Finishes the batch at hand and stops. */
  stop(): Promise<void>;
}

/** Starts delivering. A lost database is waited for, not died of. */
export function startPump(ctxOf: (requestId: string) => Ctx, listeners: ListenerSpec[]): Pump {
  const stopped = new AbortController();
  const loops = listeners.map((listener) =>
    run(ctxOf(`listener-${listener.name}`), listener, stopped.signal),
  );
  return {
    async stop() {
      stopped.abort();
      await Promise.all(loops);
    },
  };
}

async function run(ctx: Ctx, listener: ListenerSpec, stopped: AbortSignal): Promise<void> {
  while (!stopped.aborted) {
    let pause = idleMs;
    try {
      const { read } = await deliver(ctx, listener);
      if (read > 0) pause = 0;
    } catch (error) {
      ctx.log.warn({ err: error, listener: listener.name }, "delivery is interrupted");
      pause = troubleMs;
    }
    // Aborting the wait is how it is stopped.
    if (pause > 0) await wait(pause, undefined, { signal: stopped }).catch(() => undefined);
  }
}

/** Delivers until nothing is left: for tests, imports and the first filling of a demo city. */
export async function deliverAll(ctx: Ctx, listeners: ListenerSpec[]): Promise<void> {
  for (const listener of listeners) {
    while ((await deliver(ctx, listener)).read > 0);
  }
}
