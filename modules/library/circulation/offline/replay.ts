/** What tills did without a line is played through: one step after the other in the order in which they happened, each in a transaction of its own. */
import { actorOfSubject } from "#people";
import { system } from "#platform/auth";
import { type Ctx, inTx, type TxCtx, today } from "#platform/ctx";
import type { Job } from "#platform/jobs";
import { itemsMeant } from "../../catalogue/items/meant.ts";
import { scanned } from "../../catalogue/items/scanned.ts";
import { may } from "../../may.ts";
import { checkIn } from "../lending/check-in.ts";
import { type CheckOut, checkOut } from "../lending/check-out.ts";
import { lockCopyInHand } from "../lending/turned-up.ts";
import { plainNumber } from "../readers/cards/card-number.ts";
import { type Card, cardsNumbered, leads, readerOf } from "../readers/reader-store.ts";
import { openDays } from "../rules/open-days.ts";
import { nearestCards } from "../till/scan.ts";
import * as store from "./offline-store.ts";
import { decided, type Facts, toldOf } from "./settling.ts";
import { replayJobName } from "./take-in.ts";

/** After so many tries in vain the desk decides. */
const mostTries = 3;
/** Steps of one run: what is left is the next minute's. */
const mostOfARun = 5000;
/** Within so many minutes the same loan is the same loan: its answer was lost with the line. */
const sameMinutes = 10;
/** Days for which what became of a step can be looked up. */
const keptDays = 60;

/** Started by what comes in; and by the clock, should a process have ended in the middle. */
export const replayJob: Job = {
  name: replayJobName,
  cron: "*/5 * * * *",
  run: (ctx, _payload, signal) => replayAll(ctx, signal),
};

export async function replayAll(ctx: Ctx, signal?: AbortSignal): Promise<void> {
  const before = today(ctx).subtract({ days: keptDays }).toString();
  await inTx(ctx, ({ db }) => store.forgetSettled(db, before, 1000));
  for (let done = 0; done < mostOfARun; done++) {
    signal?.throwIfAborted();
    if (!(await replayNext(ctx))) return;
  }
}

/** False: nothing waits. What the database gave up, or nobody thought of, is tried again and holds up nobody behind it. */
export async function replayNext(ctx: Ctx): Promise<boolean> {
  let at: string | null = null;
  try {
    return await inTx(ctx, async (inner) => {
      const step = await store.nextWaiting(inner.db);
      if (!step) return false;
      at = step.id;
      await replay(inner, step);
      return true;
    });
  } catch (error) {
    const id = at;
    if (id === null) throw error;
    ctx.log.warn({ error, step: id }, "a step of a till without a line could not be played through");
    await inTx(ctx, ({ db }) => store.countTry(db, id, mostTries));
    return true;
  }
}

/** A locked step: it is done, or the desk decides, or nothing is left to do. */
export async function replay(
  ctx: TxCtx,
  step: store.Step,
  decidedBy: "rule" | "desk" = "rule",
): Promise<store.Settled> {
  const as = await whoStoodThere(ctx, step);
  const meant = await meantBy(ctx, step);
  const facts = await factsOf(ctx, step, { ...meant, isEntitled: as !== null, byDesk: decidedBy === "desk" });
  const { rule, outcome } = decided(facts);
  // Whoever decides does it; who is told to have stood there is named beside them, where they are staff.
  const actor = decidedBy === "desk" ? ctx.actor : (as ?? system);
  const besides = {
    ...(as && as.subject !== actor.subject && { madeBy: step.madeBy }),
    ...(step.sentBy !== step.madeBy && { sentBy: step.sentBy }),
  };
  const settled = await carriedOut({ ...ctx, actor }, step, { ...meant, rule, outcome, besides });
  await store.settle(ctx.db, step.id, settled, today(ctx).toString());
  return settled;
}

/** As they stood there then; null: they had no right to. */
async function whoStoodThere(ctx: TxCtx, { madeBy, at, placePath: orgPath }: store.Step) {
  // How they signed in was looked at when they did.
  const actor = await actorOfSubject({ ...ctx, clock: () => at }, madeBy, "provider-two");
  return actor && may["till.work"](actor, { orgPath }) ? actor : null;
}

interface Meant {
  card: Facts["card"];
  copy: Facts["copy"];
  subject: string | null;
  itemId: number | null;
}

async function meantBy(ctx: TxCtx, step: store.Step): Promise<Meant> {
  const cards = step.kind === "lend" ? await cardsMeant(ctx, step) : [];
  const [card] = cards;
  const scan = scanned(step.barcode);
  const [copy = { is: "none" as const }] = scan
    ? await itemsMeant(ctx.db, { scans: [scan], placeId: step.placeId, ownerId: step.ownerId })
    : [];
  return {
    card:
      cards.length > 1
        ? "several"
        : !card
          ? "none"
          : leads(card)
            ? "leads"
            : card.state === "lost"
              ? "lost"
              : "ended",
    subject: cards.length === 1 && card && leads(card) ? card.subject : null,
    copy: copy.is,
    itemId: copy.is === "one" ? copy.item.id : null,
  };
}

async function cardsMeant(ctx: TxCtx, { card, placeId, issuerId }: store.Step): Promise<Card[]> {
  if (card === null) return [];
  return nearestCards(ctx, await cardsNumbered(ctx.db, [plainNumber(card)]), { placeId, issuerId });
}

async function factsOf(
  ctx: TxCtx,
  step: store.Step,
  { card, copy, subject, itemId, isEntitled, byDesk }: Meant & { isEntitled: boolean; byDesk: boolean },
): Promise<Facts> {
  const { db } = ctx;
  if (itemId !== null) await lockCopyInHand(ctx, itemId);
  const loan = itemId === null ? null : await store.loanNow(db, itemId);
  const reader = subject === null ? null : await readerOf(db, subject);
  const minutes = loan ? loan.lentAt.since(step.at).total("minutes") : 0;
  const isNear = Math.abs(minutes) <= sameMinutes;
  return {
    kind: step.kind,
    // What the desk decides it decides now, as whoever stands there now.
    daysAgo: byDesk ? 0 : ctx.clock().since(step.at).total("hours") / 24,
    isEntitled: byDesk || isEntitled,
    card,
    copy,
    isReader: reader !== null && reader.endedOn === null,
    loan: loan ? loanAgainst(loan.subject === subject, minutes, isNear) : "nobody",
    // Two clocks of two devices; the city's own is right.
    isNear: isNear && (step.isDoubtful || loan?.channel === "offline"),
  };
}

function loanAgainst(isTheirs: boolean, minutes: number, isNear: boolean): Facts["loan"] {
  if (isTheirs) return isNear ? "same-now" : minutes > 0 ? "same-later" : "same-before";
  return minutes > 0 ? "other-later" : "other-before";
}

async function carriedOut(
  ctx: TxCtx,
  step: store.Step,
  {
    rule,
    outcome,
    subject,
    itemId,
    besides,
  }: Meant & { rule: string; outcome: "open" | "none" | "do"; besides: CheckOut["besides"] },
): Promise<store.Settled> {
  const nothing = { loanId: null, dueOn: null, goes: null };
  if (outcome === "open" || itemId === null) return { state: "open", rules: [rule], ...nothing };
  if (outcome === "none") return { state: "done", rules: [rule], ...nothing };
  const isShut = !(await openDays(ctx, step.placeId))(dayOf(ctx, step));
  const told = [...(isShut ? ["place-closed"] : []), ...(step.isDoubtful ? ["clock-doubtful"] : [])];
  if (step.kind === "return" || subject === null) {
    const { goes } = await checkIn(ctx, {
      itemId,
      placeId: step.placeId,
      returnedOn: dayOf(ctx, step).toString(),
    });
    return { state: "done", rules: [rule, ...told], loanId: null, dueOn: null, goes: storedGoes(goes) };
  }
  const { placeId } = step;
  const { loanId, dueOn, inSpiteOf } = await checkOut(ctx, {
    subject,
    itemId,
    placeId,
    alreadyLeft: step.at,
    besides,
  });
  const { tell, talk } = toldOf(inSpiteOf);
  const on = today(ctx).toString();
  // Of the reader, by day alone: the step does not say it, or it would lead from the book to them.
  await store.addTalks(ctx.db, talk, { subject, placeId, on });
  return { state: "done", rules: [rule, ...tell, ...told], loanId, dueOn, goes: null };
}

const dayOf = ({ city }: TxCtx, { at }: store.Step) => at.toZonedDateTimeISO(city.zone).toPlainDate();

function storedGoes(goes: Awaited<ReturnType<typeof checkIn>>["goes"]): store.Goes {
  if (goes.to === "shelf") return { to: "shelf", shelf: goes.shelf, placeId: null, reason: "" };
  if (goes.to === "hold-shelf") return { to: "hold-shelf", shelf: goes.slot, placeId: null, reason: "" };
  return { to: "place", shelf: "", placeId: goes.placeId, reason: goes.reason };
}
