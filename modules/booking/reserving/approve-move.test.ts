/** Whoever asks a holder to move, in a house that approves what is reserved, has its yes before the holder hears of it. */
import assert from "node:assert/strict";
import { Temporal } from "temporal-polyfill";
import { aStaff, noticesOf } from "#people/testing";
import { anOrganisation } from "#places/testing";
import { type Ctx, inTx } from "#platform/ctx";
import { dbTest } from "#platform/testing";
import { approveMove } from "./approve-move.ts";
import { reservationsToday, roomsDeskView } from "./desk-views.ts";
import { answerMove } from "./move.ts";
import { requestOf } from "./move-store.ts";
import { reservationOf } from "./reservation-store.ts";
import { tendReservations } from "./tend-reservations.ts";
import { aMoveToApprove, dayAt } from "./testing.ts";
import { reservationView } from "./views.ts";

type Steps = Parameters<typeof aMoveToApprove>[2];

/** A house below another organisation, with staff of both, and somebody who wants a room that somebody has. */
async function asked(ctx: Ctx, approval?: Steps) {
  const above = await inTx(ctx, (inner) => anOrganisation(inner));
  const house = await inTx(ctx, (inner) => anOrganisation(inner, { parentId: above.id }));
  const of = (organisationId: string) =>
    inTx(ctx, (inner) => aStaff(inner, { organisationId, role: "manager" }));
  const [clerk, manager] = [await of(house.id), await of(above.id)];
  const it = await inTx(ctx, (inner) => aMoveToApprove(inner, house.id, approval));
  return {
    ...{ ...it, clerk, manager, aboveId: above.id },
    say: (who: typeof clerk, answer: "approve" | "refuse", reason?: string) =>
      inTx({ ...ctx, actor: who.actor }, (inner) =>
        approveMove(inner, { id: it.id, answer, ...(reason && { reason }) }),
      ),
    told: async (who: { subject: string }) =>
      (await noticesOf(ctx.db, who.subject)).map(({ key }) => key).toSorted(),
    agree: () =>
      inTx({ ...ctx, actor: it.held.actor }, (inner) => answerMove(inner, { id: it.id, option: 1 })),
    seenByHolder: async () =>
      (await reservationView({ ...ctx, actor: it.held.actor }, it.held.reservationId)).move?.state ?? null,
    state: async () => (await requestOf(ctx.db, it.id))?.state,
  };
}

dbTest(
  "the holder is asked when it is approved, not before, and whoever has that yes waits for no other",
  async ({ ctx }) => {
    const it = await asked(ctx);
    assert.deepEqual(
      [await it.state(), await it.told(it.held), await it.seenByHolder()],
      ["requested", [], null],
    );
    await assert.rejects(it.agree(), { id: "reservation.move.over" });
    await assert.rejects(it.say(it.staff, "approve"), { id: "reservation.own-answer" });
    const desk = { ...ctx, actor: it.clerk.actor };
    assert.deepEqual(
      (await roomsDeskView(desk)).awaiting.map(({ id, move, step }) => [id, move, step]),
      [[it.id, true, "house"]],
    );
    assert.equal((await reservationsToday(desk))[0]?.values?.count, 1);

    assert.deepEqual(await it.say(it.clerk, "approve"), { state: "open" });
    assert.deepEqual((await roomsDeskView(desk)).awaiting, []);
    assert.deepEqual(await it.told(it.held), ["notice.reservation.asked-to-move"]);
    assert.deepEqual(await it.told(it.staff), ["notice.move.approved"]);
    assert.equal(await it.seenByHolder(), "open");
    await assert.rejects(it.say(it.clerk, "approve"), { id: "reservation.not-awaiting" });

    assert.deepEqual(await it.agree(), { state: "agreed" });
    const has = await ctx.db.one<{ state: string; approval: string[] }>`
      select state, approval from booking.reservation where organisation_id = ${it.organisationId}`;
    assert.deepEqual(has, { state: "confirmed", approval: [] });
    const held = await reservationOf(ctx.db, it.held.reservationId);
    assert.equal(held?.startsAt.toString(), dayAt(ctx, 2, "16:00").toString());
  },
);

dbTest(
  "what is not approved is never asked: the holder hears nothing, who asked hears why",
  async ({ ctx }) => {
    const it = await asked(ctx);
    await assert.rejects(it.say(it.clerk, "refuse"), { id: "approval.reason-needed" });
    assert.deepEqual(await it.say(it.clerk, "refuse", "当天要换灯"), { state: "refused" });
    assert.deepEqual(
      [await it.state(), await it.told(it.held), await it.seenByHolder()],
      ["refused", [], null],
    );
    const [notice] = await noticesOf(ctx.db, it.staff.subject);
    assert.deepEqual([notice?.key, notice?.data.reason], ["notice.move.refused", "当天要换灯"]);
    await assert.rejects(it.say(it.clerk, "approve"), { id: "reservation.not-awaiting" });
    await assert.rejects(it.agree(), { id: "reservation.move.over" });
    const held = await reservationOf(ctx.db, it.held.reservationId);
    assert.deepEqual(
      [held?.state, held?.startsAt.toString()],
      ["confirmed", dayAt(ctx, 2, "14:00").toString()],
    );
  },
);

dbTest("of two steps each is another person's, and only the last asks the holder", async ({ ctx }) => {
  const it = await asked(ctx, ["house", "above"]);
  assert.deepEqual(await it.say(it.manager, "approve"), { state: "requested" });
  assert.deepEqual(await it.told(it.held), []);
  await assert.rejects(it.say(it.manager, "approve"), { id: "reservation.another-answers" });
  const second = await inTx(ctx, (inner) => aStaff(inner, { organisationId: it.aboveId, role: "manager" }));
  assert.deepEqual(await it.say(second, "approve"), { state: "open" });
  assert.deepEqual(await it.told(it.held), ["notice.reservation.asked-to-move"]);
});

dbTest(
  "what nobody approves in time, or nobody can be asked about in time, comes to nothing",
  async ({ ctx }) => {
    const it = await asked(ctx);
    const late = Temporal.Instant.from(it.answerBy);
    const at = (clock: Temporal.Instant) => ({ ...ctx, clock: () => clock });
    await assert.rejects(
      inTx({ ...at(late.subtract({ minutes: 20 })), actor: it.clerk.actor }, (inner) =>
        approveMove(inner, { id: it.id, answer: "approve" }),
      ),
      { id: "reservation.move.too-late" },
    );
    await tendReservations(at(late));
    assert.deepEqual([await it.state(), await it.told(it.held)], ["lapsed", []]);
    assert.deepEqual(await it.told(it.staff), ["notice.move.not-approved"]);
  },
);
