/** Builders of orders: a house that may order, and orders of it. */
import { anOrganisation } from "#places/testing";
import type { Ctx } from "#platform/ctx";
import { inTx, type TxCtx } from "#platform/ctx";
import { newId } from "#platform/db";
import { someStaff } from "#programme/testing";
import { aShelf } from "../../catalogue/items/testing.ts";
import { aKey, type Samples } from "../../catalogue/testing.ts";
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

/** A house with a place that may order, and somebody who does. */
export async function aBuyer(ctx: TxCtx, { amountFen = 100_000, organisationId = "" } = {}) {
  const own = organisationId || (await anOrganisation(ctx)).id;
  return aBuyerAt(ctx, await aShelf(ctx, own), { organisationId: own, amountFen });
}

const aDraft = async (ctx: TxCtx, organisationId: string) => {
  const buyer = await aBuyer(ctx, { organisationId });
  return { ...buyer, ...(await anOrder(ctx, buyer)) };
};

const anOrderOnItsWay = async (ctx: TxCtx, organisationId: string) =>
  aSentOrder(ctx, await aBuyer(ctx, { organisationId }));

export const orderSamples: Samples = {
  "library.money": async () => ({}),
  "library.add-budget": async (_ctx, organisationId) => ({
    body: { organisationId, year: 2026, name: aKey(), amountFen: 100_000 },
  }),
  "library.approve-budget": async (ctx, organisationId) => ({
    params: { id: (await aBuyer(ctx, { organisationId })).budgetId },
    body: { amountFen: 200_000 },
  }),
  "library.add-supplier": async (_ctx, organisationId) => ({
    body: { organisationId, name: aKey(), contact: "", pays: 75, days: 20 },
  }),
  "library.end-supplier": async (ctx, organisationId) => ({
    params: { id: (await aBuyer(ctx, { organisationId })).supplierId },
    body: {},
  }),
  "library.orders": async () => ({ query: {} }),
  "library.begin-order": async (ctx, organisationId) => {
    const { supplierId, budgetId } = await aBuyer(ctx, { organisationId });
    return { body: { organisationId, kind: "purchase", supplierId, budgetId, note: "" } };
  },
  "library.order": async (ctx, organisationId) => ({
    params: { id: (await aDraft(ctx, organisationId)).id },
  }),
  "library.order-sheet": async (ctx, organisationId) => ({
    params: { id: (await aDraft(ctx, organisationId)).id },
  }),
  "library.add-line": async (ctx, organisationId) => {
    const { id, placeId } = await aDraft(ctx, organisationId);
    return { params: { id }, body: aLine(placeId) };
  },
  "library.drop-line": async (ctx, organisationId) => ({
    params: { id: (await aDraft(ctx, organisationId)).line },
    body: {},
  }),
  "library.send-order": async (ctx, organisationId) => ({
    params: { id: (await aDraft(ctx, organisationId)).id },
    body: {},
  }),
  "library.end-order": async (ctx, organisationId) => ({
    params: { id: (await anOrderOnItsWay(ctx, organisationId)).id },
    body: { as: "cancelled", reason: "书商缺货" },
  }),
  "library.claim-order": async (ctx, organisationId) => ({
    params: { id: (await anOrderOnItsWay(ctx, organisationId)).id },
    body: {},
  }),
  "library.receive": async (ctx, organisationId) => ({
    params: { id: (await anOrderOnItsWay(ctx, organisationId)).line },
    body: { barcodes: aKey(), shelf: "", callNumber: "", unitFen: null },
  }),
};
