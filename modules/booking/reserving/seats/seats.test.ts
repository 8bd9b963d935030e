/** Study seats under the rules of 深圳图书馆北馆: in by thirty minutes after the start, given back an hour before, one a person, out for a while. */
import assert from "node:assert/strict";
import type { Temporal } from "temporal-polyfill";
import { aResident, aStaff, noticesOf } from "#people/testing";
import { anOrganisation } from "#places/testing";
import { type Ctx, inTx } from "#platform/ctx";
import { dbTest } from "#platform/testing";
import { blackOut } from "../blackout.ts";
import { checkInReservation, roomCode } from "../check-in.ts";
import { roomsDeskView } from "../desk-views.ts";
import { cancelReservation } from "../give-back.ts";
import { mergeReservations } from "../personal.ts";
import { reservationOf } from "../reservation-store.ts";
import { tendReservations } from "../tend-reservations.ts";
import { between, dayAt, reserveAs } from "../testing.ts";
import { finishReservation, leaveSeat, openSeats, returnToSeat, seatsDeskView, seatsView } from "./seats.ts";
import { aReadingRoom, aSeatTaken } from "./testing.ts";

const at = (ctx: Ctx, time: string): Ctx => {
  const clock: Temporal.Instant = dayAt(ctx, 1, time);
  return { ...ctx, clock: () => clock };
};
const stateOf = async (ctx: Ctx, id: string) => (await reservationOf(ctx.db, id))?.state;

/** A1 is taken tomorrow from ten to twelve, and its holder is in. */
async function inUse(ctx: Ctx) {
  const taken = await inTx(ctx, (inner) => aSeatTaken(inner));
  const { room, reservationId: id, actor } = taken;
  const then = at(ctx, "10:20");
  await inTx({ ...then, actor }, (inner) => checkInReservation(inner, { id, code: roomCode(then, room.id) }));
  const seat = async (when: string) => {
    const { seats } = await seatsView(at(ctx, when), room.id, { from: dayAt(ctx, 1, when).toString() });
    return seats[0]?.state;
  };
  return { ...taken, id, seat, code: roomCode(then, room.id) };
}

dbTest(
  "one seat a person at a time, in whichever room; who asks for a second gives the first back",
  async ({ ctx }) => {
    const { room, seats } = await inTx(ctx, (inner) => aReadingRoom(inner));
    const other = await inTx(ctx, (inner) => aReadingRoom(inner));
    const person = await inTx(ctx, (inner) => aResident(inner));
    const morning = between(ctx, 1, "10:00", "12:00");
    const { reservationId } = await reserveAs(ctx, person, seats[0]?.id ?? "", morning);
    await assert.rejects(
      reserveAs(ctx, person, other.seats[1]?.id ?? "", between(ctx, 1, "11:00", "13:00")),
      {
        id: "reservation.one-seat",
      },
    );
    await assert.rejects(
      inTx({ ...at(ctx, "09:30"), actor: person.actor }, (inner) =>
        cancelReservation(inner, { reservationId }),
      ),
      { id: "reservation.give-back-too-late" },
    );
    await inTx({ ...at(ctx, "08:50"), actor: person.actor }, (inner) =>
      cancelReservation(inner, { reservationId }),
    );
    await reserveAs(ctx, person, other.seats[1]?.id ?? "", between(ctx, 1, "11:00", "13:00"));
    const view = await seatsView({ ...ctx, actor: person.actor }, other.room.id, {
      from: morning.startsAt.toString(),
      to: dayAt(ctx, 1, "13:00").toString(),
    });
    assert.deepEqual(
      view.seats.map(({ label, state, mine }) => [label, state, mine]),
      [
        ["A1", "free", false],
        ["A2", "reserved", true],
        ["A3", "free", false],
        ["B1", "free", false],
        ["B2", "free", false],
        ["B3", "free", false],
      ],
    );
    assert.equal(room.cells.length, 1);
  },
);

dbTest(
  "whoever goes out keeps the seat for half an hour, comes back by the code, and only so often",
  async ({ ctx }) => {
    const { id, actor, seat, code } = await inUse(ctx);
    assert.equal(await seat("10:25"), "used");
    const as = (when: string) => ({ ...at(ctx, when), actor });
    for (const [out, back] of [
      ["10:30", "10:50"],
      ["10:55", "11:10"],
    ] as const) {
      await inTx(as(out), (inner) => leaveSeat(inner, id));
      assert.equal(await seat(out), "away");
      await assert.rejects(
        inTx(as(back), (inner) => returnToSeat(inner, id, "WRONG")),
        { id: "reservation.wrong-code" },
      );
      await inTx(as(back), (inner) => returnToSeat(inner, id, code));
    }
    await assert.rejects(
      inTx(as("11:15"), (inner) => leaveSeat(inner, id)),
      { id: "seats.left-often" },
    );
    await inTx(as("11:20"), (inner) => finishReservation(inner, id));
    assert.equal(await seat("11:21"), "free");
  },
);

dbTest(
  "who does not come back gives the rest to others and is told; it is no missed reservation",
  async ({ ctx }) => {
    const { id, actor, subject, seat, code } = await inUse(ctx);
    await inTx({ ...at(ctx, "10:30"), actor }, (inner) => leaveSeat(inner, id));
    await tendReservations(at(ctx, "10:59"));
    assert.equal(await seat("10:59"), "away");
    await tendReservations(at(ctx, "11:00"));
    assert.deepEqual([await seat("11:01"), await stateOf(ctx, id)], ["free", "over"]);
    assert.deepEqual(
      (await noticesOf(ctx.db, subject)).map(({ key }) => key),
      ["notice.reservation.not-back"],
    );
    await assert.rejects(
      inTx({ ...at(ctx, "11:02"), actor }, (inner) => returnToSeat(inner, id, code)),
      { id: "seats.not-out" },
    );
  },
);

dbTest(
  "who is not in by half an hour after the start gives it up; a room that is closed closes its seats",
  async ({ ctx }) => {
    const { room, reservationId, actor } = await inTx(ctx, (inner) => aSeatTaken(inner));
    const late = at(ctx, "10:30");
    await assert.rejects(
      inTx({ ...late, actor }, (inner) =>
        checkInReservation(inner, { id: reservationId, code: roomCode(late, room.id) }),
      ),
      { id: "reservation.check-in-late" },
    );
    await tendReservations(late);
    assert.equal(await stateOf(ctx, reservationId), "released");
    const times = between(ctx, 2, "10:00", "12:00");
    await inTx(ctx, (inner) =>
      blackOut(inner, { resourceId: room.id, ...times, reason: "换地毯", hits: [] }),
    );
    const { seats } = await seatsView(ctx, room.id, { from: times.startsAt.toString() });
    assert.deepEqual([...new Set(seats.map(({ state }) => state))], ["closed"]);
  },
);

dbTest(
  "two accounts that were one person's both keep their seats, and a third at that time is refused",
  async ({ ctx }) => {
    const { seats } = await inTx(ctx, (inner) => aReadingRoom(inner));
    const [from, into] = [
      await inTx(ctx, (inner) => aResident(inner)),
      await inTx(ctx, (inner) => aResident(inner)),
    ];
    const times = between(ctx, 1, "10:00", "12:00");
    const mine = await reserveAs(ctx, from, seats[0]?.id ?? "", times);
    await reserveAs(ctx, into, seats[1]?.id ?? "", times);
    await inTx(ctx, (inner) => mergeReservations(inner, { from, into }));
    const moved = await reservationOf(ctx.db, mine.reservationId);
    assert.deepEqual([moved?.subject, moved?.state], [into.subject, "confirmed"]);
    await assert.rejects(reserveAs(ctx, into, seats[2]?.id ?? "", times), { id: "reservation.one-seat" });
  },
);

dbTest(
  "the map says when the house is shut, a closed seat is nobody's, and it is shown to whom it is for",
  async ({ ctx }) => {
    const { id: organisationId } = await inTx(ctx, (inner) => anOrganisation(inner));
    const { room, seats } = await inTx(ctx, (inner) => aReadingRoom(inner, organisationId));
    const one = await inTx(ctx, (inner) => aResident(inner));
    const staff = await inTx(ctx, (inner) => aStaff(inner, { organisationId, role: "manager" }));
    const listed = async () => (await roomsDeskView({ ...ctx, actor: staff.actor })).rooms;
    const map = (from: string, to: string) =>
      seatsView({ ...ctx, actor: one.actor }, room.id, {
        from: dayAt(ctx, 1, from).toString(),
        to: dayAt(ctx, 1, to).toString(),
      });
    const night = await map("20:30", "22:00");
    assert.deepEqual([night.shut, new Set(night.seats.map(({ state }) => state))], [true, new Set(["shut"])]);
    assert.equal(night.opensAt, dayAt(ctx, 2, "10:00").toString());
    const repair = { ...between(ctx, 1, "10:00", "12:00"), reason: "换灯" };
    await inTx(ctx, (inner) => blackOut(inner, { resourceId: seats[0]?.id ?? "", ...repair, hits: [] }));
    const states = async (from: string, to: string) =>
      (await map(from, to)).seats.slice(0, 2).map(({ state }) => state);
    assert.deepEqual(await states("11:00", "12:00"), ["closed", "free"]);
    assert.deepEqual(await states("12:00", "13:00"), ["free", "free"]);
    const during = at(ctx, "10:30");
    const [closed] = (await seatsDeskView(during, room.id)).seats;
    assert.equal(closed?.closedUntil, repair.endsAt.toString());
    assert.deepEqual(
      (await listed()).map((each) => [each.id, each.public, each.seats]),
      [[room.id, false, 6]],
    );
    await inTx(ctx, (inner) => openSeats(inner, room.id, { public: false }));
    assert.equal((await listed())[0]?.seats, 0);
    await assert.rejects(map("12:00", "13:00"), { status: 404 });
    await assert.rejects(reserveAs(ctx, one, seats[1]?.id ?? "", between(ctx, 1, "12:00", "13:00")), {
      id: "reservation.staff-only",
    });
  },
);
