/** Two accounts turn out to be one person: places held under the one that ends go to the one that stays. */
import { auditAll } from "#platform/audit";
import type { Joining, Moved } from "#platform/auth";
import type { TxCtx } from "#platform/ctx";
import { announceAll } from "#platform/events";
import { newsOfGone } from "../news.ts";
import type { Offer } from "../offers/offer.ts";
import * as offerStore from "../offers/offer-store.ts";
import { clearSpans } from "../rules/store.ts";
import { aboutOf } from "../views.ts";
import { placesCameBack } from "../waiting/places-came-back.ts";
import * as waitingStore from "../waiting/waiting-store.ts";
import { arrived, isOneOf } from "./claim-state.ts";
import * as claimStore from "./claim-store.ts";
import * as holderStore from "./holder-store.ts";

type Held = Pick<claimStore.Claim, "id" | "state" | "madeAt">;

export interface Settled<C extends Held> {
  stays: C;
  goes: C;
  as: "cancelled" | "unnamed";
}

/**
 * Which of two living claims of one person on one occasion stays: the one somebody came in with, else one that is more than held, else
 * the earlier. Of two that were both used nobody can be sent home: the later stays counted, without a name.
 */
export function whichStays<C extends Held>(one: C, other: C): Settled<C> {
  const inOrder = one.madeAt.epochMilliseconds <= other.madeAt.epochMilliseconds;
  const [earlier, later] = inOrder ? [one, other] : [other, one];
  if (wasUsed(earlier) && wasUsed(later)) return { stays: earlier, goes: later, as: "unnamed" };
  return wasUsed(later) || (earlier.state === "held" && later.state === "confirmed")
    ? { stays: later, goes: earlier, as: "cancelled" }
    : { stays: earlier, goes: later, as: "cancelled" };
}

/** Moves claims; two on the same occasion are settled as `whichStays` says, and places given back are announced. */
export async function mergeHolders(ctx: TxCtx, { from, into }: Joining): Promise<Moved[]> {
  const now = ctx.clock();
  await offerStore.lockPoolsOf(ctx.db, [from.subject, into.subject]);
  const twice = await holderStore.claimsTwice(ctx.db, from.subject, into.subject);
  const settled = twice.map(([one, other]) => whichStays(one, other));
  const offers = new Map(
    (
      await offerStore.offers(
        ctx.db,
        settled.map(({ stays }) => stays.offerId),
      )
    ).map((offer) => [offer.id, offer]),
  );
  const gone = await claimStore.cancelClaims(
    ctx.db,
    { claimIds: idsOf(settled, "cancelled") },
    "merged",
    now,
  );
  await announceAll(
    ctx,
    gone.flatMap((claim) => {
      const offer = offers.get(claim.offerId);
      return offer ? [newsOfGone(offer, claim, "staff")] : [];
    }),
  );
  await auditAll(
    ctx,
    gone.map(({ id }) => ({
      what: "claim.cancelled",
      on: { kind: "claim", id },
      subject: into.subject,
    })),
  );
  await holderStore.unnameClaims(ctx.db, idsOf(settled, "unnamed"));
  await clearSpans(ctx.db, { subject: from.subject });
  const rows = await holderStore.moveClaims(ctx.db, from.subject, into.subject);
  await waitingStore.answerOffers(ctx.db, idsOf(settled, "cancelled"), "declined", now);
  const waited = await waitingStore.move(ctx.db, from.subject, into.subject, now);
  await placesCameBack(ctx, gone);
  const moved = waited > 0 ? [{ module: "booking", what: "merge.waiting", rows: waited, settled: [] }] : [];
  if (rows === 0 && settled.length === 0) return moved;
  return [
    { module: "booking", what: "merge.claims", rows, settled: await inWords(ctx, settled, offers) },
    ...moved,
  ];
}

// texts: merge.claims.*
async function inWords(
  ctx: TxCtx,
  settled: Settled<claimStore.Claim>[],
  offers: Map<string, Offer>,
): Promise<Moved["settled"]> {
  const about = await aboutOf(ctx, [...offers.values()]);
  return settled.flatMap(({ stays, goes, as }) => {
    const offer = offers.get(stays.offerId);
    if (!offer) return [];
    const title = about.get(offer.ref)?.title ?? "";
    const values = { title, at: offer.startsAt, stays: stays.size, goes: goes.size };
    return [{ text: `merge.claims.${as}`, values }];
  });
}

function idsOf(settled: Settled<claimStore.Claim>[], as: "cancelled" | "unnamed"): string[] {
  return settled.filter((one) => one.as === as).map(({ goes }) => goes.id);
}

function wasUsed({ state }: Held): boolean {
  return isOneOf(arrived, state);
}
