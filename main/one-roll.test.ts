/** Two accounts turn out to be one person who learned under both. */
import assert from "node:assert/strict";
import { aClass, aClassOver, aLearner } from "#courses/testing";
import { aResident } from "#people/testing";
import { anOrganisation } from "#places/testing";
import { type Actor, personMerge } from "#platform/auth";
import { type Ctx, inTx } from "#platform/ctx";
import { performer } from "#platform/http";
import { joinSlots } from "#platform/slots";
import { dbTest } from "#platform/testing";
import { modules, operations } from "./modules.ts";

const city = performer(operations, { checkAnswers: true });
const slots = joinSlots(modules.flatMap((module) => module.slots ?? []));

const recordOf = (ctx: Ctx, actor: Actor) =>
  city.perform({ ...ctx, actor }, "learning.mine", {}, null) as Promise<{
    items: { classId: string; attended: number }[];
    totals: { lessons: number; classes: number };
  }>;

dbTest("one roll is left: who came under either account has come", async ({ ctx: base }) => {
  const ctx = { ...base, slots };
  const { id: organisationId } = await inTx(ctx, (inner) => anOrganisation(inner, {}));
  const over = await inTx(ctx, (inner) => aClassOver(inner, organisationId));
  const into = await inTx(ctx, (inner) => aResident(inner));
  const { subject, account } = over.learner;
  await inTx(ctx, (inner) => inner.slots.gather(personMerge, inner, { from: { subject, account }, into }));
  const record = await recordOf(ctx, into.actor);
  assert.deepEqual([record.totals.lessons, record.totals.classes], [4, 1]);
});

dbTest("in one class under both accounts: one place stays, with the roll of both", async ({ ctx: base }) => {
  const ctx = { ...base, slots };
  const { id: organisationId } = await inTx(ctx, (inner) => anOrganisation(inner, {}));
  const built = await aClass(ctx, { organisationId });
  const [from, into] = [await aLearner(ctx, built.offerId), await aLearner(ctx, built.offerId)];
  const later = ctx.clock().add({ hours: 24 });
  const mark = (claimId: string) =>
    city.perform(
      { ...ctx, clock: () => later, actor: built.teacher },
      "lessons.mark",
      { params: { id: built.lessonIds[0] }, body: { marks: [{ claimId, mark: "present" }] } },
      claimId,
    );
  await mark(from.claimId);
  await inTx({ ...ctx, clock: () => later }, (inner) =>
    inner.slots.gather(personMerge, inner, { from, into }),
  );
  const { items } = await recordOf({ ...ctx, clock: () => later }, into.actor);
  assert.deepEqual(
    items.map(({ classId, attended }) => [classId, attended]),
    [[built.classId, 1]],
  );
});
