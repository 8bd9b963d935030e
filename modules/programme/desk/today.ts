/** Occasions of a day that nobody books: they have no door list, so the desk is told of them by themselves. */
import type { TodayLine } from "#platform/auth";
import type { Ctx } from "#platform/ctx";
import { spanOfDay } from "../finding/window.ts";
import { titleIn } from "../finding/words.ts";
import { unbookedSessions } from "./today-store.ts";

const mostShown = 20;

// texts: today.session
export async function programmeToday(ctx: Ctx, { day }: { day: string }): Promise<TodayLine[]> {
  const paths = ctx.actor.grants
    .filter(({ role }) => role === "clerk" || role === "editor" || role === "manager")
    .map(({ path }) => path);
  if (paths.length === 0) return [];
  const { from, to } = spanOfDay(day, ctx.city.zone);
  if (!to) throw new Error("a day without an end");
  const sessions = await unbookedSessions(ctx.db, { paths, from, to, limit: mostShown });
  return sessions.map((one) => ({
    key: "today.session",
    values: { event: titleIn(one, ctx.locale).title, at: one.startsAt },
    href: `/desk/events/${one.eventId}`,
    kind: "know",
  }));
}
