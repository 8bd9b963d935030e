/** Copies stand elsewhere for a while: a plan is proposed, looked through, pulled into boxes, and brought back by another. */
import { placeOf } from "#places";
import { audit } from "#platform/audit";
import { type TxCtx, today } from "#platform/ctx";
import { newId } from "#platform/db";
import { found, refused } from "#platform/errors";
import { refuseEnded } from "../ended-place.ts";
import * as store from "./rotation-store.ts";

export interface Proposal {
  fromId: string;
  toId: string;
  toShelf: string;
  rule: store.RotationRule;
}

/** Refuses one place, a place that has ended, and a rule that fits nothing. */
export async function propose(ctx: TxCtx, asked: Proposal): Promise<{ id: string; copies: number }> {
  if (asked.fromId === asked.toId) throw refused("rotation.of-one-place", {}, { status: 422 });
  const from = found(await placeOf(ctx.db, asked.fromId), "place", asked.fromId);
  const to = found(await placeOf(ctx.db, asked.toId), "place", asked.toId);
  const day = today(ctx);
  const on = day.toString();
  refuseEnded(ctx, to);
  const id = newId(ctx.clock().epochMilliseconds);
  const plan = {
    id,
    fromId: from.id,
    fromPath: from.orgPath,
    toId: to.id,
    toPath: to.orgPath,
    toShelf: asked.toShelf.trim(),
    rule: asked.rule,
    madeOn: on,
  };
  await store.insertRotation(ctx.db, plan);
  const unlentSince = day.subtract({ days: asked.rule.unlentDays }).toString();
  const copies = await store.proposeItems(ctx.db, { ...plan, unlentSince });
  if (copies === 0) throw refused("rotation.nothing-fits");
  await audit(ctx, {
    what: "rotation.proposed",
    on: { kind: "rotation", id },
    detail: { from: from.id, to: to.id, copies },
  });
  return { id, copies };
}

/** Taken out by hand: it stays where it stands. Refuses what has left. */
export async function keepHere(ctx: TxCtx, { id, itemId }: { id: string; itemId: number }): Promise<void> {
  await living(ctx, id);
  if (!(await store.keepBack(ctx.db, id, itemId))) throw refused("rotation.has-left");
}

/** Its list is pulled from now on. */
export async function pull(ctx: TxCtx, id: string): Promise<void> {
  const { state } = await living(ctx, id);
  if (state === "pulling") return;
  await store.beginPulling(ctx.db, id);
  await audit(ctx, { what: "rotation.pulled", on: { kind: "rotation", id } });
}

/** What has not left stays; what is on its way arrives all the same. */
export async function end(ctx: TxCtx, id: string): Promise<void> {
  const { state } = found(await store.lockRotation(ctx.db, id), "rotation", id);
  if (state === "ended") return;
  await store.endRotation(ctx.db, id, today(ctx).toString());
  await audit(ctx, { what: "rotation.ended", on: { kind: "rotation", id } });
}

async function living(ctx: TxCtx, id: string): Promise<store.Rotation> {
  const plan = found(await store.lockRotation(ctx.db, id), "rotation", id);
  if (plan.state === "ended") throw refused("rotation.is-ended");
  return plan;
}
