/** Telling who claimed for an organisation what became of its places, in the transaction of the change. */
import { notifyAll } from "#people";
import type { TxCtx } from "#platform/ctx";
import type { Offer } from "../offer.ts";
import { aboutOf } from "../views.ts";
import * as store from "./group-store.ts";

// texts: notice.group.*
/** Tells them that the occasion does not take place (of the claims it cost them), or is at another time. */
export async function tellGroups(
  ctx: TxCtx,
  offers: readonly Offer[],
  { cancelled, reason = "" }: { cancelled?: readonly string[]; reason?: string },
): Promise<void> {
  const [only] = offers;
  const of = cancelled ? { claimIds: cancelled } : { offerId: only?.id ?? "" };
  const made = await store.madeForGroups(ctx.db, of);
  if (made.length === 0) return;
  const about = await aboutOf(ctx, [...offers]);
  await notifyAll(
    ctx,
    offers.map((offer) => ({
      to: made.flatMap(({ offerId, madeBy }) => (offerId === offer.id ? [madeBy] : [])),
      kind: "work" as const,
      key: cancelled ? "notice.group.cancelled" : "notice.group.moved",
      values: { title: about.get(offer.ref)?.title ?? "", at: offer.startsAt, reason },
      href: `/desk/groups/${offer.id}`,
      neededBy: offer.startsAt,
    })),
  );
}
