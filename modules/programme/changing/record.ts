/** The history row of a change to what is public. */
import type { TxCtx } from "#platform/ctx";
import type { Event } from "../event-store.ts";
import { addHistory, writersOf } from "../history-store.ts";

export async function recordChange(
  ctx: TxCtx,
  event: Event,
  { step, version, reason }: { step: "change" | "cancel"; version: number; reason: string },
): Promise<void> {
  const by = ctx.actor.subject;
  if (by === null) throw new Error("a public event is changed by a named person");
  await addHistory(ctx.db, event.id, {
    step,
    from: event.state,
    to: event.state,
    by,
    writers: (await writersOf(ctx.db, [event.id])).get(event.id) ?? [],
    reason: reason.trim(),
    onePersonRule: null,
    version,
    at: ctx.clock(),
  });
}
