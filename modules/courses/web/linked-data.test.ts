/** What other people's programs read of courses. */
import assert from "node:assert/strict";
import { anOrganisation } from "#places/testing";
import { inTx } from "#platform/ctx";
import { dbTest } from "#platform/testing";
import { showClass, showCourse } from "../finding/show.ts";
import { aClass } from "../testing.ts";
import { classData, courseData } from "./linked-data.ts";

const base = { url: "https://culture.example.org", zone: "Asia/Shanghai" };

/** Wednesdays from half past seven in the evening, three of them. */
const wednesdays = ["06-17", "06-24", "07-01"].map((day) => ({
  startsAt: `2026-${day}T11:30:00Z`,
  endsAt: `2026-${day}T13:00:00Z`,
}));

dbTest("search engines read a course with its classes, and a class with its schedule", async ({ ctx }) => {
  const { id: organisationId } = await inTx(ctx, (inner) => anOrganisation(inner, {}));
  const built = await aClass(ctx, { organisationId, lessons: wednesdays });
  const course = courseData(await showCourse(ctx, built.courseId), base);
  assert.equal(course["@type"], "Course");
  assert.equal(course["@id"], `${base.url}/courses/${built.courseId}`);
  const instances = course.hasCourseInstance as Record<string, unknown>[];
  assert.deepEqual(
    instances.map((one) => [one["@type"], one["@id"], one.courseMode, one.startDate]),
    [["CourseInstance", `${base.url}/classes/${built.classId}`, "onsite", "2026-06-17T19:30:00+08:00"]],
  );
  const over = courseData({ ...(await showCourse(ctx, built.courseId)), classes: [] }, base);
  assert.ok(!("hasCourseInstance" in over), "nothing is said of classes where there is none");
  assert.deepEqual(instances[0]?.courseSchedule, [
    {
      "@type": "Schedule",
      startDate: "2026-06-17",
      endDate: "2026-07-01",
      startTime: "19:30",
      endTime: "21:00",
      scheduleTimezone: "Asia/Shanghai",
      byDay: "https://schema.org/Wednesday",
      repeatFrequency: "P1W",
      repeatCount: 3,
    },
  ]);
  const klass = classData(await showClass(ctx, built.classId), base) as Record<
    string,
    Record<string, unknown>
  >;
  assert.deepEqual(
    [klass.offers?.availability, klass.offers?.category, klass.instructor?.name, klass.location?.["@type"]],
    ["https://schema.org/InStock", "Free", "王老师", "Place"],
  );
});
