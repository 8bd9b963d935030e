/** What other modules do with rooms and people's time. */
import assert from "node:assert/strict";
import { aResident, aStaff } from "#people/testing";
import { organisationsByPaths } from "#places";
import { inTx } from "#platform/ctx";
import { newId } from "#platform/db";
import { fill, joinSlots } from "#platform/slots";
import { dbTest } from "#platform/testing";
import { roomUses } from "../slots.ts";
import { blackOut, liftBlackout } from "./blackout.ts";
import { blackoutPlan } from "./desk-views.ts";
import { cancelReservation } from "./give-back.ts";
import { mergeReservations } from "./personal.ts";
import { reservationsOfUses } from "./reservation-store.ts";
import { aReservation, aRoom, between, dayAt } from "./testing.ts";
import { letGo, reserveFor, roomsGone, type UseOf, whoIsFree } from "./uses.ts";
import { reservationView } from "./views.ts";

dbTest(
  "a teacher has one thing at a time, rooms and people are taken together or not at all",
  async ({ ctx }) => {
    const room = await inTx(ctx, (inner) => aRoom(inner));
    const teacher = await inTx(ctx, (inner) => aResident(inner));
    const times = between(ctx, 1, "10:00", "12:00");
    const [space, person] = [{ space: room.ref }, { person: teacher.subject }];
    const take = (ref: string, needs: (typeof space | typeof person)[], at = times) =>
      inTx(ctx, (inner) =>
        reserveFor(inner, "test-lesson", [{ ref, orgPath: "klmy.", needs, ...at, purpose: "国画课" }]),
      );
    const [first, second] = [newId(), newId()];
    assert.equal((await take(first, [space, person])).length, 2);
    await assert.rejects(take(second, [person]), { id: "reservation.taken" });
    const after = between(ctx, 1, "12:00", "13:00");
    assert.equal((await take(second, [person], after)).length, 1);
    assert.deepEqual([...(await whoIsFree(ctx, [teacher.subject], between(ctx, 1, "11:00", "12:00")))], []);
    assert.equal((await whoIsFree(ctx, [teacher.subject], between(ctx, 1, "13:00", "14:00"))).size, 1);
    const gone = () => inTx(ctx, (inner) => letGo(inner, "test-lesson", [first]));
    assert.deepEqual([await gone(), await gone()], [2, 0]);
    await take(newId(), [space, person]);
  },
);

dbTest(
  "whoever was three accounts has one thing at a time, whichever of them it was for",
  async ({ ctx }) => {
    const [first, second, third] = await inTx(ctx, async (inner) => [
      await aResident(inner),
      await aResident(inner),
      await aResident(inner),
    ]);
    assert.ok(first && second && third);
    const take = (person: string, from: string, to: string) =>
      inTx(ctx, (inner) =>
        reserveFor(inner, "test-lesson", [
          {
            ...{ ref: newId(), orgPath: "klmy.", needs: [{ person }], purpose: "国画课" },
            ...between(ctx, 1, from, to),
          },
        ]),
      );
    await take(first.subject, "10:00", "11:00");
    await take(second.subject, "11:00", "12:00");
    await take(third.subject, "12:00", "13:00");
    await inTx(ctx, (inner) => mergeReservations(inner, { from: first, into: second }));
    await inTx(ctx, (inner) => mergeReservations(inner, { from: second, into: third }));
    await assert.rejects(take(third.subject, "10:00", "13:00"), { id: "reservation.taken" });
    await assert.rejects(take(third.subject, "10:00", "11:00"), { id: "reservation.taken" });
  },
);

dbTest(
  "what a use has and still needs stays as it is, the rest is given back; many are taken at once, or none",
  async ({ ctx }) => {
    const [room, other] = [
      await inTx(ctx, (inner) => aRoom(inner)),
      await inTx(ctx, (inner) => aRoom(inner)),
    ];
    const use = (ref: string, space: string, from: string, to: string) => ({
      ...{ ref, orgPath: "klmy.", needs: [{ space }], purpose: "国画课" },
      ...between(ctx, 1, from, to),
    });
    const take = (uses: ReturnType<typeof use>[]) =>
      inTx(ctx, (inner) => reserveFor(inner, "test-lesson", uses));
    const [one, two] = [newId(), newId()];
    const both = [use(one, room.ref, "10:00", "11:00"), use(two, room.ref, "11:00", "12:00")];
    assert.equal((await take(both)).length, 2);
    assert.equal((await take(both)).length, 0, "nothing is new");
    const changed = [use(one, other.ref, "10:00", "11:00"), use(two, room.ref, "10:00", "11:00")];
    assert.equal((await take(changed)).length, 2, "they pass one another in one step");
    const held = await reservationsOfUses(ctx.db, "test-lesson", [one, two]);
    assert.deepEqual(held.map(({ state }) => state).toSorted(), [
      "cancelled",
      "cancelled",
      "confirmed",
      "confirmed",
    ]);
    const third = newId();
    await assert.rejects(
      take([use(third, other.ref, "12:00", "13:00"), use(newId(), other.ref, "12:30", "13:30")]),
      {
        id: "reservation.taken",
        data: { from: dayAt(ctx, 1, "13:00").toString(), to: dayAt(ctx, 1, "14:00").toString(), days: 14 },
      },
    );
    assert.deepEqual(await reservationsOfUses(ctx.db, "test-lesson", [third]), []);
    assert.deepEqual(
      await take([use(third, newId(), "12:00", "13:00")]),
      [],
      "nobody can reserve that space",
    );
  },
);

dbTest(
  "what another module does in a room is named before the room is closed, and ended by nobody but that module",
  async ({ ctx }) => {
    const room = await inTx(ctx, (inner) => aRoom(inner));
    const house = (await organisationsByPaths(ctx.db, [room.orgPath])).get(room.orgPath);
    const { actor } = await inTx(ctx, (inner) =>
      aStaff(inner, { organisationId: house?.id ?? "", role: "manager" }),
    );
    const as = { ...ctx, actor };
    const times = between(ctx, 1, "10:00", "12:00");
    const use = { ref: newId(), orgPath: room.orgPath, needs: [{ space: room.ref }], purpose: "国画课" };
    const [made] = await inTx(ctx, (inner) => reserveFor(inner, "test-lesson", [{ ...use, ...times }]));
    assert.ok(made);
    await assert.rejects(
      inTx(as, (inner) => cancelReservation(inner, { reservationId: made.id })),
      { id: "reservation.of-use", data: { title: "国画课" } },
    );
    assert.deepEqual((await reservationView(as, made.id)).reservation.can, []);
    assert.deepEqual(
      (await blackoutPlan(as, room.id, times)).hits.map(({ who, use }) => [who, use]),
      [["国画课", true]],
    );
  },
);

dbTest(
  "a room that opens is again whose it was where nobody has a part of it, and they are counted who go on without",
  async ({ ctx: base }) => {
    const part = await inTx(base, (inner) => aRoom(inner));
    const beside = await inTx(base, (inner) => aRoom(inner, { placeId: part.placeId }));
    const hall = await inTx(base, (inner) =>
      aRoom(inner, { placeId: part.placeId, parts: [part.id, beside.id] }),
    );
    const use = (space: string, from: string, to: string) => ({
      ...{ ref: newId(), orgPath: part.orgPath, needs: [{ space }], purpose: "国画课" },
      ...between(base, 1, from, to),
    });
    const [whole, early, dropped] = [
      use(hall.ref, "10:00", "12:00"),
      use(hall.ref, "12:00", "13:00"),
      use(part.ref, "13:00", "14:00"),
    ];
    const now: UseOf[] = [whole, early];
    const slots = joinSlots([
      fill(roomUses, async (_, { uses }) =>
        now
          .filter(({ ref }) => uses.some((one) => one.kind === "test-lesson" && one.ref === ref))
          .map((one) => ({ ...one, kind: "test-lesson" })),
      ),
    ]);
    const ctx = { ...base, slots };
    const made = await inTx(ctx, (inner) => reserveFor(inner, "test-lesson", [whole, early, dropped]));
    const { id } = await inTx(ctx, (inner) =>
      blackOut(inner, {
        ...{ resourceId: part.id, ...between(ctx, 1, "09:00", "15:00"), reason: "检修" },
        hits: made.map((one) => one.id),
      }),
    );
    // Of the hall the other part is not closed.
    await inTx(ctx, (inner) => aReservation(inner, beside.id, between(ctx, 1, "10:00", "11:00")));
    assert.deepEqual(await inTx(ctx, (inner) => liftBlackout(inner, id)), { again: 1, without: 1 });
    const gone = (spaceId: string) =>
      roomsGone(
        ctx,
        "test-lesson",
        [whole, early].map(({ ref }) => ({ id: ref, spaceId })),
      );
    assert.deepEqual(await gone(hall.ref), new Map([[whole.ref, "检修"]]));
    // Whoever plans it has another space for it by now.
    assert.deepEqual(await gone(beside.ref), new Map());
    await inTx(ctx, (inner) => aReservation(inner, part.id, between(ctx, 1, "13:00", "14:00")));
  },
);
