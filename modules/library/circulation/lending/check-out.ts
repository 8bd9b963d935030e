/** A copy is lent. One code for the till, a machine, and what a till without a line sends later. */
import { randomUUID } from "node:crypto";
import type { Temporal } from "temporal-polyfill";
import { placeOf } from "#places";
import { type TxCtx, today } from "#platform/ctx";
import { found, Problem, refused } from "#platform/errors";
import { announce } from "#platform/events";
import { endTransit, lockTransit } from "../../network/transit-store.ts";
import { endedHolds } from "../holds/hold-shelf.ts";
import { collect, keepEnded, waitAgain } from "../holds/hold-store.ts";
import { tellLent } from "../holds/tell-ready.ts";
import { dueOn } from "../rules/due.ts";
import { openDaysOf } from "../rules/open-days.ts";
import { ruleBookAt } from "../rules/rule-book.ts";
import { type Against, ruled, ruledWhatever } from "./against.ts";
import { cameBack } from "./check-in.ts";
import { type Copy, insertLoan, type Loan, lockBorrower, lockLoan } from "./lending-store.ts";
import { renewLocked } from "./renew.ts";
import { lockCopyInHand } from "./turned-up.ts";
import { writeDown } from "./written.ts";

export interface CheckOut {
  subject: string;
  itemId: number;
  placeId: string;
  /** Who carries it away for them, where somebody does. */
  carriedBy?: string | null;
  /** Staff lend it in spite of what they may overrule, and say why. */
  despite?: { reason: string } | null;
  /** It has left the building then: what a counter would have refused is told, and refuses nothing. */
  alreadyLeft?: Temporal.Instant | null;
  /** Staff other than who does this now: who stood there then, who sent what a till without a line kept. */
  besides?: { madeBy?: string; sentBy?: string };
}

export interface CheckedOut {
  loanId: string;
  title: string;
  dueOn: string;
  /** It was theirs already, and is theirs for longer. */
  renewed: boolean;
  /** The rule that decided. */
  ruleId: string;
  /** What stood against it, of something that had left already: ids of refusals. */
  inSpiteOf: readonly string[];
}

const refusedLoan = ({ id, data }: Against) => refused(`loan.${id}`, data);

/** Refuses with the first reason against; costs the same however much the reader has and however many wait for the title. */
export async function checkOut(ctx: TxCtx, asked: CheckOut): Promise<CheckedOut> {
  const { db } = ctx;
  const left = asked.alreadyLeft ?? null;
  const now = left ?? ctx.clock();
  const on = now.toZonedDateTimeISO(ctx.city.zone).toPlainDate();
  const copy = await lockCopyInHand(ctx, asked.itemId);
  const isTheirs = copy.lentTo === asked.subject;
  const own = isTheirs && copy.loanId !== null ? await lockLoan(db, copy.loanId) : null;
  if (own && own.lostOn === null) return longer(ctx, copy, { loan: own, placeId: asked.placeId, left });
  if (copy.lentTo !== null && !isTheirs && left === null) throw refused("loan.lent-to-another");
  const place = found(await placeOf(db, asked.placeId), "place", asked.placeId);
  const inSpiteOf: string[] = [];
  // What its own reader had lost and holds in their hand is back, and is lent anew.
  if (copy.loanId !== null) {
    await cameBack(ctx, copy, { loanId: copy.loanId, place, returnedOn: on.toString() });
    if (!isTheirs) inSpiteOf.push("lent-to-another");
  }
  const borrower = found(await lockBorrower(db, asked.subject, now), "reader", asked.subject);
  const book = await ruleBookAt(db, copy.bookVersion);
  const loanAsked = { borrower, copy, lentAt: place.orgPath, on: on.toString() };
  const despite = asked.despite ?? null;
  const { ruling, guarantee, against, overruled } =
    left === null ? ruled(book, loanAsked, { despite: despite !== null }) : ruledWhatever(book, loanAsked);
  if (against !== null) throw refusedLoan(against);
  const leaves = await endWay(ctx, copy, { ...asked, isLeft: left !== null });
  if (left !== null) inSpiteOf.push(...overruled.filter((id) => id !== "kept-for-another"), ...leaves);
  const due = dueOn(ruling.terms, on, openDaysOf(place, ctx.city)).toString();
  // Random: an id with a time in it would be the moment of the loan.
  const loanId = randomUUID();
  const { demo } = ctx.city;
  await insertLoan(db, {
    id: loanId,
    copy,
    subject: asked.subject,
    carriedBy: asked.carriedBy ?? null,
    placeId: place.id,
    placePath: place.orgPath,
    lentAt: now,
    dueOn: due,
    category: borrower.category,
    guarantee,
    ruleId: ruling.rule.id,
    channel: left === null ? ctx.channel : "offline",
    demo,
  });
  if (borrower.holds > 0) {
    const collected = await collect(db, { subject: asked.subject, recordId: copy.recordId, itemId: copy.id });
    if (collected.length > 0) await keepEnded(db, loanId, collected);
    await endedHolds(ctx, collected, { how: "collected", but: copy.id });
  }
  await writeDown(
    ctx,
    "loan.made",
    { kind: "loan", id: loanId },
    {
      place: place.id,
      rule: ruling.rule.id,
      ...(despite && overruled.length > 0 && { despite: overruled, reason: despite.reason }),
      ...(inSpiteOf.length > 0 && { inSpiteOf }),
      ...asked.besides,
    },
  );
  await announce(ctx, "loan.made", {
    loanId,
    ownerId: copy.ownerId,
    placeId: place.id,
    orgPath: place.orgPath,
    type: copy.type,
    category: borrower.category,
    guarantee,
    demo,
  });
  return { loanId, title: copy.title, dueOn: due, renewed: false, ruleId: ruling.rule.id, inSpiteOf };
}

/** A copy that was lent so many minutes ago was scanned twice, and nobody meant to renew it. */
const againMinutes = 10;

/** Theirs already. Scanned twice it is as the first scan left it; what has left without a renewal that may be stays due when it was. */
async function longer(
  ctx: TxCtx,
  copy: Copy,
  { loan, placeId, left }: { loan: Loan; placeId: string; left: Temporal.Instant | null },
): Promise<CheckedOut> {
  const { title } = copy;
  const { id: loanId, dueOn: due, ruleId } = loan;
  const isRenewed = loan.renewedOn === today(ctx).toString();
  const isTwice = isRenewed || ctx.clock().since(loan.lentAt).total("minutes") <= againMinutes;
  if (left === null && isTwice && loan.claimedOn === null)
    return { loanId, title, renewed: isRenewed, dueOn: due, ruleId, inSpiteOf: [] };
  try {
    const renewed = await renewLocked(ctx, copy, { loanId, placeId });
    return { loanId, title, renewed: true, ...renewed, inSpiteOf: left === null ? [] : ["lent-to-same"] };
  } catch (error) {
    if (left === null || !(error instanceof Problem)) throw error;
    return { loanId, title, renewed: false, dueOn: due, ruleId, inSpiteOf: ["lent-to-same", "not-renewed"] };
  }
}

/** What is in a reader's hand is on no way any more. A copy that a shelf was to be searched for is the reader's who found it: who waits has the next. */
async function endWay(
  ctx: TxCtx,
  copy: Copy,
  { subject, placeId, isLeft }: { subject: string; placeId: string; isLeft: boolean },
): Promise<string[]> {
  const others = copy.holdId !== null && copy.keptFor !== subject;
  const travels = others && copy.holdState === "travelling";
  if (travels && !isLeft) throw refused("loan.kept-for-another");
  if (others && copy.holdId !== null) await waitAgain(ctx.db, copy.holdId);
  if (copy.away === "in-transit") {
    const way = await lockTransit(ctx.db, copy.id);
    if (way)
      await endTransit(ctx.db, way.id, {
        how: "turned-up",
        on: today(ctx).toString(),
        zone: ctx.city.zone,
        atId: placeId,
      });
  }
  if (!others || copy.holdState === "wanted" || copy.keptFor === null) return [];
  if (copy.holdState === "ready" && copy.pickupId !== null) {
    const { name } = found(await placeOf(ctx.db, copy.pickupId), "place", copy.pickupId);
    await tellLent(ctx, { subject: copy.keptFor, place: name });
  }
  return ["kept-for-another"];
}
