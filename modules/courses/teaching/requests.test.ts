/** What teachers ask for their lessons, and what staff answer. */
import assert from "node:assert/strict";
import { Temporal } from "temporal-polyfill";
import { aResident, aStaff, noticesOf } from "#people/testing";
import { anOrganisation } from "#places/testing";
import type { Actor } from "#platform/auth";
import { type Ctx, inTx } from "#platform/ctx";
import { dbTest } from "#platform/testing";
import { showForDesk } from "../classes/show-desk.ts";
import { classesToday } from "../classes/today.ts";
import { cancelClass } from "../classes/write-class.ts";
import { showClass } from "../finding/show.ts";
import { lessonById, lessonsOf } from "../lessons/lesson-store.ts";
import { cancelLesson, substitute } from "../lessons/write-lessons.ts";
import { aClass, aLearner, aTeacher, lessonTimes } from "../testing.ts";
import { lastRequests } from "./request-store.ts";
import { type Answered, type Asked, answerRequest, ask, takeBack } from "./requests.ts";
import { showRoll } from "./roll.ts";
import { mine } from "./teachers.ts";

const as = <C extends Ctx>(ctx: C, actor: Actor): C => ({ ...ctx, actor });
const keysOf = async (ctx: Ctx, subject: string | null) =>
  (await noticesOf(ctx.db, subject ?? "")).map(({ key }) => key);

async function built(ctx: Ctx) {
  const { id: organisationId, path } = await inTx(ctx, (inner) => anOrganisation(inner, {}));
  const one = await aClass(ctx, { organisationId });
  const learner = await aLearner(ctx, one.offerId);
  const planner = await inTx(ctx, (inner) => aStaff(inner, { organisationId, role: "editor" }));
  const colleague = await inTx(ctx, (inner) => aTeacher(inner, organisationId));
  const [lessonId = ""] = one.lessonIds;
  const asks = (asked: Asked, id = lessonId) =>
    inTx(as(ctx, one.teacher), (inner) => ask(inner, { id, ...asked }));
  const answers = (answer: Answered, id = lessonId) =>
    inTx(as(ctx, planner.actor), (inner) => answerRequest(inner, { id, ...answer }));
  const stateOf = async (id = lessonId) => (await lastRequests(ctx.db, [id])).get(id)?.state;
  return { ...one, organisationId, path, learner, planner, colleague, lessonId, asks, answers, stateOf };
}

const reason = "那天去乌鲁木齐演出";
const substituteBy = (colleagueId: string | null): Asked => ({ wants: "substitute", reason, colleagueId });

dbTest("a teacher asks for a colleague, staff grant it, and the class is told once", async ({ ctx }) => {
  const it = await built(ctx);
  await it.asks(substituteBy(it.colleague.teacherId));
  assert.deepEqual(await keysOf(ctx, it.planner.subject), ["notice.lesson-asks.substitute"]);
  const lines = await classesToday(as(ctx, it.planner.actor), { day: "2026-06-12" });
  assert.deepEqual(
    lines.flatMap(({ key, href }) => (key.startsWith("today.lesson-asks") ? [[key, href]] : [])),
    [["today.lesson-asks.substitute", `/desk/classes/${it.classId}/lessons/${it.lessonId}`]],
  );
  const [first] = (await mine(as(ctx, it.teacher))).coming;
  assert.equal(first?.asked, true);
  assert.deepEqual((await showRoll(as(ctx, it.teacher), it.lessonId)).can, ["take-back"]);
  await assert.rejects(it.asks(substituteBy(null)), { id: "lesson.asked-already" });
  assert.equal((await it.answers({ says: "yes" })).told, 2, "the learner and the teacher");
  assert.equal((await lessonById(ctx.db, it.lessonId))?.teacherId, it.colleague.teacherId);
  assert.deepEqual(await keysOf(ctx, it.learner.subject), ["notice.lesson-substituted"]);
  assert.deepEqual(await keysOf(ctx, it.colleague.teacher.subject), ["notice.lesson-yours"]);
  assert.equal(await it.stateOf(), "granted");
  await assert.rejects(it.answers({ says: "yes" }), { id: "lesson.nothing-asked" });
});

dbTest("who named nobody gets whom the staff name; a refusal is told with its reason", async ({ ctx }) => {
  const it = await built(ctx);
  const [, second = ""] = it.lessonIds;
  await it.asks(substituteBy(null));
  await assert.rejects(it.answers({ says: "yes" }), {
    faults: [{ field: "/body/teacherId", id: "missing" }],
  });
  assert.equal(await it.stateOf(), "asked", "nothing of a refused answer stays");
  await it.answers({ says: "yes", teacherId: it.colleague.teacherId });
  await it.asks(substituteBy(null), second);
  await it.answers({ says: "no", reason: "没有别的老师" }, second);
  assert.equal(await it.stateOf(second), "refused");
  assert.ok((await keysOf(ctx, it.teacher.subject)).includes("notice.lesson-asks.refused"));
  assert.deepEqual(await keysOf(ctx, it.learner.subject), ["notice.lesson-substituted"]);
  const roll = await showRoll(as(ctx, it.teacher), second);
  assert.deepEqual([roll.request?.answer, roll.can], ["没有别的老师", ["substitute", "make-up"]]);
});

dbTest("another time: the lesson is cancelled and made up for in one message", async ({ ctx }) => {
  const it = await built(ctx);
  const [, , taken, , free] = lessonTimes(ctx, 5);
  if (!taken || !free) throw new Error("times were made");
  await assert.rejects(it.asks({ wants: "make-up", reason, ...taken }), {
    faults: [{ field: "/body/startsAt", id: "session.there-already" }],
  });
  await assert.rejects(it.asks({ wants: "make-up", reason, startsAt: free.endsAt, endsAt: free.startsAt }), {
    faults: [{ field: "/body/endsAt", id: "session.end-before-start" }],
  });
  // Half an hour later on the same day is free, for the lesson itself goes away.
  const [own] = lessonTimes(ctx, 1);
  const half = (iso = "") => Temporal.Instant.from(iso).add({ minutes: 30 }).toString();
  const later = { startsAt: half(own?.startsAt), endsAt: half(own?.endsAt) };
  await it.asks({ wants: "make-up", reason, ...later });
  await inTx(as(ctx, it.teacher), (inner) => takeBack(inner, it.lessonId));
  await it.asks({ wants: "make-up", reason, ...free });
  await it.answers({ says: "yes" });
  assert.deepEqual(await keysOf(ctx, it.learner.subject), ["notice.lesson-made-up-for"]);
  const { lessonsList } = await showClass(ctx, it.classId);
  assert.deepEqual(
    [lessonsList[0]?.cancelledBecause, lessonsList.at(-1)?.makesUp, lessonsList.at(-1)?.startsAt],
    [reason, lessonsList[0]?.startsAt, free.startsAt],
  );
  await assert.rejects(it.asks({ wants: "make-up", reason, ...free }), { id: "lesson.made-up-already" });
});

dbTest("the only lesson of a class can be made up for, and one that staff had cancelled", async ({ ctx }) => {
  const { id: organisationId } = await inTx(ctx, (inner) => anOrganisation(inner, {}));
  const one = await aClass(ctx, { organisationId, lessons: lessonTimes(ctx, 1) });
  const [, later] = lessonTimes(ctx, 2);
  if (!later) throw new Error("times were made");
  const [id = ""] = one.lessonIds;
  await inTx(as(ctx, one.teacher), (inner) => ask(inner, { id, wants: "make-up", reason, ...later }));
  await inTx(as(ctx, one.editor), (inner) => answerRequest(inner, { id, says: "yes" }));
  const standing = (await lessonsOf(ctx.db, [one.classId])).filter(({ cancelledAt }) => !cancelledAt);
  assert.deepEqual(
    standing.map(({ startsAt, makesUp }) => [startsAt.toString(), makesUp]),
    [[later.startsAt, id]],
  );
  const it = await built(ctx);
  const [, second = ""] = it.lessonIds;
  await inTx(as(ctx, it.editor), (inner) => cancelLesson(inner, { id: second, reason: "停电" }));
  const free = lessonTimes(ctx, 6).at(-1);
  if (!free) throw new Error("times were made");
  await assert.rejects(it.asks(substituteBy(null), second), { id: "lesson.cancelled" });
  await it.asks({ wants: "make-up", reason, ...free }, second);
  await it.answers({ says: "yes" }, second);
  const told = await keysOf(ctx, it.learner.subject);
  assert.deepEqual(told.toSorted(), ["notice.lesson-cancelled", "notice.lesson-made-up-for"]);
});

dbTest("what goes another way settles what was asked, and it can be taken back", async ({ ctx }) => {
  const it = await built(ctx);
  const [first = "", second = "", third = "", fourth = ""] = it.lessonIds;
  const { teacherId } = it.colleague;
  for (const id of [first, second, third, fourth]) await it.asks(substituteBy(null), id);
  const editing = as(ctx, it.editor);
  await inTx(editing, (inner) => substitute(inner, { id: first, teacherId, reason: "老师生病" }));
  await inTx(editing, (inner) => cancelLesson(inner, { id: second, reason: "停电" }));
  await inTx(as(ctx, it.teacher), (inner) => takeBack(inner, third));
  await assert.rejects(
    inTx(as(ctx, it.teacher), (inner) => takeBack(inner, third)),
    { id: "lesson.nothing-asked" },
  );
  const { version } = await showForDesk(ctx, it.classId);
  await inTx(as(ctx, it.manager), (inner) =>
    cancelClass(inner, { id: it.classId, version, reason: "人数不足" }),
  );
  const states = await Promise.all([first, second, third, fourth].map((id) => it.stateOf(id)));
  assert.deepEqual(states, ["settled", "settled", "taken-back", "settled"]);
});

dbTest("nobody asks for what has begun, nor for somebody who teaches elsewhere", async ({ ctx }) => {
  const it = await built(ctx);
  const now = ctx.clock().add({ hours: 24 });
  const during = { ...as(ctx, it.teacher), clock: () => now };
  await assert.rejects(
    inTx(during, (inner) => ask(inner, { id: it.lessonId, ...substituteBy(null) })),
    { id: "lesson.begun" },
  );
  const elsewhere = await inTx(ctx, (inner) => anOrganisation(inner, {}));
  const stranger = await inTx(ctx, (inner) => aTeacher(inner, elsewhere.id));
  await assert.rejects(it.asks(substituteBy(stranger.teacherId)), {
    faults: [{ field: "/body/colleagueId", id: "class.unknown-teacher" }],
  });
  const { actor } = await inTx(ctx, (inner) => aResident(inner));
  assert.deepEqual((await showRoll(as(ctx, actor), it.lessonId)).can, []);
});

dbTest("of two that are asked at one moment one stays: the database sees to it", async ({ ctx }) => {
  const it = await built(ctx);
  const both = () =>
    Promise.allSettled([it.asks(substituteBy(null)), it.asks(substituteBy(it.colleague.teacherId))]);
  const waiting = async () =>
    (
      await ctx.db.one<{ count: number }>`
        select count(*)::int as count from courses.lesson_request where lesson_id = ${it.lessonId} and state = 'asked'`
    ).count;
  assert.deepEqual((await both()).map(({ status }) => status).toSorted(), ["fulfilled", "rejected"]);
  assert.equal(await waiting(), 1);
  await assert.rejects(
    ctx.db.run`
      insert into courses.lesson_request (id, lesson_id, teacher_id, wants, reason, asked_at)
      select gen_random_uuid(), lesson_id, teacher_id, wants, reason, asked_at from courses.lesson_request
       where lesson_id = ${it.lessonId} and state = 'asked'`,
    { constraint: "lesson_request_once" },
  );
});
