/** What a member of staff who leaves has in hand: what they wrote, what waits for a step of their roles, and what they teach. */
import { type LeavingLine, type LeavingPerson, pathsHeld } from "#platform/auth";
import type { Ctx } from "#platform/ctx";
import { moves, type PublicationState, thingsBy } from "#platform/publishing";
import { deskCourses } from "./course-store.ts";
import { classesTaughtBy, coursesInHand } from "./in-hand-store.ts";
import { courseThing } from "./write-course.ts";

const most = 200;

// texts: leaving.line.course-*
export async function coursesOfLeaver(ctx: Ctx, { subject, grants }: LeavingPerson): Promise<LeavingLine[]> {
  const ids = await thingsBy(ctx.db, courseThing, {
    subject,
    steps: ["write", "change", "submit", "publish"],
  });
  const now = ctx.clock();
  const written = await coursesInHand(ctx.db, { ids, now, limit: most });
  const taught = await classesTaughtBy(ctx.db, { subject, now, limit: most });
  const waiting = await waitingFor(ctx, grants);
  return [
    ...written.map(({ id, title, state, classes }) => ({
      ref: `course ${id}`,
      key: `leaving.line.course-${kindOf(state)}`,
      values: { title, count: classes },
      href: `/desk/courses/${id}`,
    })),
    ...taught.map(({ id, title, term, lessons, firstAt }) => ({
      ref: `class ${id}`,
      key: "leaving.line.class-taught",
      values: { title, term, count: lessons, at: firstAt },
      href: `/desk/classes/${id}`,
    })),
    ...(waiting > 0
      ? [
          {
            ref: "courses waiting",
            key: "leaving.line.course-waiting",
            values: { count: waiting },
            href: "/desk/publishing",
          },
        ]
      : []),
  ];
}

function kindOf(state: PublicationState): "draft" | "under-way" | "published" {
  return state === "draft" || state === "published" ? state : "under-way";
}

/** How many courses of their organisations stand before a step that one of their roles takes. */
async function waitingFor(ctx: Ctx, grants: LeavingPerson["grants"]): Promise<number> {
  let count = 0;
  for (const step of ["check", "approve", "publish"] as const) {
    const paths = pathsHeld({ grants }, "manager", ...moves[step].roles);
    if (paths.length === 0) continue;
    count += (await deskCourses(ctx.db, { paths, states: moves[step].from }, null, most)).length;
  }
  return count;
}
