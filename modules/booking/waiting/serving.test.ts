/** What comes free is offered down the line, in order and whole. The cases other systems had to learn; docs/conformance.md lists them with their results. */
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import type { Temporal } from "temporal-polyfill";
import { aStaff } from "#people/testing";
import { anOrganisation } from "#places/testing";
import { inTx } from "#platform/ctx";
import { performer } from "#platform/http";
import { dbTest } from "#platform/testing";
import { changeOffer } from "../offers/manage-offer.ts";
import { operations } from "../routes.ts";
import { lineView } from "./show-line.ts";
import { tendDue } from "./tend.ts";
import {
  accept,
  aPerson,
  at,
  claimAs,
  claimState,
  fullOffer,
  giveBack,
  join,
  later,
  offered,
  stand,
  states,
  told,
} from "./testing.ts";

dbTest(
  "a cancelled place goes to the first in line, and nobody else can claim it meanwhile",
  async ({ ctx }) => {
    const { offerId, holders, line } = await fullOffer(ctx, { held: [1, 1], waiting: [1, 1] });
    await giveBack(ctx, at(holders, 0));
    assert.deepEqual(await states(ctx, line), ["offered", "waiting"]);
    const claimId = await offered(ctx, at(line, 0));
    const { heldFor, heldUntil } = await ctx.db.one<{ heldFor: string; heldUntil: Temporal.Instant }>`
    select held_for, held_until from booking.claim where id = ${claimId}`;
    assert.deepEqual([heldFor, heldUntil.toString()], ["waiting", ctx.clock().add({ hours: 24 }).toString()]);
    assert.deepEqual(await told(ctx, at(line, 0)), ["notice.line.offered"]);
    assert.deepEqual(await told(ctx, at(line, 1)), []);
    await assert.rejects(claimAs(ctx, await aPerson(ctx), offerId), { id: "claim.none-left" });
    assert.deepEqual(await accept(ctx, at(line, 0), claimId), { claimId, state: "confirmed", size: 1 });
    assert.deepEqual(
      await accept(ctx, at(line, 0), claimId),
      { claimId, state: "confirmed", size: 1 },
      "twice is once",
    );
    assert.deepEqual(await states(ctx, line), ["taken", "waiting"]);
  },
);

dbTest(
  "who needs more than is free is skipped, keeps the place, and is served when it fits",
  async ({ ctx }) => {
    const { holders, line } = await fullOffer(ctx, { held: [1, 1, 1], waiting: [3, 1, 1] });
    await giveBack(ctx, at(holders, 0));
    assert.deepEqual(await states(ctx, line), ["waiting", "offered", "waiting"]);
    assert.equal(
      (await stand(ctx, at(line, 0))).passedOver,
      null,
      "skipped for want of places is nobody's fault",
    );
    await giveBack(ctx, { ...at(line, 1), claimId: await offered(ctx, at(line, 1)) });
    assert.deepEqual(await states(ctx, line), ["waiting", "declined", "offered"]);
  },
);

dbTest("a family gets all its places together or none", async ({ ctx }) => {
  const { offerId, holders, line } = await fullOffer(ctx, { held: [2, 2], waiting: [4] });
  await giveBack(ctx, at(holders, 0));
  assert.deepEqual(await states(ctx, line), ["waiting"]);
  await giveBack(ctx, at(holders, 1));
  const claimId = await offered(ctx, at(line, 0));
  assert.deepEqual(await accept(ctx, at(line, 0), claimId), { claimId, state: "confirmed", size: 4 });
  const { taken } = await ctx.db.one<{
    taken: number;
  }>`select taken from booking.pool where offer_id = ${offerId}`;
  assert.equal(taken, 4);
});

dbTest(
  "an offer declined, and one not answered in time, goes to the next; who joins again stands at the end",
  async ({ ctx }) => {
    const { offerId, holders, line } = await fullOffer(ctx, { held: [1], waiting: [1, 1, 1] });
    await giveBack(ctx, at(holders, 0));
    await giveBack(ctx, { ...at(line, 0), claimId: await offered(ctx, at(line, 0)) });
    assert.deepEqual(await states(ctx, line), ["declined", "offered", "waiting"]);
    const first = await offered(ctx, at(line, 1));
    const late = later(ctx, { hours: 24 });
    await tendDue(later(ctx, { hours: 23, minutes: 59 }));
    assert.deepEqual(await states(ctx, line), ["declined", "offered", "waiting"], "a minute early");
    await tendDue(late);
    assert.deepEqual(await states(ctx, line), ["declined", "lapsed", "offered"]);
    assert.deepEqual(await told(ctx, at(line, 1)), ["notice.line.offered", "notice.line.lapsed"]);
    assert.equal(await claimState(ctx, first), "expired");
    await assert.rejects(accept(late, at(line, 1), first), { id: "hold.gone" });
    await join(late, at(line, 1), offerId);
    const view = await inTx({ ...late, actor: at(line, 1).actor }, (inner) => lineView(inner, offerId));
    assert.deepEqual(
      [view.waiting, view.mine?.state, view.mine?.before],
      [1, "waiting", { entries: 0, places: 0 }],
    );
  },
);

dbTest("more places are offered at once, as far down the line as they go", async ({ ctx }) => {
  const { offerId, line, times } = await fullOffer(ctx, { held: [4], waiting: [2, 4, 1, 1] });
  await inTx(ctx, (inner) =>
    changeOffer(inner, offerId, {
      opensAt: ctx.clock().subtract({ hours: 1 }),
      ...times,
      pools: [{ channel: "online", quota: 8, releasesAt: null }],
    }),
  );
  assert.deepEqual(await states(ctx, line), ["offered", "waiting", "offered", "offered"]);
});

dbTest(
  "places released later are offered to who waits for them before anybody can claim them",
  async ({ ctx }) => {
    const release = ctx.clock().add({ hours: 3 });
    const { offerId } = await fullOffer(ctx, {
      held: [1],
      pools: [
        { channel: "online", quota: 1, releasesAt: null },
        { channel: "helper", quota: 1, releasesAt: release },
      ],
    });
    const parent = await aPerson(ctx);
    const { account, subject } = await aPerson(ctx);
    const acting = { ...parent.actor, onBehalfOf: { account, subject, as: "guardian" as const } };
    // Their own places come later: a claim says so, and nobody waits for what is only not yet released.
    await assert.rejects(join(ctx, { actor: acting }, offerId), { id: "claim.not-released" });
    await ctx.db.run`
    insert into booking.waiting (id, offer_id, subject, size, channels, made_at, state, changed_at)
    values (gen_random_uuid(), ${offerId}, ${subject}, 1, '{helper,online}', ${ctx.clock()}, 'waiting', ${ctx.clock()})`;
    const then = later(ctx, { hours: 3 });
    const other = {
      ...(await aPerson(ctx)).actor,
      onBehalfOf: { ...acting.onBehalfOf, ...(await aPerson(ctx)) },
    };
    await assert.rejects(claimAs(then, { actor: other }, offerId), { id: "claim.none-left" });
    await tendDue(then);
    assert.deepEqual(await told(ctx, { subject }), ["notice.line.offered"]);
  },
);

dbTest("whoever finds nothing left has still brought what was due to who waits", async ({ ctx }) => {
  const { perform } = performer(operations, { checkAnswers: true });
  const house = await inTx(ctx, (inner) => anOrganisation(inner));
  const clerk = await inTx(ctx, (inner) => aStaff(inner, { organisationId: house.id, role: "clerk" }));
  const asks = [
    ["booking.claim", await aPerson(ctx), {}],
    ["booking.claim-for", clerk, { subject: (await aPerson(ctx)).subject }],
  ] as const;
  for (const [operation, { actor }, whom] of asks) {
    const { offerId, line } = await fullOffer(ctx, {
      ...{ held: [1], waiting: [1], orgPath: house.path },
      pools: [
        { channel: "online", quota: 1, releasesAt: null },
        { channel: "counter", quota: 0, releasesAt: null },
      ],
    });
    await ctx.db.run`update booking.pool set quota = 2 where offer_id = ${offerId} and channel = 'online'`;
    const input = { params: { offerId }, body: { size: 1, ...whom } };
    await assert.rejects(perform({ ...ctx, actor }, operation, input, randomUUID()), {
      id: "claim.none-left",
    });
    assert.deepEqual(await states(ctx, line), ["offered"], operation);
  }
});

dbTest("three hundred are offered places in one go, in order", async ({ ctx }) => {
  const { offerId, times } = await fullOffer(ctx, { held: [1] });
  await ctx.db.run`
    insert into booking.waiting (id, offer_id, subject, size, channels, made_at, state, changed_at)
    select gen_random_uuid(), ${offerId}, gen_random_uuid(), 1 + n % 2, '{online}', ${ctx.clock()}, 'waiting', ${ctx.clock()}
      from generate_series(1, 400) n`;
  await inTx(ctx, (inner) =>
    changeOffer(inner, offerId, {
      opensAt: ctx.clock().subtract({ hours: 1 }),
      ...times,
      pools: [{ channel: "online", quota: 1 + 450, releasesAt: null }],
    }),
  );
  const served = await ctx.db.one`
    select count(*)::int as entries, sum(size)::int as places, max(seq) - min(seq) + 1 as span
      from booking.waiting where offer_id = ${offerId} and state = 'offered'`;
  assert.deepEqual(served, { entries: 300, places: 450, span: 300 });
});
