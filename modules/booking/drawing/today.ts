/** What the desk is told of draws today: whose value is to be typed or confirmed, and what can never be drawn. */
import { pathsHeld, type TodayLine } from "#platform/auth";
import type { Ctx } from "#platform/ctx";
import { drawers } from "../may.ts";
import * as store from "./draw-store.ts";
import { phaseOf } from "./phase.ts";

// texts: today.draw-*
/** One line a draw whose value can be known: what whoever asks can do for it, or that another still has to. */
export async function drawsToday(ctx: Ctx): Promise<TodayLine[]> {
  const [makes, witnesses] = [pathsHeld(ctx.actor, "manager"), pathsHeld(ctx.actor, ...drawers)];
  if (witnesses.length === 0) return [];
  const now = ctx.clock();
  const draws = await store.drawsKnown(ctx.db, witnesses, now);
  return draws.flatMap(({ typedBy, ...draw }): TodayLine[] => {
    const phase = phaseOf(draw, now);
    const line = (key: string, kind: TodayLine["kind"]): TodayLine => ({
      ...{ key, kind, href: `/desk/draws/${draw.id}` },
      values: { title: draw.title, by: draw.revealBy, late: phase === "overdue" ? "yes" : "no" },
    });
    if (phase === "unfrozen")
      return makes.some((path) => draw.orgPath.startsWith(path)) ? [line("today.draw-unfrozen", "do")] : [];
    if (!typedBy) return [line("today.draw-type", "do")];
    return typedBy === ctx.actor.subject
      ? [line("today.draw-typed", "know")]
      : [line("today.draw-confirm", "do")];
  });
}
