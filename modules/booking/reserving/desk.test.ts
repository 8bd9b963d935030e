/** What the house does: closing a room, asking somebody to move, repeats. */
import assert from "node:assert/strict";
import { Temporal } from "temporal-polyfill";
import { aResident, aStaff, noticesOf } from "#people/testing";
import { announceClosure } from "#places/filling";
import { aFacility, anOrganisation } from "#places/testing";
import { type Ctx, inTx } from "#platform/ctx";
import { dbTest } from "#platform/testing";
import { blackOut, liftBlackout } from "./blackout.ts";
import { roomDeskView } from "./desk-views.ts";
import { cancelReservation } from "./give-back.ts";
import { changeResource } from "./make-resource.ts";
import { answerMove, askToMove } from "./move.ts";
import { repeatedTimes } from "./occurrences.ts";
import { panelKey, panelView } from "./panel.ts";
import { plannedReservations, reserveRepeated } from "./repeat.ts";
import { reservationOf } from "./reservation-store.ts";
import { reserve } from "./reserve.ts";
import { makeSeats, seatsView } from "./seats/seats.ts";
import { tendReservations } from "./tend-reservations.ts";
import { aMoveRequest, aReservation, aRoom, between, dayAt, reserveAs, weekly } from "./testing.ts";
import { reservationView, roomView } from "./views.ts";

const told = async (ctx: Ctx, { subject }: { subject: string }) =>
  (await noticesOf(ctx.db, subject)).map(({ key }) => key);
const stands = async (ctx: Ctx, id: string) => {
  const one = await reservationOf(ctx.db, id);
  return one && [one.state, one.startsAt.toString(), one.because];
};

dbTest(
  "a blackout says whom it hits, tells them with another time, and lets nobody in until it is lifted",
  async ({ ctx }) => {
    const room = await inTx(ctx, (inner) => aRoom(inner));
    const held = await inTx(ctx, (inner) => aReservation(inner, room.id));
    const times = between(ctx, 2, "09:00", "14:00");
    const close = (hits: string[]) =>
      inTx(ctx, (inner) => blackOut(inner, { resourceId: room.id, ...times, reason: "消防检修", hits }));
    await assert.rejects(close([]), { id: "blackout.hits-changed", data: { count: 1 } });
    const { id } = await close([held.reservationId]);
    assert.deepEqual(await stands(ctx, held.reservationId), [
      "displaced",
      held.startsAt.toString(),
      "消防检修",
    ]);
    const [notice] = await noticesOf(ctx.db, held.subject);
    assert.equal(notice?.key, "notice.reservation.displaced");
    assert.match(JSON.stringify(notice?.data), new RegExp(dayAt(ctx, 2, "14:00").toString()));
    await assert.rejects(reserveAs(ctx, held, room.id, held), {
      id: "reservation.shut",
      data: {
        ...{ because: "消防检修", known: "yes", days: 14 },
        ...{ from: dayAt(ctx, 2, "14:00").toString(), to: dayAt(ctx, 2, "16:00").toString() },
      },
    });
    await assert.rejects(close([]), { id: "blackout.there" });
    await inTx(ctx, (inner) => liftBlackout(inner, id));
    await reserveAs(ctx, held, room.id, held);
  },
);

dbTest(
  "a room that is opened early is told to those it was taken from, where they can have it, once",
  async ({ ctx }) => {
    const room = await inTx(ctx, (inner) => aRoom(inner));
    const at = (from: string, to: string) =>
      inTx(ctx, (inner) => aReservation(inner, room.id, between(ctx, 2, from, to)));
    const [kept, lost, shut] = [
      await at("10:00", "11:00"),
      await at("12:00", "13:00"),
      await at("14:00", "15:00"),
    ];
    const close = async (hits: { reservationId: string }[], clock = ctx.clock) =>
      inTx({ ...ctx, clock }, (inner) =>
        blackOut(inner, {
          ...{ resourceId: room.id, ...between(ctx, 2, "11:00", "16:00"), reason: "消防检修" },
          hits: hits.map(({ reservationId }) => reservationId),
        }),
      );
    const lift = ({ id }: { id: string }) => inTx(ctx, (inner) => liftBlackout(inner, id));
    const first = await close([lost, shut]);
    await inTx(ctx, (inner) =>
      announceClosure(inner, room.placeId, {
        ...{ startsAt: dayAt(ctx, 2, "14:00"), endsAt: dayAt(ctx, 2, "17:00") },
        reason: "repair",
      }),
    );
    await lift(first);
    const again = "notice.reservation.open-again";
    assert.deepEqual(
      (await told(ctx, lost)).filter((key) => key === again),
      [again],
    );
    assert.ok(!(await told(ctx, shut)).includes(again), "the place is closed then");
    assert.deepEqual(await told(ctx, kept), []);
    // The next time nothing is taken from them.
    await lift(await close([], () => ctx.clock().add({ minutes: 1 })));
    assert.equal((await told(ctx, lost)).filter((key) => key === again).length, 1);
  },
);

dbTest(
  "what the house has closed is shown as that, with why: in the days of the room, at its door and on the map of seats",
  async ({ ctx }) => {
    const part = await inTx(ctx, (inner) => aRoom(inner));
    const beside = await inTx(ctx, (inner) => aRoom(inner, { placeId: part.placeId }));
    const hall = await inTx(ctx, (inner) =>
      aRoom(inner, { placeId: part.placeId, parts: [part.id, beside.id] }),
    );
    await inTx(ctx, (inner) => makeSeats(inner, part.id, { rows: 1, columns: 2 }));
    await inTx(ctx, (inner) => aReservation(inner, beside.id, between(ctx, 1, "11:00", "13:00")));
    const times = between(ctx, 1, "12:00", "14:00");
    await inTx(ctx, (inner) =>
      blackOut(inner, { resourceId: part.id, ...times, reason: "消防检修", hits: [] }),
    );
    const time = (text: string) => dayAt(ctx, 1, text).toString();
    const { days } = await roomView(ctx, hall.id, { days: 2 });
    assert.deepEqual(
      days[1]?.parts.map(({ startsAt, state, because }) => [startsAt, state, because]),
      [
        [time("10:00"), "free", null],
        [time("11:00"), "taken", null],
        [time("12:00"), "shut", "消防检修"],
        [time("14:00"), "free", null],
      ],
    );
    const noon = { ...ctx, clock: () => dayAt(ctx, 1, "12:30") };
    for (const { id } of [part, hall]) {
      const { now } = await panelView(noon, id, panelKey(ctx, id));
      assert.deepEqual([now.state, now.title, now.until], ["shut", "消防检修", time("14:00")]);
    }
    const map = await seatsView(ctx, part.id, { from: time("13:00"), to: time("15:00") });
    assert.deepEqual([map.closed, map.seats.map(({ state }) => state)], [["消防检修"], ["closed", "closed"]]);
    const later = await seatsView(ctx, part.id, { from: time("14:00"), to: time("15:00") });
    assert.deepEqual([later.closed, later.seats.map(({ state }) => state)], [[], ["free", "free"]]);
    const person = await inTx(ctx, (inner) => aResident(inner));
    const wish = { resourceId: hall.id, ...times, purpose: "合唱排练", repeat: weekly(2) };
    const { items } = await plannedReservations({ ...ctx, actor: person.actor }, wish);
    assert.deepEqual(
      items.map(({ result }) => result),
      ["closed", "free"],
    );
    assert.match(items[0]?.says ?? "", /消防检修/);
  },
);

dbTest(
  "who is asked to move and agrees has the other time, and who asked has this one, at once",
  async ({ ctx }) => {
    const house = await inTx(ctx, (inner) => anOrganisation(inner));
    const { room, held, staff, id } = await inTx(ctx, (inner) => aMoveRequest(inner, house.id));
    assert.deepEqual(await told(ctx, held), ["notice.reservation.asked-to-move"]);
    await inTx({ ...ctx, actor: held.actor }, (inner) => answerMove(inner, { id, option: 1 }));
    assert.deepEqual(await stands(ctx, held.reservationId), [
      "confirmed",
      dayAt(ctx, 2, "16:00").toString(),
      null,
    ]);
    const taken = await ctx.db.many<{ organisationId: string | null; at: Temporal.Instant }>`
    select organisation_id, lower(during) as at from booking.reservation where resource_id = ${room.id} and living order by lower(during)`;
    assert.deepEqual(
      taken.map(({ organisationId, at }) => [organisationId, at.toString()]),
      [
        [house.id, dayAt(ctx, 2, "14:00").toString()],
        [null, dayAt(ctx, 2, "16:00").toString()],
      ],
    );
    assert.deepEqual(await told(ctx, staff), ["notice.move.agreed"]);
    await assert.rejects(
      inTx({ ...ctx, actor: held.actor }, (inner) => answerMove(inner, { id, option: null })),
      { id: "reservation.move.over" },
    );
  },
);

dbTest(
  "nobody agrees to what they, or the organisation above the holder, asked: only the holder",
  async ({ ctx }) => {
    const { house, group } = await inTx(ctx, async (inner) => {
      const made = await anOrganisation(inner);
      return { house: made, group: await anOrganisation(inner, { parentId: made.id }) };
    });
    const staffOf = (organisationId: string) =>
      inTx(ctx, (inner) => aStaff(inner, { organisationId, role: "manager" }));
    const [asks, colleague, theirs] = [
      await staffOf(house.id),
      await staffOf(house.id),
      await staffOf(group.id),
    ];
    const room = await inTx(ctx, (inner) => aRoom(inner, { organisationId: house.id }));
    const times = between(ctx, 2, "14:00", "16:00");
    const held = await reserveAs(ctx, theirs, room.id, times, { organisation: group.id });
    const { id } = await inTx({ ...ctx, actor: asks.actor }, (inner) =>
      askToMove(inner, {
        ...{
          resourceId: room.id,
          ...times,
          purpose: "汇报演出",
          reason: "需要这个厅",
          organisation: house.id,
        },
        options: [{ resourceId: room.id, ...between(ctx, 2, "16:00", "18:00") }],
      }),
    );
    const answer = (who: typeof asks) =>
      inTx({ ...ctx, actor: who.actor }, (inner) => answerMove(inner, { id, option: 1 }));
    for (const who of [asks, colleague]) {
      await assert.rejects(answer(who), { id: "reservation.move.own-question" });
      const seen = await reservationView({ ...ctx, actor: who.actor }, held.reservationId);
      assert.equal(seen.move?.asked, true);
    }
    assert.deepEqual(await answer(theirs), { state: "agreed" });
  },
);

dbTest(
  "an option obeys every rule its room has for the holder, when it is named and when it is chosen",
  async ({ ctx }) => {
    const house = await inTx(ctx, (inner) => anOrganisation(inner));
    const { id: placeId } = await inTx(ctx, (inner) => aFacility(inner, { organisationId: house.id }));
    const make = (is: Parameters<typeof aRoom>[1] = {}) =>
      inTx(ctx, (inner) => aRoom(inner, { placeId, ...is }));
    const [room, plain] = [await make(), await make()];
    const [staff, held] = await inTx(ctx, async (inner) => [
      await aStaff(inner, { organisationId: house.id, role: "manager" }),
      await aReservation(inner, room.id),
    ]);
    assert.ok(staff && held && "reservationId" in held);
    const other = between(ctx, 1, "10:00", "12:00");
    await reserveAs(ctx, held, plain.id, other);
    const ask = ({ id: resourceId }: { id: string }) =>
      inTx({ ...ctx, actor: staff.actor }, (inner) =>
        askToMove(inner, {
          ...{ resourceId: room.id, startsAt: held.startsAt, endsAt: held.endsAt, organisation: house.id },
          ...{ purpose: "汇报演出", reason: "需要这个厅" },
          options: [{ resourceId, ...between(ctx, 2, "14:00", "16:00") }],
        }),
      );
    for (const is of [
      { level: 3 },
      { approval: ["house" as const] },
      { public: false },
      { mostComing: 1 },
      { mostAWeek: 1 },
      { longestMinutes: 60 },
    ])
      await assert.rejects(
        ask(await make(is)),
        ({ faults }: { faults: { id: string }[] }) =>
          faults[0]?.id === "reservation.move.option-not-to-be-had",
        JSON.stringify(is),
      );
    const { id } = await ask(plain);
    await inTx(ctx, (inner) =>
      changeResource(inner, plain.id, {
        rules: { ...plain.rules, level: 3 },
        public: true,
        parts: [],
        version: 1,
      }),
    );
    await assert.rejects(
      inTx({ ...ctx, actor: held.actor }, (inner) => answerMove(inner, { id, option: 1 })),
      { id: "reservation.level-needed" },
    );
    assert.deepEqual(await stands(ctx, held.reservationId), ["confirmed", held.startsAt.toString(), null]);
  },
);

dbTest(
  "who asked and cannot have it any more asks no longer: the holder keeps theirs, both are told",
  async ({ ctx }) => {
    const house = await inTx(ctx, (inner) => anOrganisation(inner));
    const room = await inTx(ctx, (inner) => aRoom(inner, { organisationId: house.id }));
    const [staff, held, third] = await inTx(ctx, async (inner) => [
      await aStaff(inner, { organisationId: house.id, role: "manager" }),
      await aReservation(inner, room.id),
      await aResident(inner),
    ]);
    assert.ok(staff && third && held && "reservationId" in held);
    const { id } = await inTx({ ...ctx, actor: staff.actor }, (inner) =>
      askToMove(inner, {
        ...{ resourceId: room.id, ...between(ctx, 2, "10:00", "14:00"), organisation: house.id },
        ...{ purpose: "汇报演出", reason: "需要这个厅" },
        options: [{ resourceId: room.id, ...between(ctx, 2, "16:00", "18:00") }],
      }),
    );
    await reserveAs(ctx, third, room.id, between(ctx, 2, "13:00", "14:00"));
    const answer = inTx({ ...ctx, actor: held.actor }, (inner) => answerMove(inner, { id, option: 1 }));
    assert.deepEqual(await answer, { state: "withdrawn" });
    assert.deepEqual(await stands(ctx, held.reservationId), ["confirmed", held.startsAt.toString(), null]);
    assert.deepEqual(await told(ctx, held), ["notice.reservation.asked-to-move"]);
    assert.deepEqual(await told(ctx, staff), ["notice.move.withdrawn"]);
  },
);

dbTest("no is no, silence is no, and an option that is gone changes nothing", async ({ ctx }) => {
  const house = await inTx(ctx, (inner) => anOrganisation(inner));
  const make = () => inTx(ctx, (inner) => aMoveRequest(inner, house.id));
  const no = await make();
  await inTx({ ...ctx, actor: no.held.actor }, (inner) => answerMove(inner, { id: no.id, option: null }));
  const silent = await make();
  await tendReservations({ ...ctx, clock: () => Temporal.Instant.from(silent.answerBy) });
  const gone = await make();
  const other = await inTx(ctx, (inner) => aResident(inner));
  await reserveAs(ctx, other, gone.room.id, between(ctx, 2, "17:00", "18:00"));
  await assert.rejects(
    inTx({ ...ctx, actor: gone.held.actor }, (inner) => answerMove(inner, { id: gone.id, option: 1 })),
    { id: "reservation.move.option-gone" },
  );
  for (const one of [no, silent, gone])
    assert.deepEqual(await stands(ctx, one.held.reservationId), [
      "confirmed",
      dayAt(ctx, 2, "14:00").toString(),
      null,
    ]);
  assert.deepEqual(await told(ctx, no.staff), ["notice.move.declined"]);
  assert.deepEqual(await told(ctx, silent.staff), ["notice.move.lapsed"]);
});

dbTest("only a higher class asks, one at a time, for times that can be had", async ({ ctx }) => {
  const [house, stranger] = await inTx(ctx, async (inner) => [
    await anOrganisation(inner),
    await anOrganisation(inner),
  ]);
  const room = await inTx(ctx, (inner) => aRoom(inner, { organisationId: house?.id ?? "" }));
  const staffOf = (id = "") => inTx(ctx, (inner) => aStaff(inner, { organisationId: id, role: "manager" }));
  const [own, foreign] = [await staffOf(house?.id), await staffOf(stranger?.id)];
  const times = between(ctx, 2, "10:00", "12:00");
  await reserveAs(ctx, own, room.id, times, { organisation: house?.id });
  const ask = (who: typeof own, organisation = "", option = between(ctx, 2, "14:00", "16:00")) =>
    inTx({ ...ctx, actor: who.actor }, (inner) =>
      askToMove(inner, {
        resourceId: room.id,
        ...times,
        ...{
          organisation,
          purpose: "汇报演出",
          reason: "需要这个厅",
          options: [{ resourceId: room.id, ...option }],
        },
      }),
    );
  await assert.rejects(ask(foreign, stranger?.id), { id: "reservation.move.not-higher" });
  const later = between(ctx, 4, "10:00", "12:00");
  const person = await inTx(ctx, (inner) => aResident(inner));
  await reserveAs(ctx, person, room.id, later);
  const askPerson = (option: ReturnType<typeof between>) =>
    inTx({ ...ctx, actor: foreign.actor }, (inner) =>
      askToMove(inner, {
        resourceId: room.id,
        ...later,
        ...{ organisation: stranger?.id ?? "", purpose: "汇报演出", reason: "需要这个厅" },
        options: [{ resourceId: room.id, ...option }],
      }),
    );
  // Monday is closed; the shorter time is less than the person has; on day 2 the house is there.
  for (const option of [between(ctx, 3, "10:00", "12:00"), between(ctx, 4, "12:00", "13:00")])
    await assert.rejects(askPerson(option), ({ faults }: { faults: { id: string }[] }) =>
      faults.some(({ id }) => id === "reservation.move.option-not-to-be-had"),
    );
  await assert.rejects(askPerson(times), ({ faults }: { faults: { id: string }[] }) =>
    faults.some(({ id }) => id === "reservation.move.option-not-free"),
  );
});

dbTest(
  "a series reports each time: made, taken, closed; all or none where that is wanted; given back from here on",
  async ({ ctx }) => {
    const room = await inTx(ctx, (inner) => aRoom(inner));
    const [one, other] = await inTx(ctx, async (inner) => [await aResident(inner), await aResident(inner)]);
    // Saturdays; the second is taken.
    await reserveAs(ctx, other ?? one, room.id, between(ctx, 8, "10:00", "12:00"));
    const wish = {
      resourceId: room.id,
      ...between(ctx, 1, "10:00", "12:00"),
      purpose: "合唱排练",
      repeat: weekly(4),
    };
    const as = { ...ctx, actor: one?.actor ?? ctx.actor };
    const planned = await plannedReservations(as, wish);
    assert.deepEqual(
      planned.items.map(({ result }) => result),
      ["free", "taken", "free", "free"],
    );
    await assert.rejects(
      inTx(as, (inner) => reserveRepeated(inner, { ...wish, all: true })),
      { id: "reservation.not-all", data: { of: 4, free: 3 } },
    );
    const made = await inTx(as, (inner) => reserveRepeated(inner, { ...wish, all: false }));
    assert.deepEqual(
      made.items.map(({ result }) => result),
      ["made", "taken", "made", "made"],
    );
    const third = await ctx.db.one<{ id: string }>`
    select id from booking.reservation where series_id = ${made.seriesId} order by lower(during) offset 1 limit 1`;
    const rest = await inTx(as, (inner) =>
      cancelReservation(inner, { reservationId: third.id, scope: "from-here" }),
    );
    assert.deepEqual(rest, { cancelled: 2, stay: 0 });
    assert.equal((await reservationOf(ctx.db, made.firstId))?.state, "confirmed");
  },
);

dbTest(
  "limits count what is had, the plan tells them, and a house has its own room as often as it needs it",
  async ({ ctx }) => {
    const house = await inTx(ctx, (inner) => anOrganisation(inner));
    const room = await inTx(ctx, (inner) =>
      aRoom(inner, { organisationId: house.id, mostComing: 3, mostAWeek: 2, horizonDays: 100 }),
    );
    const [staff, one, other] = await inTx(ctx, async (inner) => [
      await aStaff(inner, { organisationId: house.id, role: "manager" }),
      await aResident(inner),
      await aResident(inner),
    ]);
    assert.ok(staff && one && other);
    const series = (from: string, to: string, count: number) => ({
      ...{ resourceId: room.id, purpose: "合唱排练", repeat: weekly(count) },
      ...between(ctx, 1, from, to),
    });
    await reserveAs(ctx, other, room.id, between(ctx, 8, "10:00", "12:00"));
    const wish = series("10:00", "12:00", 5);
    const as = { ...ctx, actor: one.actor };
    const results = ({ items }: { items: readonly { result: string }[] }) =>
      items.map(({ result }) => result);
    const free = ["free", "taken", "free", "free", "refused"];
    assert.deepEqual(results(await plannedReservations(as, wish)), free);
    const made = await inTx(as, (inner) => reserveRepeated(inner, { ...wish, all: false }));
    assert.deepEqual(
      results(made),
      free.map((result) => (result === "free" ? "made" : result)),
    );
    assert.match(made.items.at(-1)?.says ?? "", /3/);
    const own = { ...series("14:00", "16:00", 8), organisation: house.id, all: true };
    const eight = await inTx({ ...ctx, actor: staff.actor }, (inner) => reserveRepeated(inner, own));
    assert.equal(eight.made, 8);
  },
);

dbTest("the fifth Monday is always the last, and a month's end moves nothing", async ({ ctx }) => {
  const starts = (from: string, repeat: Partial<Parameters<typeof repeatedTimes>[1]>) => {
    const startsAt = Temporal.PlainDateTime.from(from).toZonedDateTime("Asia/Shanghai").toInstant();
    const { times } = repeatedTimes(
      { startsAt, endsAt: startsAt.add({ hours: 2 }) },
      { ...weekly(4), ...repeat },
      ctx.city.zone,
    );
    return times.map((one) =>
      one.startsAt.toZonedDateTimeISO(ctx.city.zone).toPlainDateTime().toString().slice(0, 16),
    );
  };
  assert.deepEqual(starts("2026-06-29T19:30", { every: "month-weekday" }), [
    "2026-06-29T19:30",
    "2026-07-27T19:30",
    "2026-08-31T19:30",
    "2026-09-28T19:30",
  ]);
  assert.deepEqual(starts("2026-06-09T19:30", { every: "month-weekday", count: 2 }), [
    "2026-06-09T19:30",
    "2026-07-14T19:30",
  ]);
  assert.deepEqual(starts("2026-12-30T23:00", { every: "day", count: 3 }), [
    "2026-12-30T23:00",
    "2026-12-31T23:00",
    "2027-01-01T23:00",
  ]);
});

dbTest(
  "on a room's day nobody is called like somebody else, and check-in is offered when it is time",
  async ({ ctx }) => {
    const { room, clerk } = await inTx(ctx, async (inner) => {
      const house = await anOrganisation(inner);
      const made = await aRoom(inner, {
        organisationId: house.id,
        checkIn: { fromMinutes: 15, untilMinutes: 15, release: true },
      });
      for (const [n, [name, phone]] of (
        [
          ["张伟", "+8613900000000"],
          ["张伟", "+8613900000001"],
          ["李娜", "+8613900000002"],
          [null, "+8613900000777"],
        ] as const
      ).entries()) {
        const one = await aResident(inner, { name, phone });
        const times = between(inner, 2, `${10 + n}:00`, `${11 + n}:00`);
        await reserve({ ...inner, actor: one.actor }, { resourceId: made.id, ...times, purpose: "排练" });
      }
      return { room: made, clerk: await aStaff(inner, { organisationId: house.id, role: "clerk" }) };
    });
    const day = dayAt(ctx, 2, "00:00").toZonedDateTimeISO(ctx.city.zone).toPlainDate().toString();
    const at = (time: string) =>
      roomDeskView({ ...ctx, actor: clerk.actor, clock: () => dayAt(ctx, 2, time) }, room.id, day);
    const { holders } = await at("09:00");
    assert.deepEqual(
      holders.map(({ who, can }) => [who, can]),
      [
        ["张伟（手机尾号 0000）", ["cancel"]],
        ["张伟（手机尾号 0001）", ["cancel"]],
        ["李娜", ["cancel"]],
        ["手机尾号 0777", ["cancel"]],
      ],
    );
    const mayEnter = async (time: string) => (await at(time)).holders[0]?.can.includes("check-in");
    assert.deepEqual(
      [await mayEnter("09:44"), await mayEnter("09:45"), await mayEnter("10:59"), await mayEnter("11:00")],
      [false, true, true, false],
    );
  },
);
