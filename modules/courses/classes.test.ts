import assert from "node:assert/strict";
import { offersOf } from "#booking";
import { cancelClaim, claim } from "#booking/filling";
import { aWaiting } from "#booking/testing";
import { aResident, noticesOf } from "#people/testing";
import { anOrganisation } from "#places/testing";
import type { Actor } from "#platform/auth";
import { type Ctx, inTx, type TxCtx } from "#platform/ctx";
import { dbTest } from "#platform/testing";
import { someStaff } from "#programme/testing";
import { classById } from "./classes/class-store.ts";
import { showForDesk } from "./classes/show-desk.ts";
import { classesToday } from "./classes/today.ts";
import { cancelClass, createClass, editClass, openClass } from "./classes/write-class.ts";
import { editCourse, stepCourse } from "./course/write-course.ts";
import { listPublic } from "./finding/list-classes.ts";
import { showClass, showCourse } from "./finding/show.ts";
import { lessonById, lessonsOf } from "./lessons/lesson-store.ts";
import { addLessons, cancelLesson, editLesson, planned, substitute } from "./lessons/write-lessons.ts";
import { answer, dismiss } from "./teaching/teachers.ts";
import { aClass, aLearner, aTeacher, classText, courseText, lessonTimes } from "./testing.ts";

const as = <C extends Ctx>(ctx: C, actor: Actor): C => ({ ...ctx, actor });
const anOrg = (ctx: Ctx) => inTx(ctx, (inner) => anOrganisation(inner, {}));

dbTest(
  "a course is published by others than wrote it, and only then its classes are open",
  async ({ ctx }) => {
    const { id: organisationId } = await anOrg(ctx);
    const built = await aClass(ctx, { organisationId, until: "draft" });
    const { courseId: id } = built;
    await assert.rejects(showCourse(ctx, id), { id: "not-found" });
    await assert.rejects(
      inTx(as(ctx, built.publisher), (inner) => stepCourse(inner, { id, version: 1, step: "publish" })),
      { id: "publishing.wrong-state" },
    );
    let { version } = await inTx(as(ctx, built.editor), (inner) =>
      stepCourse(inner, { id, version: 1, step: "submit" }),
    );
    await assert.rejects(
      inTx(as(ctx, built.editor), (inner) => stepCourse(inner, { id, version, step: "check" })),
      { status: 403 },
    );
    for (const [step, by] of [
      ["check", built.reviewer],
      ["approve", built.publisher],
      ["publish", built.publisher],
    ] as const)
      ({ version } = await inTx(as(ctx, by), (inner) => stepCourse(inner, { id, version, step })));
    assert.equal((await showCourse(ctx, id)).title, "少儿书法启蒙");
    await assert.rejects(
      inTx(as(ctx, built.publisher), (inner) => editCourse(inner, { id, version, course: courseText() })),
      { faults: [{ field: "/body/reason", id: "missing" }] },
    );
  },
);

dbTest("a course is not submitted while words are missing", async ({ ctx }) => {
  const { id: organisationId } = await anOrg(ctx);
  const built = await aClass(ctx, { organisationId, course: { summary: "" }, until: "draft" });
  await assert.rejects(
    inTx(as(ctx, built.editor), (inner) =>
      stepCourse(inner, { id: built.courseId, version: 1, step: "submit" }),
    ),
    { faults: [{ field: "/body/course/summary", id: "missing" }] },
  );
});

dbTest("a class opens once its teacher has said yes, and enrolling is claiming a place", async ({ ctx }) => {
  const { id: organisationId } = await anOrg(ctx);
  const built = await aClass(ctx, { organisationId, until: "planned" });
  const { classId: id } = built;
  const open = async () =>
    inTx(as(ctx, built.publisher), async (inner) =>
      openClass(inner, { id, version: (await classById(inner.db, id))?.version ?? 0 }),
    );
  await assert.rejects(open(), { id: "class.missing.answer" });
  await inTx(as(ctx, built.teacher), (inner) => answer(inner, { id, says: "no" }));
  await assert.rejects(open(), { id: "class.missing.answer" });
  await inTx(as(ctx, built.teacher), (inner) => answer(inner, { id, says: "yes" }));
  await open();
  const view = await showClass(ctx, id);
  assert.equal(view.admission.state, "open");
  assert.equal(view.admission.left, 10, "two of twelve are kept for the counter");
  assert.equal(view.offer?.counterLeft, 2);
  assert.equal(view.lessonsList.length, 4);
  await aLearner(ctx, view.offer?.id ?? "");
  assert.equal((await showClass(ctx, id)).admission.left, 9);
  await assert.rejects(
    inTx(as(ctx, built.teacher), (inner) => answer(inner, { id, says: "no" })),
    { id: "class.open-already" },
  );
});

dbTest("who said yes to other lessons is asked again, once, and nothing opens before", async ({ ctx }) => {
  const { id: organisationId } = await anOrg(ctx);
  const built = await aClass(ctx, { organisationId, until: "planned" });
  const { classId: id } = built;
  const yes = () => inTx(as(ctx, built.teacher), (inner) => answer(inner, { id, says: "yes" }));
  const says = async () => (await classById(ctx.db, id))?.teacherSays;
  const [first = "", second = ""] = built.lessonIds;
  const [, , , , fifth, sixth] = lessonTimes(ctx, 6);
  if (!fifth || !sixth) throw new Error("six were asked for");
  const still = { topic: "", placeId: null, spaceId: null };
  const change = [
    (c: TxCtx) => editLesson(c, { id: first, ...fifth, ...still }),
    (c: TxCtx) => cancelLesson(c, { id: second }),
    async (c: TxCtx) =>
      addLessons(c, { id, version: (await classById(c.db, id))?.version ?? 0, lessons: [sixth] }),
  ];
  for (const one of change) {
    await yes();
    await inTx(as(ctx, built.editor), one);
    assert.equal(await says(), null);
  }
  await assert.rejects(
    inTx(as(ctx, built.publisher), async (inner) =>
      openClass(inner, { id, version: (await classById(inner.db, id))?.version ?? 0 }),
    ),
    { id: "class.missing.answer" },
  );
  await inTx(as(ctx, built.editor), (inner) => cancelLesson(inner, { id: first }));
  const told = await noticesOf(ctx.db, built.teacher.subject ?? "");
  assert.equal(told.filter(({ key }) => key === "notice.class-asks-again").length, change.length);
});

dbTest("the last place goes to one, who waits gets what is given back", async ({ ctx }) => {
  const { id: organisationId } = await anOrg(ctx);
  const start = ctx.clock().add({ hours: 24 * 10 });
  const { offerId } = await aClass(ctx, {
    organisationId,
    class: { places: 1, counterPlaces: 0, minimum: 1, closesAt: ctx.clock().add({ hours: 48 }).toString() },
    lessons: [{ startsAt: start.toString(), endsAt: start.add({ hours: 1 }).toString() }],
  });
  const first = await aLearner(ctx, offerId);
  await assert.rejects(aLearner(ctx, offerId), { id: "claim.none-left" });
  await inTx(as(ctx, first.actor), (inner) => cancelClaim(inner, { claimId: first.claimId }));
  await aLearner(ctx, offerId);
});

dbTest(
  "a class that holds to its ages refuses others, and asks for a birthday nobody knows",
  async ({ ctx }) => {
    const { id: organisationId } = await anOrg(ctx);
    const built = await aClass(ctx, { organisationId, class: { agesStrict: true } });
    const { offerId, classId: id } = built;
    const enrol = (born: string | null) => aLearner(ctx, offerId, { born });
    await assert.rejects(enrol(null), { id: "rule.age-unknown" });
    await assert.rejects(enrol("1990-05-04"), { id: "rule.too-old" });
    await enrol("2017-05-04");
    const asking = await inTx(ctx, (inner) => aResident(inner, { born: null }));
    const view = await showClass(as(ctx, asking.actor), id);
    assert.deepEqual([view.notForAge, view.offer?.unmet.length], [null, 1]);
    const klass = await classById(ctx.db, id);
    await inTx(as(ctx, built.manager), async (inner) =>
      editClass(inner, {
        id,
        version: klass?.version ?? 0,
        class: { ...(await showForDesk(as(inner, built.manager), id)).text, agesStrict: false },
        reason: "也欢迎家长",
      }),
    );
    await enrol("1990-05-04");
  },
);

dbTest("no class is decided about on a day that is over", async ({ ctx }) => {
  const { id: organisationId } = await anOrg(ctx);
  await assert.rejects(aClass(ctx, { organisationId, class: { decideOn: "2020-01-01" } }), {
    faults: [{ field: "/body/class/decideOn", id: "class.decide-past", data: {} }],
  });
});

dbTest(
  "no class is decided about after its first lesson: it does not open, is not changed to, and follows lessons that come earlier",
  async ({ ctx }) => {
    const { id: organisationId } = await anOrg(ctx);
    const day = (hours: number) =>
      ctx.clock().add({ hours }).toZonedDateTimeISO(ctx.city.zone).toPlainDate().toString();
    const [first, later] = [day(24), day(48)];
    await assert.rejects(aClass(ctx, { organisationId, class: { decideOn: later } }), {
      id: "class.missing.decision",
    });
    const built = await aClass(ctx, { organisationId, class: { decideOn: first } });
    const edit = async (decideOn: string) => {
      const klass = await classById(ctx.db, built.classId);
      return inTx(as(ctx, built.manager), async (inner) =>
        editClass(inner, {
          ...{ id: built.classId, version: klass?.version ?? 0, reason: "改期" },
          class: { ...(await showForDesk(as(inner, built.manager), built.classId)).text, decideOn },
        }),
      );
    };
    await assert.rejects(edit(later), {
      faults: [{ field: "/body/class/decideOn", id: "class.decide-late" }],
    });
    const [lesson = ""] = built.lessonIds;
    const startsAt = ctx.clock().add({ hours: 2 });
    const times = { startsAt: startsAt.toString(), endsAt: startsAt.add({ minutes: 90 }).toString() };
    const where = { placeId: null, spaceId: null };
    await inTx(as(ctx, built.manager), (inner) =>
      editLesson(inner, { id: lesson, topic: "", ...where, ...times, reason: "老师出差" }),
    );
    assert.equal((await classById(ctx.db, built.classId))?.decideOn, day(2));
  },
);

dbTest("more than one place is not claimed by one person", async ({ ctx }) => {
  const { id: organisationId } = await anOrg(ctx);
  const { offerId } = await aClass(ctx, { organisationId });
  const { actor } = await inTx(ctx, (inner) => aResident(inner));
  await assert.rejects(
    inTx(as(ctx, actor), (inner) => claim(inner, { offerId, size: 2 })),
    { id: "claim.too-many" },
  );
});

dbTest(
  "no teacher has two lessons at one time, and no room: the database refuses, the field says which",
  async ({ ctx }) => {
    const { id: organisationId } = await anOrg(ctx);
    const built = await aClass(ctx, { organisationId });
    const klass = await classById(ctx.db, built.classId);
    const other = (change: object) =>
      aClass(ctx, {
        organisationId,
        class: { placeId: klass?.placeId ?? null, ...change },
        until: "planned",
      });
    await assert.rejects(other({ spaceId: klass?.spaceId }), {
      faults: [{ field: "/body/lessons/0/startsAt", id: "lesson.room-taken" }],
    });
    await assert.rejects(other({ teacherId: built.teacherId, spaceId: null }), {
      faults: [{ field: "/body/lessons/0/startsAt", id: "lesson.teacher-taken" }],
    });
    await other({ spaceId: null });
    await ctx.db.tx(async (tx) => {
      await tx.run`alter table courses.lesson drop constraint lesson_room_free`;
      await tx.run`
      insert into courses.lesson (id, class_id, starts_at, ends_at, space_id, changed_at)
      select gen_random_uuid(), l.class_id, l.starts_at + interval '2 hours', l.ends_at + interval '2 hours', l.space_id, l.changed_at
        from courses.lesson l where l.class_id = ${built.classId}`;
      const { twice } = await tx.one<{ twice: number }>`
      select count(*)::int as twice from courses.lesson where class_id = ${built.classId}`;
      assert.equal(twice, 8);
      await tx.run`delete from courses.lesson l where l.class_id = ${built.classId} and l.teacher_id is null`;
      await tx.run`
      alter table courses.lesson add constraint lesson_room_free exclude using gist (space_id with =, tstzrange(starts_at, ends_at) with &&)
        where (cancelled_at is null and space_id is not null)`;
    });
  },
);

dbTest("two desks that plan the same room at one moment: one of them gets it", async ({ ctx }) => {
  const { id: organisationId } = await anOrg(ctx);
  const one = await aClass(ctx, { organisationId, until: "planned", lessons: [] });
  const klass = await classById(ctx.db, one.classId);
  const two = await aClass(ctx, {
    organisationId,
    until: "planned",
    lessons: [],
    class: { placeId: klass?.placeId ?? null, spaceId: klass?.spaceId ?? null },
  });
  const lessons = lessonTimes(ctx, 1);
  const results = await Promise.allSettled(
    [one, two].map((built) =>
      inTx(as(ctx, built.editor), (inner) =>
        addLessons(inner, { id: built.classId, version: built.version, lessons }),
      ),
    ),
  );
  assert.deepEqual(results.map(({ status }) => status).toSorted(), ["fulfilled", "rejected"]);
});

dbTest("lessons come from a rule, each with what is against it", async ({ ctx }) => {
  const { id: organisationId } = await anOrg(ctx);
  const { classId: id } = await aClass(ctx, { organisationId, until: "planned" });
  const [first] = lessonTimes(ctx);
  if (!first) throw new Error("lessons were made");
  const repeat = { weekdays: [], weeks: 1, until: null, count: 3 };
  const { items, more } = await planned(ctx, { id, first, repeat });
  assert.equal(more, false);
  assert.deepEqual(
    items.map(({ day, against }) => [day, against]),
    [
      ["2026-06-13", "there-already"],
      ["2026-06-20", null],
      ["2026-06-27", null],
    ],
  );
  await assert.rejects(planned(ctx, { id, first, repeat: { ...repeat, count: null } }), {
    faults: [{ field: "/body/repeat/until", id: "repeat.no-end" }],
  });
});

dbTest(
  "a class of the evening and one of the weekend are found as such, by age and while they are open",
  async ({ ctx }) => {
    const { id: organisationId } = await anOrg(ctx);
    const evening = await aClass(ctx, { organisationId, course: { title: "夜校古筝" } });
    const saturday = (weeks: number) => {
      const startsAt = `2026-0${weeks > 2 ? 7 : 6}-${["20", "27", "04"][weeks - 1]}T02:00:00Z`;
      return { startsAt, endsAt: startsAt.replace("T02", "T03") };
    };
    const weekend = await aClass(ctx, {
      organisationId,
      course: { title: "周末素描" },
      class: { ageFrom: 18, ageTo: null },
      lessons: [saturday(1), saturday(2), saturday(3)],
    });
    const place = async (id: string) => (await classById(ctx.db, id))?.placeId ?? "";
    const ids = async (query: object) => (await listPublic(ctx, query)).items.map(({ id }) => id);
    const has = async (query: object, built: { classId: string }) =>
      (await ids(query)).includes(built.classId);
    assert.ok(await has({ evening: "yes" }, evening));
    assert.ok(!(await has({ evening: "yes" }, weekend)));
    assert.ok(await has({ weekend: "yes" }, weekend));
    assert.ok(await has({ age: 30 }, weekend));
    assert.ok(!(await has({ age: 30 }, evening)));
    assert.ok(await has({ q: "素描" }, weekend));
    assert.deepEqual(await ids({ place: await place(weekend.classId) }), [weekend.classId]);
    assert.ok(await has({ open: "yes" }, weekend));
    await ctx.db
      .run`update courses.class set closes_at = ${ctx.clock().subtract({ hours: 1 })} where id = ${weekend.classId}`;
    assert.ok(!(await has({ open: "yes" }, weekend)));
    const first = await listPublic(ctx, { limit: 1 });
    const second = await listPublic(ctx, { limit: 1, ...(first.next && { cursor: first.next }) });
    assert.notEqual(first.items[0]?.id, second.items[0]?.id);
  },
);

dbTest(
  "a lesson moves, is cancelled and made up for: everybody in the class is told, the offer follows",
  async ({ ctx }) => {
    const { id: organisationId } = await anOrg(ctx);
    const built = await aClass(ctx, { organisationId });
    const learner = await aLearner(ctx, built.offerId);
    const [first, second] = await lessonsOf(ctx.db, [built.classId]);
    if (!first || !second) throw new Error("a class has lessons");
    const editing = as(ctx, built.editor);
    const where = { placeId: first.placeId, spaceId: first.spaceId };
    const later = {
      startsAt: first.startsAt.add({ hours: 3 }).toString(),
      endsAt: first.endsAt.add({ hours: 3 }).toString(),
    };
    await assert.rejects(
      inTx(editing, (inner) => editLesson(inner, { id: first.id, topic: "", ...where, ...later })),
      { faults: [{ field: "/body/reason", id: "missing" }] },
    );
    const moved = await inTx(editing, (inner) =>
      editLesson(inner, { id: first.id, topic: "", ...where, ...later, reason: "教室检修" }),
    );
    assert.equal(moved.told, 2, "the learner and the teacher");
    assert.equal((await offersOf(ctx.db, [built.offerId])).get(built.offerId)?.startsAt, later.startsAt);
    await inTx(editing, (inner) => cancelLesson(inner, { id: second.id, reason: "老师生病" }));
    const version = (await classById(ctx.db, built.classId))?.version ?? 0;
    const [, , , , , makeUp] = lessonTimes(ctx, 6);
    if (!makeUp) throw new Error("times were made");
    await inTx(editing, (inner) =>
      addLessons(inner, { id: built.classId, version, lessons: [makeUp], makesUp: second.id }),
    );
    const view = await showClass(ctx, built.classId);
    assert.equal(view.lessonsList.at(-1)?.makesUp, second.startsAt.toString());
    assert.equal(view.endsAt, makeUp.endsAt);
    assert.deepEqual((await noticesOf(ctx.db, learner.subject)).map(({ key }) => key).toSorted(), [
      "notice.lesson-cancelled",
      "notice.lesson-made-up",
      "notice.lesson-moved",
    ]);
    await assert.rejects(
      inTx(editing, async (inner) =>
        addLessons(inner, {
          id: built.classId,
          version: (await classById(inner.db, built.classId))?.version ?? 0,
          lessons: lessonTimes(ctx, 8).slice(7),
          makesUp: first.id,
        }),
      ),
      { id: "lesson.nothing-to-make-up" },
    );
  },
);

dbTest(
  "somebody stands in for the teacher, and nobody's seat ends while lessons are theirs",
  async ({ ctx }) => {
    const { id: organisationId } = await anOrg(ctx);
    const built = await aClass(ctx, { organisationId });
    const other = await inTx(ctx, (inner) => aTeacher(inner, organisationId));
    const [lessonId] = built.lessonIds;
    if (!lessonId) throw new Error("a class has lessons");
    await inTx(as(ctx, built.editor), (inner) =>
      substitute(inner, { id: lessonId, teacherId: other.teacherId, reason: "老师生病" }),
    );
    assert.equal((await lessonById(ctx.db, lessonId))?.teacherId, other.teacherId);
    assert.equal((await showClass(ctx, built.classId)).lessonsList[0]?.substitute, "王老师");
    await assert.rejects(
      inTx(as(ctx, built.publisher), (inner) => dismiss(inner, other.teacherId)),
      { id: "teacher.has-lessons" },
    );
    const elsewhere = await anOrg(ctx);
    const stranger = await inTx(ctx, (inner) => aTeacher(inner, elsewhere.id));
    await assert.rejects(
      inTx(as(ctx, built.editor), (inner) =>
        substitute(inner, { id: lessonId, teacherId: stranger.teacherId, reason: "老师生病" }),
      ),
      { faults: [{ field: "/body/teacherId", id: "class.unknown-teacher" }] },
    );
  },
);

dbTest(
  "below the minimum the manager is warned before the day, and cancels with everybody told",
  async ({ ctx }) => {
    const { id: organisationId, path } = await anOrg(ctx);
    const built = await aClass(ctx, { organisationId });
    const learner = await aLearner(ctx, built.offerId);
    const manager = await inTx(ctx, (inner) => someStaff(inner, path, "manager"));
    const below = async (who: Actor) =>
      (await classesToday(as(ctx, who), { day: "2026-06-12" })).flatMap(({ key, values }) =>
        key === "today.class-below" ? [[values.enrolled, values.minimum]] : [],
      );
    assert.deepEqual(await below(manager), [[1, 3]]);
    assert.deepEqual(await below(built.editor), []);
    assert.deepEqual((await showForDesk(as(ctx, manager), built.classId)).can.includes("keep"), true);
    const version = (await classById(ctx.db, built.classId))?.version ?? 0;
    const { told } = await inTx(as(ctx, manager), (inner) =>
      cancelClass(inner, { id: built.classId, version, reason: "报名人数不足" }),
    );
    assert.equal(told, 2, "the learner and the teacher");
    assert.deepEqual(
      (await noticesOf(ctx.db, learner.subject)).map(({ key }) => key),
      ["notice.class-cancelled"],
    );
    assert.deepEqual(
      (await noticesOf(ctx.db, built.teacher.subject ?? "")).map(({ key }) => key).toSorted(),
      ["notice.class-asks", "notice.class-cancelled-taught"],
    );
    const view = await showClass(ctx, built.classId);
    assert.deepEqual([view.state, view.admission.state], ["cancelled", "cancelled"]);
    await assert.rejects(aLearner(ctx, built.offerId), { id: "claim.offer-closed" });
    assert.deepEqual(await below(manager), []);
  },
);

dbTest(
  "who waits for a class that is cancelled is told it once, and whoever was to stand in",
  async ({ ctx }) => {
    const { id: organisationId, path } = await anOrg(ctx);
    const built = await aClass(ctx, { organisationId, class: { places: 2, counterPlaces: 0, minimum: 1 } });
    const manager = await inTx(ctx, (inner) => someStaff(inner, path, "manager"));
    await aLearner(ctx, built.offerId);
    const offered = await aLearner(ctx, built.offerId);
    const [first, second] = [
      await inTx(ctx, (inner) => aWaiting(inner, built.offerId)),
      await inTx(ctx, (inner) => aWaiting(inner, built.offerId)),
    ];
    // The first in line is offered the place that is given back, and only the second still waits.
    await inTx(as(ctx, offered.actor), (inner) => cancelClaim(inner, { claimId: offered.claimId }));
    const stands = await inTx(ctx, (inner) => aTeacher(inner, organisationId));
    await inTx(as(ctx, built.editor), (inner) =>
      substitute(inner, { id: built.lessonIds[1] ?? "", teacherId: stands.teacherId, reason: "外出" }),
    );
    const version = (await classById(ctx.db, built.classId))?.version ?? 0;
    const { told } = await inTx(as(ctx, manager), (inner) =>
      cancelClass(inner, { id: built.classId, version, reason: "教室漏水" }),
    );
    const ofCancelling = async (subject: string | null) =>
      (await noticesOf(ctx.db, subject ?? "")).flatMap(({ key, data }) =>
        data.reason === "教室漏水" ? [key] : [],
      );
    assert.deepEqual(await ofCancelling(first.subject), ["notice.class-cancelled"]);
    assert.deepEqual(await ofCancelling(second.subject), ["notice.line.closed"]);
    assert.deepEqual(await ofCancelling(stands.teacher.subject), ["notice.class-cancelled-taught"]);
    assert.equal(told, 5, "a learner, one who was offered a place, one who waits, two teachers");
  },
);

dbTest("places are not fewer than those taken, and an open class keeps its teacher", async ({ ctx }) => {
  const { id: organisationId } = await anOrg(ctx);
  const built = await aClass(ctx, { organisationId });
  await aLearner(ctx, built.offerId);
  await aLearner(ctx, built.offerId);
  const klass = await classById(ctx.db, built.classId);
  if (!klass) throw new Error("a class was made");
  const edit = (change: object) =>
    inTx(as(ctx, built.editor), (inner) =>
      editClass(inner, {
        id: klass.id,
        version: klass.version,
        reason: "教室变小",
        class: classText(ctx, { placeId: klass.placeId, teacherId: klass.teacherId, ...change }),
      }),
    );
  await assert.rejects(edit({ places: 1, counterPlaces: 0, minimum: 1 }), { id: "offer.quota-below-taken" });
  await assert.rejects(edit({ teacherId: null }), { id: "class.teacher-stays" });
  await assert.rejects(edit({ closesAt: ctx.clock().add({ hours: 30 }).toString() }), {
    faults: [
      {
        field: "/body/class/closesAt",
        id: "class.closes-late",
        data: { at: klass.firstAt?.toString() ?? "" },
      },
    ],
  });
  await edit({ places: 2, counterPlaces: 0, minimum: 1 });
  assert.equal((await showClass(ctx, klass.id)).admission.state, "full");
});

dbTest("every field of a class that is wrong is named", async ({ ctx }) => {
  const { id: organisationId } = await anOrg(ctx);
  const { courseId, editor } = await aClass(ctx, { organisationId, until: "published" });
  const wrong = classText(ctx, {
    ageFrom: 12,
    ageTo: 7,
    minimum: 20,
    counterPlaces: 13,
    closesAt: "2026-01-01T00:00:00Z",
  });
  const error = await inTx(as(ctx, editor), (inner) =>
    createClass(inner, { id: courseId, class: wrong }),
  ).catch((thrown: unknown) => thrown);
  assert.deepEqual(
    (error as { faults: { field: string }[] }).faults.map(({ field }) => field),
    ["/body/class/ageTo", "/body/class/minimum", "/body/class/counterPlaces", "/body/class/closesAt"],
  );
});
