/** An accepted team that has become too small to be placed: its captain is told what to do and by when, the desk that it is so. */

import { Temporal } from "temporal-polyfill";
import { notifyAll } from "#people";
import { pathsHeld, type TodayLine } from "#platform/auth";
import type { Ctx, TxCtx } from "#platform/ctx";
import { titleIn } from "../finding/words.ts";
import { preparing } from "../may.ts";
import { contestsWithShortTeams, shortTeams } from "./team-short-store.ts";

// texts: notice.contest-team-short notice.contest-team-short-closed
/** Tells the captains of those of these entries that are too small now. Until entries close others may join; then only the organiser can help. */
export async function tellShortTeams(ctx: TxCtx, entryIds: readonly string[]): Promise<void> {
  if (entryIds.length === 0) return;
  const now = ctx.clock();
  const teams = await shortTeams(ctx.db, entryIds, now);
  await notifyAll(
    ctx,
    teams.map(({ captain, title, teamName, members, least, closesAt, by }) => {
      const closed = Temporal.Instant.compare(closesAt, now) <= 0;
      const until = closed ? by : closesAt;
      return {
        to: captain,
        key: closed ? "notice.contest-team-short-closed" : "notice.contest-team-short",
        values: { title, team: teamName, now: members, least, until },
        href: "/my/entries",
        neededBy: until,
      };
    }),
  );
}

const mostShown = 20;

// texts: today.contest-team-short
/** What those who prepare or decide contests are told of it, a line a contest. */
export async function shortTeamsToday(ctx: Ctx): Promise<TodayLine[]> {
  const paths = pathsHeld(ctx.actor, ...preparing);
  if (paths.length === 0) return [];
  const contests = await contestsWithShortTeams(ctx.db, { paths, now: ctx.clock(), limit: mostShown });
  return contests.map((contest) => ({
    key: "today.contest-team-short",
    values: { event: titleIn(contest, ctx.locale).title, numbers: contest.numbers.join(", ") },
    href: `/desk/events/${contest.eventId}/contest`,
    kind: "do",
  }));
}
