import assert from "node:assert/strict";
import { generateKeyPairSync } from "node:crypto";
import { aDevicePass, aResident, aStaticCode, liveCode } from "#people/testing";
import { type Ctx, inTx } from "#platform/ctx";
import { dbTest } from "#platform/testing";
import { claim } from "../claiming/claim.ts";
import { anOffer } from "../testing.ts";
import { checkIn } from "./check-in.ts";

/** Two occasions whose doors are open now, and somebody who holds two places on the first. */
async function door(ctx: Ctx) {
  const times = { startsAt: ctx.clock().add({ minutes: 30 }), endsAt: ctx.clock().add({ hours: 2 }) };
  const offers = await inTx(ctx, async (inner) => [await anOffer(inner, times), await anOffer(inner, times)]);
  const [offerId = "", elsewhere = ""] = offers.map((made) => made.offerId);
  const holder = await inTx(ctx, (inner) => aResident(inner));
  const { claimId } = await inTx({ ...ctx, actor: holder.actor }, (inner) =>
    claim(inner, { offerId, size: 2 }),
  );
  const scan = (text: string, { at = offerId, documentSeen = false } = {}) =>
    inTx(ctx, (inner) => checkIn(inner, { offerId: at, scan: text, documentSeen }));
  return { holder, claimId, elsewhere, scan };
}

dbTest(
  "the same code again at the same door: in already, not counted twice; at another door it is used",
  async ({ ctx }) => {
    const { holder, claimId, elsewhere, scan } = await door(ctx);
    const { privateKey, publicKey } = generateKeyPairSync("ed25519");
    const key = publicKey.export({ format: "jwk" });
    const token = await inTx(ctx, (inner) => aDevicePass(inner, holder, key));
    const code = await liveCode(token, privateKey, ctx.clock().toString());
    const first = await scan(code);
    assert.deepEqual([first.claimId, first.already], [claimId, false]);
    assert.deepEqual(await scan(code), { ...first, already: true });
    await assert.rejects(scan(code, { at: elsewhere }), { id: "pass.used-code" });
  },
);

dbTest(
  "a code on paper: whose place is elsewhere hears that at once, who has one here shows a document, and then is in",
  async ({ ctx }) => {
    const { holder, claimId, elsewhere, scan } = await door(ctx);
    const paper = await inTx(ctx, (inner) => aStaticCode(inner, holder));
    await assert.rejects(scan(paper, { at: elsewhere }), { id: "check-in.elsewhere" });
    await assert.rejects(scan(paper), { id: "check-in.document-needed", data: { claimId } });
    const first = await scan(paper, { documentSeen: true });
    assert.equal(first.already, false);
    assert.deepEqual(await scan(paper), { ...first, already: true });
  },
);
