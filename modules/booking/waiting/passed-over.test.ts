/** Rules are asked again when places come free, and when they are taken. The cases other systems had to learn; docs/conformance.md lists them with their results. */
import assert from "node:assert/strict";
import { anOrganisation } from "#places/testing";
import { type Ctx, inTx } from "#platform/ctx";
import { dbTest } from "#platform/testing";
import { changeOffer } from "../offers/manage-offer.ts";
import { aPenaltyRule, atTime, misses, noShowTerms } from "../penalties/testing.ts";
import { aRule } from "../rules/testing.ts";
import { leaveLine } from "./join-line.ts";
import { lineView, queueView } from "./show-line.ts";
import { tendDue } from "./tend.ts";
import { accept, at, aWaiting, fullOffer, giveBack, offered, stand, states, told } from "./testing.ts";

dbTest("what the house gives out only later is offered to nobody before", async ({ ctx }) => {
  const house = await inTx(ctx, (inner) => anOrganisation(inner));
  const { holders, line, times } = await fullOffer(ctx, { held: [1], waiting: [1], orgPath: house.path });
  await inTx(ctx, (inner) => aRule(inner, house.id, { kind: "horizon", days: 3, at: "09:00" }));
  await giveBack(ctx, at(holders, 0));
  assert.deepEqual(await states(ctx, line), ["waiting"]);
  assert.deepEqual(await told(ctx, at(line, 0)), []);
  const day = times.startsAt.toZonedDateTimeISO("Asia/Shanghai").toPlainDate().subtract({ days: 3 });
  const opens = day.toZonedDateTime({ timeZone: "Asia/Shanghai", plainTime: "09:00" }).toInstant();
  await tendDue({ ...ctx, clock: () => opens.subtract({ seconds: 1 }) });
  assert.deepEqual(await states(ctx, line), ["waiting"]);
  await tendDue({ ...ctx, clock: () => opens });
  assert.deepEqual(await states(ctx, line), ["offered"]);
});

dbTest(
  "who does not meet a rule any more is passed over and told why, once, and is served when it is mended",
  async ({ ctx }) => {
    const { offerId, holders, line, times } = await fullOffer(ctx, { held: [1, 1, 1], waiting: [1] });
    const terms = (minLevel: 0 | 2) => ({
      opensAt: ctx.clock().subtract({ hours: 1 }),
      ...times,
      rules: { minLevel },
      pools: [{ channel: "online" as const, quota: 3, releasesAt: null }],
    });
    await inTx(ctx, (inner) => changeOffer(inner, offerId, terms(2)));
    const able = await inTx(ctx, (inner) => aWaiting(inner, offerId, 1, { level: 2 }));
    await giveBack(ctx, at(holders, 0));
    assert.deepEqual(await states(ctx, [...line, able]), ["waiting", "offered"]);
    assert.equal((await stand(ctx, at(line, 0))).passedOver, "rule.level");
    await giveBack(ctx, at(holders, 1));
    assert.deepEqual(await told(ctx, at(line, 0)), ["notice.line.passed-over"]);
    const view = await inTx({ ...ctx, actor: at(line, 0).actor }, (inner) => lineView(inner, offerId));
    assert.equal(view.mine?.passedOver, "预约要求身份等级 2 级");
    await inTx(ctx, (inner) => changeOffer(inner, offerId, terms(0)));
    assert.deepEqual(await states(ctx, [...line, able]), ["offered", "offered"]);
  },
);

dbTest(
  "why somebody is passed over they are told as it is now; staff see that it is so, and who left leaves nothing of it",
  async ({ ctx }) => {
    const since: Ctx = { ...ctx, clock: () => atTime("2026-06-01", "00:00") };
    const house = await inTx(since, async (inner) => {
      const made = await anOrganisation(inner);
      const terms = { noShow: { ...noShowTerms, limit: 1, suspendsCount: 3 }, cancelling: null };
      await aPenaltyRule(inner, made.id, { terms });
      return made;
    });
    const { offerId, holders, line } = await fullOffer(ctx, {
      ...{ held: [1], waiting: [1], orgPath: house.path },
    });
    const one = at(line, 0);
    await inTx(ctx, (inner) => misses(inner, one, house.path, "2026-06-11"));
    await giveBack(ctx, at(holders, 0));
    assert.deepEqual(await stand(ctx, one), { state: "waiting", claimId: null, passedOver: "claim.penalty" });
    const as = { ...ctx, actor: one.actor };
    const own = (await lineView(as, offerId)).mine?.passedOver;
    assert.match(own ?? "", /^您的预约暂停到 .*6月14日/);
    const over: Ctx = { ...as, clock: () => atTime("2026-06-15", "08:00") };
    assert.equal((await lineView(over, offerId)).mine?.passedOver, null);
    const [seen] = (await queueView(ctx, offerId)).waiting;
    assert.equal(seen?.passedOver, true);
    await inTx(as, (inner) => leaveLine(inner, one.waitingId));
    assert.equal((await stand(ctx, one)).passedOver, null);
  },
);

dbTest(
  "a rule is asked again when places are taken; who mends it in time still gets them",
  async ({ ctx }) => {
    const { offerId, holders, line, times } = await fullOffer(ctx, { held: [1], waiting: [1] });
    await giveBack(ctx, at(holders, 0));
    const asking = (minLevel: 0 | 1) =>
      inTx(ctx, (inner) =>
        changeOffer(inner, offerId, {
          opensAt: ctx.clock().subtract({ hours: 1 }),
          ...times,
          rules: { minLevel },
          pools: [{ channel: "online", quota: 1, releasesAt: null }],
        }),
      );
    await asking(1);
    const claimId = await offered(ctx, at(line, 0));
    await assert.rejects(accept(ctx, at(line, 0), claimId), { id: "rule.level" });
    await asking(0);
    assert.equal((await accept(ctx, at(line, 0), claimId)).state, "confirmed");
  },
);
