import assert from "node:assert/strict";
import { aStaff, noticesOf } from "#people/testing";
import { anOrganisation } from "#places/testing";
import { inTx } from "#platform/ctx";
import { performer } from "#platform/http";
import { dbTest } from "#platform/testing";
import { operations } from "../routes.ts";
import { anOffer } from "../testing.ts";
import { aHolder } from "../waiting/testing.ts";

const { perform } = performer(operations, { checkAnswers: true });

dbTest(
  "staff who give places of somebody back say why, and the person is told it; who gives back themself is not",
  async ({ db, ctx }) => {
    const { holder, other, staff } = await inTx(ctx, async (inner) => {
      const house = await anOrganisation(inner);
      const { offerId } = await anOffer(inner, { orgPath: house.path });
      const { actor } = await aStaff(inner, { role: "clerk", organisationId: house.id });
      const other = await aHolder(inner, offerId, 3);
      return { holder: await aHolder(inner, offerId, 3), other, staff: { ...ctx, actor } };
    });
    const cancel = (claimId: string, body: { because?: string }, as = staff) =>
      perform(as, "booking.cancel", { params: { claimId }, body }, null);
    const reduce = (claimId: string, body: { size: number; because?: string }) =>
      perform(staff, "booking.reduce", { params: { claimId }, body }, null);
    const told = async ({ subject }: { subject: string }) =>
      (await noticesOf(db, subject)).map(({ key, data }) => [key, (data as { reason?: string }).reason]);
    await assert.rejects(cancel(holder.claimId, {}), { id: "claim.reason-needed" });
    await assert.rejects(reduce(holder.claimId, { size: 2 }), { id: "claim.reason-needed" });
    await reduce(holder.claimId, { size: 2, because: "一排座椅坏了" });
    await cancel(holder.claimId, { because: "演员生病" });
    await cancel(holder.claimId, { because: "演员生病" });
    assert.deepEqual((await told(holder)).toSorted(), [
      ["notice.claim.cancelled", "演员生病"],
      ["notice.claim.reduced", "一排座椅坏了"],
    ]);
    await cancel(other.claimId, {}, { ...ctx, actor: other.actor });
    assert.deepEqual(await told(other), []);
  },
);
