/** Handing places on: the holder makes a code, the other person enters it. Only where the organiser allows it, and once. */
import { Temporal } from "temporal-polyfill";
import { auditAll } from "#platform/audit";
import { newReadableCode, plainReadableCode, principal } from "#platform/auth";
import type { TxCtx } from "#platform/ctx";
import { found, refused } from "#platform/errors";
import { announce } from "#platform/events";
import * as claimStore from "../claiming/claim-store.ts";
import { keepingOf } from "../holding/keeping.ts";
import { newsOf } from "../news.ts";
import * as offerStore from "../offers/offer-store.ts";
import { tell } from "../waiting/tell.ts";
import { leave } from "../waiting/waiting-store.ts";
import { doorsOpen, reasonAgainstHandingOn } from "./reason-against.ts";
import * as store from "./transfer-store.ts";

const hashOf = (ctx: TxCtx, code: string) => ctx.keyedHash("booking/transfer", plainReadableCode(code));

/** Makes a code for one's claim: good for a day, until the door opens; it takes the place of an earlier one. */
export async function makeCode(ctx: TxCtx, claimId: string): Promise<{ code: string; until: string }> {
  const claim = found(await claimStore.claim(ctx.db, claimId), "claim", claimId);
  const offer = found(await offerStore.offer(ctx.db, claim.offerId), "offer", claim.offerId);
  const now = ctx.clock();
  const against = reasonAgainstHandingOn(offer, claim, now);
  if (against) throw refused(against.id, against.data);
  const code = newReadableCode(ctx.random);
  const [day, doors] = [now.add({ hours: 24 }), doorsOpen(offer)];
  const until = Temporal.Instant.compare(day, doors) < 0 ? day : doors;
  if ((await store.setCode(ctx.db, { claimId, hash: hashOf(ctx, code), until }, now)) === 0)
    throw refused("transfer.once");
  await auditAll(ctx, [
    { what: "claim.code-made", on: { kind: "claim", id: claimId }, subject: claim.subject },
  ]);
  return { code, until: until.toString() };
}

/** Takes the places of a code, under the rules that any claim of theirs would meet; both are told. */
export async function takeOver(
  ctx: TxCtx,
  code: string,
): Promise<{ claimId: string; offerId: string; size: number }> {
  const to = principal(ctx.actor)?.subject;
  if (!to) throw new Error("taking over needs a person");
  const now = ctx.clock();
  const hash = hashOf(ctx, code);
  const claimId = await store.claimOfCode(ctx.db, hash, now);
  const asked = claimId ? await claimStore.claim(ctx.db, claimId) : null;
  if (!asked) throw refused("transfer.no-such-code");
  const keeping = await keepingOf(ctx, asked.offerId, to);
  await offerStore.lockPools(ctx.db, [asked.offerId]);
  const offer = found(await offerStore.offer(ctx.db, asked.offerId), "offer", asked.offerId);
  const claim = found(await claimStore.claimWithChannel(ctx.db, asked.id), "claim", asked.id);
  const { subject: from, size } = claim;
  const against = reasonAgainstHandingOn(offer, claim, now);
  if (against) throw refused(against.id, against.data);
  if (!from || from === to) throw refused("transfer.own");
  if ((await claimStore.holdingAlready(ctx.db, offer.id, [to])).size > 0)
    throw refused("transfer.has-places");
  // The places are given away already: only the person is asked about, not the close of booking.
  const open = { ...offer, closesAt: offer.startsAt, rules: { ...offer.rules, approval: false } };
  keeping.refuse(open, claim);
  if ((await store.handOn(ctx.db, { hash, from, to, by: ctx.actor.subject }, now)) === 0)
    throw refused("transfer.no-such-code");
  await keeping.note(claim);
  await leave(ctx.db, offer.id, [to], now);
  await announce(ctx, "claim.handed-on", newsOf(offer, claim));
  const on = { kind: "claim", id: claim.id };
  await auditAll(ctx, [
    { what: "claim.handed-on", on, subject: from },
    { what: "claim.taken-over", on, subject: to, detail: { size } },
  ]);
  await tell(ctx, offer, "notice.transfer.given", { to: [from] });
  await tell(ctx, offer, "notice.transfer.got", { to: [to] });
  return { claimId: claim.id, offerId: offer.id, size };
}
