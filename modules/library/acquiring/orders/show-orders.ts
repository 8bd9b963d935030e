/** Orders, budgets and suppliers as staff see them. */
import type { AnswerOf } from "#contract";
import { organisationsOf, placesOf } from "#places";
import { pathsHeld } from "#platform/auth";
import { type Ctx, today } from "#platform/ctx";
import { found } from "#platform/errors";
import { landers, may, seers } from "../../may.ts";
import { ownOrganisations } from "../../own-organisations.ts";
import { ownPlaces } from "../../own-places.ts";
import type * as contract from "./contract.ts";
import * as money from "./money-store.ts";
import { isLate, mayEnd, mayReceive } from "./order.ts";
import * as store from "./order-store.ts";

const mostShown = 200;

type Money = AnswerOf<typeof contract.getMoney>;
type BudgetView = Money["budgets"][number];
type OrderView = AnswerOf<typeof contract.getOrder>;

export async function showMoney(ctx: Ctx): Promise<Money> {
  const { year } = today(ctx);
  const paths = pathsHeld(ctx.actor, ...seers);
  return {
    year,
    organisations: (await ownOrganisations(ctx, ...landers)).map(briefOf),
    budgets: await budgetViews(ctx, await money.budgetsUnder(ctx.db, paths, { from: year, to: year + 1 })),
    suppliers: await supplierViews(ctx, await money.suppliersUnder(ctx.db, paths)),
  };
}

export async function listOrders(
  ctx: Ctx,
  { over }: { over?: "yes" | undefined },
): Promise<AnswerOf<typeof contract.listOrders>> {
  const paths = pathsHeld(ctx.actor, ...seers);
  const states = over ? (["closed", "cancelled"] as const) : (["draft", "sent", "partly-arrived"] as const);
  const orders = await store.ordersUnder(ctx.db, paths, { states, limit: mostShown });
  const houses = await organisationsOf(
    ctx.db,
    orders.map(({ organisationId }) => organisationId),
  );
  const suppliers = await money.suppliersOf(
    ctx.db,
    orders.flatMap(({ supplierId }) => supplierId ?? []),
  );
  const { budgets, suppliers: open, organisations } = await showMoney(ctx);
  return {
    items: orders.map((order) => ({
      ...orderBrief(ctx, order, houses.get(order.organisationId)?.name),
      supplier: suppliers.get(order.supplierId ?? "")?.name ?? null,
      lines: order.lines,
      copies: order.copies,
      received: order.received,
      costFen: order.costFen,
    })),
    organisations,
    suppliers: open.filter(({ mayEnd: isOurs }) => isOurs),
    budgets: budgets.filter(({ isApproved }) => isApproved),
  };
}

export async function showOrder(ctx: Ctx, id: string): Promise<OrderView> {
  const order = found(await store.orderOf(ctx.db, id), "order", id);
  const lines = await store.linesOf(ctx.db, id);
  const houses = await organisationsOf(ctx.db, [order.organisationId]);
  const supplier = await money.supplierOf(ctx.db, order.supplierId);
  const budget = order.budgetId === null ? null : await money.usedBudget(ctx.db, order.budgetId);
  const places = await placesOf(
    ctx.db,
    lines.map(({ placeId }) => placeId),
  );
  const classes = await store.classesOf(
    ctx.db,
    lines.flatMap(({ recordId }) => recordId ?? []),
  );
  return {
    ...orderBrief(ctx, order, houses.get(order.organisationId)?.name),
    supplier: supplier && {
      id: supplier.id,
      name: supplier.name,
      contact: supplier.contact,
      pays: supplier.pays,
      days: supplier.days,
    },
    budget: budget && found((await budgetViews(ctx, [budget]))[0], "budget", budget.id),
    note: order.note,
    claims: order.claims,
    claimedAt: order.claimedAt?.toString() ?? null,
    lines: lines.map(({ placeId, recordId, wishId, ...line }) => ({
      ...line,
      record: recordId === null ? null : String(recordId),
      classNumber: classes.get(recordId ?? 0) ?? "",
      place: { id: placeId, name: places.get(placeId)?.name ?? "" },
      isWish: wishId !== null,
    })),
    costFen: lines.reduce(
      (all, { copies, received, unitFen, paidFen }) => all + (copies - received) * unitFen + paidFen,
      0,
    ),
    places: (await ownPlaces(ctx, ...landers))
      .filter(({ orgPath }) => orgPath.startsWith(order.orgPath))
      .map(briefOf),
    can: canOf(ctx, order, lines),
  };
}

function canOf(ctx: Ctx, order: store.Order, lines: readonly store.Line[]): OrderView["can"] {
  const works = may["acquiring.work"](ctx.actor, order);
  const isDraft = order.state === "draft";
  const can: [OrderView["can"][number], boolean][] = [
    ["add", works && isDraft],
    ["send", works && isDraft && order.kind === "purchase" && lines.length > 0],
    ["receive", mayReceive(order) && may["acquiring.receive"](ctx.actor, order)],
    ["cancel", works && mayEnd(order.state, "cancelled")],
    ["close", works && mayEnd(order.state, "closed")],
    ["claim", works && isLate(order, today(ctx).toString())],
  ];
  return can.flatMap(([what, is]) => (is ? [what] : []));
}

const briefOf = ({ id, name }: { id: string; name: string }) => ({ id, name });

const orderBrief = (ctx: Ctx, order: store.Order, house: string | undefined) => ({
  id: order.id,
  number: order.number,
  organisation: { id: order.organisationId, name: house ?? "" },
  kind: order.kind,
  state: order.state,
  dueOn: order.dueOn,
  isLate: isLate(order, today(ctx).toString()),
  madeAt: order.madeAt.toString(),
});

async function budgetViews(ctx: Ctx, budgets: readonly money.UsedBudget[]): Promise<BudgetView[]> {
  const houses = await organisationsOf(
    ctx.db,
    budgets.map(({ organisationId }) => organisationId),
  );
  return budgets.map(({ approvedAt, organisationId, orgPath, ...budget }) => ({
    ...budget,
    organisation: { id: organisationId, name: houses.get(organisationId)?.name ?? "" },
    leftFen: budget.amountFen - budget.committedFen - budget.spentFen,
    isApproved: approvedAt !== null,
    mayDecide: may["acquiring.decide"](ctx.actor, { orgPath }),
  }));
}

async function supplierViews(ctx: Ctx, suppliers: readonly money.Supplier[]): Promise<Money["suppliers"]> {
  const houses = await organisationsOf(
    ctx.db,
    suppliers.map(({ organisationId }) => organisationId),
  );
  return suppliers.map(({ organisationId, orgPath, endedAt: _, ...supplier }) => ({
    ...supplier,
    organisation: { id: organisationId, name: houses.get(organisationId)?.name ?? "" },
    mayEnd: may["acquiring.work"](ctx.actor, { orgPath }),
  }));
}
