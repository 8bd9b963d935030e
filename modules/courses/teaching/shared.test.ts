/** A house offers a teacher to the others. */
import assert from "node:assert/strict";
import { anOrganisation } from "#places/testing";
import { inTx } from "#platform/ctx";
import { dbTest } from "#platform/testing";
import { someStaff } from "#programme/testing";
import { createClass } from "../classes/write-class.ts";
import { holdLessons } from "../lessons/hold-lessons.ts";
import { aClass, aTeacher, classText } from "../testing.ts";
import { teachersLent } from "./lent-teachers.ts";
import { answer, listForDesk, share } from "./teachers.ts";

dbTest(
  "another house chooses a teacher who is shared, who says yes themself; what they taught there is lent",
  async ({ ctx }) => {
    const [lender, borrower] = await inTx(ctx, async (inner) => [
      await anOrganisation(inner),
      await anOrganisation(inner),
    ]);
    assert.ok(lender && borrower);
    const { teacher, teacherId } = await inTx(ctx, (inner) => aTeacher(inner, lender.id));
    const course = await aClass(ctx, { organisationId: borrower.id, until: "published" });
    const opens = () =>
      inTx({ ...ctx, actor: course.editor }, (inner) =>
        createClass(inner, { id: course.courseId, class: classText(ctx, { teacherId }) }),
      );
    await assert.rejects(opens(), {
      faults: [{ field: "/body/class/teacherId", id: "class.unknown-teacher", data: {} }],
    });
    const sharing = (shared: boolean) => inTx(ctx, (inner) => share(inner, { id: teacherId, shared }));
    await sharing(true);
    const actor = await inTx(ctx, (inner) => someStaff(inner, borrower.path, "publisher"));
    const { items, offered } = await listForDesk({ ...ctx, actor });
    assert.ok(offered.some(({ id, organiser }) => id === teacherId && organiser.id === lender.id));
    assert.ok(
      items.every(({ id }) => id !== teacherId),
      "it is not one of theirs",
    );
    const { id: classId } = await opens();
    await sharing(false);
    await assert.rejects(opens(), { id: "input.invalid" });
    await inTx({ ...ctx, actor: teacher }, (inner) => answer(inner, { id: classId, says: "yes" }));

    await sharing(true);
    const taught = await aClass(ctx, { organisationId: borrower.id });
    await ctx.db
      .run`update courses.lesson set teacher_id = ${teacherId} where id = any(${taught.lessonIds.slice(0, 2)}::uuid[])`;
    const after = { ...ctx, clock: () => ctx.clock().add({ hours: 24 * 6 }) };
    await holdLessons(after);
    const span = { from: ctx.clock(), to: after.clock() };
    const row = {
      what: "teacher",
      name: "王老师",
      lenderPath: lender.path,
      borrowerPath: borrower.path,
      times: 2,
      minutes: 180,
    };
    for (const { path } of [lender, borrower])
      assert.deepEqual(await teachersLent(ctx, { path, ...span }), [row]);
  },
);
