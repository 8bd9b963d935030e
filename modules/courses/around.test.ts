/** Teachers leave, places close or change hands: what becomes of the classes, and who is told. */
import assert from "node:assert/strict";
import { aResident, aStaff, noticesOf } from "#people/testing";
import { announceClosure, liftClosure } from "#places/filling";
import { aFacility, anOrganisation, withdrawPlace } from "#places/testing";
import type { Actor } from "#platform/auth";
import { type Ctx, inTx } from "#platform/ctx";
import { announce, deliverAll } from "#platform/events";
import { dbTest, settled } from "#platform/testing";
import { comingAt } from "./classes/at-place.ts";
import { changeTeacher } from "./classes/change-teacher.ts";
import { classById } from "./classes/class-store.ts";
import { showForDesk } from "./classes/show-desk.ts";
import { classesToday } from "./classes/today.ts";
import { editClass, openClass } from "./classes/write-class.ts";
import { coursesOfActs } from "./course/acts-about.ts";
import { coursesOfLeaver } from "./course/leaving.ts";
import { showClass } from "./finding/show.ts";
import { onToday } from "./finding/slots.ts";
import { forgetPerson, mergePersons } from "./learning/one-person.ts";
import { lessonsOf } from "./lessons/lesson-store.ts";
import { substitute } from "./lessons/write-lessons.ts";
import { listeners } from "./listeners.ts";
import { answer } from "./teaching/teachers.ts";
import { aClass, aLearner, aTeacher, classText } from "./testing.ts";

const as = <C extends Ctx>(ctx: C, actor: Actor): C => ({ ...ctx, actor });
const anOrg = (ctx: Ctx) => inTx(ctx, (inner) => anOrganisation(inner, {}));
const keysOf = async (ctx: Ctx, subject: string | null) =>
  (await noticesOf(ctx.db, subject ?? "")).map(({ key }) => key);
const todayOf = async (ctx: Ctx, actor: Actor, key: string) =>
  (await classesToday(as(ctx, actor), { day: "2026-06-12" })).filter((line) => line.key === key);

async function delivered(ctx: Ctx): Promise<void> {
  await settled(ctx.db);
  await deliverAll(ctx, [listeners]);
}

dbTest(
  "a teacher who leaves the staff leaves the seat; the desk is told until somebody else has the class",
  async ({ ctx }) => {
    const { id: organisationId } = await anOrg(ctx);
    const built = await aClass(ctx, { organisationId });
    const learner = await aLearner(ctx, built.offerId);
    const subject = built.teacher.subject ?? "";
    const account = built.teacher.account ?? "";
    const lines = await coursesOfLeaver(ctx, { subject, account, grants: [] });
    assert.deepEqual(
      lines.map(({ ref, values }) => [ref, values.count]),
      [[`class ${built.classId}`, 4]],
    );
    await inTx(ctx, (inner) => announce(inner, "staff.left", { subject, leavingId: built.classId }));
    await delivered(ctx);
    assert.deepEqual(
      (await todayOf(ctx, built.manager, "today.class-without-teacher")).map(({ href, values }) => [
        href,
        values.count,
      ]),
      [[`/desk/classes/${built.classId}`, 4]],
    );
    const desk = await showForDesk(as(ctx, built.editor), built.classId);
    assert.deepEqual([desk.teacher?.ended, desk.can.includes("change-teacher")], [true, true]);
    // Other terms can be changed meanwhile.
    const klass = await classById(ctx.db, built.classId);
    const text = classText(ctx, { placeId: klass?.placeId ?? null, teacherId: built.teacherId, places: 14 });
    const { version } = await inTx(as(ctx, built.editor), (inner) =>
      editClass(inner, { id: built.classId, version: desk.version, reason: "加座", class: text }),
    );
    const next = await inTx(ctx, (inner) => aTeacher(inner, organisationId));
    const change = (teacherId: string) =>
      inTx(as(ctx, built.editor), (inner) =>
        changeTeacher(inner, { id: built.classId, version, teacherId, reason: "王老师调走" }),
      );
    await assert.rejects(change(built.teacherId), {
      faults: [{ field: "/body/teacherId", id: "class.unknown-teacher" }],
    });
    assert.equal((await change(next.teacherId)).told, 2, "the learner and the new teacher");
    assert.deepEqual(await keysOf(ctx, learner.subject), ["notice.class-teacher"]);
    assert.deepEqual(await keysOf(ctx, next.teacher.subject), ["notice.class-yours"]);
    assert.deepEqual(await todayOf(ctx, built.manager, "today.class-without-teacher"), []);
    assert.deepEqual(
      (await lessonsOf(ctx.db, [built.classId])).map(({ teacherId }) => teacherId === next.teacherId),
      [true, true, true, true],
    );
  },
);

dbTest("who takes a class has no other lesson then, and a substitute keeps theirs", async ({ ctx }) => {
  const { id: organisationId } = await anOrg(ctx);
  const built = await aClass(ctx, { organisationId });
  const busy = await aClass(ctx, { organisationId });
  const version = async () => (await classById(ctx.db, built.classId))?.version ?? 0;
  const change = async (teacherId: string) => {
    const input = { id: built.classId, version: await version(), teacherId, reason: "换人" };
    return inTx(as(ctx, built.editor), (inner) => changeTeacher(inner, input));
  };
  await assert.rejects(change(busy.teacherId), {
    faults: [{ field: "/body/teacherId", id: "lesson.teacher-taken" }],
  });
  const [stands, next] = [
    await inTx(ctx, (inner) => aTeacher(inner, organisationId)),
    await inTx(ctx, (inner) => aTeacher(inner, organisationId)),
  ];
  await inTx(as(ctx, built.editor), (inner) =>
    substitute(inner, { id: built.lessonIds[1] ?? "", teacherId: stands.teacherId, reason: "外出" }),
  );
  await change(next.teacherId);
  assert.deepEqual(
    (await lessonsOf(ctx.db, [built.classId])).map(({ teacherId }) => teacherId),
    [next.teacherId, stands.teacherId, next.teacherId, next.teacherId],
  );
  assert.ok((await keysOf(ctx, built.teacher.subject)).includes("notice.class-handed"));
});

dbTest("a class whose teacher left does not open, whatever they had said", async ({ ctx }) => {
  const { id: organisationId } = await anOrg(ctx);
  const built = await aClass(ctx, { organisationId, until: "planned" });
  const { classId: id } = built;
  await inTx(as(ctx, built.teacher), (inner) => answer(inner, { id, says: "yes" }));
  await inTx(ctx, (inner) => forgetPerson(inner, built.teacher.subject ?? ""));
  const version = (await classById(ctx.db, id))?.version ?? 0;
  await assert.rejects(
    inTx(as(ctx, built.publisher), (inner) => openClass(inner, { id, version })),
    { id: "class.missing.teacher" },
  );
  assert.equal((await todayOf(ctx, built.editor, "today.class-without-teacher")).length, 1);
});

dbTest(
  "joined accounts with two seats: the lessons go along where there is time for them",
  async ({ ctx }) => {
    const { id: organisationId } = await anOrg(ctx);
    const gone = await aClass(ctx, { organisationId });
    const [from, into] = [gone.teacher, (await inTx(ctx, (inner) => aResident(inner))).actor];
    const stays = await inTx(ctx, (inner) => aTeacher(inner, organisationId));
    await ctx.db.run`update courses.teacher set subject = ${into.subject} where id = ${stays.teacherId}`;
    const [first] = await lessonsOf(ctx.db, [gone.classId]);
    const clash = first && { startsAt: first.startsAt.toString(), endsAt: first.endsAt.toString() };
    await aClass(ctx, {
      organisationId,
      class: { teacherId: stays.teacherId },
      lessons: clash ? [clash] : [],
      until: "planned",
    });
    const person = ({ account, subject }: Actor) => ({ account: account ?? "", subject: subject ?? "" });
    await inTx(ctx, (inner) => mergePersons(inner, { from: person(from), into: person(into) }));
    assert.equal((await classById(ctx.db, gone.classId))?.teacherId, stays.teacherId);
    assert.deepEqual(
      (await lessonsOf(ctx.db, [gone.classId])).map(({ teacherId }) => teacherId === stays.teacherId),
      [false, true, true, true],
    );
    assert.equal((await todayOf(ctx, gone.manager, "today.class-without-teacher"))[0]?.values.count, 1);
  },
);

dbTest(
  "a place closes: once a class everybody is told that the organiser decides, and the desk is",
  async ({ ctx }) => {
    const { id: organisationId } = await anOrg(ctx);
    const placeId = await inTx(ctx, async (inner) => (await aFacility(inner, { organisationId })).id);
    const lessons = ["13", "14", "20"].map((day) => ({
      startsAt: `2026-06-${day}T04:00:00Z`,
      endsAt: `2026-06-${day}T05:30:00Z`,
    }));
    const closesAt = "2026-06-13T03:00:00Z";
    const built = await aClass(ctx, { organisationId, class: { placeId, closesAt }, lessons });
    const learner = await aLearner(ctx, built.offerId);
    assert.deepEqual(await comingAt(ctx, { placeId }), [{ events: 1, claims: 1 }]);
    const { id } = await inTx(ctx, (inner) =>
      announceClosure(inner, placeId, {
        startsAt: ctx.clock().add({ hours: 1 }),
        endsAt: ctx.clock().add({ hours: 72 }),
        reason: "repair",
      }),
    );
    await delivered(ctx);
    await deliverAll(ctx, [listeners]);
    const told = (await noticesOf(ctx.db, learner.subject)).map(({ key, data }) => [key, data.count]);
    assert.deepEqual(told, [["notice.class-place-closes", 2]]);
    assert.ok((await keysOf(ctx, built.teacher.subject)).includes("notice.class-place-closes"));
    const closed = async () =>
      (await showClass(ctx, built.classId)).lessonsList.map((one) => one.placeClosed);
    assert.deepEqual(await closed(), [true, true, false]);
    assert.equal((await onToday(ctx, { placeId, day: "2026-06-13" }))[0]?.closed, true);
    assert.equal((await todayOf(ctx, built.editor, "today.lesson-place-closed")).length, 2);
    await inTx(ctx, (inner) => liftClosure(inner, placeId, id));
    await delivered(ctx);
    assert.deepEqual((await keysOf(ctx, learner.subject)).toSorted(), [
      "notice.class-place-closes",
      "notice.class-place-opens",
    ]);
    assert.deepEqual(await closed(), [false, false, false]);
    await inTx(as(ctx, built.publisher), (inner) => withdrawPlace(inner, placeId));
    await delivered(ctx);
    assert.equal((await keysOf(ctx, learner.subject)).length, 3);
  },
);

dbTest(
  "a place changes hands: the managers of both sides hear of the classes that go on there",
  async ({ ctx }) => {
    const [from, to] = [await anOrg(ctx), await anOrg(ctx)];
    const placeId = await inTx(
      ctx,
      async (inner) => (await aFacility(inner, { organisationId: from.id })).id,
    );
    await aClass(ctx, { organisationId: from.id, class: { placeId } });
    const [giver, taker, clerk] = await inTx(ctx, async (inner) => [
      await aStaff(inner, { organisationId: from.id, role: "manager" }),
      await aStaff(inner, { organisationId: to.id, role: "manager" }),
      await aStaff(inner, { organisationId: to.id, role: "clerk" }),
    ]);
    const news = {
      handoverId: placeId,
      placeId,
      fromOrganisationId: from.id,
      toOrganisationId: to.id,
      on: "2026-06-12",
      staff: [],
      stock: [],
    };
    await inTx(ctx, (inner) => announce(inner, "place.handed-over", news));
    await delivered(ctx);
    assert.deepEqual(await keysOf(ctx, giver?.subject ?? ""), ["notice.class-place-handed-over"]);
    assert.deepEqual(await keysOf(ctx, taker?.subject ?? ""), ["notice.class-place-taken-over"]);
    assert.deepEqual(await keysOf(ctx, clerk?.subject ?? ""), []);
  },
);

dbTest("what an act concerned is told to those who see the course at the desk", async ({ ctx }) => {
  const { id: organisationId } = await anOrg(ctx);
  const built = await aClass(ctx, { organisationId });
  const learner = await aLearner(ctx, built.offerId);
  const things = [
    { kind: "course", id: built.courseId },
    { kind: "lesson", id: built.lessonIds[0] ?? "" },
    { kind: "claim", id: learner.claimId },
  ];
  assert.deepEqual(
    (await coursesOfActs(as(ctx, built.editor), { things })).map(({ kind, href }) => [kind, href]),
    [
      ["course", `/desk/courses/${built.courseId}`],
      ["lesson", `/desk/classes/${built.classId}`],
      ["claim", `/desk/classes/${built.classId}`],
    ],
  );
  assert.deepEqual(await coursesOfActs(as(ctx, learner.actor), { things }), []);
});

dbTest("who wrote courses hands them on, with what waits for their roles", async ({ ctx }) => {
  const { id: organisationId, path } = await anOrg(ctx);
  const draft = await aClass(ctx, { organisationId, until: "draft" });
  const open = await aClass(ctx, { organisationId });
  const of = async ({ subject, account }: Actor, role: "editor" | "reviewer") =>
    (
      await coursesOfLeaver(ctx, { subject: subject ?? "", account: account ?? "", grants: [{ role, path }] })
    ).map(({ key }) => key);
  assert.deepEqual(await of(draft.editor, "editor"), ["leaving.line.course-draft"]);
  assert.deepEqual(await of(open.editor, "editor"), ["leaving.line.course-published"]);
  await ctx.db.run`update courses.course set state = 'submitted' where id = ${draft.courseId}`;
  assert.deepEqual(await of(open.reviewer, "reviewer"), ["leaving.line.course-waiting"]);
});
