/** What the desk is told of today: occasions that nobody books, which have no door list, and those whose place is closed. */

import { pathsHeld, type TodayLine } from "#platform/auth";
import type { Ctx } from "#platform/ctx";
import { spanOfDay } from "../finding/window.ts";
import { titleIn } from "../finding/words.ts";
import { reporting } from "../may.ts";
import { sessionsWithoutRoom } from "../publishing/rooms.ts";
import { unreported } from "../reporting/report-store.ts";
import { sessionsAtClosedPlaces } from "../watch.ts";
import { unbookedSessions } from "./today-store.ts";

const mostShown = 20;

/** So far ahead somebody can still decide what becomes of a session whose place is closed. */
const decideDays = 14;

/** So long after a session its desk is reminded that nobody has said how many came. */
const reportDays = 14;

// texts: today.report today.session today.place-closed today.session-room-gone
export async function programmeToday(ctx: Ctx, { day }: { day: string }): Promise<TodayLine[]> {
  const paths = pathsHeld(ctx.actor, ...reporting);
  if (paths.length === 0) return [];
  const { from, to } = spanOfDay(day, ctx.city.zone);
  if (!to) throw new Error("a day without an end");
  const sessions = await unbookedSessions(ctx.db, { paths, from, to, limit: mostShown });
  const now = ctx.clock();
  const span = { from: now, to: now.add({ hours: decideDays * 24 }) };
  const closed = await sessionsAtClosedPlaces(ctx, paths, span);
  const roomless = await sessionsWithoutRoom(ctx, paths, span);
  const toReport = await unreported(ctx.db, {
    paths,
    since: now.subtract({ hours: reportDays * 24 }),
    limit: mostShown,
  });
  return [
    ...closed.map(
      (one): TodayLine => ({
        key: "today.place-closed",
        values: { event: one.title, at: one.startsAt },
        href: `/desk/events/${one.eventId}`,
        kind: "do",
      }),
    ),
    ...roomless.map(
      (one): TodayLine => ({
        key: "today.session-room-gone",
        values: { event: one.title, at: one.startsAt, because: one.because ?? "" },
        href: `/desk/events/${one.eventId}`,
        kind: "do",
      }),
    ),
    ...toReport.map(
      (one): TodayLine => ({
        key: "today.report",
        values: { event: titleIn(one, ctx.locale).title, at: one.startsAt },
        href: `/desk/events/${one.eventId}/sessions/${one.id}/report`,
        kind: "do",
      }),
    ),
    ...sessions.map(
      (one): TodayLine => ({
        key: "today.session",
        values: { event: titleIn(one, ctx.locale).title, at: one.startsAt },
        href: `/desk/events/${one.eventId}`,
        kind: "know",
      }),
    ),
  ];
}
