/** What was asked for lessons, as teachers and staff see it. */
import type { Ctx } from "#platform/ctx";
import type { Class } from "../classes/class-store.ts";
import { isMadeUp, type Lesson } from "../lessons/lesson-store.ts";
import type { RequestView, Roll } from "./contract.ts";
import { lastRequests, type RequestState } from "./request-store.ts";
import { reasonAgainstAsking } from "./requests.ts";
import { subjectsOf, teachersByIds, teachersFor } from "./teacher-store.ts";

/** The last request of each lesson, or only one that is in this state. */
export async function requestViews(
  ctx: Ctx,
  lessons: readonly Pick<Lesson, "id">[],
): Promise<(lessonId: string, state?: RequestState) => RequestView | null> {
  const requests = await lastRequests(
    ctx.db,
    lessons.map(({ id }) => id),
  );
  const colleagues = await teachersByIds(
    ctx.db,
    [...requests.values()].flatMap(({ colleagueId }) => colleagueId ?? []),
  );
  const nameOf = new Map(colleagues.map(({ id, name }) => [id, name]));
  return (lessonId, state) => {
    const one = requests.get(lessonId);
    if (!one || (state && one.state !== state)) return null;
    return {
      wants: one.wants,
      reason: one.reason,
      colleague: one.colleagueId ? { id: one.colleagueId, name: nameOf.get(one.colleagueId) ?? "" } : null,
      startsAt: one.startsAt?.toString() ?? null,
      endsAt: one.endsAt?.toString() ?? null,
      state: one.state,
      answer: one.answer,
    };
  };
}

/** For the page of one lesson: what was asked last, and what its teacher can ask now. */
export async function requestsFor(
  ctx: Ctx,
  { lesson, klass }: { lesson: Lesson; klass: Class },
): Promise<Pick<Roll, "request" | "can" | "colleagues">> {
  const request = (await requestViews(ctx, [lesson]))(lesson.id);
  const own = await subjectsOf(ctx.db, lesson.teacherId ? [lesson.teacherId] : []);
  const teaches = ctx.actor.onBehalfOf === null && own.some((subject) => subject === ctx.actor.subject);
  if (!teaches) return { request, can: [], colleagues: [] };
  if (request?.state === "asked") return { request, can: ["take-back"], colleagues: [] };
  const madeUp = lesson.cancelledAt !== null && (await isMadeUp(ctx.db, lesson.id));
  const can = (["substitute", "make-up"] as const).filter(
    (wants) => !madeUp && reasonAgainstAsking(klass, lesson, { wants, now: ctx.clock() }) === null,
  );
  const others = can.includes("substitute") ? await teachersFor(ctx.db, klass.orgPath) : [];
  return {
    request,
    can,
    colleagues: others
      // Whom another house offers its staff ask, not a colleague.
      .filter(
        ({ id, subject, orgPath }) =>
          id !== lesson.teacherId && subject !== null && klass.orgPath.startsWith(orgPath),
      )
      .map(({ id, name }) => ({ id, name })),
  };
}
