/** HTTP of orders: permission, one use case, its answer. */
import { organisationOf } from "#places";
import type { Ctx } from "#platform/ctx";
import { found } from "#platform/errors";
import { by, implement } from "#platform/http";
import { may } from "../../may.ts";
import * as change from "./change-order.ts";
import * as contract from "./contract.ts";
import * as money from "./money.ts";
import { budgetOf, supplierOf } from "./money-store.ts";
import { orderSheet } from "./order-sheet.ts";
import { orderOf, orderOfLine } from "./order-store.ts";
import { receive } from "./receive.ts";
import { listOrders, showMoney, showOrder } from "./show-orders.ts";

const organisationTarget = async (ctx: Ctx, { body }: { body: { organisationId: string } }) => ({
  orgPath: found(await organisationOf(ctx.db, body.organisationId), "organisation", body.organisationId).path,
});
type One = { params: { id: string } };
const orderTarget = async (ctx: Ctx, { params: { id } }: One) =>
  found(await orderOf(ctx.db, id), "order", id);
const lineTarget = async (ctx: Ctx, { params: { id } }: { params: { id: number } }) =>
  found(await orderOfLine(ctx.db, id), "order-line", `${id}`);

const moneyOperations = [
  implement(contract.getMoney, {
    may: by(may, "catalogue.list", () => ({})),
    run: (ctx) => showMoney(ctx),
  }),
  implement(contract.addBudget, {
    may: by(may, "acquiring.work", organisationTarget),
    run: (ctx, { body }) => money.addBudget(ctx, body),
  }),
  implement(contract.approveBudget, {
    may: by(may, "acquiring.decide", async (ctx, { params: { id } }) =>
      found(await budgetOf(ctx.db, id), "budget", id),
    ),
    run: async (ctx, { params, body }) => {
      await money.approveBudget(ctx, { ...params, ...body });
      return {};
    },
  }),
  implement(contract.addSupplier, {
    may: by(may, "acquiring.work", organisationTarget),
    run: (ctx, { body }) => money.addSupplier(ctx, body),
  }),
  implement(contract.endSupplier, {
    may: by(may, "acquiring.work", async (ctx, { params: { id } }) =>
      found(await supplierOf(ctx.db, id), "supplier", id),
    ),
    run: async (ctx, { params }) => {
      await money.endSupplier(ctx, params.id);
      return {};
    },
  }),
];

export const orderOperations = [
  ...moneyOperations,
  implement(contract.listOrders, {
    may: by(may, "catalogue.list", () => ({})),
    run: (ctx, { query }) => listOrders(ctx, query),
  }),
  implement(contract.beginOrder, {
    may: by(may, "acquiring.work", organisationTarget),
    run: (ctx, { body }) => change.beginOrder(ctx, body),
  }),
  implement(contract.getOrder, {
    may: by(may, "acquiring.see", orderTarget),
    run: (ctx, { params }) => showOrder(ctx, params.id),
  }),
  implement(contract.orderSheet, {
    may: by(may, "acquiring.see", orderTarget),
    run: async (ctx, { params }) => (await orderSheet(ctx, params.id)).asAnswer(),
  }),
  implement(contract.addLine, {
    may: by(may, "acquiring.work", orderTarget),
    run: (ctx, { params, body }) => change.addLine(ctx, { ...params, ...body }),
  }),
  implement(contract.dropLine, {
    may: by(may, "acquiring.work", lineTarget),
    run: async (ctx, { params }) => {
      await change.dropLine(ctx, params.id);
      return {};
    },
  }),
  implement(contract.sendOrder, {
    may: by(may, "acquiring.work", orderTarget),
    run: async (ctx, { params }) => {
      await change.sendOrder(ctx, params.id);
      return {};
    },
  }),
  implement(contract.endOrder, {
    may: by(may, "acquiring.work", orderTarget),
    run: async (ctx, { params, body }) => {
      await change.endOrder(ctx, { ...params, ...body });
      return {};
    },
  }),
  implement(contract.claimOrder, {
    may: by(may, "acquiring.work", orderTarget),
    run: async (ctx, { params }) => {
      await change.claimOrder(ctx, params.id);
      return {};
    },
  }),
  implement(contract.receiveLine, {
    may: by(may, "acquiring.receive", lineTarget),
    run: (ctx, { params, body }) => receive(ctx, { line: params.id, ...body }),
  }),
];
