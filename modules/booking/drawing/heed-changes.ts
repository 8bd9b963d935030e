/** What is drawn is moved, or has other places: whoever chose it is told while they can still answer. */
import { notifyAll } from "#people";
import type { TxCtx } from "#platform/ctx";
import type { Offer } from "../offers/offer.ts";
import { aboutOf } from "../views.ts";
import * as store from "./draw-store.ts";
import * as entries from "./entry-store.ts";
import { takesEntriesAt } from "./phase.ts";

type Change =
  | { key: "notice.draw.moved" | "notice.draw.elsewhere" }
  | { key: "notice.draw.places"; values: { was: number; now: number } };

/** Occasions whose places are still to be given by a draw are at another time or place. Answers how many were told. */
export function heedMoved(
  ctx: TxCtx,
  offers: readonly Offer[],
  { elsewhere }: { elsewhere: boolean },
): Promise<number> {
  return tellWhoChose(ctx, offers, { key: elsewhere ? "notice.draw.elsewhere" : "notice.draw.moved" });
}

/** The same where there are other places to draw than before (`was`, null: no draw gives them). */
export async function heedPlaces(ctx: TxCtx, offer: Offer, was: number | null): Promise<number> {
  const now = was === null ? null : await store.placesToDraw(ctx.db, offer.id);
  if (was === null || now === null || now === was) return 0;
  return tellWhoChose(ctx, [offer], { key: "notice.draw.places", values: { was, now } });
}

// texts: notice.draw.moved notice.draw.elsewhere notice.draw.places
async function tellWhoChose(ctx: TxCtx, offers: readonly Offer[], change: Change): Promise<number> {
  const chose = await entries.whoChose(
    ctx.db,
    offers.map(({ id }) => id),
  );
  if (chose.length === 0) return 0;
  const about = await aboutOf(ctx, [...offers]);
  const now = ctx.clock();
  return notifyAll(
    ctx,
    chose.flatMap(({ offerId, drawId, title, opensAt, closesAt, subjects }) => {
      const offer = offers.find(({ id }) => id === offerId);
      const open = takesEntriesAt({ opensAt, closesAt }, now);
      return offer
        ? {
            ...{ to: subjects, key: change.key, kind: "booking-change" as const },
            neededBy: open ? closesAt : offer.startsAt,
            values: {
              ...{ title, event: about.get(offer.ref)?.title ?? "", at: offer.startsAt, closes: closesAt },
              ...("values" in change && change.values),
              open: open ? "yes" : "no",
            },
            href: open ? `/draws/${drawId}?withdraw=1#enter` : `/draws/${drawId}`,
          }
        : [];
    }),
  );
}
