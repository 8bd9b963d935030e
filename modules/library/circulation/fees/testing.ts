/** Samples of fees, lost copies and use in the house, and fees for tests. */
import { randomUUID } from "node:crypto";
import { aStaff } from "#people/testing";
import { type TxCtx, today } from "#platform/ctx";
import { aTill } from "../till/testing.ts";
import { settle } from "./settle.ts";

/** Somebody owes so much for something without a book. */
export async function aFee(
  { db, ...ctx }: TxCtx,
  { subject, organisationId, placeId }: { subject: string; organisationId: string; placeId: string },
  { kind = "overdue", fen = 300 }: { kind?: "overdue" | "card"; fen?: number } = {},
): Promise<string> {
  const id = randomUUID();
  await db.run`
    insert into library.fee (id, subject, kind, amount_fen, owner_id, place_id, made_on)
    values (${id}, ${subject}, ${kind}, ${fen}, ${organisationId}, ${placeId}, ${today(ctx).toString()}::date)`;
  return id;
}

/** A till whose reader owes something. */
export async function aDebtor(ctx: TxCtx, organisationId: string) {
  const till = await aTill(ctx, organisationId);
  return { ...till, feeId: await aFee(ctx, till) };
}

export const settling = (placeId: string, feeIds: string[]) => ({
  ...{ placeId, feeIds, how: "paid" as const },
  ...{ reason: "", number: null, barcode: null },
});

/** What the till's reader owed was paid. */
export async function aPaper(ctx: TxCtx, organisationId: string) {
  const debtor = await aDebtor(ctx, organisationId);
  const { actor } = await aStaff(ctx, { organisationId, role: "clerk" });
  const paper = await settle({ ...ctx, actor }, settling(debtor.placeId, [debtor.feeId]));
  return { ...debtor, ...paper };
}

type Sample = (ctx: TxCtx, organisationId: string) => Promise<Record<string, unknown>>;

export const feeSamples: Record<string, Sample> = {
  "library.reader-fees": async (ctx, organisationId) => {
    const { subject, placeId } = await aDebtor(ctx, organisationId);
    return { params: { subject }, query: { placeId } };
  },
  "library.my-fees": async () => ({}),
  "library.settle-fees": async (ctx, organisationId) => {
    const { feeId, placeId } = await aDebtor(ctx, organisationId);
    return { body: settling(placeId, [feeId]) };
  },
  "library.refund-fee": async (ctx, organisationId) => {
    const { feeId, placeId } = await aDebtor(ctx, organisationId);
    return { body: { placeId, feeId, reason: "找到了" } };
  },
  "library.undo-settlement": async (ctx, organisationId) => {
    const { settlementId } = await aPaper(ctx, organisationId);
    return { body: { settlementId, why: "点错了" } };
  },
  "library.settlement": async (ctx, organisationId) => ({
    params: { id: (await aPaper(ctx, organisationId)).settlementId },
  }),
  "library.cash-day": async () => ({ query: {} }),
  "library.cash-day-sheet": async () => ({ query: {} }),
  "library.close-cash-day": async (ctx, organisationId) => {
    const { placeId } = await aTill(ctx, organisationId);
    return { body: { placeId, day: today(ctx).toString(), countedFen: 0, difference: "" } };
  },
};
