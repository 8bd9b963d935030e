import assert from "node:assert/strict";
import { anOrganisation } from "#places/testing";
import { inTx } from "#platform/ctx";
import { dbTest } from "#platform/testing";
import { aClass } from "../testing.ts";
import { lessonsOfClasses } from "./slots.ts";

dbTest(
  "lessons of a class between two moments, with the room; not what is cancelled, on line or of another class",
  async ({ ctx }) => {
    const { id: organisationId } = await inTx(ctx, (inner) => anOrganisation(inner));
    const { classId, lessonIds } = await aClass(ctx, { organisationId });
    const other = await aClass(ctx, { organisationId });
    const now = ctx.clock();
    const asked = (days: number, refs = [classId]) =>
      lessonsOfClasses(ctx, { refs, from: now, to: now.add({ hours: 24 * days }) });
    const all = await asked(100);
    assert.deepEqual(
      all.map(({ id, ref }) => [id, ref]),
      lessonIds.map((id) => [id, classId]),
    );
    const [first, second] = all;
    assert.ok(first && second);
    assert.match(first.where ?? "", /\S \S/, "the place and the room");
    assert.equal(first.title, "少儿书法启蒙");
    const begins = { from: first.startsAt, to: first.startsAt.add({ minutes: 1 }) };
    assert.equal((await lessonsOfClasses(ctx, { refs: [classId], ...begins })).length, 1);
    await ctx.db.run`
      update courses.lesson set cancelled_at = ${now}, cancelled_because = '停电' where id = ${first.id}`;
    await ctx.db.run`update courses.lesson set place_id = null, space_id = null where id = ${second.id}`;
    assert.equal((await asked(100)).length, lessonIds.length - 2);
    assert.equal((await asked(100, [other.classId])).length, other.lessonIds.length);
  },
);
