/** Classes are found in the city: by words, by where and when; and on phones. */
import assert from "node:assert/strict";
import { readCalendar } from "#libs/calendar";
import { aFacility, anOrganisation } from "#places/testing";
import type { Actor } from "#platform/auth";
import { type Ctx, inTx } from "#platform/ctx";
import { dbTest } from "#platform/testing";
import { classById } from "../classes/class-store.ts";
import { indexCourses } from "../course/search-text.ts";
import { listForDesk } from "../course/show-desk.ts";
import { editCourse } from "../course/write-course.ts";
import { lessonsOf } from "../lessons/lesson-store.ts";
import { cancelLesson } from "../lessons/write-lessons.ts";
import { aClass, courseText } from "../testing.ts";
import { classFeed } from "./feed.ts";
import { listPlaces, listPublic } from "./list-classes.ts";
import { classesThere } from "./slots.ts";

const as = <C extends Ctx>(ctx: C, actor: Actor): C => ({ ...ctx, actor });
const anOrg = (ctx: Ctx) => inTx(ctx, (inner) => anOrganisation(inner, {}));

/** Wednesdays from half past seven in the evening, three of them. */
const wednesdays = ["06-17", "06-24", "07-01"].map((day) => ({
  startsAt: `2026-${day}T11:30:00Z`,
  endsAt: `2026-${day}T13:00:00Z`,
}));

dbTest("a class is found by its words, by what its kind is called, and by when it is", async ({ ctx }) => {
  const { id: organisationId } = await anOrg(ctx);
  const ug = {
    title: "دۇتار ئاساسى",
    summary: "ئىككى تار",
    description: "",
    audience: "",
    materials: "",
  };
  const dutar = await aClass(ctx, {
    organisationId,
    course: {
      title: "都塔尔入门",
      kind: "music",
      summary: "两根弦，三支曲子",
      description: "琴由馆里借。",
      translations: { ug },
    },
    lessons: wednesdays,
  });
  const brush = await aClass(ctx, { organisationId });
  const found = async (q: string) => {
    const { items } = await listPublic(ctx, { q, limit: 100 });
    return [dutar, brush].map(({ classId }) => items.some(({ id }) => id === classId));
  };
  for (const [q, is] of [
    ["都塔尔", [true, false]],
    ["三支曲", [true, false]],
    ["دۇتار", [true, false]],
    ["音乐", [true, false]],
    ["声乐", [true, false]],
    ["Calligraphy", [false, true]],
    ["夜校 都塔尔", [true, false]],
    ["周末 都塔尔", [false, false]],
    ["作业", [false, true]],
    ["钢琴", [false, false]],
    ["%", [false, false]],
  ] as const)
    assert.deepEqual(await found(q), is, q);
  await inTx(as(ctx, dutar.publisher), (inner) =>
    editCourse(inner, {
      id: dutar.courseId,
      version: dutar.courseVersion,
      course: courseText({ title: "弹布尔入门", kind: "music" }),
      reason: "换了乐器",
    }),
  );
  assert.deepEqual(await found("都塔尔"), [false, false]);
  assert.deepEqual(await found("弹布尔"), [true, false]);
});

dbTest("a course of before there was a search is found once the job has read it", async ({ ctx }) => {
  const { id: organisationId } = await anOrg(ctx);
  const { classId, courseId } = await aClass(ctx, { organisationId, course: { title: "烙画葫芦" } });
  await ctx.db.run`update courses.course set search = null where id = ${courseId}`;
  const found = async () => (await listPublic(ctx, { q: "烙画" })).items.map(({ id }) => id);
  assert.deepEqual(await found(), []);
  assert.equal(await indexCourses(ctx), 1);
  assert.equal(await indexCourses(ctx), 0);
  assert.deepEqual(await found(), [classId]);
});

dbTest("classes of a district and of a place; the page of the place says how many", async ({ ctx }) => {
  const { id: organisationId } = await anOrg(ctx);
  const placeId = await inTx(ctx, async (inner) => (await aFacility(inner, { organisationId })).id);
  const { classId, editor } = await aClass(ctx, { organisationId, class: { placeId } });
  const inDivision = async (division: string) =>
    (await listPublic(ctx, { division, place: placeId })).items.map(({ id }) => id);
  assert.deepEqual(await inDivision("650203"), [classId]);
  assert.deepEqual(await inDivision("650200"), [classId]);
  assert.deepEqual(await inDivision("650202"), []);
  assert.ok((await listPlaces(ctx)).items.some(({ id, classes }) => id === placeId && classes === 1));
  assert.deepEqual(
    (await classesThere(ctx, { placeId })).map(({ href }) => href),
    [`/courses?place=${placeId}`],
  );
  await ctx.db
    .run`update courses.class set last_at = ${ctx.clock().subtract({ hours: 1 })} where id = ${classId}`;
  assert.deepEqual(await classesThere(ctx, { placeId }), []);
  assert.equal((await classById(ctx.db, classId))?.orgPath, editor.grants[0]?.path);
});

dbTest("what waits for a step of mine, and all that is not public, page by page", async ({ ctx }) => {
  const { id: organisationId } = await anOrg(ctx);
  const draft = await aClass(ctx, { organisationId, until: "draft" });
  const open = await aClass(ctx, { organisationId });
  const ids = async (actor: Actor, query: object) =>
    (await listForDesk(as(ctx, actor), query)).items.map(({ id }) => id);
  assert.deepEqual(await ids(draft.editor, { mine: true }), [draft.courseId]);
  assert.deepEqual(await ids(draft.reviewer, { mine: true }), []);
  assert.deepEqual(await ids(draft.reviewer, { unpublished: true }), [draft.courseId]);
  const first = await listForDesk(as(ctx, draft.editor), { limit: 1 });
  const second = await listForDesk(as(ctx, draft.editor), { limit: 1, cursor: first.next ?? "" });
  assert.deepEqual(
    [...first.items, ...second.items].map(({ id }) => id).toSorted(),
    [draft.courseId, open.courseId].toSorted(),
  );
  assert.equal(second.next, null);
});

dbTest(
  "a class on the phone: every lesson, a cancelled one struck out, its number grows",
  async ({ ctx }) => {
    const { id: organisationId } = await anOrg(ctx);
    const built = await aClass(ctx, { organisationId, lessons: wednesdays });
    const read = async () =>
      readCalendar(await classFeed(ctx, built.classId), { zone: ctx.city.zone, limit: 10 }).events;
    const before = await read();
    assert.deepEqual(
      before.map(({ summary, cancelled }) => [summary, cancelled]),
      Array.from({ length: 3 }, () => ["少儿书法启蒙", false]),
    );
    const [first] = await lessonsOf(ctx.db, [built.classId]);
    await inTx(as(ctx, built.editor), (inner) =>
      cancelLesson(inner, { id: first?.id ?? "", reason: "老师生病" }),
    );
    const after = await read();
    assert.equal(after[0]?.uid, before[0]?.uid);
    assert.equal(after[0]?.cancelled, true);
    assert.ok((after[0]?.sequence ?? 0) > (before[0]?.sequence ?? 0));
    const planned = await aClass(ctx, { organisationId, until: "planned" });
    await assert.rejects(classFeed(ctx, planned.classId), { id: "not-found" });
  },
);
