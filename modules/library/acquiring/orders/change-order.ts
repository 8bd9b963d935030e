/** An order is begun, filled, sent and claimed, or ends. */
import { organisationOf } from "#places";
import { audit } from "#platform/audit";
import { type TxCtx, today } from "#platform/ctx";
import { newId } from "#platform/db";
import { found, invalid, refused } from "#platform/errors";
import { isbn13 } from "../../catalogue/describing/standard-numbers.ts";
import { placeFor } from "../../own-places.ts";
import { moveWishes } from "../wishes/decide-wish.ts";
import { lockWishes, recordsOf } from "../wishes/wish-store.ts";
import { drawOnBudget } from "./money.ts";
import { budgetOf, supplierOf } from "./money-store.ts";
import { isLate, mayEnd, numberOf, type OrderKind } from "./order.ts";
import * as store from "./order-store.ts";

export interface OrderInput {
  organisationId: string;
  kind: OrderKind;
  supplierId: string | null;
  budgetId: string | null;
  note: string;
}

/** What is bought comes from a supplier and is paid from a budget, both of the same house; what is given may come from anybody. */
export async function beginOrder(ctx: TxCtx, input: OrderInput): Promise<{ id: string }> {
  const { organisationId, kind } = input;
  const { path } = found(await organisationOf(ctx.db, organisationId), "organisation", organisationId);
  const budgetId = kind === "gift" ? null : input.budgetId;
  const supplier = await supplierOf(ctx.db, input.supplierId);
  const budget = budgetId === null ? null : await budgetOf(ctx.db, budgetId);
  const isOurs = (one: { organisationId: string } | null | undefined) =>
    one?.organisationId === organisationId;
  const faults = [
    ...(kind === "purchase" && !isOurs(supplier)
      ? [{ field: "/body/supplierId", id: "order.supplier" }]
      : []),
    ...(kind === "purchase" && !isOurs(budget) ? [{ field: "/body/budgetId", id: "order.budget" }] : []),
  ];
  if (faults.length > 0) throw invalid(faults);
  const now = ctx.clock();
  const { year } = today(ctx);
  const id = newId(now.epochMilliseconds);
  const number = numberOf(year, (await store.lockNumbers(ctx.db, organisationId, year)) + 1);
  const supplierId = isOurs(supplier) ? input.supplierId : null;
  await store.insertOrder(
    ctx.db,
    { id, number, organisationId, orgPath: path, kind, supplierId, budgetId, note: input.note.trim() },
    now,
  );
  await audit(ctx, { what: "order.begun", on: { kind: "order", id }, detail: { number, kind } });
  return { id };
}

export interface LineInput {
  id: string;
  isbn: string;
  title: string;
  author: string;
  publisher: string;
  placeId: string;
  copies: number;
  priceFen: number;
  pays: number;
  wishId: string | null;
}

/** A title with a record says itself what it is; another is put down as it is known. */
export async function addLine(ctx: TxCtx, { id, ...input }: LineInput): Promise<{ line: number }> {
  const order = found(await store.lockOrder(ctx.db, id), "order", id);
  if (order.state !== "draft") throw refused("order.sent");
  await placeFor(ctx, order.orgPath, input.placeId);
  const isbn = input.isbn.trim() === "" ? null : isbn13(input.isbn);
  if (input.isbn.trim() !== "" && isbn === null) throw invalid([{ field: "/body/isbn", id: "isbn" }]);
  const [known] = isbn === null ? [] : await recordsOf(ctx.db, { isbn, titleKey: "", limit: 1 });
  const record = known === undefined ? null : await store.recordFor(ctx.db, known);
  const title = input.title.trim() || record?.title || "";
  if (title === "") throw invalid([{ field: "/body/title", id: "missing" }]);
  if (input.wishId !== null) await refuseOrderedWish(ctx, input.wishId, order.organisationId);
  const line = await store.insertLine(ctx.db, id, {
    placeId: input.placeId,
    recordId: record?.id ?? null,
    title: title.slice(0, 300),
    author: (input.author.trim() || record?.names || "").slice(0, 200),
    publisher: (input.publisher.trim() || record?.publisher || "").slice(0, 200),
    isbn,
    copies: input.copies,
    priceFen: input.priceFen,
    pays: order.kind === "gift" ? 0 : input.pays,
    wishId: input.wishId,
  });
  await audit(ctx, { what: "order.line-added", on: { kind: "order", id }, detail: { line } });
  return { line };
}

async function refuseOrderedWish(ctx: TxCtx, wishId: string, organisationId: string): Promise<void> {
  const [locked] = await lockWishes(ctx.db, [wishId]);
  const wish = found(locked, "wish", wishId);
  if (wish.organisationId !== organisationId) found(null, "wish", wishId);
  if (wish.state !== "asked" && wish.state !== "considered") throw refused("wish.decided");
  const other = await store.orderWithWish(ctx.db, wishId);
  if (other) throw refused("order.wish-there", { number: other.number });
}

export async function dropLine(ctx: TxCtx, lineId: number): Promise<void> {
  const order = found(await store.lockOrderOfLine(ctx.db, lineId), "order-line", `${lineId}`);
  if (order.state !== "draft") throw refused("order.sent");
  await store.dropLine(ctx.db, lineId);
  await audit(ctx, {
    what: "order.line-dropped",
    on: { kind: "order", id: order.id },
    detail: { line: lineId },
  });
}

/** From now on its money is committed, and readers whose wishes are in it are told. */
export async function sendOrder(ctx: TxCtx, id: string): Promise<void> {
  const order = found(await store.lockOrder(ctx.db, id), "order", id);
  if (order.state !== "draft" || order.kind === "gift") throw refused("order.sent");
  const lines = await store.linesOf(ctx.db, id);
  if (lines.length === 0) throw refused("order.empty");
  const fen = lines.reduce((all, { copies, unitFen }) => all + copies * unitFen, 0);
  if (order.budgetId !== null) await drawOnBudget(ctx, order.budgetId, fen);
  const supplier = await supplierOf(ctx.db, order.supplierId);
  const dueOn = today(ctx)
    .add({ days: found(supplier, "supplier", order.number).days })
    .toString();
  await store.setState(ctx.db, id, { state: "sent", dueOn }, ctx.clock());
  await audit(ctx, { what: "order.sent", on: { kind: "order", id }, detail: { fen } });
  await moveWishes(ctx, wishesIn(lines), { state: "ordered", reason: "", recordId: null });
}

/** Cancelled before anything came, or closed without the rest. What readers wanted of it is considered again. */
export async function endOrder(
  ctx: TxCtx,
  { id, as, reason }: { id: string; as: "cancelled" | "closed"; reason: string },
): Promise<void> {
  const order = found(await store.lockOrder(ctx.db, id), "order", id);
  if (!mayEnd(order.state, as)) throw refused("order.not-now");
  await store.setState(ctx.db, id, { state: as }, ctx.clock());
  await audit(ctx, { what: `order.${as}`, on: { kind: "order", id }, detail: { was: order.state, reason } });
  if (order.state === "draft") return;
  const never = (await store.linesOf(ctx.db, id)).filter(({ received }) => received === 0);
  await moveWishes(ctx, wishesIn(never), { state: "considered", reason, recordId: null });
}

/** Somebody has written to the supplier that it is late. */
export async function claimOrder(ctx: TxCtx, id: string): Promise<void> {
  const order = found(await store.lockOrder(ctx.db, id), "order", id);
  if (!isLate(order, today(ctx).toString())) throw refused("order.not-late");
  await store.noteClaim(ctx.db, id, ctx.clock());
  await audit(ctx, { what: "order.claimed", on: { kind: "order", id }, detail: { nth: order.claims + 1 } });
}

const wishesIn = (lines: readonly store.Line[]): string[] => lines.flatMap(({ wishId }) => wishId ?? []);
