/** Places that were scheduled are published at their time, in the name of whoever set it. */
import { Temporal } from "temporal-polyfill";
import { type Ctx, type TxCtx, textFor } from "#platform/ctx";
import { announce } from "#platform/events";
import type { Job } from "#platform/jobs";
import { publishDue, recordStep, rowOfDue, rowOfMiss, type Scheduled } from "#platform/publishing";
import { lockFacility } from "../facility/facility-store.ts";
import { placeThing } from "./place-thing.ts";
import { goOn } from "./take-step.ts";

/** Publishes the places that are due. Answers how many were settled. */
export function publishDuePlaces(ctx: Ctx): Promise<number> {
  return publishDue(ctx, placeThing, publishOne);
}

// texts: refusal.place.ended
async function publishOne(ctx: TxCtx, scheduled: Scheduled): Promise<void> {
  const place = await lockFacility(ctx.db, scheduled.thing);
  if (place?.state !== "approved") throw new Error(`place ${scheduled.thing} is scheduled and not approved`);
  // Facts do not change while others read them. The end of the place can come between, a hand-over that was signed and
  // a reform of divisions too: those do not wait, stand in the history and leave the place as it was approved.
  if (!place.endedOn) return goOn(ctx, place, rowOfDue(scheduled));
  const text = textFor(ctx);
  const reason = text("refusal.place.ended", { day: Temporal.PlainDate.from(place.endedOn) });
  await recordStep(ctx, placeThing, place, rowOfMiss(scheduled, reason));
  await announce(ctx, "place.missed", { placeId: place.id, by: scheduled.by, reason });
}

export const publishJob: Job = {
  name: "places.publish",
  cron: "* * * * *",
  run: async (ctx) => {
    await publishDuePlaces(ctx);
  },
};
