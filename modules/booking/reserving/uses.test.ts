/** What other modules do with rooms and people's time. */
import assert from "node:assert/strict";
import { aResident } from "#people/testing";
import { inTx } from "#platform/ctx";
import { newId } from "#platform/db";
import { dbTest } from "#platform/testing";
import { mergeReservations } from "./personal.ts";
import { reservationsOfUses } from "./reservation-store.ts";
import { aRoom, between, dayAt } from "./testing.ts";
import { letGo, reserveFor, whoIsFree } from "./uses.ts";

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
