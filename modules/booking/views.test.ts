/** What is told of an offer. */
import assert from "node:assert/strict";
import { Value } from "typebox/value";
import { anOrganisation } from "#places/testing";
import { inTx } from "#platform/ctx";
import { dbTest } from "#platform/testing";
import { OfferView } from "./contract.ts";
import { anOffer } from "./testing.ts";
import { offersOf } from "./views.ts";

dbTest("an offer tells of its rules what its view has, and keeps the rest", async ({ ctx }) => {
  const { path } = await inTx(ctx, (inner) => anOrganisation(inner));
  const { offerId } = await inTx(ctx, (inner) => anOffer(inner, { orgPath: path }));
  await ctx.db.run`
    update booking.offer set rules = rules || '{"drawn": true, "ownRoll": true, "rollMinutes": 30, "lineUntil": "2026-06-20T00:00:00Z"}'
     where id = ${offerId}`;
  const view = (await offersOf(ctx.db, [offerId])).get(offerId);
  assert.deepEqual([...Value.Errors(OfferView, view)], []);
});
