/** Budgets and suppliers of a house. */
import { organisationOf } from "#places";
import { audit } from "#platform/audit";
import type { Ctx, TxCtx } from "#platform/ctx";
import { newId } from "#platform/db";
import { found, refused } from "#platform/errors";
import { may } from "../../may.ts";
import * as store from "./money-store.ts";
import { yuanOf } from "./order.ts";

export interface BudgetInput {
  organisationId: string;
  year: number;
  name: string;
  amountFen: number;
}

/** Proposed by whoever orders; at once approved where a manager says so. */
export async function addBudget(ctx: TxCtx, input: BudgetInput): Promise<{ id: string }> {
  const orgPath = await pathOf(ctx, input.organisationId);
  const isApproved = may["acquiring.decide"](ctx.actor, { orgPath });
  const now = ctx.clock();
  const budget = { ...input, id: newId(now.epochMilliseconds), orgPath, name: input.name.trim() };
  if (!(await store.insertBudget(ctx.db, { ...budget, approvedAt: isApproved ? now : null }, now)))
    throw refused("budget.there", { name: budget.name, year: `${input.year}` });
  await audit(ctx, {
    what: isApproved ? "budget.approved" : "budget.proposed",
    on: { kind: "budget", id: budget.id },
    detail: { amountFen: input.amountFen },
  });
  return { id: budget.id };
}

/** Says how much it is: never less than is committed and spent. */
export async function approveBudget(
  ctx: TxCtx,
  { id, amountFen }: { id: string; amountFen: number },
): Promise<void> {
  const budget = found(await store.lockBudget(ctx.db, id), "budget", id);
  const used = budget.committedFen + budget.spentFen;
  if (used > amountFen) throw refused("budget.used", { used: yuanOf(used) });
  await store.approveBudget(ctx.db, id, amountFen, ctx.clock());
  await audit(ctx, {
    what: "budget.approved",
    on: { kind: "budget", id },
    detail: { amountFen, was: budget.amountFen },
  });
}

/** Refuses to use more of a budget than is left; whoever asks next waits until this is done. The database keeps to it too. */
export async function drawOnBudget(ctx: TxCtx, id: string, fen: number): Promise<void> {
  const { name, approvedAt, amountFen, committedFen, spentFen } = found(
    await store.lockBudget(ctx.db, id),
    "budget",
    id,
  );
  if (approvedAt === null) throw refused("budget.not-approved", { name });
  const left = amountFen - committedFen - spentFen;
  if (fen > left) throw refused("budget.over", { name, left: yuanOf(left), needs: yuanOf(fen) });
}

export interface SupplierInput {
  organisationId: string;
  name: string;
  contact: string;
  pays: number;
  days: number;
}

export async function addSupplier(ctx: TxCtx, input: SupplierInput): Promise<{ id: string }> {
  const orgPath = await pathOf(ctx, input.organisationId);
  const now = ctx.clock();
  const supplier = { ...input, id: newId(now.epochMilliseconds), orgPath, name: input.name.trim() };
  if (!(await store.insertSupplier(ctx.db, supplier, now)))
    throw refused("supplier.there", { name: supplier.name });
  await audit(ctx, { what: "supplier.added", on: { kind: "supplier", id: supplier.id } });
  return { id: supplier.id };
}

/** Nothing more is ordered there; what is under way comes. */
export async function endSupplier(ctx: TxCtx, id: string): Promise<void> {
  if (!(await store.endSupplier(ctx.db, id, ctx.clock()))) found(null, "supplier", id);
  await audit(ctx, { what: "supplier.ended", on: { kind: "supplier", id } });
}

async function pathOf(ctx: Ctx, organisationId: string): Promise<string> {
  return found(await organisationOf(ctx.db, organisationId), "organisation", organisationId).path;
}
