/** Who may stand in line, where, and until when they leave it. The cases other systems had to learn; docs/conformance.md lists them with their results. */
import assert from "node:assert/strict";
import { inTx } from "#platform/ctx";
import { fill, joinSlots } from "#platform/slots";
import { dbTest } from "#platform/testing";
import { changeOffer } from "../offers/manage-offer.ts";
import { offerAbout } from "../slots.ts";
import { leaveLine } from "./join-line.ts";
import { moveUp } from "./move-up.ts";
import { lineView } from "./show-line.ts";
import { tendDue } from "./tend.ts";
import {
  accept,
  aPerson,
  at,
  claimAs,
  fullOffer,
  giveBack,
  join,
  later,
  offered,
  states,
} from "./testing.ts";

dbTest("only who cannot claim may wait, once, and not for what will never be", async ({ ctx }) => {
  const { offerId, line } = await fullOffer(ctx, { held: [3], waiting: [1] });
  await assert.rejects(join(ctx, at(line, 0), offerId), { id: "waiting.already" });
  await assert.rejects(join(ctx, await aPerson(ctx), offerId, 5), { id: "claim.too-many" });
  await assert.rejects(join(ctx, await aPerson(ctx), offerId, 4), { id: "waiting.never-fits" });
  const open = await fullOffer(ctx, { held: [1], places: 5 });
  await assert.rejects(join(ctx, await aPerson(ctx), open.offerId), { id: "waiting.places-left" });
  await assert.rejects(join(ctx, at(open.holders, 0), open.offerId, 4), { id: "waiting.has-places" });
  const none = await fullOffer(ctx, { rules: { waitingList: false } });
  await assert.rejects(join(ctx, await aPerson(ctx), none.offerId), { id: "waiting.no-line" });
  const strict = await fullOffer(ctx, {});
  await inTx(ctx, (inner) =>
    changeOffer(inner, strict.offerId, {
      opensAt: ctx.clock().subtract({ hours: 1 }),
      ...strict.times,
      rules: { minLevel: 2 },
      pools: [{ channel: "online", quota: 1, releasesAt: null }],
    }),
  );
  await assert.rejects(join(ctx, await aPerson(ctx), strict.offerId), { id: "rule.level" });
});

dbTest(
  "while nobody in line fits somebody else may claim what is free; who waits and claims leaves the line",
  async ({ ctx }) => {
    const { offerId, holders, line } = await fullOffer(ctx, { held: [1, 3], waiting: [3] });
    await giveBack(ctx, at(holders, 0));
    const fast = { ...(await aPerson(ctx)), ...(await claimAs(ctx, at(line, 0), offerId, 1)) };
    assert.equal(fast.state, "confirmed");
    assert.deepEqual(await states(ctx, line), ["left"]);
    await giveBack(ctx, at(holders, 1));
    assert.deepEqual(await states(ctx, line), ["left"], "a place of one's own is not asked for twice");
  },
);

dbTest("accepted and cancelled neither queues again nor arms the used offer", async ({ ctx }) => {
  const { offerId, holders, line } = await fullOffer(ctx, { held: [1], waiting: [1] });
  await giveBack(ctx, at(holders, 0));
  const claimId = await offered(ctx, at(line, 0));
  await accept(ctx, at(line, 0), claimId);
  await giveBack(ctx, { ...at(line, 0), claimId });
  assert.deepEqual(await states(ctx, line), ["taken"]);
  await tendDue(later(ctx, { hours: 25 }));
  assert.deepEqual(await states(ctx, line), ["taken"]);
  await assert.rejects(accept(ctx, at(line, 0), claimId), { id: "hold.gone" });
  assert.equal(
    (await claimAs(ctx, await aPerson(ctx), offerId)).state,
    "confirmed",
    "the place is free for anybody",
  );
});

dbTest("staff put somebody first; who has left or was served cannot be", async ({ ctx }) => {
  const { offerId, holders, line } = await fullOffer(ctx, { held: [1, 1], waiting: [1, 1, 1] });
  await inTx(ctx, (inner) => moveUp(inner, { waitingId: at(line, 2).waitingId, reason: "轮椅使用者" }));
  const view = await inTx({ ...ctx, actor: at(line, 0).actor }, (inner) => lineView(inner, offerId));
  assert.deepEqual(view.mine?.before, { entries: 1, places: 1 }, "and who stands behind now sees it");
  await giveBack(ctx, at(holders, 0));
  assert.deepEqual(await states(ctx, line), ["waiting", "waiting", "offered"]);
  await assert.rejects(
    inTx(ctx, (inner) => moveUp(inner, { waitingId: at(line, 2).waitingId, reason: "轮椅使用者" })),
    { id: "waiting.not-in-line" },
  );
  const leave = () =>
    inTx({ ...ctx, actor: at(line, 0).actor }, (inner) => leaveLine(inner, at(line, 0).waitingId));
  await leave();
  assert.equal((await leave()).state, "left", "twice is once");
  await giveBack(ctx, at(holders, 1));
  assert.deepEqual(await states(ctx, line), ["left", "offered", "offered"]);
});

dbTest("who has the occasion already asks for the line without it", async ({ ctx: bare }) => {
  let asked = 0;
  const tells = fill(offerAbout, async (_, { offers }) => {
    asked += 1;
    return offers.map((of) => ({ ...of, title: "夜读会", href: "/events/1", place: null }));
  });
  const ctx = { ...bare, slots: joinSlots([tells]) };
  const { offerId } = await fullOffer(ctx);
  asked = 0;
  const whole = await lineView(ctx, offerId);
  const bareLine = await lineView(ctx, offerId, { without: "about" });
  assert.equal(whole.about?.title, "夜读会");
  assert.deepEqual([bareLine, asked], [{ ...whole, about: null }, 1]);
});
