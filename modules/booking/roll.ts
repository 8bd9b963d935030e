/** For offers whose own module keeps the roll of many occasions: a holder has come once they came to one of them. */
import { auditAll } from "#platform/audit";
import type { TxCtx } from "#platform/ctx";
import type { Db } from "#platform/db";
import { found } from "#platform/errors";
import { announceAll } from "#platform/events";
import { type ClaimState, listed } from "./claim-state.ts";
import { checkInAll } from "./door-store.ts";
import { newsOf } from "./news.ts";
import { reasonAgainstCheckIn } from "./offer.ts";
import * as offerStore from "./offer-store.ts";
import { againstUndoing, undoCheckIn } from "./undo-check-in.ts";

export interface OnRoll {
  claimId: string;
  offerId: string;
  /** Null: nobody's any more, or nobody was named. */
  subject: string | null;
  state: ClaimState;
}

/** Who has a place on these offers, or had one until they were over, in order of booking. */
export function rollOf(db: Db, offerIds: readonly string[]): Promise<OnRoll[]> {
  return db.many<OnRoll>`
    select id as claim_id, offer_id, subject, state from booking.claim
     where offer_id = any(${[...offerIds]}::uuid[]) and state = any(${listed}::text[]) order by offer_id, made_at, id`;
}

/** What a person has or had on offers of a kind, those given back too, by the ref of the offer. */
export function claimsOfKind(
  db: Db,
  subject: string,
  kind: string,
): Promise<(Omit<OnRoll, "subject"> & { ref: string })[]> {
  return db.many`
    select c.id as claim_id, c.offer_id, c.state, o.ref from booking.claim c join booking.offer o on o.id = c.offer_id
     where c.subject = ${subject} and o.kind = ${kind} order by o.starts_at desc, c.made_at, c.id`;
}

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
