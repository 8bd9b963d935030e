/** A box between two places: opened, packed by scanning, sent. */
import { type Place, placeOf } from "#places";
import { audit } from "#platform/audit";
import { type TxCtx, today } from "#platform/ctx";
import { newId } from "#platform/db";
import { found, refused } from "#platform/errors";
import { announce } from "#platform/events";
import { checkIn } from "../../circulation/lending/check-in.ts";
import { type Copy, lockCopy, setAway } from "../../circulation/lending/lending-store.ts";
import { refuseEnded } from "../ended-place.ts";
import { pullForPlan } from "../rotations/rotation-store.ts";
import { beginTransit, endTransit, leaveBox, lockTransit, type OpenTransit } from "../transit-store.ts";
import * as store from "./box-store.ts";
import { againstPacking } from "./packing.ts";
import { copyMeant, type SeveralCopies } from "./which-copy.ts";

/** Refuses a place that is no more. */
async function livingPlace(ctx: TxCtx, id: string): Promise<Place> {
  const place = found(await placeOf(ctx.db, id), "place", id);
  refuseEnded(ctx, place);
  return place;
}

export async function openBox(
  ctx: TxCtx,
  asked: { fromId: string; toId: string; code: string },
): Promise<{ id: string; code: string }> {
  if (asked.fromId === asked.toId) throw refused("box.of-one-place", {}, { status: 422 });
  const from = found(await placeOf(ctx.db, asked.fromId), "place", asked.fromId);
  const to = await livingPlace(ctx, asked.toId);
  const id = newId(ctx.clock().epochMilliseconds);
  const said = asked.code.trim();
  const code = await store.insertBox(
    ctx.db,
    {
      id,
      code: said,
      fromId: from.id,
      fromPath: from.orgPath,
      toId: to.id,
      toPath: to.orgPath,
      demo: ctx.city.demo,
    },
    ctx.clock(),
  );
  if (code === null) {
    const other = await store.boxCoded(ctx.db, said);
    throw refused(
      "box.code-taken",
      { code: said },
      { next: other ? `/desk/between/boxes/${other.id}` : null },
    );
  }
  await audit(ctx, { what: "box.opened", on: { kind: "box", id }, detail: { from: from.id, to: to.id } });
  return { id, code };
}

export interface Scan {
  id: string;
  scan: string;
  /** Whose copy, where several are called so. */
  ownerId: string | null;
}

export type Packed =
  | {
      is: "packed";
      itemId: number;
      title: string;
      barcode: string;
      reason: "home" | "hold" | "rotation";
      again: boolean;
    }
  | SeveralCopies;

/** Refuses what does not go there, and says where it goes. No audit: the moment would lead from the copy to who had it just now. */
export async function putIn(ctx: TxCtx, { id, scan, ownerId }: Scan): Promise<Packed> {
  const { db } = ctx;
  const box = await packing(ctx, id, { alone: false });
  const meant = await copyMeant(ctx, { scan, ownerId, box, placeId: box.fromId });
  if (meant.is === "none") throw refused("box.unknown", { barcode: meant.barcode });
  if (meant.is === "several") return meant;
  const { copy, way } = await hereFor(ctx, box, meant.itemId);
  const planned = way === null && copy.away === null ? await plannedFor(ctx, copy, box) : false;
  const against = againstPacking(copy, way, { toId: box.toId, planned });
  if (against === "goes-elsewhere" && way)
    throw refused("box.goes-elsewhere", { title: copy.title, place: await nameOf(ctx, way.toId) });
  if (against !== null) throw refused(`box.copy-${against}`, { title: copy.title });
  const going = way ?? found(await lockTransit(db, copy.id), "transit", `${copy.id}`);
  await store.putInBox(db, going.id, box.id);
  const again = going.boxId === box.id;
  return {
    is: "packed",
    itemId: copy.id,
    title: copy.title,
    barcode: copy.barcode,
    reason: going.reason,
    again,
  };
}

/** The copy and its way. What was on its way to or from elsewhere is here first: it is scanned as at any counter. */
async function hereFor(
  ctx: TxCtx,
  box: store.Box,
  itemId: number,
): Promise<{ copy: Copy; way: OpenTransit | null }> {
  const copy = found(await lockCopy(ctx.db, itemId), "item", `${itemId}`);
  const way = copy.away === "in-transit" ? await lockTransit(ctx.db, itemId) : null;
  if (copy.away !== "in-transit" || (way?.fromId === box.fromId && !way.sent)) return { copy, way };
  await checkIn(ctx, { itemId, placeId: box.fromId });
  return {
    copy: found(await lockCopy(ctx.db, itemId), "item", `${itemId}`),
    way: await lockTransit(ctx.db, itemId),
  };
}

/** A plan that is pulled sends it there: it leaves its shelf. */
async function plannedFor(ctx: TxCtx, copy: Copy, { fromId, toId }: store.Box): Promise<boolean> {
  if (copy.status !== "available") return false;
  if (!(await pullForPlan(ctx.db, { itemId: copy.id, fromId, toId }))) return false;
  await beginTransit(
    ctx.db,
    { itemId: copy.id, fromId, toId, reason: "rotation", holdId: null },
    ctx.clock(),
  );
  return true;
}

/** Not in it any more; what left its shelf for a plan stands there again. */
export async function takeOut(ctx: TxCtx, { id, itemId }: { id: string; itemId: number }): Promise<void> {
  await packing(ctx, id, { alone: false });
  await outOfBox(ctx, id, itemId);
}

async function outOfBox(ctx: TxCtx, boxId: string, itemId: number): Promise<void> {
  found(await lockCopy(ctx.db, itemId), "item", `${itemId}`);
  const way = await lockTransit(ctx.db, itemId);
  if (way?.boxId !== boxId) return;
  await leaveBox(ctx.db, way.id);
  if (way.reason !== "rotation") return;
  const on = today(ctx).toString();
  await endTransit(ctx.db, way.id, { how: "cancelled", on, zone: ctx.city.zone, atId: null });
  await setAway(ctx.db, itemId, null);
}

/** The box leaves with its manifest. Refuses an empty one, and one to a place that has ended meanwhile. */
export async function sendBox(ctx: TxCtx, id: string): Promise<{ copies: number }> {
  const box = await packing(ctx, id, { alone: true });
  await livingPlace(ctx, box.toId);
  const copies = await markSent(ctx, box);
  if (copies === 0) throw refused("box.empty");
  return { copies };
}

/** A box that arrives and was never sent has left now. */
export async function markSent(ctx: TxCtx, box: store.Box): Promise<number> {
  const copies = await store.sendBox(ctx.db, box.id, ctx.clock());
  await audit(ctx, { what: "box.sent", on: { kind: "box", id: box.id }, detail: { copies } });
  const { id: boxId, fromId, toId } = box;
  await announce(ctx, "box.sent", { boxId, fromId, toId, copies, demo: ctx.city.demo });
  return copies;
}

/** A box that was opened by mistake: what is in it waits again. */
export async function dropBox(ctx: TxCtx, id: string): Promise<void> {
  const box = await packing(ctx, id, { alone: true });
  const lines = await store.boxLines(ctx.db, box, mostInABox);
  for (const { itemId } of lines.toSorted((a, b) => a.itemId - b.itemId)) await outOfBox(ctx, id, itemId);
  await store.deleteBox(ctx.db, id);
  await audit(ctx, { what: "box.dropped", on: { kind: "box", id } });
}

/** Lines of one manifest. */
export const mostInABox = 1000;

async function packing(ctx: TxCtx, id: string, how: { alone: boolean }): Promise<store.Box> {
  const box = found(await store.lockBox(ctx.db, id, how), "box", id);
  if (box.state !== "packing") throw refused("box.has-left", { code: box.code });
  return box;
}

const nameOf = async (ctx: TxCtx, placeId: string) => (await placeOf(ctx.db, placeId))?.name ?? "";
