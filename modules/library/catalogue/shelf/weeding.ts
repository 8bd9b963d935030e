/** What goes from the shelves: one proposes by a rule, another decides. */
import { placeOf } from "#places";
import { actsOf, audit } from "#platform/audit";
import type { Ctx, TxCtx } from "#platform/ctx";
import { newId } from "#platform/db";
import { found, refused } from "#platform/errors";
import { keepVersions, setStatus } from "../items/item-store.ts";
import { markPlaces } from "../keeping/place-marks.ts";
import * as store from "./weeding-store.ts";

/** A rule that asks nothing would empty the house. */
const asksNothing = ({ publishedBefore, acquiredBefore, keepCopies, statuses }: store.Rule): boolean =>
  publishedBefore === null && acquiredBefore === null && keepCopies === null && statuses.length === 0;

export async function propose(
  ctx: TxCtx,
  { placeId, ...rule }: store.Rule & { placeId: string },
): Promise<{ id: string }> {
  const { orgPath } = found(await placeOf(ctx.db, placeId), "place", placeId);
  if (asksNothing(rule)) throw refused("weeding.no-rule", {}, { status: 422 });
  const id = newId(ctx.clock().epochMilliseconds);
  const items = await store.insertWeeding(ctx.db, { id, placeId, orgPath, rule }, ctx.clock());
  if (items === 0) throw refused("weeding.nothing");
  await audit(ctx, { what: "weeding.proposed", on: { kind: "weeding", id }, detail: { items } });
  return { id };
}

export async function keepItem(
  ctx: TxCtx,
  { id, itemId, kept }: { id: string; itemId: number; kept: boolean },
): Promise<void> {
  const { state } = found(await store.lockWeeding(ctx.db, id), "weeding", id);
  if (state !== "proposed") throw refused("weeding.decided");
  if (!(await store.keepItem(ctx.db, id, itemId, kept))) found(null, "item", `${itemId}`);
}

/** Whoever proposed it does not decide it: the audit knows who that was. */
export async function hasProposed({ db, actor: { subject } }: Ctx, id: string): Promise<boolean> {
  if (subject === null) return false;
  const acts = await actsOf(db, { actor: subject, what: "weeding.proposed", kind: "weeding" });
  return acts.some(({ target }) => target === id);
}

/** Items that are as they were when they were proposed are withdrawn; the others stay and are marked so on the list. */
export async function decide(
  ctx: TxCtx,
  { id, approve, reason }: { id: string; approve: boolean; reason: string },
): Promise<void> {
  const { state } = found(await store.lockWeeding(ctx.db, id), "weeding", id);
  if (state !== "proposed") throw refused("weeding.decided");
  if (await hasProposed(ctx, id)) throw refused("weeding.own");
  if (!approve && reason.trim() === "") throw refused("weeding.no-reason", {}, { status: 422 });
  const now = ctx.clock();
  let gone = 0;
  if (approve) {
    const items = (await store.toWithdraw(ctx.db, id)).map((item) => item.id);
    await keepVersions(ctx.db, items, { why: "weeding", now });
    const withdrawn = await setStatus(ctx.db, items, "withdrawn", now);
    gone = withdrawn.length;
    await markPlaces(
      ctx.db,
      withdrawn.map(({ recordId }) => recordId),
    );
    await store.noteDone(
      ctx.db,
      id,
      withdrawn.map((item) => item.id),
    );
  }
  await store.decide(ctx.db, id, { state: approve ? "approved" : "turned-down", reason: reason.trim(), now });
  await audit(ctx, {
    what: approve ? "weeding.approved" : "weeding.turned-down",
    on: { kind: "weeding", id },
    detail: { gone },
  });
}
