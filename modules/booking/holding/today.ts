/** What the desk is told of today: bookings that wait for an answer. */

import { pathsHeld, type TodayLine } from "#platform/auth";
import type { Ctx } from "#platform/ctx";
import { serving } from "../may.ts";
import * as offerStore from "../offers/offer-store.ts";
import { aboutOf } from "../views.ts";
import * as store from "./hold-store.ts";

// texts: today.approvals
export async function approvalsToday(ctx: Ctx): Promise<TodayLine[]> {
  const paths = pathsHeld(ctx.actor, ...serving);
  if (paths.length === 0) return [];
  const counts = await store.approvalsBelow(ctx.db, paths);
  const offers = await offerStore.offers(
    ctx.db,
    counts.map(({ offerId }) => offerId),
  );
  const about = await aboutOf(ctx, offers);
  return counts.flatMap(({ offerId, count }) => {
    const offer = offers.find(({ id }) => id === offerId);
    return offer
      ? [
          {
            key: "today.approvals",
            values: { event: about.get(offer.ref)?.title ?? "", at: offer.startsAt, count },
            href: `/desk/queue/${offerId}`,
            kind: "do" as const,
          },
        ]
      : [];
  });
}
