/** The desk's first screen: what the modules say of today, in the reader's language; what is to be done comes first. */

import type { AnswerOf } from "#contract";
import { deskToday } from "#platform/auth";
import { type Ctx, textFor, today } from "#platform/ctx";
import type { deskToday as contract } from "./contract.ts";

export async function todayAtDesk(ctx: Ctx): Promise<AnswerOf<typeof contract>> {
  const lines = await ctx.slots.gather(deskToday, ctx, { day: today(ctx).toString() });
  const text = textFor(ctx);
  return {
    items: ["do", "know"].flatMap((kind) =>
      lines
        .filter((line) => line.kind === kind)
        .map((line) => ({ text: text(line.key, line.values), href: line.href, kind: line.kind })),
    ),
  };
}
