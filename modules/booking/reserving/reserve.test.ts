import assert from "node:assert/strict";
import { Temporal } from "temporal-polyfill";
import { aResident, aStaff, noticesOf } from "#people/testing";
import { announceClosure } from "#places/filling";
import { aFacility, anOrganisation } from "#places/testing";
import { type Ctx, inTx } from "#platform/ctx";
import { dbTest } from "#platform/testing";
import { answerReservation } from "./answer.ts";
import { blackOut } from "./blackout.ts";
import { checkInReservation, roomCode } from "./check-in.ts";
import { cancelReservation } from "./give-back.ts";
import { changeResource } from "./make-resource.ts";
import { eraseReservations, exportReservations } from "./personal.ts";
import { reservationOf } from "./reservation-store.ts";
import { seatsIn } from "./seats/seat-store.ts";
import { makeSeats } from "./seats/seats.ts";
import { tendReservations } from "./tend-reservations.ts";
import { aReservation, aRoom, between, dayAt, reserveAs } from "./testing.ts";
import { roomView } from "./views.ts";

const later = (ctx: Ctx, at: Temporal.Instant): Ctx => ({ ...ctx, clock: () => at });
const person = (ctx: Ctx, is: Parameters<typeof aResident>[1] = {}) =>
  inTx(ctx, (inner) => aResident(inner, is));
const stateOf = async (ctx: Ctx, id: string) => (await reservationOf(ctx.db, id))?.state;
const told = async (ctx: Ctx, subject: string) => (await noticesOf(ctx.db, subject)).map(({ key }) => key);

dbTest("what the house asks is refused with its own reason", async ({ ctx }) => {
  const room = await inTx(ctx, (inner) => aRoom(inner, { level: 1, mostAWeek: 1 }));
  const [nobody, one] = [await person(ctx), await person(ctx, { level: 1 })];
  const day = (days: number, from: string, to: string) => between(ctx, days, from, to);
  // Friday: Monday is closed.
  const table: [Parameters<typeof reserveAs>[1], ReturnType<typeof day>, object, string][] = [
    [nobody, day(1, "10:00", "12:00"), {}, "reservation.level-needed"],
    [one, day(-1, "10:00", "12:00"), {}, "reservation.past"],
    [one, day(1, "12:00", "10:00"), {}, "reservation.backwards"],
    [one, day(1, "10:00", "10:15"), {}, "reservation.too-short"],
    [one, day(1, "10:00", "16:00"), {}, "reservation.too-long"],
    [one, day(1, "10:10", "11:10"), {}, "reservation.off-step"],
    [one, day(40, "10:00", "12:00"), {}, "reservation.too-far"],
    [one, day(1, "19:00", "21:00"), {}, "reservation.outside-hours"],
    [one, day(3, "10:00", "12:00"), {}, "reservation.outside-hours"],
    [one, day(1, "10:00", "12:00"), { people: 21 }, "reservation.too-many-people"],
  ];
  for (const [who, times, more, id] of table)
    await assert.rejects(reserveAs(ctx, who, room.id, times, more), { id });
  await reserveAs(ctx, one, room.id, day(1, "10:00", "12:00"), { people: 20 });
  await assert.rejects(reserveAs(ctx, one, room.id, day(2, "10:00", "12:00")), {
    id: "reservation.too-many-in-week",
  });
});

dbTest("a closure says until when, and the parts of a day are what is left of its hours", async ({ ctx }) => {
  const room = await inTx(ctx, (inner) => aRoom(inner));
  const [from, to] = [dayAt(ctx, 1, "10:00"), dayAt(ctx, 1, "13:00")];
  await inTx(ctx, (inner) =>
    announceClosure(inner, room.placeId, { startsAt: from, endsAt: to, reason: "weather" }),
  );
  const one = await person(ctx);
  await assert.rejects(reserveAs(ctx, one, room.id, between(ctx, 1, "12:00", "14:00")), {
    id: "reservation.place-shut",
    data: { known: "yes", opensAt: to.toString() },
  });
  await reserveAs(ctx, one, room.id, between(ctx, 1, "15:00", "16:00"));
  const { days } = await roomView(ctx, room.id, { days: 2 });
  const local = (iso: string) =>
    Temporal.Instant.from(iso)
      .toZonedDateTimeISO("Asia/Shanghai")
      .toPlainTime()
      .toString({ smallestUnit: "minute" });
  assert.deepEqual(
    days.map(({ parts }) => parts.map((part) => `${local(part.startsAt)} ${part.state}`)),
    [
      ["10:00 past", "18:00 free"],
      ["13:00 free", "15:00 taken", "16:00 free"],
    ],
  );
});

dbTest(
  "a hall and its rooms exclude one another, also where it is divided after it was reserved",
  async ({ ctx }) => {
    const { left, right, hall } = await inTx(ctx, async (inner) => {
      const place = await aFacility(inner);
      const make = () => aRoom(inner, { placeId: place.id });
      return { left: await make(), right: await make(), hall: await make() };
    });
    const [one, times] = [await person(ctx), between(ctx, 1, "10:00", "12:00")];
    await reserveAs(ctx, one, hall.id, times);
    const divide = (version: number) =>
      inTx(ctx, (inner) =>
        changeResource(inner, hall.id, {
          rules: hall.rules,
          public: true,
          parts: [left.id, right.id],
          version,
        }),
      );
    await divide(1);
    await assert.rejects(reserveAs(ctx, one, left.id, times), { id: "reservation.taken" });
    const other = between(ctx, 1, "13:00", "14:00");
    await reserveAs(ctx, one, left.id, other);
    await reserveAs(ctx, one, right.id, other);
    await assert.rejects(reserveAs(ctx, one, hall.id, other), { id: "reservation.taken" });
    await assert.rejects(divide(1), { id: "reservation.room-changed-meanwhile" });
  },
);

dbTest(
  "who has a hall has what its rooms are divided into later, or get for seats; where it is closed they are",
  async ({ ctx }) => {
    const { hall, room, corner } = await inTx(ctx, async (inner) => {
      const { id: placeId } = await aFacility(inner);
      const [room, corner] = [await aRoom(inner, { placeId }), await aRoom(inner, { placeId })];
      return { room, corner, hall: await aRoom(inner, { placeId, parts: [room.id] }) };
    });
    const [one, other] = [await person(ctx), await person(ctx)];
    const [had, shut, free] = [1, 2, 5].map((days) => between(ctx, days, "10:00", "12:00"));
    assert.ok(had && shut && free);
    await reserveAs(ctx, one, hall.id, had);
    await inTx(ctx, (inner) =>
      blackOut(inner, { resourceId: hall.id, ...shut, reason: "消防检修", hits: [] }),
    );
    await inTx(ctx, (inner) =>
      changeResource(inner, room.id, { rules: room.rules, public: true, parts: [corner.id], version: 1 }),
    );
    await inTx(ctx, (inner) => makeSeats(inner, corner.id, { rows: 1, columns: 1 }));
    const [seat] = await seatsIn(ctx.db, corner.id, had);
    for (const part of [corner.id, seat?.id ?? ""]) {
      await assert.rejects(reserveAs(ctx, other, part, had), { id: "reservation.taken" });
      await assert.rejects(reserveAs(ctx, other, part, shut), { id: "reservation.shut" });
      const { reservationId } = await reserveAs(ctx, other, part, free);
      await assert.rejects(reserveAs(ctx, one, hall.id, free), { id: "reservation.taken" });
      await inTx({ ...ctx, actor: other.actor }, (inner) => cancelReservation(inner, { reservationId }));
    }
  },
);

dbTest(
  "what is given back can be had by others; too late it stays, and the house may at any time",
  async ({ ctx }) => {
    const house = await inTx(ctx, (inner) => anOrganisation(inner));
    const room = await inTx(ctx, (inner) => aRoom(inner, { organisationId: house.id }));
    const [one, other] = [await person(ctx), await person(ctx)];
    const clerk = await inTx(ctx, (inner) => aStaff(inner, { organisationId: house.id, role: "clerk" }));
    const times = between(ctx, 1, "10:00", "12:00");
    const { reservationId } = await reserveAs(ctx, one, room.id, times);
    const give = (at: Ctx, actor: Ctx["actor"], id: string) =>
      inTx({ ...at, actor }, (inner) => cancelReservation(inner, { reservationId: id, because: "临时停电" }));
    await give(ctx, one.actor, reservationId);
    const again = await reserveAs(ctx, other, room.id, times);
    const late = later(ctx, dayAt(ctx, 1, "08:30"));
    await assert.rejects(give(late, other.actor, again.reservationId), {
      id: "reservation.give-back-too-late",
    });
    await give(late, clerk.actor, again.reservationId);
    assert.deepEqual(await told(ctx, other.subject), ["notice.reservation.cancelled"]);
    await assert.rejects(give(late, clerk.actor, again.reservationId), { id: "reservation.not-standing" });
  },
);

dbTest(
  "the house approves, then the organisation above; the time is taken meanwhile, and two steps are two people",
  async ({ ctx }) => {
    const { room, clerk, manager, boss, one } = await inTx(ctx, async (inner) => {
      const above = await anOrganisation(inner);
      const house = await anOrganisation(inner, { parentId: above.id });
      const staff = (organisationId: string, role: "clerk" | "manager") =>
        aStaff(inner, { organisationId, role });
      return {
        room: await aRoom(inner, { organisationId: house.id, approval: ["house", "above"] }),
        clerk: await staff(house.id, "clerk"),
        manager: await staff(house.id, "manager"),
        boss: await staff(above.id, "manager"),
        one: await aResident(inner),
      };
    });
    const times = between(ctx, 2, "10:00", "12:00");
    const { reservationId: id, state } = await reserveAs(ctx, one, room.id, times);
    assert.equal(state, "requested");
    await assert.rejects(reserveAs(ctx, await person(ctx), room.id, times), { id: "reservation.taken" });
    const answer = (actor: Ctx["actor"], what: "approve" | "refuse", reason?: string) =>
      inTx({ ...ctx, actor }, (inner) =>
        answerReservation(inner, { id, answer: what, ...(reason && { reason }) }),
      );
    assert.deepEqual(await answer(clerk.actor, "approve"), { state: "requested" });
    await assert.rejects(answer(clerk.actor, "approve"), { id: "reservation.another-answers" });
    await assert.rejects(answer(boss.actor, "refuse"), { id: "approval.reason-needed" });
    assert.deepEqual(await answer(boss.actor, "approve"), { state: "confirmed" });
    await assert.rejects(answer(manager.actor, "refuse", "另有安排"), { id: "reservation.not-awaiting" });
    assert.deepEqual(await told(ctx, one.subject), ["notice.reservation.approved"]);
  },
);

dbTest(
  "a refusal frees the time and says why; what nobody answers lapses when it begins",
  async ({ ctx }) => {
    const { room, clerk } = await inTx(ctx, async (inner) => {
      const house = await anOrganisation(inner);
      return {
        room: await aRoom(inner, { organisationId: house.id, approval: ["house"] }),
        clerk: await aStaff(inner, { organisationId: house.id, role: "clerk" }),
      };
    });
    const times = between(ctx, 2, "10:00", "12:00");
    const [one, other] = [await person(ctx), await person(ctx)];
    const { reservationId } = await reserveAs(ctx, one, room.id, times);
    await inTx({ ...ctx, actor: clerk.actor }, (inner) =>
      answerReservation(inner, { id: reservationId, answer: "refuse", reason: "当天检修" }),
    );
    assert.deepEqual(await told(ctx, one.subject), ["notice.reservation.refused"]);
    const second = await reserveAs(ctx, other, room.id, times);
    await tendReservations(later(ctx, times.startsAt));
    assert.equal(await stateOf(ctx, second.reservationId), "refused");
    assert.deepEqual(await told(ctx, other.subject), ["notice.reservation.lapsed"]);
  },
);

dbTest(
  "who is there says so by the code of the day; who is not gives the time to others and is noted",
  async ({ ctx }) => {
    const checkIn = { fromMinutes: 15, untilMinutes: 15, release: true };
    const room = await inTx(ctx, (inner) => aRoom(inner, { checkIn }));
    const [one, other] = [await person(ctx), await person(ctx)];
    const come = await reserveAs(ctx, one, room.id, between(ctx, 1, "10:00", "12:00"));
    const missed = await reserveAs(ctx, other, room.id, between(ctx, 1, "13:00", "15:00"));
    const code = (at: Ctx) => roomCode(at, room.id);
    const say = (at: Ctx, typed: string) =>
      inTx({ ...at, actor: one.actor }, (inner) =>
        checkInReservation(inner, { id: come.reservationId, code: typed }),
      );
    const at = (time: string) => later(ctx, dayAt(ctx, 1, time));
    await assert.rejects(say(at("09:30"), code(at("09:30"))), { id: "reservation.check-in-early" });
    await assert.rejects(say(at("10:00"), code(ctx)), { id: "reservation.wrong-code" }, "yesterday's");
    await say(at("10:00"), code(at("10:00")).toLowerCase());
    await tendReservations(at("13:14"));
    assert.equal(await stateOf(ctx, missed.reservationId), "confirmed");
    await tendReservations(at("13:15"));
    assert.equal(await stateOf(ctx, missed.reservationId), "released");
    assert.equal(await stateOf(ctx, come.reservationId), "over");
    const free = later(ctx, dayAt(ctx, 1, "13:15"));
    await reserveAs(free, one, room.id, between(ctx, 1, "13:30", "15:00"));
    const events = await ctx.db.many<{ type: string }>`
    select type from platform.outbox where payload ->> 'reservationId' = ${missed.reservationId} order by seq`;
    assert.deepEqual(
      events.map(({ type }) => type),
      ["reservation.confirmed", "reservation.gone", "reservation.missed"],
    );
  },
);

dbTest("a person's reservations are told to them, and nobody's after they are erased", async ({ ctx }) => {
  const room = await inTx(ctx, (inner) => aRoom(inner));
  const one = await inTx(ctx, (inner) => aReservation(inner, room.id));
  const [section] = await exportReservations(ctx, one.subject);
  assert.deepEqual(
    section?.rows.map(({ purpose, state }) => [purpose, state]),
    [["合唱排练", "confirmed"]],
  );
  await inTx(ctx, (inner) => eraseReservations(inner, one.subject));
  const left = await reservationOf(ctx.db, one.reservationId);
  assert.deepEqual([left?.subject, left?.state, left?.purpose], [null, "cancelled", "-"]);
  await reserveAs(ctx, await person(ctx), room.id, between(ctx, 2, "10:00", "12:00"));
});
