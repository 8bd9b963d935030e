/** The night's count of volumes. What a house has more or less than the night before is announced once: a million copies read in are one piece of news. */
import { type Ctx, inTx, today } from "#platform/ctx";
import { announce } from "#platform/events";
import type { Job } from "#platform/jobs";
import { recountVolumes } from "./volume-store.ts";

/** At three in the morning in Karamay, after the night's other work. */
export const countVolumesJob: Job = {
  name: "library.count-volumes",
  cron: "0 19 * * *",
  run: (ctx) => countVolumes(ctx),
};

/** Counted again on the same day, it tells what came since. */
export async function countVolumes(ctx: Ctx): Promise<void> {
  await inTx(ctx, async (inner) => {
    const changed = await recountVolumes(inner.db, today(inner).toString());
    const { demo } = inner.city;
    for (const one of changed) await announce(inner, "volumes.counted", { ...one, demo });
  });
}
