/** Places at the counter: for a named person, from its own pool, under its own rules. */
import assert from "node:assert/strict";
import { aResident, aStaff, noticesOf } from "#people/testing";
import { anOrganisation } from "#places/testing";
import { type Ctx, inTx } from "#platform/ctx";
import { Problem } from "#platform/errors";
import { performer } from "#platform/http";
import { dbTest } from "#platform/testing";
import { doorSheet } from "../door/door.ts";
import type { PoolChannel } from "../offers/offer.ts";
import { operations } from "../routes.ts";
import { putRule } from "../rules/put-rule.ts";
import { shareSeats } from "../seating/set-seating.ts";
import { aSeatedOffer } from "../seating/testing.ts";
import { anOffer } from "../testing.ts";
import { aHolder } from "../waiting/testing.ts";
import { counterView } from "./counter-view.ts";

const atCounter = (
  ctx: Ctx,
  { rules = {}, pools = ["online", "counter"] }: { rules?: object; pools?: PoolChannel[] } = {},
) =>
  inTx(ctx, async (inner) => {
    const { path: orgPath, id } = await anOrganisation(inner);
    const { actor } = await aStaff(inner, { role: "clerk", organisationId: id });
    const kept = pools.map((channel) => ({ channel, quota: 5, releasesAt: null }));
    const { offerId } = await anOffer(inner, { orgPath, rules, pools: kept });
    const person = await aResident(inner);
    return { offerId, organisationId: id, person, clerk: { ...ctx, actor } };
  });

const { perform } = performer(operations, { checkAnswers: true });
const book = (
  ctx: Ctx,
  offerId: string,
  body: { subject: string; size: number; seats?: string[]; wheelchairs?: number },
) => perform(ctx, "booking.claim-for", { params: { offerId }, body }, null);

dbTest("who is booked in at the counter is on the door's list and has been told", async ({ db, ctx }) => {
  const { offerId, clerk, person } = await atCounter(ctx);
  const { claimId } = (await book(clerk, offerId, { subject: person.subject, size: 3 })) as {
    claimId: string;
  };
  const made = async (of: string, claim = claimId) => (await counterView(clerk, of, { made: claim })).made;
  const standing = { subject: person.subject, state: "confirmed", size: 3, seats: [] };
  assert.deepEqual(await made(offerId), standing);
  const online = await inTx(ctx, (inner) => aHolder(inner, offerId));
  assert.equal(await made(offerId, online.claimId), null, "it was not made at a counter");
  assert.equal(await made((await atCounter(ctx)).offerId), null, "nor at the counter of another occasion");
  const { holders } = await doorSheet(clerk, offerId);
  assert.deepEqual(
    holders.filter(({ pool }) => pool === "counter").map(({ size, state }) => ({ size, state })),
    [{ size: 3, state: "confirmed" }],
  );
  assert.equal((await counterView(clerk, offerId)).pool?.left, 2);
  assert.deepEqual(
    (await noticesOf(db, person.subject)).map(({ key }) => key),
    ["notice.counter.made"],
  );
  const again = async (size: number) => {
    const refusal = await book(clerk, offerId, { subject: person.subject, size }).catch(
      (error: unknown) => error,
    );
    assert.ok(refusal instanceof Problem);
    assert.deepEqual(
      [refusal.id, refusal.data.acts],
      ["claim.already", "desk"],
      "said to a clerk, not to a resident",
    );
  };
  await again(1);
  await again(3);
  await book(clerk, offerId, { subject: (await inTx(ctx, (inner) => aResident(inner))).subject, size: 2 });
  await again(1);
});

dbTest(
  "who stands there gets the seats they name, or a wheelchair space with the companion's seat",
  async ({ ctx }) => {
    const { offerId, clerk } = await inTx(ctx, async (inner) => {
      const { id } = await anOrganisation(inner);
      const { actor } = await aStaff(inner, { role: "clerk", organisationId: id });
      const made = await aSeatedOffer(inner, { organisation: id });
      await shareSeats(inner, { ...made, seats: ["1-1", "1-2", "1-3", "1-4", "3-1", "3-2"], to: "counter" });
      return { ...made, clerk: { ...ctx, actor } };
    });
    const labels = async () =>
      ((await counterView(clerk, offerId)).zones ?? []).flatMap(({ rows }) =>
        rows.flatMap(({ seats }) => seats.map(({ label }) => label)),
      );
    assert.deepEqual(
      (await labels()).toSorted(),
      ["1排1号", "1排2号", "1排3号", "1排4号", "3排1号", "3排2号"],
      "those of the counter",
    );
    const take = async (wish: { size: number; seats?: string[]; wheelchairs?: number }) => {
      const { subject } = await inTx(ctx, (inner) => aResident(inner));
      const { claimId } = (await book(clerk, offerId, { subject, ...wish })) as { claimId: string };
      return (await counterView(clerk, offerId, { made: claimId })).made?.seats;
    };
    assert.deepEqual(await take({ size: 2, wheelchairs: 1 }), ["3排1号", "3排2号"]);
    assert.deepEqual(await take({ size: 2, seats: ["1-1", "1-2"] }), ["1排1号", "1排2号"]);
    await assert.rejects(
      take({ size: 1, seats: ["2-1"] }),
      { id: "claim.seats-gone" },
      "it is given out on line",
    );
    assert.deepEqual(await labels(), ["1排3号", "1排4号"]);
  },
);

dbTest("what needs approval is asked for, and the person is told that it is", async ({ db, ctx }) => {
  const { offerId, clerk, person } = await atCounter(ctx, { rules: { approval: true } });
  const made = await book(clerk, offerId, { subject: person.subject, size: 1 });
  assert.equal((made as { state: string }).state, "held");
  assert.deepEqual(
    (await noticesOf(db, person.subject)).map(({ key }) => key),
    ["notice.counter.asked"],
  );
});

dbTest("the rules on counter places are told before, and refuse after", async ({ ctx }) => {
  const { offerId, organisationId, clerk, person } = await atCounter(ctx);
  const rule = {
    effect: "limit",
    onlyFor: null,
    since: null,
    until: null,
    basis: "馆务会决定",
    after: 0,
  } as const;
  await inTx(ctx, async (inner) => {
    const organisation = organisationId;
    const group = { kind: "group", terms: { group: { from: 2, to: 3 } } } as const;
    await putRule(inner, { ...rule, ...group, organisation, channel: "counter" });
    await putRule(inner, {
      ...rule,
      kind: "level",
      terms: { level: { level: 2 } },
      organisation,
      channel: "online",
    });
  });
  const { rules } = await counterView(clerk, offerId);
  assert.equal(rules.length, 1);
  await assert.rejects(book(clerk, offerId, { subject: person.subject, size: 1 }), { id: "rule.group" });
  await book(clerk, offerId, { subject: person.subject, size: 2 });
});

dbTest(
  "where the counter has no places, nobody is booked in; nor by a clerk of another house",
  async ({ ctx }) => {
    const { offerId, clerk, person } = await atCounter(ctx, { pools: ["online"] });
    assert.equal((await counterView(clerk, offerId)).pool, null);
    await assert.rejects(book(clerk, offerId, { subject: person.subject, size: 1 }), {
      id: "claim.no-such-pool",
    });
    const elsewhere = await atCounter(ctx);
    await assert.rejects(book(elsewhere.clerk, offerId, { subject: person.subject, size: 1 }), {
      id: "forbidden",
    });
  },
);
