import assert from "node:assert/strict";
import { inTx } from "#platform/ctx";
import { dbTest } from "#platform/testing";
import { anOffer } from "../testing.ts";
import { describeOffers } from "./store.ts";

dbTest("what an offer is of is written anew only where it is something else now", async ({ ctx, db }) => {
  const { offerId } = await inTx(ctx, (inner) => anOffer(inner));
  const offer = () => db.one<{ sort: string | null; written: string }>`
    select sort, xmin::text as written from booking.offer where id = ${offerId}`;
  const describe = (sort: string) =>
    db.tx((tx) => describeOffers(tx, [{ offerId, is: { sort, placeId: null, seriesId: null } }]));
  await describe("lecture");
  const first = await offer();
  assert.equal(first.sort, "lecture");
  await describe("lecture");
  assert.deepEqual(await offer(), first);
  await describe("reading");
  assert.equal((await offer()).sort, "reading");
});
