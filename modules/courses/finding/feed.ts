/** A class as an iCalendar file: its lessons on people's phones, with every change of them. */
import { addressOf } from "#contract";
import { type CalendarEntry, calendarText } from "#libs/calendar";
import { type Ctx, textFor } from "#platform/ctx";
import { found, notFound } from "#platform/errors";
import { organiserNames, placeNames } from "#programme";
import { classById } from "../classes/class-store.ts";
import { classFeed as operation } from "../contract.ts";
import { course as courseById } from "../course/course-store.ts";
import { toldIn } from "../course/words.ts";
import { lessonsOf } from "../lessons/lesson-store.ts";

const refreshHours = 6;

// texts: course.kind.*
/** Cancelled lessons stay in it with the reason. Of a class that is not public there is none. */
export async function classFeed(ctx: Ctx, id: string): Promise<string> {
  const klass = found(await classById(ctx.db, id), "class", id);
  const course = found(await courseById(ctx.db, klass.courseId), "course", klass.courseId);
  if (klass.offerId === null || course.state !== "published") throw notFound("class", id);
  const lessons = await lessonsOf(ctx.db, [id]);
  const placeOf = await placeNames(ctx, lessons);
  const organiser = (await organiserNames(ctx, [course.organisationId]))(course.organisationId).name;
  const text = textFor(ctx);
  const { title, summary } = toldIn(course, ctx.locale);
  const url = `${ctx.city.publicUrl}/classes/${id}`;
  return calendarText({
    product: "-//Wenmai//Courses//EN",
    name: `${title} ${klass.term}`,
    language: ctx.locale,
    zone: ctx.city.zone,
    refreshHours,
    source: ctx.city.publicUrl + addressOf(operation, { params: { id } }),
    entries: lessons.map((lesson): CalendarEntry => {
      const place = placeOf(lesson);
      const because = lesson.cancelledBecause;
      return {
        // Unique in the world; the city says whose it is (RFC 7986 §5.3).
        uid: `${lesson.id}@${ctx.city.id}`,
        sequence: lesson.sequence,
        status: because === null ? "CONFIRMED" : "CANCELLED",
        startsAt: lesson.startsAt,
        endsAt: lesson.endsAt,
        changedAt: lesson.changedAt,
        summary: [title, lesson.topic].filter(Boolean).join(" · "),
        description: [because && text("lesson.cancelled", { reason: because }), summary, organiser]
          .filter(Boolean)
          .join("\n\n"),
        url,
        ...(place && {
          location: [place.name, place.space, place.address].filter(Boolean).join(", "),
        }),
        categories: [text(`course.kind.${course.kind}`)],
      };
    }),
  });
}
