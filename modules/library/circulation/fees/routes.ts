/** HTTP of fees: permission, one use case, its answer. */
import { organisationsOf, placeOf } from "#places";
import type { Ctx } from "#platform/ctx";
import { found } from "#platform/errors";
import { by, implement } from "#platform/http";
import { may } from "../../may.ts";
import { whoseIn } from "../own/my-loans.ts";
import { servedAt } from "../readers/desk/show-at-desk.ts";
import * as contract from "./contract.ts";
import { closeDay, daySheet, showDay } from "./day.ts";
import { ownersOf, settlementOf } from "./fee-store.ts";
import { feesAtDesk, feesOf } from "./owing.ts";
import { showPaper } from "./paper.ts";
import { refund, settle, undo } from "./settle.ts";

const pathOf = async (ctx: Ctx, placeId: string) =>
  found(await placeOf(ctx.db, placeId), "place", placeId).orgPath;

/** Where it is done, and the houses that the fees are owed to. */
async function owed(ctx: Ctx, placeId: string, feeIds: readonly string[]) {
  const owners = await organisationsOf(ctx.db, await ownersOf(ctx.db, feeIds));
  return { here: await pathOf(ctx, placeId), paths: [...owners.values()].map(({ path }) => path) };
}

const ofPaper = async (ctx: Ctx, id: string) => found(await settlementOf(ctx.db, id), "settlement", id);

export const feeOperations = [
  implement(contract.readerFees, {
    may: by(may, "reader.see", (ctx, { params, query }) =>
      servedAt(ctx, { placeId: query.placeId, subject: params.subject }),
    ),
    run: (ctx, { params }) => feesAtDesk(ctx, params.subject),
  }),
  implement(contract.myFees, {
    may: by(may, "loans.own", () => ({})),
    run: (ctx) => feesOf(ctx, whoseIn(ctx)),
  }),
  implement(contract.settleFees, {
    may: by(may, "fee.settle", async (ctx, { body }) => ({
      ...(await owed(ctx, body.placeId, body.feeIds)),
      letsGo: body.how !== "paid",
    })),
    run: (ctx, { body }) => settle(ctx, body),
  }),
  implement(contract.refundFee, {
    may: by(may, "fee.settle", async (ctx, { body }) => ({
      ...(await owed(ctx, body.placeId, [body.feeId])),
      letsGo: true,
    })),
    run: (ctx, { body }) => refund(ctx, body),
  }),
  implement(contract.undoSettlement, {
    may: by(may, "fee.undo", async (ctx, { body }) => {
      const { placePath, how } = await ofPaper(ctx, body.settlementId);
      return { orgPath: placePath, letsGo: how !== "paid" };
    }),
    run: async (ctx, { body }) => {
      await undo(ctx, body);
      return {};
    },
  }),
  implement(contract.settlement, {
    may: by(may, "fee.paper", async (ctx, { params }) => ({
      orgPath: (await ofPaper(ctx, params.id)).placePath,
    })),
    run: (ctx, { params }) => showPaper(ctx, params.id),
  }),
  implement(contract.cashDay, {
    may: by(may, "fee.list", () => ({})),
    run: (ctx, { query }) => showDay(ctx, query),
  }),
  implement(contract.cashDaySheet, {
    may: by(may, "fee.list", () => ({})),
    run: async (ctx, { query }) => (await daySheet(ctx, query)).asAnswer(),
  }),
  implement(contract.closeCashDay, {
    may: by(may, "till.work", async (ctx, { body }) => ({ orgPath: await pathOf(ctx, body.placeId) })),
    run: async (ctx, { body }) => {
      await closeDay(ctx, body);
      return {};
    },
  }),
];
