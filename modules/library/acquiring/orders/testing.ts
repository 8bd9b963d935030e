/** Builders of orders: a house that may order, and orders of it. */
import type { Ctx } from "#platform/ctx";
import { inTx, type TxCtx } from "#platform/ctx";
import { newId } from "#platform/db";
import { someStaff } from "#programme/testing";
import { addLine, beginOrder, type LineInput, sendOrder } from "./change-order.ts";
import { addBudget, addSupplier } from "./money.ts";

/** What a house with this shelf needs for its orders: a manager, a supplier who sells at three quarters, a budget of so many fen for this year. */
export async function aBuyerAt<S extends { id: number; placeId: string }>(
  ctx: TxCtx,
  shelf: S,
  { organisationId: own, amountFen }: { organisationId: string; amountFen: number },
) {
  const { path } = await ctx.db.one<{ path: string }>`
    select org_path as path from library.item where id = ${shelf.id}`;
  const manager = await someStaff(ctx, path, "manager");
  const acting = { ...ctx, actor: manager };
  const budget = await addBudget(acting, {
    organisationId: own,
    year: 2026,
    name: `中文图书 ${newId()}`,
    amountFen,
  });
  const supplier = await addSupplier(acting, {
    organisationId: own,
    name: `新华书店 ${newId()}`,
    contact: "",
    pays: 75,
    days: 20,
  });
  return {
    ...shelf,
    organisationId: own,
    path,
    manager,
    budgetId: budget.id,
    supplierId: supplier.id,
  };
}
export type Buyer = Awaited<ReturnType<typeof aBuyerAt>>;

/** A draft of this house with one title: ten copies at 40 yuan, three quarters paid; say what differs. */
export async function anOrder(ctx: TxCtx, buyer: Buyer, differs: Partial<LineInput> = {}) {
  const acting = { ...ctx, actor: buyer.manager };
  const { organisationId, budgetId, supplierId, placeId } = buyer;
  const { id } = await beginOrder(acting, {
    organisationId,
    kind: "purchase",
    supplierId,
    budgetId,
    note: "",
  });
  const { line } = await addLine(acting, { id, ...aLine(placeId), ...differs });
  return { id, line };
}

export const aLine = (placeId: string): Omit<LineInput, "id"> => ({
  isbn: "",
  title: `订的书 ${newId()}`,
  author: "路遥",
  publisher: "人民文学出版社",
  placeId,
  copies: 10,
  priceFen: 4000,
  pays: 75,
  wishId: null,
});

export async function aSentOrder(ctx: Ctx, buyer: Buyer, differs: Partial<LineInput> = {}) {
  return inTx({ ...ctx, actor: buyer.manager }, async (inner) => {
    const order = await anOrder(inner, buyer, differs);
    await sendOrder(inner, order.id);
    return order;
  });
}
