/** Events that were scheduled are published at their time, in the name of whoever set it. */
import { notify } from "#people";
import { type Ctx, type TxCtx, textFor } from "#platform/ctx";
import type { Job } from "#platform/jobs";
import { publishDue, recordStep, rowOfDue, rowOfMiss, type Scheduled } from "#platform/publishing";
import { readinessFaults } from "../drafting/readiness.ts";
import * as store from "../event-store.ts";
import { permitAgainst } from "../permit/permits.ts";
import { eventThing } from "./event-kind.ts";
import { goOn } from "./take-step.ts";

/** Publishes the events that are due. Answers how many were settled: published, or missed with the reason in their history. */
export function publishDueEvents(ctx: Ctx): Promise<number> {
  return publishDue(ctx, eventThing, publishOne);
}

// texts: notice.event-not-published
/** Time passes between approval and publication: what cannot be published any more stays approved, and the history says why. */
async function publishOne(ctx: TxCtx, scheduled: Scheduled): Promise<void> {
  const event = await store.lockEvent(ctx.db, scheduled.thing);
  if (event?.state !== "approved") throw new Error(`event ${scheduled.thing} is scheduled and not approved`);
  const faults = await readinessFaults(ctx.db, event, ctx.clock());
  const permit = await permitAgainst(ctx, event);
  if (faults.length === 0 && !permit) {
    await goOn(ctx, event, rowOfDue(scheduled));
    return;
  }
  const text = textFor(ctx);
  const reason = [
    ...faults.map(({ id, data }) => text(`invalid.${id}`, data)),
    ...(permit ? [text(`refusal.${permit.id}`, permit.data)] : []),
  ].join("；");
  const version = await store.touchEvent(ctx.db, event.id, ctx.clock());
  await recordStep(ctx, eventThing, { id: event.id, version }, rowOfMiss(scheduled, reason));
  await notify(ctx, {
    to: scheduled.by,
    kind: "work",
    key: "notice.event-not-published",
    values: { title: event.title, reason },
    href: `/desk/events/${event.id}`,
  });
}

export const publishJob: Job = {
  name: "programme.publish",
  cron: "* * * * *",
  run: async (ctx) => {
    await publishDueEvents(ctx);
  },
};
