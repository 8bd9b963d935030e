/** Lessons have their rooms and their teachers' time to themselves. */
import assert from "node:assert/strict";
import { Temporal } from "temporal-polyfill";
import { letGo, reserveFor } from "#booking";
import { usualRules } from "#booking/contract";
import { makeResource } from "#booking/filling";
import { aReservation, aRoom, closeRoom, liftBlackout } from "#booking/testing";
import { noticesOf } from "#people/testing";
import { aFacility, anOrganisation, aSpace } from "#places/testing";
import type { Actor } from "#platform/auth";
import { type Ctx, inTx } from "#platform/ctx";
import { newId } from "#platform/db";
import { deliverAll } from "#platform/events";
import { joinSlots } from "#platform/slots";
import { dbTest, settled } from "#platform/testing";
import { anEvent } from "#programme/testing";
import { classById } from "../classes/class-store.ts";
import { classesToday } from "../classes/today.ts";
import { cancelClass, editClass } from "../classes/write-class.ts";
import { showClass } from "../finding/show.ts";
import { listeners } from "../listeners.ts";
import { coursesModule } from "../module.ts";
import { answer, appoint, takeSeat } from "../teaching/teachers.ts";
import { aClass, aTeacher, type ClassBuild, classText } from "../testing.ts";
import { addLessons, cancelLesson, editLesson, planned, substitute } from "./write-lessons.ts";

const as = <C extends Ctx>(ctx: C, actor: Actor): C => ({ ...ctx, actor });

// It is Friday 12 June 2026, 18:00 in the city; the house is open from ten to eight.
const on = (day: number, from: string, to: string) => ({
  startsAt: `2026-06-${day}T${from}:00Z`,
  endsAt: `2026-06-${day}T${to}:00Z`,
});
const afternoon = on(13, "08:00", "10:00");

/** A house with a room people can reserve. */
async function aHouse(ctx: Ctx) {
  const { id: organisationId } = await inTx(ctx, (inner) => anOrganisation(inner));
  const room = await inTx(ctx, (inner) => aRoom(inner, { organisationId }));
  return { organisationId, room, where: { placeId: room.placeId, spaceId: room.ref } };
}
type House = Awaited<ReturnType<typeof aHouse>>;

const aClassIn = (
  ctx: Ctx,
  { organisationId, where }: House,
  { class: klass, ...build }: Partial<ClassBuild> = {},
) => aClass(ctx, { organisationId, class: { ...where, ...klass }, lessons: [afternoon], ...build });

const reserved = (ctx: Ctx, { room }: House, { startsAt, endsAt }: typeof afternoon) =>
  inTx(ctx, (inner) =>
    aReservation(inner, room.id, {
      startsAt: Temporal.Instant.from(startsAt),
      endsAt: Temporal.Instant.from(endsAt),
    }),
  );

const taken = { id: "reservation.taken" };
const fault = (id: string, field = "/body/lessons/0/startsAt", data: object = {}) => ({
  faults: [{ field, id, data }],
});
/** From when to when something else is, and what. */
const other = ({ startsAt, endsAt }: typeof afternoon, title = "", at = startsAt) => ({
  ...{ at, from: startsAt, until: endsAt, title },
});

dbTest("a planned lesson has its room, and is not planned where somebody has it", async ({ ctx }) => {
  const house = await aHouse(ctx);
  await aClassIn(ctx, house, { until: "planned" });
  await assert.rejects(reserved(ctx, house, on(13, "09:00", "11:00")), taken);
  await reserved(ctx, house, on(13, "10:00", "12:00"));
  const late = { until: "planned" as const, lessons: [on(13, "10:30", "11:30")] };
  await assert.rejects(
    aClassIn(ctx, house, late),
    fault("lesson.room-reserved", undefined, other(on(13, "10:00", "12:00"), "", "2026-06-13T10:30:00Z")),
  );
  const bare = await aClassIn(ctx, house, { until: "planned", lessons: [] });
  const repeat = { weekdays: [], weeks: 1, until: null, count: 1 };
  const { items } = await planned(ctx, { id: bare.classId, first: on(13, "11:00", "12:00"), repeat });
  assert.deepEqual(
    items.map(({ against, warnings }) => [against, warnings.some((one) => one.includes("已被预约"))]),
    [["there-already", true]],
  );
});

dbTest(
  "a lesson takes its room along when it moves, and gives it back when it is cancelled",
  async ({ ctx }) => {
    const house = await aHouse(ctx);
    const sunday = on(14, "08:00", "10:00");
    const { editor, manager, lessonIds, classId } = await aClassIn(ctx, house, {
      lessons: [afternoon, sunday],
    });
    const [id = ""] = lessonIds;
    const edit = (times: typeof afternoon) =>
      inTx(as(ctx, editor), (inner) =>
        editLesson(inner, { id, ...times, ...house.where, topic: "", reason: "老师外出" }),
      );
    await edit(on(13, "06:00", "08:00"));
    await reserved(ctx, house, afternoon);
    await assert.rejects(reserved(ctx, house, on(13, "06:00", "07:00")), taken);
    await assert.rejects(
      edit(on(13, "07:00", "09:00")),
      fault("lesson.room-reserved", "/body/startsAt", other(afternoon, "", "2026-06-13T07:00:00Z")),
    );
    await assert.rejects(reserved(ctx, house, on(13, "06:00", "07:00")), taken, "it stands where it was");
    await inTx(as(ctx, editor), (inner) => cancelLesson(inner, { id, reason: "老师生病" }));
    await reserved(ctx, house, on(13, "06:00", "08:00"));

    await assert.rejects(reserved(ctx, house, sunday), taken);
    const version = (await classById(ctx.db, classId))?.version ?? 0;
    await inTx(as(ctx, manager), (inner) =>
      cancelClass(inner, { id: classId, version, reason: "报名人数不足" }),
    );
    await reserved(ctx, house, sunday);
  },
);

dbTest("a lesson and a public session do not share a room, whichever came first", async ({ ctx }) => {
  const house = await aHouse(ctx);
  const { organisationId, where } = house;
  const session = { ...on(14, "08:00", "10:00"), booking: null, ...where };
  const event = { mode: "on-site" as const, placeId: where.placeId, link: null, title: "周末音乐会" };
  const aSession = (times: typeof afternoon) =>
    anEvent(ctx, { organisationId, event, sessions: [{ ...session, ...times }], until: "published" });
  await aSession(session);
  const { classId, editor, version } = await aClassIn(ctx, house, { until: "planned" });
  await assert.rejects(aSession(afternoon), ({ faults }: { faults: { id: string }[] }) =>
    faults.some(({ id }) => id === "session.room-taken"),
  );
  const add = (times: typeof afternoon) =>
    inTx(as(ctx, editor), (inner) => addLessons(inner, { id: classId, version, lessons: [times] }));
  await assert.rejects(
    add(on(14, "09:00", "11:00")),
    fault(
      "lesson.room-used",
      undefined,
      other(on(14, "08:00", "10:00"), "周末音乐会", "2026-06-14T09:00:00Z"),
    ),
  );
  await add(on(14, "10:00", "11:00"));
});

/** Somebody teaches at two houses; both have planned a class for the same hours. */
async function atTwoHouses(ctx: Ctx) {
  const first = await aHouse(ctx);
  const one = await aClassIn(ctx, first, { until: "planned" });
  const second = await aHouse(ctx);
  const { id: teacherId, code } = await inTx(ctx, (inner) =>
    appoint(inner, { organisationId: second.organisationId, name: "王老师" }),
  );
  await inTx(as(ctx, one.teacher), (inner) => takeSeat(inner, code));
  const two = await aClassIn(ctx, second, { until: "planned", class: { teacherId } });
  const says = (id: string, yes = true) =>
    inTx(as(ctx, one.teacher), (inner) => answer(inner, { id, says: yes ? "yes" : "no" }));
  return { teacher: one.teacher, one: one.classId, two, says, second };
}

dbTest("whoever says yes to a class teaches nowhere else then, and is told where", async ({ ctx }) => {
  const { one, two, says, second } = await atTwoHouses(ctx);
  await says(one);
  await assert.rejects(says(two.classId), {
    id: "class.teacher-busy",
    data: other(afternoon, "少儿书法启蒙"),
  });
  await says(two.classId, false);
  await says(one, false);
  await says(two.classId);
  // Another has not said yes: the time is the first one's again.
  const { teacherId } = await inTx(ctx, (inner) => aTeacher(inner, second.organisationId));
  const version = (await classById(ctx.db, two.classId))?.version ?? 0;
  const text = classText(ctx, { ...second.where, teacherId });
  await inTx(as(ctx, two.editor), (inner) => editClass(inner, { id: two.classId, version, class: text }));
  await says(one);
});

dbTest("whoever stands in has the time for it, and gives it back", async ({ ctx }) => {
  const house = await aHouse(ctx);
  const { lessonIds, editor } = await aClassIn(ctx, house);
  const [id = ""] = lessonIds;
  const stand = await inTx(ctx, (inner) => aTeacher(inner, house.organisationId));
  const person = stand.teacher.subject ?? "";
  const elsewhere = { ref: newId(), orgPath: "klmy.", needs: [{ person }], purpose: "广场演出" };
  const times = {
    startsAt: Temporal.Instant.from(afternoon.startsAt),
    endsAt: Temporal.Instant.from(afternoon.endsAt),
  };
  const perform = () => inTx(ctx, (inner) => reserveFor(inner, "test-show", [{ ...elsewhere, ...times }]));
  const teach = (teacherId: string | null) =>
    inTx(as(ctx, editor), (inner) => substitute(inner, { id, teacherId, reason: "老师生病" }));
  await perform();
  await assert.rejects(
    teach(stand.teacherId),
    fault("lesson.teacher-busy", "/body/teacherId", other(afternoon, "广场演出")),
  );
  await inTx(ctx, (inner) => letGo(inner, "test-show", [elsewhere.ref]));
  await teach(stand.teacherId);
  await assert.rejects(perform(), taken);
  await teach(null);
  await perform();
});

dbTest(
  "a room that people can reserve from now on is the lessons' that are planned in it",
  async ({ ctx }) => {
    const { id: organisationId } = await inTx(ctx, (inner) => anOrganisation(inner));
    const place = await inTx(ctx, (inner) => aFacility(inner, { organisationId }));
    const space = await inTx(ctx, (inner) => aSpace(inner, { placeId: place.id, capacity: 20 }));
    const where = { placeId: place.id, spaceId: space.id };
    await aClass(ctx, { organisationId, class: where, lessons: [afternoon] });
    const rules = { ...usualRules, mostComing: null, mostAWeek: null };
    const { id } = await inTx(ctx, (inner) =>
      makeResource(inner, { place: place.id, kind: "space", space: space.id, rules, public: true }),
    );
    await settled(ctx.db);
    await deliverAll(ctx, [listeners]);
    const times = {
      startsAt: Temporal.Instant.from(afternoon.startsAt),
      endsAt: Temporal.Instant.from(afternoon.endsAt),
    };
    await assert.rejects(
      inTx(ctx, (inner) => aReservation(inner, id, times)),
      taken,
    );
  },
);

/** A class with two lessons in a room that the house closes for both. */
async function inAClosedRoom(base: Ctx) {
  const ctx = { ...base, slots: joinSlots(coursesModule.slots ?? []) };
  const house = await aHouse(ctx);
  const lessons = [afternoon, on(14, "08:00", "10:00")];
  const built = await aClassIn(ctx, house, { lessons });
  const { id: blackout } = await inTx(ctx, (inner) =>
    closeRoom(inner, {
      ...{ resourceId: house.room.id, reason: "消防检修" },
      startsAt: Temporal.Instant.from("2026-06-13T06:00:00Z"),
      endsAt: Temporal.Instant.from("2026-06-14T12:00:00Z"),
    }),
  );
  const delivered = async () => {
    await settled(ctx.db);
    await deliverAll(ctx, [listeners]);
  };
  await delivered();
  return {
    ...{ ctx, house, blackout, delivered, lessons, ...built },
    lift: () => inTx(ctx, (inner) => liftBlackout(inner, blackout)),
    underToday: async () =>
      (await classesToday(as(ctx, built.manager), { day: "2026-06-12" })).flatMap(({ key, values, href }) =>
        key === "today.lesson-room-gone" ? [[values?.because, href]] : [],
      ),
    saidOnPage: async () => (await showClass(ctx, built.classId)).lessonsList.map(({ roomGone }) => roomGone),
    toldTeacher: async () => {
      await delivered();
      return (await noticesOf(ctx.db, built.teacher.subject ?? "")).flatMap(({ key }) =>
        key.startsWith("notice.lesson-room-") ? key : [],
      );
    },
  };
}

dbTest(
  "a lesson whose room the house closes is under 今天 until it is moved or cancelled; its teacher and its page are told",
  async ({ ctx: base }) => {
    const it = await inAClosedRoom(base);
    const [first = "", second = ""] = it.lessonIds;
    const line = (id: string) => ["消防检修", `/desk/classes/${it.classId}/lessons/${id}`];
    assert.deepEqual(await it.underToday(), [line(first), line(second)]);
    assert.deepEqual(await it.saidOnPage(), [true, true]);
    assert.deepEqual(await it.toldTeacher(), ["notice.lesson-room-gone", "notice.lesson-room-gone"]);
    const change = { topic: "", reason: "教室检修", ...it.house.where };
    const edit = (times: typeof afternoon, where: object = {}) =>
      inTx(as(it.ctx, it.editor), (inner) => editLesson(inner, { id: first, ...times, ...change, ...where }));
    await assert.rejects(edit(on(13, "07:00", "09:00")), ({ faults }: { faults: { id: string }[] }) =>
      faults.every(({ id }) => id === "lesson.room-closed"),
    );
    await edit(on(16, "08:00", "10:00"));
    assert.deepEqual(await it.underToday(), [line(second)]);
    assert.deepEqual(await it.saidOnPage(), [true, false]);
    await inTx(as(it.ctx, it.editor), (inner) => cancelLesson(inner, { id: second, reason: "教室检修" }));
    assert.deepEqual(await it.underToday(), []);
    // Neither wants it any more: nothing is given back, and others can have the time.
    assert.deepEqual(await it.lift(), { again: 0, without: 0 });
    await reserved(it.ctx, it.house, afternoon);
  },
);

dbTest(
  "what is still planned in a room has it again in the step that opens it, before anybody else can",
  async ({ ctx: base }) => {
    const it = await inAClosedRoom(base);
    assert.deepEqual(await it.lift(), { again: 2, without: 0 });
    for (const times of it.lessons) await assert.rejects(reserved(it.ctx, it.house, times), taken);
    assert.deepEqual([await it.underToday(), await it.saidOnPage()], [[], [false, false]]);
    assert.deepEqual((await it.toldTeacher()).toSorted(), [
      "notice.lesson-room-again",
      "notice.lesson-room-again",
      "notice.lesson-room-gone",
      "notice.lesson-room-gone",
    ]);
    assert.deepEqual(await it.lift(), { again: 0, without: 0 });
  },
);
