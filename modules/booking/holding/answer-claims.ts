/** Approval: staff answer claims that are held for it, several at once. What is refused goes back to who waits. */
import { audit, auditAll } from "#platform/audit";
import type { TxCtx } from "#platform/ctx";
import { found, refused } from "#platform/errors";
import { announceAll } from "#platform/events";
import { tellGroups } from "../groups/tell-groups.ts";
import { newsOf } from "../news.ts";
import * as offerStore from "../offers/offer-store.ts";
import { tell } from "../waiting/tell.ts";
import { tend } from "../waiting/tend.ts";
import * as store from "./hold-store.ts";

export interface Answered {
  answered: number;
  /** Somebody else answered them, they were given back, or it was too late. */
  gone: number;
}

/** Approves or refuses, with a reason, what of these is still held for approval; the quota stands since they were asked for. */
export async function answerClaims(
  ctx: TxCtx,
  input: { offerId: string; claimIds: readonly string[]; answer: "approve" | "refuse"; reason?: string },
): Promise<Answered> {
  const { offerId, answer, reason } = input;
  if (answer === "refuse" && !reason) throw refused("approval.reason-needed");
  const pools = await offerStore.lockPools(ctx.db, [offerId]);
  const offer = found(await offerStore.offer(ctx.db, offerId), "offer", offerId);
  const now = ctx.clock();
  const wanted = new Set(input.claimIds);
  const ids = (await store.heldAt(ctx.db, offerId))
    .filter(({ id, heldFor }) => heldFor === "approval" && wanted.has(id))
    .map(({ id }) => id);
  const done =
    answer === "approve"
      ? await store.confirm(ctx.db, ids, now)
      : await store.letGo(ctx.db, { claimIds: ids }, { state: "refused", now });
  await announceAll(
    ctx,
    done.map((claim) =>
      answer === "approve"
        ? { type: "claim.confirmed" as const, payload: newsOf(offer, claim) }
        : { type: "claim.let-go" as const, payload: { ...newsOf(offer, claim), by: "refusal" as const } },
    ),
  );
  const act = answer === "approve" ? "claim.approved" : "claim.refused";
  // Why somebody was refused is nobody else's: each is sealed with the person's own key.
  if (answer === "refuse")
    for (const { id, subject } of done)
      await audit(ctx, {
        ...{ what: act, on: { kind: "claim", id }, subject },
        ...(subject && { personal: { reason } }),
      });
  else
    await auditAll(
      ctx,
      done.map(({ id, subject }) => ({ what: act, on: { kind: "claim", id }, subject })),
    );
  await tell(ctx, offer, answer === "approve" ? "notice.approval.granted" : "notice.approval.refused", {
    to: done.flatMap(({ subject }) => subject ?? []),
    reason,
  });
  const of = done.map(({ id }) => id);
  await tellGroups(ctx, [offer], {
    what: answer === "approve" ? "granted" : "refused",
    of,
    ...(reason && { reason }),
  });
  if (answer === "refuse" && done.length > 0) {
    for (const { poolId, size } of done) {
      const pool = pools.find(({ id }) => id === poolId);
      if (pool) pool.taken -= size;
    }
    await tend(ctx, offer, pools);
  }
  return { answered: done.length, gone: wanted.size - done.length };
}
