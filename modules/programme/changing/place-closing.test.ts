import assert from "node:assert/strict";
import { claim } from "#booking/filling";
import { aGroup, aWaiting } from "#booking/testing";
import { aResident, aStaff, noticesOf } from "#people/testing";
import { announceClosure, liftClosure } from "#places/filling";
import { aFacility, anOrganisation, usualHours, withdrawPlace } from "#places/testing";
import { type Ctx, inTx } from "#platform/ctx";
import { deliverAll } from "#platform/events";
import { dbTest, settled } from "#platform/testing";
import { onToday } from "../finding/at-place.ts";
import { showEvent } from "../finding/show-event.ts";
import { listeners } from "../listeners.ts";
import { anEvent, bookingPlan, eventText } from "../testing.ts";
import { editEvent } from "./change-event.ts";
import { comingAt, tellOfPlace } from "./place-closing.ts";

const keys = async (ctx: Ctx, subject: string) =>
  (await noticesOf(ctx.db, subject)).map(({ key }) => key).sort();

async function delivered(ctx: Ctx): Promise<void> {
  await settled(ctx.db);
  await deliverAll(ctx, [listeners]);
}

// It is Friday 12 June 2026, 18:00 in the city; the place is open from ten to eight, every day but Monday.
dbTest(
  "who has booked is told that the place closes and opens after all; the pages say so",
  async ({ ctx }) => {
    const { organisationId, placeId } = await inTx(ctx, async (inner) => {
      const { id: organisationId } = await anOrganisation(inner);
      return { organisationId, placeId: (await aFacility(inner, { organisationId, hours: usualHours })).id };
    });
    const event = { mode: "on-site" as const, placeId, link: null };
    const on = (day: number) => ({
      placeId,
      startsAt: `2026-06-${day}T04:00:00Z`,
      endsAt: `2026-06-${day}T06:00:00Z`,
    });
    const built = await anEvent(ctx, { organisationId, event, sessions: [on(13), on(18)] });
    const [first = "", second = ""] = built.offerIds;
    const holder = (offerId: string) =>
      inTx(ctx, async (inner) => {
        const { actor, subject } = await aResident(inner);
        await claim({ ...inner, actor }, { offerId, size: 1 });
        return subject;
      });
    const [soon, later] = [await holder(first), await holder(second)];
    const { id } = await inTx(ctx, (inner) =>
      announceClosure(inner, placeId, {
        startsAt: ctx.clock().add({ hours: 1 }),
        endsAt: ctx.clock().add({ hours: 72 }),
        reason: "repair",
      }),
    );
    await delivered(ctx);
    assert.deepEqual(await keys(ctx, soon), ["notice.place-closes"]);
    assert.deepEqual(await keys(ctx, later), [], "by then it is open again");
    const said = async () => (await showEvent(ctx, built.id)).sessions.map(({ placeClosed }) => placeClosed);
    assert.deepEqual(await said(), [{ until: ctx.clock().add({ hours: 72 }).toString() }, null]);
    const listed = async () =>
      (await onToday(ctx, { placeId, day: "2026-06-13" })).map(({ closed }) => closed);
    assert.deepEqual(await listed(), [true]);

    await inTx(ctx, (inner) => liftClosure(inner, placeId, id));
    await delivered(ctx);
    assert.deepEqual(await keys(ctx, soon), ["notice.place-closes", "notice.place-opens"]);
    assert.deepEqual(await keys(ctx, later), []);
    assert.deepEqual(await said(), [null, null]);
    assert.deepEqual(await listed(), [false]);
  },
);

dbTest("whoever booked for a group is told of a closure, and of another link", async ({ ctx }) => {
  const { organisationId, placeId } = await inTx(ctx, async (inner) => {
    const { id: organisationId } = await anOrganisation(inner);
    return { organisationId, placeId: (await aFacility(inner, { organisationId, hours: usualHours })).id };
  });
  const startsAt = "2026-06-13T04:00:00Z";
  const pools = [{ channel: "organisation" as const, quota: 20, releasesAt: null }];
  const event = { mode: "hybrid" as const, placeId, link: "https://live.example/1" };
  const built = await anEvent(ctx, {
    organisationId,
    event,
    sessions: [
      { placeId, startsAt, endsAt: "2026-06-13T06:00:00Z", booking: bookingPlan(startsAt, { pools }) },
    ],
  });
  const [offerId = ""] = built.offerIds;
  const group = await inTx(ctx, (inner) => aGroup(inner, offerId));
  const closed = { startsAt: ctx.clock().add({ hours: 1 }), endsAt: ctx.clock().add({ hours: 72 }) };
  await inTx(ctx, (inner) => announceClosure(inner, placeId, { ...closed, reason: "repair" }));
  await delivered(ctx);
  const text = eventText({ ...event, link: "https://live.example/2" });
  await inTx({ ...ctx, actor: built.publisher }, (inner) =>
    editEvent(inner, { id: built.id, version: built.version, event: text, reason: "换了直播间" }),
  );
  assert.deepEqual(await keys(ctx, group.subject), [
    "notice.group.link-changed",
    "notice.group.place-closes",
  ]);
});

dbTest("who waits in line is told of a closure as holders are, and that they wait on", async ({ ctx }) => {
  const { organisationId, placeId } = await inTx(ctx, async (inner) => {
    const { id: organisationId } = await anOrganisation(inner);
    return { organisationId, placeId: (await aFacility(inner, { organisationId, hours: usualHours })).id };
  });
  const startsAt = "2026-06-13T04:00:00Z";
  const pools = [{ channel: "online" as const, quota: 1, releasesAt: null }];
  const booking = bookingPlan(startsAt, { pools, waitingList: true });
  const built = await anEvent(ctx, {
    organisationId,
    event: { mode: "on-site", placeId, link: null },
    sessions: [{ placeId, startsAt, endsAt: "2026-06-13T06:00:00Z", booking }],
  });
  const [offerId = ""] = built.offerIds;
  const waiting = await inTx(ctx, async (inner) => {
    const { actor } = await aResident(inner);
    await claim({ ...inner, actor }, { offerId, size: 1 });
    return aWaiting(inner, offerId);
  });
  const closed = { startsAt: ctx.clock().add({ hours: 1 }), endsAt: ctx.clock().add({ hours: 72 }) };
  const { id } = await inTx(ctx, (inner) => announceClosure(inner, placeId, { ...closed, reason: "repair" }));
  await inTx(ctx, (inner) => liftClosure(inner, placeId, id));
  await delivered(ctx);
  assert.deepEqual(
    (await noticesOf(ctx.db, waiting.subject)).map(({ key, href }) => [key, href]).toSorted(),
    [
      ["notice.waited-place-closes", `/line/${offerId}`],
      ["notice.waited-place-opens", `/line/${offerId}`],
    ],
  );
});

dbTest("a place that is withdrawn is told like one that closes, and its sessions say so", async ({ ctx }) => {
  const { organisationId, placeId } = await inTx(ctx, async (inner) => {
    const { id: organisationId } = await anOrganisation(inner);
    const place = await aFacility(inner, { organisationId, hours: usualHours });
    return { organisationId, placeId: place.id };
  });
  const event = { mode: "on-site" as const, placeId, link: null };
  const built = await anEvent(ctx, { organisationId, event });
  const subject = await inTx(ctx, async (inner) => {
    const { actor, subject } = await aResident(inner);
    await claim({ ...inner, actor }, { offerId: built.offerIds[0] ?? "", size: 1 });
    return subject;
  });
  const later = { ...ctx, clock: () => ctx.clock().add({ hours: 24 * 400 }) };
  assert.deepEqual(
    [await comingAt(ctx, { placeId }), await comingAt(later, { placeId })],
    [[{ events: 1, claims: 1 }], [{ events: 0, claims: 0 }]],
  );
  const { actor } = await inTx(ctx, (inner) => aStaff(inner, { organisationId, role: "manager" }));
  await inTx({ ...ctx, actor }, (inner) => withdrawPlace(inner, placeId));
  await delivered(ctx);
  assert.deepEqual(await keys(ctx, subject), ["notice.place-closes"]);
  const { sessions } = await showEvent(ctx, built.id);
  assert.deepEqual(sessions[0]?.placeClosed, { until: null });
});

dbTest("however many sessions there are, the holders of every one are told, each once", async ({ ctx }) => {
  const { organisationId, placeId } = await inTx(ctx, async (inner) => {
    const { id: organisationId } = await anOrganisation(inner);
    return { organisationId, placeId: (await aFacility(inner, { organisationId, hours: usualHours })).id };
  });
  const event = { mode: "on-site" as const, placeId, link: null };
  // Two begin at the same moment in different events: the page ends between them.
  const at = (day: number) => ({
    placeId,
    startsAt: `2026-06-${day}T04:00:00Z`,
    endsAt: `2026-06-${day}T06:00:00Z`,
  });
  const offers = [
    ...(await anEvent(ctx, { organisationId, event, sessions: [at(13), at(16), at(17)] })).offerIds,
    ...(await anEvent(ctx, { organisationId, event, sessions: [at(13), at(18)] })).offerIds,
  ];
  const subjects: string[] = [];
  for (const offerId of offers)
    await inTx(ctx, async (inner) => {
      const { actor, subject } = await aResident(inner);
      await claim({ ...inner, actor }, { offerId, size: 1 });
      subjects.push(subject);
    });
  assert.deepEqual(await comingAt(ctx, { placeId }), [{ events: 2, claims: 5 }]);
  await inTx(ctx, (inner) =>
    tellOfPlace(inner, "place-closes", { placeId, from: inner.clock(), to: null }, 1),
  );
  for (const subject of subjects) assert.deepEqual(await keys(ctx, subject), ["notice.place-closes"]);
});
