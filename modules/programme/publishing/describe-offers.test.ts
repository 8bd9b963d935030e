import assert from "node:assert/strict";
import { describeOffers, underRules } from "#booking";
import { aRule } from "#booking/testing";
import { anOrganisation } from "#places/testing";
import { inTx } from "#platform/ctx";
import { dbTest } from "#platform/testing";
import { anEvent, eventText } from "../testing.ts";
import { describeOldOffers } from "./describe-offers.ts";

dbTest("an offer of before is told what it is of, once; what is over is let be", async ({ ctx, db }) => {
  const { id: organisationId } = await inTx(ctx, (inner) => anOrganisation(inner));
  const onlyFor = eventText().kind;
  await inTx(ctx, (inner) => aRule(inner, organisationId, { kind: "level", level: 1 }, { onlyFor }));
  const sessions = [0, 1, 2].map((n) => ({
    startsAt: ctx
      .clock()
      .add({ hours: 48 + 24 * n })
      .toString(),
  }));
  const { offerIds } = await anEvent(ctx, { organisationId, sessions });
  const ruled = async () => {
    const shown = await (await underRules(ctx, offerIds)).shown(new Set(offerIds));
    return offerIds.map((id) => shown.get(id)?.rules.length);
  };
  const is = { sort: null, placeId: null, seriesId: null };
  await db.tx((tx) =>
    describeOffers(
      tx,
      offerIds.map((offerId) => ({ offerId, is })),
    ),
  );
  assert.deepEqual(await ruled(), [0, 0, 0]);
  const later = { ...ctx, clock: () => ctx.clock().add({ hours: 60 }) };
  assert.equal(await describeOldOffers(later), 2);
  assert.deepEqual(await ruled(), [0, 1, 1]);
  assert.equal(await describeOldOffers(later), 0);
});
