import { offerAbout, offerKinds, offerOccasions, offerSorts, rollOccasions, roomUses } from "#booking";
import { actThings } from "#people";
import { placeAlso, placeComing, placeOnToday } from "#places";
import {
  deskToday,
  personalFields,
  personErase,
  personExport,
  personMerge,
  staffLeaving,
} from "#platform/auth";
import { inTx, textFor } from "#platform/ctx";
import { defineModule } from "#platform/module";
import { pagesIn, publicPages } from "#platform/sitemap";
import { fill } from "#platform/slots";
import { exchangeUses } from "#programme";
import { comingAt } from "./classes/at-place.ts";
import { offerKind } from "./classes/offers.ts";
import { classesToday } from "./classes/today.ts";
import { courseKinds } from "./contract.ts";
import { coursesOfActs } from "./course/acts-about.ts";
import { coursesOfLeaver } from "./course/leaving.ts";
import { indexCoursesJob } from "./course/search-text.ts";
import { publishCoursesJob } from "./course/write-course.ts";
import { publicClasses, publicCourses } from "./finding/find-store.ts";
import { aboutOffers, classesThere, lessonsOfClasses, lessonTimes, onToday } from "./finding/slots.ts";
import { coursesOfPerson, forgetPerson, mergePersons } from "./learning/one-person.ts";
import { certificatesToday } from "./learning/today.ts";
import { holdLessonsJob } from "./lessons/hold-lessons.ts";
import { useKind, usesOfLessons } from "./lessons/taking.ts";
import { listeners } from "./listeners.ts";
import { fields } from "./personal-fields.ts";
import { operations } from "./routes.ts";
import { teachersLent } from "./teaching/lent-teachers.ts";

export const coursesModule = defineModule({
  name: "courses",
  operations,
  listeners,
  jobs: [holdLessonsJob, indexCoursesJob, publishCoursesJob],
  slots: [
    fill(publicPages, async () => [
      pagesIn("courses", "/courses/", publicCourses),
      pagesIn("classes", "/classes/", (ctx) => publicClasses(ctx.clock())),
    ]),
    fill(placeOnToday, onToday),
    fill(placeAlso, classesThere),
    fill(placeComing, comingAt),
    fill(offerAbout, (ctx, { offers }) =>
      aboutOffers(
        ctx,
        offers.filter(({ kind }) => kind === offerKind).map(({ ref }) => ref),
      ),
    ),
    fill(rollOccasions, lessonsOfClasses),
    fill(roomUses, (ctx, { uses }) =>
      usesOfLessons(
        ctx,
        uses.filter(({ kind }) => kind === useKind).map(({ ref }) => ref),
      ),
    ),
    fill(offerOccasions, (ctx, { offers }) =>
      lessonTimes(
        ctx,
        offers.filter(({ kind }) => kind === offerKind).map(({ ref }) => ref),
      ),
    ),
    fill(offerKinds, async (ctx) => [{ code: offerKind, name: textFor(ctx)("class.offers") }]),
    fill(offerSorts, async (ctx) =>
      courseKinds.map((kind) => ({ code: `course-${kind}`, name: textFor(ctx)(`course.sort.${kind}`) })),
    ),
    fill(exchangeUses, teachersLent),
    fill(deskToday, classesToday),
    fill(deskToday, certificatesToday),
    fill(staffLeaving, coursesOfLeaver),
    fill(actThings, coursesOfActs),
    fill(personalFields, async () => [...fields]),
    fill(personExport, (ctx, { subject }) => coursesOfPerson(ctx, subject)),
    fill(personErase, async (ctx, { subject }) => [
      { module: "courses", rows: await inTx(ctx, (inner) => forgetPerson(inner, subject)) },
    ]),
    fill(personMerge, (ctx, joining) => inTx(ctx, (inner) => mergePersons(inner, joining))),
  ],
});
