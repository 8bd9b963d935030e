/** Telling who claimed for an organisation what became of its places, in the transaction of the change. */
import { notifyAll } from "#people";
import type { TxCtx } from "#platform/ctx";
import type { Offer } from "../offer.ts";
import { aboutOf } from "../views.ts";
import * as store from "./group-store.ts";

// texts: notice.group.*
/** Tells them that the occasion does not take place (`of` the claims it cost them), or is at another time or place. */
export async function tellGroups(
  ctx: TxCtx,
  offers: readonly Offer[],
  {
    key,
    of: claimIds,
    reason = "",
  }: {
    key: "notice.group.cancelled" | "notice.group.moved" | "notice.group.elsewhere";
    of?: readonly string[];
    reason?: string;
  },
): Promise<void> {
  const offerIds = offers.map(({ id }) => id);
  const made = await store.madeForGroups(ctx.db, claimIds ? { claimIds } : { offerIds });
  if (made.length === 0) return;
  const about = await aboutOf(ctx, [...offers]);
  await notifyAll(
    ctx,
    offers.map((offer) => ({
      to: made.flatMap(({ offerId, madeBy }) => (offerId === offer.id ? [madeBy] : [])),
      kind: "work" as const,
      key,
      values: { title: about.get(offer.ref)?.title ?? "", at: offer.startsAt, reason },
      href: `/desk/groups/${offer.id}`,
      neededBy: offer.startsAt,
    })),
  );
}
