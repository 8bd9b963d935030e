/** Fees of one reader are settled at a counter: paid, let go, replaced by another copy; given back; or taken back the same day. */
import { randomUUID } from "node:crypto";
import type { InputOf } from "#contract";
import { placeOf } from "#places";
import { audit } from "#platform/audit";
import { type TxCtx, today } from "#platform/ctx";
import { found, invalid, notFound, refused } from "#platform/errors";
import { itemsMeant } from "../../catalogue/items/meant.ts";
import { scanned } from "../../catalogue/items/scanned.ts";
import { endLost } from "../lost/end-lost.ts";
import { lockReaders, type Reader } from "../readers/reader-store.ts";
import type { refundFee, settleFees, undoSettlement } from "./contract.ts";
import * as store from "./fee-store.ts";

export interface Settled {
  settlementId: string;
  number: string;
}

/** All of them or none: what another desk has settled meanwhile is not settled twice. A lost copy that is paid for is no loan any more. */
export async function settle(
  ctx: TxCtx,
  { placeId, feeIds, how, reason, number, barcode }: InputOf<typeof settleFees>["body"],
): Promise<Settled> {
  const { db } = ctx;
  const ids = [...new Set(feeIds)];
  if (how === "waived" && reason.trim() === "") throw invalid([{ field: "/body/reason", id: "missing" }]);
  await store.lockCopiesOfFees(db, ids);
  const { subject } = await lockDebtor(ctx, ids);
  const fees = await store.lockOpenFees(db, ids, subject);
  if (fees.length !== ids.length) throw refused("fee.settled-already");
  if (how === "replaced") await refuseOtherBook(ctx, fees, { barcode, placeId });
  const paper = await writePaper(ctx, {
    subject,
    placeId,
    how,
    number,
    reason: reason.trim(),
    amountFen: fees.reduce((sum, { amountFen }) => sum + amountFen, 0),
  });
  await store.settle(db, ids, { ...paper, how, reason: reason.trim() });
  for (const { kind, itemId } of fees) {
    const loanId = kind === "lost" && itemId !== null ? await store.lostLoanOf(db, itemId, subject) : null;
    if (loanId !== null) await endLost(ctx, loanId, placeId);
  }
  return { settlementId: paper.id, number: paper.number };
}

/** The one reader whose these are, locked: as they are after a merge that was under way. */
async function lockDebtor(ctx: TxCtx, feeIds: readonly string[]): Promise<Reader> {
  for (let tries = 0; tries < 3; tries++) {
    const [subject, ...others] = await store.debtorsOf(ctx.db, feeIds);
    if (subject === undefined) throw notFound("fee", feeIds[0] ?? "");
    if (others.length > 0) throw refused("fee.of-several");
    const [reader] = await lockReaders(ctx.db, [subject]);
    // A reader that is not there was merged while we waited: their fees are another's now.
    if (reader) return reader;
  }
  throw refused("fee.meanwhile");
}

/** Of a lost book another copy of the same edition that has not stood on a shelf yet: it is not written down which, since that would say what was lost. */
async function refuseOtherBook(
  ctx: TxCtx,
  fees: readonly store.OpenFee[],
  { barcode, placeId }: { barcode: string | null; placeId: string },
): Promise<void> {
  const [fee, ...others] = fees;
  if (!fee || others.length > 0 || fee.kind !== "lost" || fee.itemId === null)
    throw refused("fee.not-replaced");
  const scan = scanned(barcode ?? "");
  if (!scan) throw invalid([{ field: "/body/barcode", id: "missing" }]);
  const [meant] = await itemsMeant(ctx.db, { scans: [scan], placeId });
  if (meant?.is !== "one") throw refused("fee.copy-unknown", { barcode: scan.barcode });
  if (meant.item.id === fee.itemId || !(await store.sameBook(ctx.db, meant.item.id, fee.itemId)))
    throw refused("fee.other-book");
  if (!(await store.isNew(ctx.db, meant.item.id))) throw refused("fee.copy-not-new");
}

interface Paper {
  subject: string;
  placeId: string;
  how: store.NewSettlement["how"];
  /** Null: ours. */
  number: string | null;
  reason: string;
  amountFen: number;
}

/** With a number of the place's own day, or the one on the house's paper; written down with the person, and not with what it was for. */
async function writePaper(
  ctx: TxCtx,
  { placeId, number, ...paper }: Paper,
): Promise<{ id: string; number: string; on: string }> {
  const { db } = ctx;
  if (ours.test(number?.trim() ?? "")) throw refused("fee.number-ours");
  const place = found(await placeOf(db, placeId), "place", placeId);
  const on = today(ctx).toString();
  const id = randomUUID();
  const given = number?.trim() || (await ourNumber(ctx, placeId, on));
  const made = await store.insertSettlement(db, {
    ...paper,
    id,
    number: given,
    placeId,
    placePath: place.orgPath,
    clerk: whoseHands(ctx),
    on,
    demo: ctx.city.demo,
  });
  if (!made) throw refused("fee.number-used", { number: given });
  await audit(ctx, {
    what: `fee.${paper.how}`,
    on: { kind: "settlement", id },
    subject: paper.subject,
    detail: { place: placeId, amountFen: paper.amountFen, number: given },
  });
  return { id, number: given, on };
}

/** What our own numbers look like: none of a house's own paper does. */
const ours = /^\d{8}-\d{4,}$/;

async function ourNumber({ db }: TxCtx, placeId: string, on: string): Promise<string> {
  const nth = await store.nextNumber(db, placeId, on);
  return `${on.replaceAll("-", "")}-${String(nth).padStart(4, "0")}`;
}

function whoseHands({ actor }: TxCtx): string {
  if (actor.subject === null) throw new Error("money goes through somebody's hands");
  return actor.subject;
}

/** Within the days that the rule of the loan gave, and once. The copy is back on its shelf by itself: nothing says any more whose it was. */
export async function refund(
  ctx: TxCtx,
  { placeId, feeId, reason }: InputOf<typeof refundFee>["body"],
): Promise<Settled> {
  const { subject, endedOn } = await lockDebtor(ctx, [feeId]);
  if (endedOn !== null) throw refused("reader.ended", { day: endedOn });
  const fee = await store.lockPaidFee(ctx.db, feeId, subject);
  if (fee?.kind !== "lost" || fee.refundUntil === null) throw refused("fee.not-refunded");
  if (fee.refunded) throw refused("fee.refunded-already");
  if (fee.refundUntil < today(ctx).toString()) throw refused("fee.refund-late", { day: fee.refundUntil });
  const paper = await writePaper(ctx, {
    ...{ subject, placeId, reason: reason.trim() },
    ...{ how: "refunded", number: null, amountFen: fee.amountFen },
  });
  await store.setRefunded(ctx.db, feeId, paper.id);
  return { settlementId: paper.id, number: paper.number };
}

/** The same day only. What was forgotten stays so: the fee is owed again without its book, and a loan that it ended is over. */
export async function undo(
  ctx: TxCtx,
  { settlementId, why }: InputOf<typeof undoSettlement>["body"],
): Promise<void> {
  const { db } = ctx;
  const before = found(await store.settlementOf(db, settlementId), "settlement", settlementId);
  if (before.subject === null) throw refused("fee.nobodys");
  const [reader] = await lockReaders(db, [before.subject]);
  if (!reader) throw refused("fee.meanwhile");
  if (reader.endedOn !== null) throw refused("reader.ended", { day: reader.endedOn });
  const paper = found(await store.lockSettlement(db, settlementId), "settlement", settlementId);
  if (paper.settledOn !== today(ctx).toString()) throw refused("fee.undo-late", { day: paper.settledOn });
  if (!(await store.setUndone(db, settlementId, { clerk: whoseHands(ctx), why: why.trim() })))
    throw refused("fee.undone-already");
  if (await store.isGivenBack(db, settlementId)) throw refused("fee.refunded-already");
  await store.reopen(db, settlementId);
  await audit(ctx, {
    what: "fee.settlement-undone",
    on: { kind: "settlement", id: settlementId },
    subject: paper.subject,
    detail: { place: paper.placeId, amountFen: paper.amountFen, number: paper.number },
  });
}
