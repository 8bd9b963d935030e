/** What comes next for somebody besides what they have booked, as the modules say it, in the reader's language. */
import type { AnswerOf } from "#contract";
import { myNext } from "#people";
import { principal } from "#platform/auth";
import { type Ctx, textFor } from "#platform/ctx";
import { Temporal } from "temporal-polyfill";
import type { myNext as contract } from "./contract.ts";

export async function nextOfMine(ctx: Ctx): Promise<AnswerOf<typeof contract>> {
  const whose = principal(ctx.actor);
  if (!whose) throw new Error("what comes next is somebody's");
  const lines = await ctx.slots.gather(myNext, ctx, { subject: whose.subject });
  const text = textFor(ctx);
  return {
    items: lines
      .toSorted((a, b) => Temporal.PlainDate.compare(a.on, b.on))
      .map(({ key, values, href, on }) => ({ text: text(key, values), href, on: on.toString() })),
  };
}
