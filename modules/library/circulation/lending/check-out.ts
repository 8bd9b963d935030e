/** A copy is lent. One code for the till, a machine, and what a till without a line sends later. */
import { placeOf } from "#places";
import { type TxCtx, today } from "#platform/ctx";
import { newId } from "#platform/db";
import { found, refused } from "#platform/errors";
import { announce } from "#platform/events";
import { endTransit, lockTransit } from "../../network/transit-store.ts";
import { endedHolds } from "../holds/hold-shelf.ts";
import { collect, waitAgain } from "../holds/hold-store.ts";
import { dueOn } from "../rules/due.ts";
import { openDaysOf } from "../rules/open-days.ts";
import { ruleBookAt } from "../rules/rule-book.ts";
import { type Against, ruled } from "./against.ts";
import { insertLoan, lockBorrower } from "./lending-store.ts";
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
}

export interface CheckedOut {
  loanId: string;
  title: string;
  dueOn: string;
  /** It was theirs already, and is theirs for longer. */
  renewed: boolean;
  /** The rule that decided. */
  ruleId: string;
}

const refusedLoan = ({ id, data }: Against) => refused(`loan.${id}`, data);

/** Refuses with the first reason against; costs the same however much the reader has and however many wait for the title. */
export async function checkOut(ctx: TxCtx, asked: CheckOut): Promise<CheckedOut> {
  const { db } = ctx;
  const now = ctx.clock();
  const on = today(ctx);
  const copy = await lockCopyInHand(ctx, asked.itemId);
  if (copy.lentTo === asked.subject && copy.loanId !== null) {
    const renewed = await renewLocked(ctx, copy, { loanId: copy.loanId, placeId: asked.placeId });
    return { loanId: copy.loanId, title: copy.title, renewed: true, ...renewed };
  }
  if (copy.lentTo !== null) throw refused("loan.lent-to-another");
  const borrower = found(await lockBorrower(db, asked.subject, now), "reader", asked.subject);
  const place = found(await placeOf(db, asked.placeId), "place", asked.placeId);
  const book = await ruleBookAt(db, copy.bookVersion);
  const loanAsked = { borrower, copy, lentAt: place.orgPath, on: on.toString() };
  const despite = asked.despite ?? null;
  const { ruling, guarantee, against, overruled } = ruled(book, loanAsked, { despite: despite !== null });
  if (against !== null) throw refusedLoan(against);
  await endWay(ctx, copy, asked);
  const due = dueOn(ruling.terms, on, openDaysOf(place, ctx.city)).toString();
  const loanId = newId();
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
    channel: ctx.channel,
    demo,
  });
  if (borrower.holds > 0) {
    const collected = await collect(db, { subject: asked.subject, recordId: copy.recordId, itemId: copy.id });
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
  return { loanId, title: copy.title, dueOn: due, renewed: false, ruleId: ruling.rule.id };
}

/** What is in a reader's hand is on no way any more. A copy that a shelf was to be searched for is the reader's who found it: who waits has the next. */
async function endWay(
  ctx: TxCtx,
  copy: {
    id: number;
    away: string | null;
    holdId: string | null;
    keptFor: string | null;
    holdState: string | null;
  },
  { subject, placeId }: { subject: string; placeId: string },
): Promise<void> {
  const others = copy.holdId !== null && copy.keptFor !== subject;
  if (others && copy.holdState === "travelling") throw refused("loan.kept-for-another");
  if (others && copy.holdId !== null) await waitAgain(ctx.db, copy.holdId);
  if (copy.away !== "in-transit") return;
  const way = await lockTransit(ctx.db, copy.id);
  if (way)
    await endTransit(ctx.db, way.id, {
      how: "turned-up",
      on: today(ctx).toString(),
      zone: ctx.city.zone,
      atId: placeId,
    });
}
