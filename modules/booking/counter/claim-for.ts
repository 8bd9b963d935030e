/** Staff claim places for a person who stands at the counter or has called: the same rules, and the person is told. */
import { accountOfSubject } from "#people";
import type { TxCtx } from "#platform/ctx";
import { found } from "#platform/errors";
import { type ClaimMade, claim } from "../claiming/claim.ts";
import * as offerStore from "../offers/offer-store.ts";
import type { SeatWish } from "../seating/pick.ts";
import { tell } from "../waiting/tell.ts";

export async function claimFor(
  ctx: TxCtx,
  { offerId, subject, ...wish }: { offerId: string; subject: string } & SeatWish,
): Promise<ClaimMade> {
  found(await accountOfSubject(ctx.db, subject), "person", subject);
  const made = await claim(ctx, { offerId, subject, ...wish, pool: "counter" });
  const offer = found(await offerStore.offer(ctx.db, offerId), "offer", offerId);
  await tell(ctx, offer, made.state === "held" ? "notice.counter.asked" : "notice.counter.made", {
    to: [subject],
  });
  return made;
}
