/** Places for groups of organisations: all or nothing, by rule, nobody named, and the door knows whose group it is. */
import assert from "node:assert/strict";
import { aStaff, noticesOf } from "#people/testing";
import { anOrganisation } from "#places/testing";
import { type Ctx, inTx } from "#platform/ctx";
import { performer } from "#platform/http";
import { dbTest } from "#platform/testing";
import { checkIn } from "../door/check-in.ts";
import { doorSheet } from "../door/door.ts";
import { undoCheckIn } from "../door/undo-check-in.ts";
import { answerClaims } from "../holding/answer-claims.ts";
import { changeOffer, closeOffer } from "../offers/manage-offer.ts";
import { moveElsewhere } from "../offers/moving.ts";
import type { PoolChannel } from "../offers/offer.ts";
import { poolDrift } from "../offers/offer-store.ts";
import { settleOffers } from "../offers/settle-offers.ts";
import { operations } from "../routes.ts";
import { putRule } from "../rules/put-rule.ts";
import { anOffer } from "../testing.ts";
import { tendDue } from "../waiting/tend.ts";
import { claimForOrganisation } from "./claim-for-organisation.ts";
import { groupsView } from "./groups-view.ts";

const { perform } = performer(operations, { checkAnswers: true });

const forGroups = (
  ctx: Ctx,
  {
    channel = "organisation",
    quota = 40,
    ...differs
  }: { channel?: PoolChannel; quota?: number } & Parameters<typeof anOffer>[1] = {},
) =>
  inTx(ctx, async (inner) => {
    const host = await anOrganisation(inner);
    const pools = [{ channel, quota, releasesAt: null }];
    const { offerId } = await anOffer(inner, { orgPath: host.path, pools, ...differs });
    return { host, offerId };
  });

const aGroup = (ctx: Ctx, { kind = "community", ...differs }: { kind?: string; parentId?: string } = {}) =>
  inTx(ctx, async (inner) => {
    const own = await anOrganisation(inner, { kind, ...differs });
    const { actor, subject } = await aStaff(inner, { role: "editor", organisationId: own.id });
    return { id: own.id, name: own.name, subject, as: { ...ctx, actor } };
  });
type Group = Awaited<ReturnType<typeof aGroup>>;

const book = ({ id, as }: Group, offerId: string, size: number) =>
  perform(
    as,
    "booking.claim-for-organisation",
    { params: { offerId }, body: { organisation: id, size } },
    null,
  ) as Promise<{ claimId: string; state: string }>;

dbTest("a group gets all its places or none, once, by staff of its own organisation", async ({ db, ctx }) => {
  const { offerId } = await forGroups(ctx);
  const [class1, class2] = [await aGroup(ctx), await aGroup(ctx)];
  await book(class1, offerId, 30);
  await assert.rejects(book(class2, offerId, 11), { id: "claim.too-few-left" });
  await assert.rejects(book(class1, offerId, 5), { id: "group.already" });
  await assert.rejects(book({ ...class2, as: class1.as }, offerId, 5), { id: "forbidden" });
  await book(class2, offerId, 10);
  assert.deepEqual(await poolDrift(db), []);
  const { claims } = await groupsView(class1.as, offerId);
  assert.deepEqual(
    claims.map(({ organisation, size }) => ({ organisation, size })),
    [{ organisation: class1.name, size: 30 }],
  );
});

dbTest("one organisation that asks twice at the same moment gets one claim", async ({ ctx }) => {
  const { offerId } = await forGroups(ctx);
  const group = await aGroup(ctx);
  const both = await Promise.allSettled([book(group, offerId, 5), book(group, offerId, 5)]);
  assert.deepEqual(both.map(({ status }) => status).toSorted(), ["fulfilled", "rejected"]);
});

dbTest("a whole school comes in one claim", async ({ ctx }) => {
  const { offerId } = await forGroups(ctx, { quota: 2000 });
  const group = await aGroup(ctx);
  await book(group, offerId, 600);
  const { claims } = await groupsView(group.as, offerId);
  assert.deepEqual(
    claims.map(({ size }) => size),
    [600],
  );
});

dbTest("where nothing is kept for organisations a group is refused", async ({ ctx }) => {
  const { offerId } = await forGroups(ctx, { channel: "online" });
  await assert.rejects(book(await aGroup(ctx), offerId, 5), { id: "claim.no-such-pool" });
});

dbTest(
  "rules say how many come and which organisations may; what is asked of persons is not",
  async ({ ctx }) => {
    const { host, offerId } = await forGroups(ctx);
    const put = (kind: "group" | "organisation" | "level", terms: object) =>
      inTx(ctx, (inner) =>
        putRule(inner, {
          ...{ organisation: host.id, kind, terms, channel: null, effect: "limit" },
          ...{ onlyFor: null, since: null, until: null, basis: "馆务会决定", after: 0 },
        }),
      );
    await put("group", { group: { from: 10, to: 20 } });
    await put("organisation", { organisation: { kinds: ["community", "village"], within: "city" } });
    await put("level", { level: { level: 3 } });
    const [street, museum] = [await aGroup(ctx), await aGroup(ctx, { kind: "museum" })];
    await assert.rejects(book(street, offerId, 9), { id: "rule.group" });
    await assert.rejects(book(museum, offerId, 15), { id: "rule.organisation" });
    await book(street, offerId, 15);
  },
);

dbTest(
  "the door knows a group by its organisation; some come, a mistake is taken back, who stays away is missing",
  async ({ db, ctx }) => {
    const { offerId, host } = await forGroups(ctx);
    const group = await aGroup(ctx);
    const { claimId } = await book(group, offerId, 30);
    const at = { ...ctx, clock: () => ctx.clock().add({ hours: 3 }) };
    await inTx(at, (inner) => checkIn(inner, { offerId, claimId, came: 28 }));
    const { holders, arrived } = await doorSheet(at, offerId);
    assert.deepEqual([holders[0]?.name, holders[0]?.toCome, arrived], [group.name, 2, 28]);
    const undone = await inTx(at, (inner) => undoCheckIn(inner, { offerId, claimId }));
    assert.equal(undone.state, "confirmed");
    assert.ok(host);
    await settleOffers({ ...ctx, clock: () => ctx.clock().add({ hours: 6 }) });
    const { state } = await db.one<{ state: string }>`select state from booking.claim where id = ${claimId}`;
    assert.equal(state, "no-show");
  },
);

dbTest(
  "its staff cancel until the deadline, the organiser afterwards too, with the reason",
  async ({ db, ctx }) => {
    const { offerId, host } = await forGroups(ctx);
    const group = await aGroup(ctx);
    const { claimId } = await book(group, offerId, 30);
    const late = { ...ctx, clock: () => ctx.clock().add({ hours: 2, minutes: 30 }) };
    const cancel = (as: Ctx) => perform(as, "booking.cancel", { params: { claimId }, body: {} }, null);
    await assert.rejects(cancel({ ...late, actor: (await aGroup(ctx)).as.actor }), { id: "forbidden" });
    await assert.rejects(cancel({ ...late, actor: group.as.actor }), { id: "claim.cancel-too-late" });
    const { actor } = await inTx(ctx, (inner) => aStaff(inner, { role: "clerk", organisationId: host.id }));
    await assert.rejects(cancel({ ...late, actor }), { id: "claim.reason-needed" });
    await perform(
      { ...late, actor },
      "booking.cancel",
      { params: { claimId }, body: { because: "场地漏水" } },
      null,
    );
    assert.deepEqual(
      (await noticesOf(db, group.subject)).map(({ key }) => key),
      ["notice.group.taken-back"],
    );
  },
);

dbTest(
  "whoever booked is told whether their group is approved, and that nobody answered in time",
  async ({ db, ctx }) => {
    const { offerId } = await forGroups(ctx, { rules: { approval: true } });
    const groups = [await aGroup(ctx), await aGroup(ctx), await aGroup(ctx)] as const;
    const [yes, no] = [await book(groups[0], offerId, 10), await book(groups[1], offerId, 10)];
    await book(groups[2], offerId, 10);
    const answer = (claimIds: string[], how: { answer: "approve" } | { answer: "refuse"; reason: string }) =>
      inTx(ctx, (inner) => answerClaims(inner, { offerId, claimIds, ...how }));
    await answer([yes.claimId], { answer: "approve" });
    await answer([no.claimId], { answer: "refuse", reason: "当天设备检修" });
    await tendDue({ ...ctx, clock: () => ctx.clock().add({ hours: 2 }) });
    const told = await Promise.all(groups.map(({ subject }) => noticesOf(db, subject)));
    assert.deepEqual(
      told.map((notices) => notices.map(({ key }) => key)),
      [["notice.group.granted"], ["notice.group.refused"], ["notice.group.lapsed"]],
    );
  },
);

dbTest(
  "where whoever booked brings its groups no more, the nearest colleagues who do are told",
  async ({ db, ctx }) => {
    const { offerId } = await forGroups(ctx);
    const city = await inTx(ctx, (inner) => anOrganisation(inner));
    const { id: organisation } = await aGroup(ctx, { parentId: city.id });
    const [left, colleague, above] = await inTx(ctx, async (inner) => [
      // Works elsewhere by now.
      await aStaff(inner, { role: "clerk", organisationId: (await anOrganisation(inner)).id }),
      await aStaff(inner, { role: "clerk", organisationId: organisation }),
      await aStaff(inner, { role: "manager", organisationId: city.id }),
    ]);
    await inTx({ ...ctx, actor: left.actor }, (inner) =>
      claimForOrganisation(inner, { offerId, organisation, size: 10 }),
    );
    await inTx(ctx, (inner) => closeOffer(inner, offerId, "停电"));
    const told = await Promise.all([left, colleague, above].map(({ subject }) => noticesOf(db, subject)));
    assert.deepEqual(
      told.map((notices) => notices.map(({ key }) => key)),
      [[], ["notice.group.cancelled"], []],
    );
  },
);

dbTest("who booked for a group is told when it is moved or does not take place", async ({ db, ctx }) => {
  const { offerId } = await forGroups(ctx);
  const group = await aGroup(ctx);
  await book(group, offerId, 30);
  const startsAt = ctx.clock().add({ hours: 4 });
  await inTx(ctx, (inner) =>
    changeOffer(inner, offerId, {
      opensAt: ctx.clock(),
      closesAt: startsAt,
      startsAt,
      endsAt: startsAt.add({ hours: 2 }),
      pools: [{ channel: "organisation", quota: 40, releasesAt: null }],
    }),
  );
  await inTx(ctx, (inner) => closeOffer(inner, offerId, "停电"));
  assert.deepEqual((await noticesOf(db, group.subject)).map(({ key }) => key).toSorted(), [
    "notice.group.cancelled",
    "notice.group.moved",
  ]);
});

dbTest(
  "a group that had booked before it moved gives back until the start, whole or in part; one that booked since by the deadline",
  async ({ db, ctx }) => {
    const { offerId } = await forGroups(ctx);
    const [whole, part, since] = [await aGroup(ctx), await aGroup(ctx), await aGroup(ctx)];
    const [first, second] = [await book(whole, offerId, 10), await book(part, offerId, 10)];
    const moved = { ...ctx, clock: () => ctx.clock().add({ minutes: 30 }) };
    await inTx(moved, (inner) => moveElsewhere(inner, [offerId], "原场地维修"));
    assert.deepEqual(
      (await noticesOf(db, whole.subject)).map(({ key }) => key),
      ["notice.group.elsewhere"],
    );
    const later = { ...ctx, clock: () => ctx.clock().add({ hours: 1 }) };
    const third = await book({ ...since, as: { ...later, actor: since.as.actor } }, offerId, 10);
    const late = (group: Group) => ({
      ...ctx,
      clock: () => ctx.clock().add({ hours: 2, minutes: 30 }),
      actor: group.as.actor,
    });
    const cancel = (group: Group, { claimId }: { claimId: string }) =>
      perform(late(group), "booking.cancel", { params: { claimId }, body: {} }, null);
    await assert.rejects(cancel(since, third), { id: "claim.cancel-too-late" });
    await cancel(whole, first);
    await perform(
      late(part),
      "booking.reduce",
      { params: { claimId: second.claimId }, body: { size: 4 } },
      null,
    );
    assert.deepEqual(
      (await groupsView(late(part), offerId)).claims.map(({ size }) => size),
      [4],
    );
    assert.deepEqual(await poolDrift(db), []);
  },
);
