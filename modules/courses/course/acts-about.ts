/** What acts on courses, classes, lessons, certificates and places in classes concerned, for whoever may see the course at the desk. */
import { offersOfClaims } from "#booking";
import type { ActThing } from "#people";
import type { Ctx } from "#platform/ctx";
import { may } from "../may.ts";
import { coursesOfThings } from "./in-hand-store.ts";

export async function coursesOfActs(
  ctx: Ctx,
  { things }: { things: ActThing[] },
): Promise<(ActThing & { title: string; href: string })[]> {
  const ids = (kind: string) => things.filter((one) => one.kind === kind).map(({ id }) => id);
  const offerOf = await offersOfClaims(ctx.db, ids("claim"));
  const rows = await coursesOfThings(ctx.db, {
    courses: ids("course"),
    classes: ids("class"),
    lessons: ids("lesson"),
    certificates: ids("certificate"),
    offers: [...new Set([...ids("offer"), ...offerOf.values()])],
  });
  const rowOf = new Map(
    rows.filter((row) => may["course.see-desk"](ctx.actor, row)).map((row) => [row.id, row]),
  );
  return things.flatMap(({ kind, id }) => {
    const row = rowOf.get(offerOf.get(id) ?? id);
    if (!row) return [];
    const title = [row.title, row.term].filter(Boolean).join(" ");
    return [
      {
        kind,
        id,
        title,
        href: row.classId ? `/desk/classes/${row.classId}` : `/desk/courses/${row.courseId}`,
      },
    ];
  });
}
