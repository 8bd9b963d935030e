/** Cancelling and moving when people are in already. */
import assert from "node:assert/strict";
import { livingClaimOf } from "#booking";
import { checkIn, claim, walkIn } from "#booking/filling";
import { unfold } from "#libs/calendar";
import { aResident, noticesOf } from "#people/testing";
import { anOrganisation } from "#places/testing";
import { type Ctx, inTx } from "#platform/ctx";
import { Problem } from "#platform/errors";
import { dbTest } from "#platform/testing";
import { eventFeed } from "../finding/feed.ts";
import { showEvent } from "../finding/show-event.ts";
import { takeStep } from "../publishing/take-step.ts";
import * as store from "../session-store.ts";
import { anEvent, bookingPlan, sessionText } from "../testing.ts";
import { cancelEvent, cancelSession } from "./cancel.ts";
import { editSession } from "./change-session.ts";
import { concernedBy } from "./concerned.ts";
import { holdSessions } from "./hold-sessions.ts";

const later = (ctx: Ctx, time: { hours?: number; minutes?: number }): Ctx => ({
  ...ctx,
  clock: () => ctx.clock().add(time),
});

/** Two evenings; tomorrow's door is open, one person with two places is in, one with one place is on the way, three walked in. */
async function fullHouse(base: Ctx) {
  const { id: organisationId } = await inTx(base, (inner) => anOrganisation(inner));
  const next = base.clock().add({ hours: 72 }).toString();
  const built = await anEvent(base, { organisationId, sessions: [{}, { startsAt: next }] });
  const [sessionId = "", other = ""] = built.sessionIds;
  const [offerId = "", otherOffer = ""] = built.offerIds;
  const holder = (of: string, size: number) =>
    inTx(base, async (inner) => {
      const { actor, subject } = await aResident(inner);
      return { subject, ...(await claim({ ...inner, actor }, { offerId: of, size })) };
    });
  const came = await holder(offerId, 2);
  const coming = await holder(offerId, 1);
  const nextEvening = await holder(otherOffer, 1);
  // The session begins in 24 hours, its door opens half an hour before.
  const atDoor = later(base, { hours: 23, minutes: 45 });
  await inTx(atDoor, (inner) => checkIn(inner, { offerId, claimId: came.claimId }));
  await inTx(atDoor, (inner) => walkIn(inner, { offerId, size: 3 }));
  const whileOn = later(base, { hours: 24, minutes: 30 });
  const as = (ctx: Ctx) => ({ ...ctx, actor: built.publisher });
  return {
    ...{ built, sessionId, other, offerId, came, coming, nextEvening },
    atDoor: as(atDoor),
    whileOn: as(whileOn),
    after: later(base, { hours: 30 }),
  };
}

const keys = async (ctx: Ctx, { subject }: { subject: string }) =>
  (await noticesOf(ctx.db, subject)).map(({ key }) => key);
const held = async (ctx: Ctx, sessionId: string) =>
  (
    await ctx.db.many`
      select id from platform.outbox where type = 'session.held' and payload ->> 'sessionId' = ${sessionId}`
  ).length;

dbTest(
  "cancelled with people in the house: they are told as well, and exactly as many as the page said",
  async ({ ctx }) => {
    const { built, sessionId, offerId, came, coming, atDoor, after } = await fullHouse(ctx);
    const before = await concernedBy(atDoor, built.id);
    const here = before.sessions.find(({ id }) => id === sessionId);
    assert.deepEqual([here?.begun, here?.claims, here?.arrived], [false, 2, 5]);
    const done = await inTx(atDoor, (inner) =>
      cancelSession(inner, { id: sessionId, version: built.version, reason: "停电" }),
    );
    assert.equal(done.told, here?.claims);
    for (const one of [came, coming]) {
      assert.deepEqual(await keys(ctx, one), ["notice.session-cancelled-other"]);
      assert.equal(await livingClaimOf(ctx.db, offerId, one.subject), null);
    }
    await holdSessions(after);
    assert.equal(await held(ctx, sessionId), 0);
  },
);

dbTest(
  "cut short: it was held, who came has come, and the others are told that it is over",
  async ({ ctx }) => {
    const { built, sessionId, other, offerId, came, coming, nextEvening, whileOn, after } =
      await fullHouse(ctx);
    assert.equal(
      (await concernedBy(whileOn, built.id)).sessions.find(({ id }) => id === sessionId)?.begun,
      true,
    );
    const done = await inTx(whileOn, (inner) =>
      cancelEvent(inner, { id: built.id, version: built.version, reason: "突发大风" }),
    );
    assert.equal(done.told, 3);
    assert.deepEqual(await keys(ctx, came), ["notice.session-cut-short"]);
    assert.deepEqual(await keys(ctx, coming), ["notice.session-cut-short"]);
    assert.deepEqual(await keys(ctx, nextEvening), ["notice.event-cancelled"]);
    assert.equal((await livingClaimOf(ctx.db, offerId, came.subject))?.state, "checked-in");
    assert.equal(await livingClaimOf(ctx.db, offerId, coming.subject), null);
    await holdSessions(after);
    assert.deepEqual([await held(ctx, sessionId), await held(ctx, other)], [1, 0]);
    const view = (await showEvent(whileOn, built.id)).sessions.find(({ id }) => id === sessionId);
    assert.deepEqual([view?.cutShort, view?.admission.state], [true, "over"]);
    const lines = unfold(await eventFeed(ctx, built.id));
    const entry = lines.slice(lines.indexOf(`UID:${sessionId}@test`));
    const line = (name: string) => entry.find((one) => one.startsWith(name));
    assert.equal(line("STATUS"), "STATUS:CONFIRMED");
    assert.match(line("DESCRIPTION") ?? "", /已提前结束：突发大风/);
    assert.equal(line("DTEND"), "DTEND;TZID=Asia/Shanghai:20260613T183000");
  },
);

dbTest(
  "begun by the clock but nobody played: whoever cancels says so, and nothing of it was held",
  async ({ ctx }) => {
    const { built, sessionId, offerId, came, whileOn, after } = await fullHouse(ctx);
    const cancel = { id: sessionId, version: built.version, reason: "演员未到", cutShort: false };
    await inTx(whileOn, (inner) => cancelSession(inner, cancel));
    assert.deepEqual(await keys(ctx, came), ["notice.session-cancelled-other"]);
    assert.equal(await livingClaimOf(ctx.db, offerId, came.subject), null);
    await holdSessions(after);
    assert.equal(await held(ctx, sessionId), 0);
  },
);

dbTest("what is on may go on for longer; its start is not moved into the past", async ({ ctx }) => {
  const { built, sessionId, whileOn } = await fullHouse(ctx);
  const [stored] = (await store.sessionsOf(ctx.db, [built.id])).filter(({ id }) => id === sessionId);
  assert.ok(stored);
  const edit = (startsAt: string, minutes: number) =>
    inTx(whileOn, (inner) => {
      const endsAt = stored.endsAt.add({ minutes }).toString();
      const session = { ...sessionText(ctx, { startsAt }), endsAt, booking: bookingPlan(startsAt) };
      return editSession(inner, { id: sessionId, version: built.version, session, reason: "观众返场" });
    });
  await assert.rejects(edit(stored.startsAt.subtract({ minutes: 5 }).toString(), 30), {
    faults: [{ field: "/body/session/startsAt", id: "session.in-past" }],
  });
  await edit(stored.startsAt.toString(), 30);
  const after = (await store.sessionsOf(ctx.db, [built.id])).find(({ id }) => id === sessionId);
  assert.equal(after?.endsAt.toString(), stored.endsAt.add({ minutes: 30 }).toString());
});

dbTest("what has not begun was not cut short", async ({ db, ctx }) => {
  const { built, sessionId, atDoor } = await fullHouse(ctx);
  const cancel = { id: sessionId, version: built.version, reason: "停电", cutShort: true };
  await assert.rejects(
    inTx(atDoor, (inner) => cancelSession(inner, cancel)),
    (error) =>
      error instanceof Problem &&
      error.faults.some(({ field, id }) => `${field} ${id}` === "/body/cutShort session.not-begun"),
  );
  await assert.rejects(
    db.run`
      update programme.session set cancelled_at = ${atDoor.clock()}, cancelled_because = '停电', cut_short = true
       where id = ${sessionId}`,
    /session_cut_short_while_on/,
  );
});

dbTest(
  "moved to another day with people in the house: they keep their places and are asked to come again",
  async ({ ctx }) => {
    const { built, sessionId, offerId, came, coming, atDoor } = await fullHouse(ctx);
    const startsAt = ctx.clock().add({ hours: 48 }).toString();
    const session = { ...sessionText(ctx, { startsAt }), booking: bookingPlan(startsAt) };
    const done = await inTx(atDoor, (inner) =>
      editSession(inner, { id: sessionId, version: built.version, session, reason: "停电" }),
    );
    assert.equal(done.told, 2);
    assert.deepEqual(await keys(ctx, came), ["notice.time-changed-come-again"]);
    assert.deepEqual(await keys(ctx, coming), ["notice.time-changed"]);
    assert.equal((await livingClaimOf(ctx.db, offerId, came.subject))?.state, "confirmed");
  },
);

dbTest(
  "a withdrawn event comes back without the session that was cut short: it was held already",
  async ({ ctx }) => {
    const { built, sessionId, whileOn } = await fullHouse(ctx);
    const as = (actor: Ctx["actor"], input: Omit<Parameters<typeof takeStep>[1], "id">) =>
      inTx({ ...whileOn, actor }, (inner) => takeStep(inner, { id: built.id, ...input }));
    const withdraw = { version: built.version, step: "withdraw" as const, reason: "内容有误" };
    const { version } = await as(built.publisher, withdraw);
    await as(built.editor, { version, step: "reopen" });
    const sessions = await store.sessionsOf(ctx.db, [built.id]);
    const first = sessions.find(({ id }) => id === sessionId);
    assert.equal(first?.cutShort, true);
    assert.equal(sessions.length, 3, "two that were, and the evening that is still to come once more");
    assert.deepEqual(
      sessions.filter(({ cancelledAt }) => !cancelledAt).map(({ startsAt }) => startsAt.toString()),
      [ctx.clock().add({ hours: 72 }).toString()],
    );
  },
);
