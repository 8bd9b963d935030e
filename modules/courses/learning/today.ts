/** What the desk is told of certificates: who has earned one, who fell short, whose does not hold any more. */
import { rollOf } from "#booking";
import { pathsHeld, type TodayLine } from "#platform/auth";
import type { Ctx } from "#platform/ctx";
import { classesOver } from "../classes/class-store.ts";
import { countLessons } from "../lessons/lesson-store.ts";
import { certifiers } from "../may.ts";
import { attendedBy } from "../teaching/attendance-store.ts";
import { reached } from "../teaching/roll-rules.ts";
import { certificatesOfClaims } from "./certificate-store.ts";

/** So long after the last lesson certificates are asked for. */
const askDays = 60;
/** So long who fell short is told, while a roll that was taken wrongly is still remembered. */
const shortDays = 14;

const most = 100;

// texts: today.class-to-certify today.class-short today.certificate-no-longer
/** Of classes that are over: one question each for all. */
export async function certificatesToday(ctx: Ctx): Promise<TodayLine[]> {
  const paths = pathsHeld(ctx.actor, ...certifiers);
  if (paths.length === 0) return [];
  const now = ctx.clock();
  const from = now.subtract({ hours: 24 * askDays });
  const classes = await classesOver(ctx.db, paths, { from, to: now, limit: most });
  const offerIds = classes.map(({ offerId }) => offerId);
  const roll = await rollOf(ctx.db, offerIds);
  const claimIds = roll.map(({ claimId }) => claimId);
  const attended = await attendedBy(ctx.db, claimIds);
  const lessons = await countLessons(
    ctx.db,
    classes.map(({ id }) => id),
  );
  // Of each the latest: the one that holds, where one does.
  const given = new Map((await certificatesOfClaims(ctx.db, claimIds)).map((one) => [one.claimId, one]));
  const learners = Map.groupBy(roll, ({ offerId }) => offerId);
  return classes.flatMap(({ id, title, term, share, offerId, lastAt }): TodayLine[] => {
    const all = learners.get(offerId) ?? [];
    const reaches = ({ claimId }: { claimId: string }) =>
      reached({ attended: attended.get(claimId) ?? 0, held: lessons.get(id) ?? 0, share });
    const short = all.filter((one) => !reaches(one));
    const earned = all.filter((one) => one.subject !== null && reaches(one) && !given.has(one.claimId));
    const noLonger = short.filter(({ claimId }) => given.get(claimId)?.withdrawnAt === null);
    const line = (key: string, count: number, kind: TodayLine["kind"]): TodayLine => ({
      key,
      values: { title, term, count, short: short.length },
      href: `/desk/classes/${id}/certificates`,
      kind,
    });
    const lately = now.subtract({ hours: 24 * shortDays }).epochMilliseconds < lastAt.epochMilliseconds;
    return [
      ...(noLonger.length > 0 ? [line("today.certificate-no-longer", noLonger.length, "do")] : []),
      ...(earned.length > 0
        ? [line("today.class-to-certify", earned.length, "do")]
        : lately && short.length > noLonger.length
          ? [line("today.class-short", short.length - noLonger.length, "know")]
          : []),
    ];
  });
}
