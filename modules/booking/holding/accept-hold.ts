/** Places are held for somebody: they, or staff for them, say that they are taken. */
import { audit } from "#platform/audit";
import type { TxCtx } from "#platform/ctx";
import { found, refused } from "#platform/errors";
import { announce } from "#platform/events";
import * as claimStore from "../claim-store.ts";
import { newsOf } from "../news.ts";
import { lineEnds, toTheLine } from "../offer.ts";
import * as offerStore from "../offer-store.ts";
import { answerOffers } from "../waiting/waiting-store.ts";
import * as store from "./hold-store.ts";
import { keepingOf } from "./keeping.ts";

export interface Accepted {
  claimId: string;
  /** Still held where staff have to approve it. */
  state: "confirmed" | "held";
  size: number;
}

/** Takes what is held. Asks the rules once more: who does not meet one keeps the time that is left to mend it. */
export async function acceptHold(ctx: TxCtx, claimId: string): Promise<Accepted> {
  const asked = found(await claimStore.claim(ctx.db, claimId), "claim", claimId);
  const keeping = asked.subject ? await keepingOf(ctx, asked.offerId, asked.subject) : null;
  await offerStore.lockPools(ctx.db, [asked.offerId]);
  const offer = found(await offerStore.offer(ctx.db, asked.offerId), "offer", asked.offerId);
  // Read after the lock: it may have been let go, or taken, meanwhile.
  const claim = found(await claimStore.claimWithChannel(ctx.db, claimId), "claim", claimId);
  const { size, subject } = claim;
  if (claim.state === "confirmed") return { claimId, state: "confirmed", size };
  if (claim.state !== "held") throw refused("hold.gone");
  if (claim.heldFor === "approval") throw refused("hold.awaits-approval");
  const pooled = keeping?.under(offer, claim.channel) ?? offer;
  const narrowed = claim.heldFor === "waiting" ? toTheLine(pooled) : pooled;
  keeping?.refuse(narrowed, claim);
  const now = ctx.clock();
  const approval = offer.rules.approval && claim.heldFor === "waiting";
  if (approval) {
    const until = lineEnds(narrowed);
    if ((await store.awaitApproval(ctx.db, claimId, { until, now })) === 0) throw refused("hold.gone");
  } else {
    const [done] = await store.confirm(ctx.db, [claimId], now);
    if (!done) throw refused("hold.gone");
    await announce(ctx, "claim.confirmed", newsOf(offer, done));
  }
  await keeping?.note(claim);
  await answerOffers(ctx.db, [claimId], "taken", now);
  await audit(ctx, {
    what: approval ? "claim.accepted" : "claim.confirmed",
    on: { kind: "claim", id: claimId },
    subject,
    detail: { size },
  });
  return { claimId, state: approval ? "held" : "confirmed", size };
}
