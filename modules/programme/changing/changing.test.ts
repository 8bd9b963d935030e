import assert from "node:assert/strict";
import { Temporal } from "temporal-polyfill";
import { livingClaimOf, offersOf } from "#booking";
import { cancelClaim, claim } from "#booking/filling";
import { aGroup, aRule, aWaiting } from "#booking/testing";
import { aResident, noticesOf } from "#people/testing";
import { aFacility, anOrganisation, aSpace } from "#places/testing";
import { type Ctx, inTx } from "#platform/ctx";
import { Problem } from "#platform/errors";
import { dbTest } from "#platform/testing";
import type { EventText } from "../desk/contract.ts";
import { sessionText as sessionTextOf, eventText as textOf } from "../drafting/texts.ts";
import * as store from "../event-store.ts";
import { takeStep } from "../publishing/take-step.ts";
import * as sessionStore from "../session-store.ts";
import { anEvent, aSession, bookingPlan, sessionText } from "../testing.ts";
import { cancelEvent, cancelSession } from "./cancel.ts";
import { addSessions, editEvent } from "./change-event.ts";
import { editSession } from "./change-session.ts";
import { concernedBy } from "./concerned.ts";
import { holdSessions } from "./hold-sessions.ts";

const organisation = (ctx: Ctx) => inTx(ctx, (inner) => anOrganisation(inner));
const refusal = (id: string) => (error: unknown) => error instanceof Problem && error.id === id;
const fault = (id: string) => (error: unknown) =>
  error instanceof Problem && error.faults.some((one) => one.id === id);

async function holders(ctx: Ctx, offerId: string | null, sizes: number[]) {
  if (!offerId) throw new Error("the session has an offer");
  return inTx(ctx, async (inner) => {
    const made = [];
    for (const size of sizes) {
      const person = await aResident(inner);
      await claim({ ...inner, actor: person.actor }, { offerId, size });
      made.push(person);
    }
    return made;
  });
}

const told = (ctx: Ctx, subject: string) => noticesOf(ctx.db, subject);
const news = (ctx: Ctx, type: string, id: string) =>
  ctx.db.many<{ payload: Record<string, unknown> }>`
    select payload from platform.outbox where type = ${type} and (payload->>'eventId' = ${id} or payload->>'sessionId' = ${id}) order by seq`;

async function loaded(ctx: Ctx, id: string) {
  const event = await store.event(ctx.db, id);
  if (!event) throw new Error("the event is there");
  const sessions = await sessionStore.sessionsOf(ctx.db, [id]);
  return { event, sessions };
}

dbTest(
  "another time: the claim stays, the calendar sequence grows, every holder is told when and why",
  async ({ ctx }) => {
    const { id: organisationId } = await organisation(ctx);
    const built = await aSession(ctx, { organisationId });
    const [one] = await holders(ctx, built.offerId, [2, 1]);
    const { event, sessions } = await loaded(ctx, built.id);
    const [session] = sessions;
    assert.ok(session && one && built.offerId);
    const startsAt = session.startsAt.add({ hours: 24 }).toString();
    const moved = { ...sessionText(ctx, { startsAt }), booking: bookingPlan(startsAt) };
    const done = await inTx({ ...ctx, actor: built.publisher }, (inner) =>
      editSession(inner, { id: built.sessionId, version: event.version, session: moved, reason: "停电检修" }),
    );
    assert.equal(done.told, 2);
    assert.equal((await livingClaimOf(ctx.db, built.offerId, one.subject))?.state, "confirmed");
    const [notice] = await told(ctx, one.subject);
    assert.equal(notice?.key, "notice.time-changed");
    assert.match(notice?.href ?? "", /^\/my\/moves\/[0-9a-f-]{36}$/);
    assert.deepEqual(notice?.data, {
      title: event.title,
      at: { at: startsAt },
      was: { at: session.startsAt.toString() },
      reason: "停电检修",
    });
    const after = await loaded(ctx, built.id);
    assert.deepEqual([after.sessions[0]?.sequence, after.event.version], [1, event.version + 1]);
    const offer = (await offersOf(ctx.db, [built.offerId])).get(built.offerId);
    assert.equal(offer?.startsAt, startsAt, "the door and the deadline move with it");
    assert.deepEqual((await news(ctx, "event.changed", built.id))[0]?.payload.what, ["time"]);
  },
);

dbTest(
  "who waits in line is told of another time or place, with nothing to answer, and of nothing else",
  async ({ ctx }) => {
    const { id: organisationId } = await organisation(ctx);
    const [here, there] = await inTx(ctx, async (inner) => [
      await aFacility(inner, { organisationId }),
      await aFacility(inner, { organisationId }),
    ]);
    assert.ok(here && there);
    const { startsAt } = sessionText(ctx);
    const booking = bookingPlan(startsAt, {
      pools: [{ channel: "online", quota: 2, releasesAt: null }],
      waitingList: true,
    });
    const event = { mode: "on-site" as const, placeId: here.id, link: null };
    const built = await aSession(ctx, { organisationId, event, session: { startsAt, booking } });
    const { offerId } = built;
    assert.ok(offerId);
    const [holder] = await holders(ctx, offerId, [2]);
    const waiting = await inTx(ctx, (inner) => aWaiting(inner, offerId));
    const session = async (change: object, reason: string) => {
      const now = await loaded(ctx, built.id);
      const [as] = now.sessions;
      assert.ok(as);
      return inTx({ ...ctx, actor: built.publisher }, (inner) =>
        editSession(inner, {
          id: built.sessionId,
          version: now.event.version,
          session: { ...sessionTextOf(as, now.event), ...change },
          reason,
        }),
      );
    };
    await session({ label: "晚场" }, "改个名称");
    assert.deepEqual(await told(ctx, waiting.subject), []);
    const later = Temporal.Instant.from(startsAt).add({ hours: 24 }).toString();
    const { told: count } = await session(
      { ...sessionText(ctx, { startsAt: later }), booking: { ...booking, closesAt: later } },
      "停电检修",
    );
    assert.equal(count, 2, "who holds a place, and who waits");
    const [notice] = await told(ctx, waiting.subject);
    assert.deepEqual(
      [notice?.key, notice?.href, notice?.data],
      [
        "notice.waited-time-changed",
        `/line/${offerId}`,
        {
          title: (await loaded(ctx, built.id)).event.title,
          at: { at: later },
          was: { at: startsAt },
          reason: "停电检修",
        },
      ],
    );
    const now = await loaded(ctx, built.id);
    await inTx({ ...ctx, actor: built.publisher }, (inner) =>
      editEvent(inner, {
        id: built.id,
        version: now.event.version,
        event: { ...textOf(now.event, []), placeId: there.id },
        reason: "原场地维修",
      }),
    );
    const keys = async (subject: string) => (await told(ctx, subject)).map(({ key }) => key).toSorted();
    assert.deepEqual(await keys(waiting.subject), [
      "notice.waited-place-changed",
      "notice.waited-time-changed",
    ]);
    assert.deepEqual(await keys(holder?.subject ?? ""), ["notice.place-changed", "notice.time-changed"]);
  },
);

dbTest(
  "the event or one session at another place: who had booked gives back after the deadline, as when the time moved",
  async ({ ctx }) => {
    const { id: organisationId } = await organisation(ctx);
    const [here, there] = await inTx(ctx, async (inner) => [
      await aFacility(inner, { organisationId }),
      await aFacility(inner, { organisationId }),
    ]);
    assert.ok(here && there);
    const event = { mode: "on-site" as const, placeId: here.id, link: null };
    const then = { ...ctx, clock: () => ctx.clock().add({ hours: 1 }) };
    for (const moves of ["event", "session"] as const) {
      const built = await aSession(ctx, { organisationId, event });
      const [holder] = await holders(ctx, built.offerId, [2]);
      const now = await loaded(ctx, built.id);
      const [session] = now.sessions;
      assert.ok(session && holder && built.offerId);
      const { claimId } = (await livingClaimOf(ctx.db, built.offerId, holder.subject)) ?? { claimId: "" };
      const deadlineOver = {
        ...ctx,
        clock: () => session.startsAt.subtract({ minutes: 10 }),
        actor: holder.actor,
      };
      const giveBack = () => inTx(deadlineOver, (inner) => cancelClaim(inner, { claimId }));
      await assert.rejects(giveBack(), { id: "claim.cancel-too-late" });
      const change = { version: built.version, reason: "原场地维修" };
      await inTx({ ...then, actor: built.publisher }, (inner) =>
        moves === "event"
          ? editEvent(inner, {
              ...change,
              id: built.id,
              event: { ...textOf(now.event, []), placeId: there.id },
            })
          : editSession(inner, {
              ...change,
              id: built.sessionId,
              session: { ...sessionTextOf(session, now.event), placeId: there.id },
            }),
      );
      await giveBack();
    }
  },
);

dbTest("more places or a better label concern nobody; fewer than are taken are refused", async ({ ctx }) => {
  const { id: organisationId } = await organisation(ctx);
  const built = await aSession(ctx, { organisationId });
  const [one] = await holders(ctx, built.offerId, [4, 4]);
  const { event, sessions } = await loaded(ctx, built.id);
  const [session] = sessions;
  assert.ok(session?.booking && one);
  const withQuota = (quota: number, version: number) =>
    inTx({ ...ctx, actor: built.publisher }, (inner) =>
      editSession(inner, {
        id: built.sessionId,
        version,
        reason: "调整名额",
        session: {
          ...sessionTextOf(session, event),
          label: "晚场",
          booking: bookingPlan(session.startsAt.toString(), {
            pools: [{ channel: "online", quota, releasesAt: null }],
          }),
        },
      }),
    );
  const done = await withQuota(30, event.version);
  assert.equal(done.told, 0);
  assert.deepEqual(await told(ctx, one.subject), []);
  assert.equal((await loaded(ctx, built.id)).sessions[0]?.sequence, 0, "no client needs to move its entry");
  await assert.rejects(withQuota(7, done.version), refusal("offer.quota-below-taken"));
  assert.equal((await loaded(ctx, built.id)).event.version, done.version, "nothing is half written");
});

dbTest(
  "another room: sessions that were there go along, those elsewhere stay, holders are told",
  async ({ ctx }) => {
    const { id: organisationId } = await organisation(ctx);
    const [place, other] = await inTx(ctx, async (inner) => [
      await aFacility(inner, { organisationId }),
      await aFacility(inner, { organisationId, divisionCode: "650204" }),
    ]);
    assert.ok(place && other);
    const onSite = { mode: "on-site" as const, placeId: place.id, link: null };
    const built = await anEvent(ctx, {
      organisationId,
      event: onSite,
      sessions: [{}, { startsAt: ctx.clock().add({ hours: 48 }).toString(), placeId: other.id }],
    });
    const [first] = built.offerIds;
    const [one] = await holders(ctx, first ?? null, [1]);
    const { event } = await loaded(ctx, built.id);
    assert.ok(one);
    const done = await inTx({ ...ctx, actor: built.publisher }, (inner) =>
      editEvent(inner, {
        id: built.id,
        version: event.version,
        event: { ...textOf(event, []), placeId: other.id },
        reason: "原场地维修",
      }),
    );
    assert.equal(done.told, 1);
    const { sessions } = await loaded(ctx, built.id);
    assert.deepEqual(
      sessions.map(({ placeId, divisionCode, sequence }) => [placeId, divisionCode, sequence]),
      [
        [other.id, "650204", 1],
        [other.id, "650204", 0],
      ],
    );
    assert.equal((await told(ctx, one.subject))[0]?.key, "notice.place-changed");
  },
);

dbTest(
  "an event is not moved onto a session of its own: the field is named and nothing changed",
  async ({ ctx }) => {
    const { id: organisationId } = await organisation(ctx);
    const hall = await inTx(ctx, (inner) => aSpace(inner, { capacity: 200 }));
    const { placeId } = hall;
    const onSite = { mode: "on-site" as const, placeId, link: null };
    // Two sessions at one time: in the house at large and in its hall.
    const sessions = [{}, { placeId, spaceId: hall.id }];
    const fieldOf = (field: string, id: string) => (error: unknown) =>
      error instanceof Problem && error.faults.some((one) => one.field === field && one.id === id);
    for (const until of ["draft", "published"] as const) {
      const built = await anEvent(ctx, { organisationId, event: onSite, sessions, until });
      const { event } = await loaded(ctx, built.id);
      const actor = until === "draft" ? built.editor : built.publisher;
      const common = { version: event.version, reason: "换场地" };
      const intoHall = { ...textOf(event, []), spaceId: hall.id };
      await assert.rejects(
        inTx({ ...ctx, actor }, (inner) => editEvent(inner, { id: built.id, event: intoHall, ...common })),
        fieldOf("/body/event/placeId", "event.session-there"),
      );
      const [id = "", other] = built.sessionIds;
      assert.ok(other);
      const session = { ...sessionText(ctx), placeId, spaceId: hall.id };
      const inHall = (await loaded(ctx, built.id)).sessions.find(({ spaceId }) => spaceId === hall.id);
      await assert.rejects(
        inTx({ ...ctx, actor }, (inner) =>
          editSession(inner, { id: id === inHall?.id ? other : id, session, ...common }),
        ),
        fieldOf("/body/session/startsAt", "session.there-already"),
      );
      assert.deepEqual((await loaded(ctx, built.id)).event, event);
    }
  },
);

dbTest("a better summary is a change nobody is told of; a public change needs a reason", async ({ ctx }) => {
  const { id: organisationId } = await organisation(ctx);
  const built = await aSession(ctx, { organisationId });
  const [one] = await holders(ctx, built.offerId, [1]);
  const { event } = await loaded(ctx, built.id);
  const change = (reason?: string) =>
    inTx({ ...ctx, actor: built.publisher }, (inner) =>
      editEvent(inner, {
        id: built.id,
        version: event.version,
        event: { ...textOf(event, []), summary: "改好的简介" },
        reason,
      }),
    );
  await assert.rejects(change(), fault("missing"));
  assert.equal((await change("改错字")).told, 0);
  assert.deepEqual(await told(ctx, one?.subject ?? ""), []);
});

dbTest("what is being checked is not edited until it is taken back", async ({ ctx }) => {
  const { id: organisationId } = await organisation(ctx);
  const built = await anEvent(ctx, { organisationId, until: "checked" });
  const edit = (version: number) =>
    inTx({ ...ctx, actor: built.editor }, (inner) =>
      editEvent(inner, { id: built.id, version, event: { ...textOfDraft, title: "新题目" } }),
    );
  const { event } = await loaded(ctx, built.id);
  const textOfDraft: EventText = textOf(event, []);
  await assert.rejects(edit(built.version), refusal("event.under-review"));
  const back = await inTx({ ...ctx, actor: built.editor }, (inner) =>
    takeStep(inner, { id: built.id, version: built.version, step: "take-back" }),
  );
  await edit(back.version);
  assert.equal((await loaded(ctx, built.id)).event.title, "新题目");
});

dbTest("what was withdrawn says so to who edits it, and how it is edited again", async ({ ctx }) => {
  const { id: organisationId } = await organisation(ctx);
  const built = await anEvent(ctx, { organisationId });
  const { event } = await loaded(ctx, built.id);
  const { publisher, editor } = built;
  const step = (
    actor: Ctx["actor"],
    wanted: { version: number; step: "withdraw" | "reopen"; reason?: string },
  ) => inTx({ ...ctx, actor }, (inner) => takeStep(inner, { id: built.id, ...wanted }));
  const edit = (version: number) =>
    inTx({ ...ctx, actor: editor }, (inner) =>
      editEvent(inner, { id: built.id, version, event: { ...textOf(event, []), title: "新题目" } }),
    );
  const withdrawn = await step(publisher, { version: built.version, step: "withdraw", reason: "内容有误" });
  await assert.rejects(edit(withdrawn.version), refusal("event.reopen-first"));
  await edit((await step(editor, { version: withdrawn.version, step: "reopen" })).version);
  assert.equal((await loaded(ctx, built.id)).event.title, "新题目");
});

dbTest("nobody is led to a session that the house has not opened yet", async ({ ctx }) => {
  const { id: organisationId } = await organisation(ctx);
  await inTx(ctx, (inner) => aRule(inner, organisationId, { kind: "horizon", days: 2, at: "09:00" }));
  const later = (days: number) =>
    ctx
      .clock()
      .add({ hours: 24 * days })
      .toString();
  const built = await anEvent(ctx, {
    organisationId,
    sessions: [{ startsAt: later(1) }, { startsAt: later(5) }],
  });
  const [one] = await holders(ctx, built.offerIds[0] ?? null, [1]);
  await inTx({ ...ctx, actor: built.publisher }, (inner) =>
    cancelSession(inner, { id: built.sessionIds[0] ?? "", version: built.version, reason: "大风" }),
  );
  const keys = (await told(ctx, one?.subject ?? "")).map(({ key }) => key);
  assert.deepEqual(keys, ["notice.session-cancelled"]);
});

dbTest("a cancelled session gives its places back and tells why; the others go on", async ({ ctx }) => {
  const { id: organisationId } = await organisation(ctx);
  const built = await anEvent(ctx, {
    organisationId,
    sessions: [{}, { startsAt: ctx.clock().add({ hours: 72 }).toString() }],
  });
  const [first, second] = built.sessionIds;
  const [offer, otherOffer] = built.offerIds;
  const [one, two] = [
    ...(await holders(ctx, offer ?? null, [2])),
    ...(await holders(ctx, otherOffer ?? null, [1])),
  ];
  assert.ok(first && second && offer && otherOffer && one && two);
  const cancel = (version: number) =>
    inTx({ ...ctx, actor: built.publisher }, (inner) =>
      cancelSession(inner, { id: first, version, reason: "大风" }),
    );
  const done = await cancel(built.version);
  assert.equal(done.told, 1);
  const [notice] = await told(ctx, one.subject);
  assert.deepEqual(
    [notice?.key, notice?.href],
    ["notice.session-cancelled-other", `/events/${built.id}?session=${second}`],
  );
  assert.equal(await livingClaimOf(ctx.db, offer, one.subject), null);
  assert.equal((await livingClaimOf(ctx.db, otherOffer, two.subject))?.state, "confirmed");
  const { sessions, event } = await loaded(ctx, built.id);
  assert.deepEqual(
    sessions.map(({ cancelledBecause, sequence }) => [cancelledBecause, sequence]),
    [
      ["大风", 1],
      [null, 0],
    ],
  );
  assert.equal(event.cancelledAt, null);
  assert.equal((await news(ctx, "session.cancelled", first)).length, 1);
  await assert.rejects(cancel(done.version), refusal("session.over-or-cancelled"));
});

dbTest("a cancelled event: the preview counts exactly those who are told", async ({ ctx }) => {
  const { id: organisationId } = await organisation(ctx);
  const built = await anEvent(ctx, {
    organisationId,
    sessions: [{}, { startsAt: ctx.clock().add({ hours: 72 }).toString() }],
  });
  await holders(ctx, built.offerIds[0] ?? null, [2, 1]);
  const [last] = await holders(ctx, built.offerIds[1] ?? null, [3]);
  const before = await concernedBy(ctx, built.id);
  assert.deepEqual(
    [before.claims, before.places, before.sessions.map(({ claims }) => claims)],
    [3, 6, [2, 1]],
  );
  const cancel = (version: number) =>
    inTx({ ...ctx, actor: built.publisher }, (inner) =>
      cancelEvent(inner, { id: built.id, version, reason: "演员伤病" }),
    );
  const done = await cancel(built.version);
  assert.equal(done.told, before.claims);
  assert.equal((await told(ctx, last?.subject ?? ""))[0]?.key, "notice.event-cancelled");
  assert.equal((await news(ctx, "event.cancelled", built.id)).length, 1);
  assert.deepEqual(await concernedBy(ctx, built.id), { claims: 0, places: 0, sessions: [] });
  await assert.rejects(cancel(done.version), refusal("event.cancelled-already"));
});

dbTest("sessions that are over are history: not changed, not cancelled", async ({ ctx }) => {
  const { id: organisationId } = await organisation(ctx);
  const built = await aSession(ctx, { organisationId });
  const later = { ...ctx, clock: () => ctx.clock().add({ hours: 48 }), actor: built.publisher };
  const { event, sessions } = await loaded(ctx, built.id);
  const [session] = sessions;
  assert.ok(session);
  const text = sessionTextOf(session, event);
  await assert.rejects(
    inTx(later, (inner) =>
      editSession(inner, { id: session.id, version: event.version, session: text, reason: "补记" }),
    ),
    refusal("session.over-or-cancelled"),
  );
  await assert.rejects(
    inTx(later, (inner) => cancelEvent(inner, { id: built.id, version: event.version, reason: "补记" })),
    refusal("event.over"),
  );
});

dbTest(
  "what took place is announced once, however often and by however many it is asked",
  async ({ ctx }) => {
    const { id: organisationId } = await organisation(ctx);
    const [held, cancelled, draft] = [
      await aSession(ctx, { organisationId }),
      await aSession(ctx, { organisationId }),
      await anEvent(ctx, { organisationId, until: "draft" }),
    ];
    await inTx({ ...ctx, actor: cancelled.publisher }, (inner) =>
      cancelSession(inner, { id: cancelled.sessionId, version: cancelled.version, reason: "大风" }),
    );
    const later = { ...ctx, clock: () => ctx.clock().add({ hours: 48 }) };
    await Promise.all([holdSessions(later), holdSessions(later), holdSessions(later)]);
    await holdSessions(later);
    assert.equal((await news(later, "session.held", held.sessionId)).length, 1);
    assert.equal((await news(later, "session.held", cancelled.sessionId)).length, 0);
    assert.equal((await news(later, "session.held", draft.sessionIds[0] ?? "")).length, 0);
  },
);

dbTest("sessions are added all or none, and open at once when the event is public", async ({ ctx }) => {
  const { id: organisationId } = await organisation(ctx);
  const built = await aSession(ctx, { organisationId });
  const again = sessionText(ctx);
  const next = sessionText(ctx, { hoursAhead: 200 });
  const add = (sessions: (typeof again)[]) =>
    inTx({ ...ctx, actor: built.publisher }, (inner) =>
      addSessions(inner, { id: built.id, version: built.version, sessions, reason: "加场" }),
    );
  await assert.rejects(add([next, again]), refusal("session.twice"));
  assert.equal((await loaded(ctx, built.id)).sessions.length, 1);
  const { sessionIds } = await add([next]);
  assert.ok((await sessionStore.session(ctx.db, sessionIds[0] ?? ""))?.offerId);
});

dbTest("no more places than the room holds, also when the room becomes another one", async ({ ctx }) => {
  const { id: organisationId } = await organisation(ctx);
  const [big, small] = await inTx(ctx, async (inner) => [
    await aSpace(inner, { capacity: 200 }),
    await aSpace(inner, { capacity: 20 }),
  ]);
  assert.ok(big && small);
  const onSite = { mode: "on-site" as const, placeId: big.placeId, spaceId: big.id, link: null };
  const built = await anEvent(ctx, { organisationId, event: onSite });
  const { event } = await loaded(ctx, built.id);
  const to = (spaceId: string, placeId: string) =>
    inTx({ ...ctx, actor: built.publisher }, (inner) =>
      editEvent(inner, {
        id: built.id,
        version: event.version,
        event: { ...textOf(event, []), placeId, spaceId },
        reason: "换场地",
      }),
    );
  await assert.rejects(to(small.id, small.placeId), fault("booking.above-capacity"));
  await assert.rejects(to(small.id, big.placeId), fault("event.unknown-space"));
});

dbTest(
  "a session that names the place of its event, and no room, is in the event's room",
  async ({ ctx }) => {
    const { id: organisationId } = await organisation(ctx);
    const room = await inTx(ctx, (inner) => aSpace(inner, { capacity: 20 }));
    const other = await inTx(ctx, (inner) => aSpace(inner, { placeId: room.placeId, capacity: 200 }));
    const event = { mode: "on-site" as const, placeId: room.placeId, spaceId: room.id, link: null };
    const of = (session: { placeId: string; spaceId?: string }) =>
      anEvent(ctx, { organisationId, event, sessions: [session], until: "draft" });
    // Twenty-five places are asked for.
    await assert.rejects(of({ placeId: room.placeId }), fault("booking.above-capacity"));
    const { id } = await of({ placeId: room.placeId, spaceId: other.id });
    assert.equal((await loaded(ctx, id)).sessions[0]?.spaceId, other.id);
  },
);

dbTest(
  "sessions without booking are added to a public event, or changed, where somebody said how many are expected",
  async ({ ctx }) => {
    const { id: organisationId } = await organisation(ctx);
    const place = await inTx(ctx, (inner) => aFacility(inner, { organisationId }));
    const event = { mode: "on-site", placeId: place.id, link: null } as const;
    const noCrowd = (field: string) => (error: unknown) =>
      error instanceof Problem &&
      error.faults.some((one) => one.field === field && one.id === "event.no-expected-crowd");
    const at = (hours: number) => ctx.clock().add({ hours }).toString();
    const free = (hours: number) => sessionText(ctx, { startsAt: at(hours), booking: null });
    const uncounted = await aSession(ctx, { organisationId, event: { ...event, expectedCrowd: null } });
    const add = (to: typeof uncounted, sessions: ReturnType<typeof free>[]) =>
      inTx({ ...ctx, actor: to.publisher }, (inner) =>
        addSessions(inner, { id: to.id, version: to.version, sessions, reason: "加演一场" }),
      );
    const booked = { ...free(72), booking: bookingPlan(at(72)) };
    await assert.rejects(
      add(uncounted, [booked, free(96)]),
      noCrowd("/body/sessions/1/booking/pools/0/quota"),
    );
    await add(uncounted, [booked]);
    const counted = await aSession(ctx, { organisationId, event });
    const {
      sessionIds: [sessionId = ""],
      version,
    } = await add(counted, [free(96)]);
    // As it may be from before anybody was asked.
    await ctx.db.run`update programme.event set expected_crowd = null where id = ${counted.id}`;
    const edited = inTx({ ...ctx, actor: counted.publisher }, (inner) =>
      editSession(inner, { id: sessionId, version, session: free(120), reason: "改期" }),
    );
    await assert.rejects(edited, noCrowd("/body/session/booking/pools/0/quota"));
  },
);

dbTest("everybody who is told is counted: who holds places, for a group, and who waits", async ({ ctx }) => {
  const { id: organisationId } = await organisation(ctx);
  const [here, there] = await inTx(ctx, async (inner) => [
    await aFacility(inner, { organisationId }),
    await aFacility(inner, { organisationId }),
  ]);
  assert.ok(here && there);
  const startsAt = ctx.clock().add({ hours: 26 }).toString();
  const pools = [
    { channel: "online" as const, quota: 1, releasesAt: null },
    { channel: "organisation" as const, quota: 10, releasesAt: null },
  ];
  const booking = bookingPlan(startsAt, { pools, maxPerClaim: 10, waitingList: true });
  const crowded = async () => {
    const event = { mode: "on-site" as const, placeId: here.id, link: null };
    const built = await aSession(ctx, { organisationId, event, session: { startsAt, booking } });
    await holders(ctx, built.offerId, [1]);
    await inTx(ctx, async (inner) => {
      await aGroup(inner, built.offerId ?? "");
      await aWaiting(inner, built.offerId ?? "");
    });
    const as = { ...ctx, actor: built.publisher };
    const change = async (differs: object) => {
      const { event: now, sessions } = await loaded(ctx, built.id);
      const [session] = sessions;
      assert.ok(session);
      return inTx(as, (inner) =>
        editSession(inner, {
          id: built.sessionId,
          version: now.version,
          session: { ...sessionTextOf(session, now), ...differs },
          reason: "调整安排",
        }),
      );
    };
    const moveEvent = async () => {
      const { event: now } = await loaded(ctx, built.id);
      return inTx(as, (inner) =>
        editEvent(inner, {
          id: built.id,
          version: now.version,
          event: { ...textOf(now, []), placeId: there.id },
          reason: "原场地维修",
        }),
      );
    };
    return { ...built, as, change, moveEvent };
  };
  const one = await crowded();
  const later = Temporal.Instant.from(startsAt).add({ hours: 24 }).toString();
  assert.equal((await one.change({ ...sessionText(ctx, { startsAt: later }), booking })).told, 3);
  assert.equal((await one.moveEvent()).told, 3);
  const off = { ...booking, waitingList: false };
  const { told: ended, version } = await one.change({ booking: off });
  assert.equal(ended, 1, "whose line has ended");
  const gone = await inTx(one.as, (inner) =>
    cancelSession(inner, { id: one.sessionId, version, reason: "停电检修" }),
  );
  assert.equal(gone.told, 2, "nobody waits any more");
  const other = await crowded();
  const cancelled = await inTx(other.as, (inner) =>
    cancelEvent(inner, { id: other.id, version: other.version, reason: "停电检修" }),
  );
  assert.equal(cancelled.told, 3);
});
