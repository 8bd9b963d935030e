/** Staff put somebody first in line, with a reason; they are served by the same rule and under the same lock as everybody. */
import { audit } from "#platform/audit";
import type { TxCtx } from "#platform/ctx";
import { found, refused } from "#platform/errors";
import * as offerStore from "../offers/offer-store.ts";
import { tendOffer } from "./tend.ts";
import * as store from "./waiting-store.ts";

export async function moveUp(
  ctx: TxCtx,
  { waitingId, reason }: { waitingId: string; reason: string },
): Promise<{ waitingId: string }> {
  const asked = found(await store.entry(ctx.db, waitingId), "waiting", waitingId);
  await offerStore.lockPools(ctx.db, [asked.offerId]);
  if ((await store.moveUp(ctx.db, waitingId)) === 0) throw refused("waiting.not-in-line");
  await audit(ctx, {
    what: "waiting.moved-up",
    on: { kind: "waiting", id: waitingId },
    subject: asked.subject,
    ...(asked.subject && { personal: { reason } }),
  });
  await tendOffer(ctx, asked.offerId);
  return { waitingId };
}
