/** What was wrong with a box is settled: somebody has seen it, or a manager gives the copy up. What turns up settles itself (`endTransit`). */
import { audit } from "#platform/audit";
import { type TxCtx, today } from "#platform/ctx";
import { found, refused } from "#platform/errors";
import { keepVersions, setStatus } from "../../catalogue/items/item-store.ts";
import { markPlaces } from "../../catalogue/keeping/place-marks.ts";
import { waitAgain } from "../../circulation/holds/hold-store.ts";
import { lockCopy, setAway } from "../../circulation/lending/lending-store.ts";
import { endTransit, lockTransit } from "../transit-store.ts";
import { findingOf, settleFinding } from "./finding-store.ts";

/** Seen, and nothing is left to do. What is missing is not settled by looking. */
export async function noteFinding(ctx: TxCtx, id: number): Promise<void> {
  const finding = found(await findingOf(ctx.db, id), "box-finding", `${id}`);
  if (finding.kind === "missing") throw refused("box-finding.is-missing");
  await settle(ctx, id, "noted");
}

/** The copy is missing from now on. Who waits for it waits again for any, in their place in the queue, and is told nothing: their book is not there yet. */
export async function giveUp(ctx: TxCtx, id: number): Promise<void> {
  const { db, city } = ctx;
  const { kind, itemId } = found(await findingOf(db, id), "box-finding", `${id}`);
  if (kind !== "missing" || itemId === null) throw refused("box-finding.not-missing");
  const copy = found(await lockCopy(db, itemId), "item", `${itemId}`);
  const way = await lockTransit(db, itemId);
  if (!way || copy.away !== "in-transit") throw refused("box-finding.turned-up");
  await settle(ctx, id, "lost");
  await endTransit(db, way.id, { how: "lost", on: today(ctx).toString(), zone: city.zone, atId: null });
  if (copy.holdId !== null) await waitAgain(db, copy.holdId);
  await setAway(db, itemId, null);
  const now = ctx.clock();
  await keepVersions(db, [itemId], { why: "edited", now });
  await setStatus(db, [itemId], "missing", now);
  await markPlaces(db, [copy.recordId]);
}

async function settle(ctx: TxCtx, id: number, how: "lost" | "noted"): Promise<void> {
  if (!(await settleFinding(ctx.db, id, { how, on: today(ctx).toString() })))
    throw refused("box-finding.settled");
  await audit(ctx, { what: `box-finding.${how}`, on: { kind: "box-finding", id: `${id}` } });
}
