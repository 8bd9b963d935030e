/** What the history says of a change: to what is public with a reason, to anything else that somebody wrote. */
import type { TxCtx } from "#platform/ctx";
import { invalid, refused } from "#platform/errors";
import { addHistory } from "#platform/publishing";
import { refuseWithdrawn, wrote } from "../drafting/write-event.ts";
import type * as store from "../event-store.ts";
import { eventThing } from "../publishing/event-kind.ts";

/** The reason a public change needs, or the refusal that says what stands against changing now. */
export function publicReason(event: store.Event, reason: string | undefined): string {
  refuseWithdrawn(event);
  if (event.state !== "published") throw refused("event.under-review", { state: event.state });
  if (event.cancelledAt) throw refused("event.cancelled-already");
  if (!reason?.trim()) throw invalid([{ field: "/body/reason", id: "missing" }]);
  return reason.trim();
}

/** The history row of a change to what is public. */
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

/** A change to what is public where there is a reason (`publicReason`); without one, that somebody wrote on what is not. */
export async function recordWrittenOrChanged(
  ctx: TxCtx,
  event: store.Event,
  { version, reason }: { version: number; reason: string | null },
): Promise<void> {
  if (reason === null) await wrote(ctx, event, version);
  else await recordChange(ctx, event, { step: "change", version, reason });
}
