/** The door: a pass is scanned, or a name is picked from the list. */
import { subjectOfPassScan } from "#people";
import { audit } from "#platform/audit";
import type { TxCtx } from "#platform/ctx";
import { found, refused } from "#platform/errors";
import { announce } from "#platform/events";
import * as claimStore from "./claim-store.ts";
import * as doorStore from "./door-store.ts";
import { newsOf } from "./news.ts";
import { type Offer, reasonAgainstCheckIn } from "./offer.ts";
import * as offerStore from "./offer-store.ts";

export interface CheckInInput {
  offerId: string;
  /** One of the two: what the scanner read, or the claim picked from the list. */
  scan?: string;
  claimId?: string;
  /** The clerk has looked at an identity document: needed with a code that could have been copied. */
  documentSeen?: boolean;
  /** Of a party so many have come; all that are to come unless told. */
  came?: number;
}

export interface CheckedIn {
  claimId: string;
  /** How many were let in. */
  size: number;
  /** How many of the party are still to come. */
  rest: number;
  /** True when this claim was checked in before: said, not done twice. */
  already: boolean;
  checkedInAt: string;
}

export async function checkIn(ctx: TxCtx, input: CheckInInput): Promise<CheckedIn> {
  const offer = found(await offerStore.offerAtDoor(ctx.db, input.offerId), "offer", input.offerId);
  const at = ctx.clock();
  const against = reasonAgainstCheckIn(offer, at);
  if (against) throw refused(against.id, against.data);
  const claim = await claimAtDoor(ctx, offer, input);
  const before = alreadyIn(claim);
  // A part that comes later says how many it is; a pass that is only scanned again lets nobody in twice.
  if (before && (input.came === undefined || before.rest === 0)) return before;
  const came = input.came ?? claim.size;
  const toCome = before ? before.rest : claim.size;
  if (came > toCome) throw refused("check-in.more-than-party", { came, rest: toCome });
  const done = await doorStore.checkIn(ctx.db, { claimId: claim.id, came }, at);
  if (!done) {
    // Another door may have been faster: then the person is in, and nobody turns them away.
    const now = await claimStore.claim(ctx.db, claim.id);
    const meanwhile = now && alreadyIn(now);
    if (meanwhile) return meanwhile;
    throw refused("check-in.not-confirmed", { state: now?.state ?? claim.state });
  }
  const channel =
    (await offerStore.pools(ctx.db, [offer.id])).find(({ id }) => id === done.poolId)?.channel ?? "online";
  await announce(ctx, "claim.checked-in", newsOf(offer, { id: done.id, size: came, channel }));
  await audit(ctx, {
    what: "claim.checked-in",
    on: { kind: "claim", id: done.id },
    subject: done.subject,
    detail: { came, ...(input.documentSeen && { documentSeen: true }) },
  });
  const rest = done.size - claimStore.cameOf(done);
  return { claimId: done.id, size: came, rest, already: false, checkedInAt: at.toString() };
}

function alreadyIn(claim: claimStore.Claim): CheckedIn | null {
  const { id, size, state, checkedInAt } = claim;
  if (state !== "checked-in" || !checkedInAt) return null;
  const came = claimStore.cameOf(claim);
  return { claimId: id, size: came, rest: size - came, already: true, checkedInAt: checkedInAt.toString() };
}

async function claimAtDoor(ctx: TxCtx, offer: Offer, input: CheckInInput): Promise<claimStore.Claim> {
  if (input.claimId) {
    const claim = await claimStore.claim(ctx.db, input.claimId);
    return found(claim?.offerId === offer.id ? claim : null, "claim", input.claimId);
  }
  const isIn = async (subject: string) => {
    const claim = await claimStore.claimOf(ctx.db, offer.id, subject);
    return claim !== null && alreadyIn(claim) !== null;
  };
  const { subject, needsDocument } = await subjectOfPassScan(ctx, input.scan ?? "", isIn);
  const claim = await claimStore.claimOf(ctx.db, offer.id, subject);
  if (!claim) throw refused("check-in.no-claim");
  if (needsDocument && !input.documentSeen && !alreadyIn(claim))
    throw refused("check-in.document-needed", { claimId: claim.id });
  return claim;
}
