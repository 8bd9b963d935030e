/** The history row of a change to what is public. */
import type { TxCtx } from "#platform/ctx";
import { addHistory } from "#platform/publishing";
import type * as store from "../event-store.ts";
import { eventThing } from "../publishing/event-kind.ts";

export async function recordChange(
  ctx: TxCtx,
  event: store.Event,
  { step, version, reason }: { step: "change" | "cancel"; version: number; reason: string },
): Promise<void> {
  const by = ctx.actor.subject;
  if (by === null) throw new Error("a public event is changed by a named person");
  await addHistory(ctx.db, eventThing, [
    {
      thing: event.id,
      step,
      from: event.state,
      to: event.state,
      by,
      barred: [],
      reason: reason.trim(),
      onePersonRule: null,
      scheduledFor: null,
      version,
      at: ctx.clock(),
    },
  ]);
}
