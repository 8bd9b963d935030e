/** For offers whose own module keeps the roll of many occasions: a holder has come once they came to one of them. */
import { auditAll } from "#platform/audit";
import type { TxCtx } from "#platform/ctx";
import { found } from "#platform/errors";
import { announceAll } from "#platform/events";
import { newsOf } from "../news.ts";
import { reasonAgainstCheckIn } from "../offers/offer.ts";
import * as offerStore from "../offers/offer-store.ts";
import { checkInAll } from "./door-store.ts";
import { rollOf } from "./roll-store.ts";
import { againstUndoing, undoCheckIn } from "./undo-check-in.ts";

/** They have come: those who were expected are in. Nothing happens where the offer is closed or over, and the roll says it alone. */
export async function letInByRoll(ctx: TxCtx, offerId: string, claimIds: readonly string[]): Promise<void> {
  const offer = found(await offerStore.offerAtDoor(ctx.db, offerId), "offer", offerId);
  if (reasonAgainstCheckIn(offer, ctx.clock())) return;
  const came = await checkInAll(ctx.db, claimIds, ctx.clock());
  await announceAll(
    ctx,
    came.map((claim) => ({ type: "claim.checked-in" as const, payload: newsOf(offer, claim) })),
  );
  await auditAll(
    ctx,
    came.map(({ id, subject, size }) => ({
      what: "claim.checked-in",
      on: { kind: "claim", id },
      subject,
      detail: { came: size },
    })),
  );
}

/** It was a mistake: these have come to none of the occasions so far. Who was not let in, or is settled by now, stays as they are. */
export async function expectAgain(ctx: TxCtx, offerId: string, claimIds: readonly string[]): Promise<void> {
  if (claimIds.length === 0) return;
  const offer = found(await offerStore.offer(ctx.db, offerId), "offer", offerId);
  if (offer.state !== "open" || againstUndoing(ctx, offer)) return;
  for (const { claimId, state } of await rollOf(ctx.db, [offerId]))
    if (state === "checked-in" && claimIds.includes(claimId)) await undoCheckIn(ctx, { offerId, claimId });
}
