/** At the counter a clerk holds places for a person until a moment; they are taken by then, or free again. */

import { Temporal } from "temporal-polyfill";
import { accountOfSubject, subjectOfPassScan } from "#people";
import { auditAll } from "#platform/audit";
import type { TxCtx } from "#platform/ctx";
import { found, refused } from "#platform/errors";
import { announceAll } from "#platform/events";
import type { ClaimMade } from "../claim.ts";
import { newsOfTaken } from "../news.ts";
import * as offerStore from "../offer-store.ts";
import { takePlaces } from "../take-places.ts";
import { tell } from "../waiting/tell.ts";
import { whatStandsAgainst } from "../what-stands-against.ts";

/** Holds places of the counter. Never beyond the close of booking. */
export async function holdFor(
  ctx: TxCtx,
  {
    offerId,
    size,
    until,
    ...whom
  }: { offerId: string; subject?: string; scan?: string; size: number; until: Temporal.Instant },
): Promise<ClaimMade> {
  const subject = whom.subject ?? (await subjectOfPassScan(ctx, whom.scan ?? "")).subject;
  found(await accountOfSubject(ctx.db, subject), "person", subject);
  const asked = found(await offerStore.offer(ctx.db, offerId), "offer", offerId);
  if (Temporal.Instant.compare(until, ctx.clock()) <= 0) throw refused("hold.until-past");
  const asking = [{ ctx, size, subject, channels: ["counter"] as const }];
  const standing = await whatStandsAgainst(ctx.db, offerId, asking);
  const { closesAt } = standing.under(asked, "counter");
  if (Temporal.Instant.compare(until, closesAt) > 0)
    throw refused("hold.until-too-late", { until: closesAt.toString() });
  const hold = { for: "counter" as const, until };
  const { offer, outcomes } = await takePlaces(ctx.db, {
    offerId,
    state: "confirmed",
    hold,
    asking,
    under: standing.under,
    against: standing.against,
  });
  const [outcome] = outcomes;
  if (!outcome?.took) throw outcome?.refusal ?? new Error("a hold without an outcome");
  const { id, pool } = outcome.took;
  await standing.keepAlone([{ id, channel: pool.channel }]);
  await announceAll(ctx, [newsOfTaken(offer, { id, size, channel: pool.channel }, hold)]);
  await auditAll(ctx, [{ what: "claim.held", on: { kind: "claim", id }, subject, detail: { size } }]);
  await tell(ctx, offer, "notice.hold.made", { to: [subject], until });
  return { claimId: id, state: "held", size };
}
