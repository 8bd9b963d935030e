/** A room that the house had closed can be had again: who planned something there has what is free of it. */
import type { TxCtx } from "#platform/ctx";
import { announceAll } from "#platform/events";
import { roomUses } from "../slots.ts";
import { newsOf } from "./news.ts";
import { lostIn } from "./reservation-store.ts";
import { resourcesById } from "./resource-store.ts";
import type { Times } from "./rules.ts";
import { takeWhatIsFree } from "./uses.ts";

/** All cells are locked. Answers how many uses have what they lost again, and how many go on without. */
export async function giveAgain(
  ctx: TxCtx,
  resourceIds: readonly string[],
  during: Times,
): Promise<{ again: number; without: number }> {
  const lost = await lostIn(ctx.db, resourceIds, during, ctx.clock());
  if (lost.length === 0) return { again: 0, without: 0 };
  const uses = await ctx.slots.gather(roomUses, ctx, { uses: lost });
  let [again, without] = [0, 0];
  for (const [kind, some] of Map.groupBy(uses, (use) => use.kind)) {
    const { made, clashes } = await takeWhatIsFree(ctx, kind, some);
    const resources = await resourcesById(ctx.db, [...new Set(made.map(({ resourceId }) => resourceId))]);
    await announceAll(
      ctx,
      made.flatMap((one) => {
        const resource = resources.find(({ id }) => id === one.resourceId);
        const use = one.useRef && { kind, ref: one.useRef };
        return resource && use
          ? [{ type: "reservation.had-again" as const, payload: { ...newsOf(resource, one), use } }]
          : [];
      }),
    );
    again += new Set(made.map(({ useRef }) => useRef)).size;
    without += new Set(clashes.flatMap(({ ref, need }) => ("space" in need ? ref : []))).size;
  }
  return { again, without };
}
