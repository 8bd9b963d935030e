/** A copy stands at another place from now on: a plan brought it there, or it floats. */
import type { Temporal } from "temporal-polyfill";
import { type TxCtx, today } from "#platform/ctx";
import type { Tx } from "#platform/db";
import { itemAsItWas } from "../catalogue/items/landing-store.ts";
import { markPlaces } from "../catalogue/keeping/place-marks.ts";
import type { Copy } from "../circulation/lending/lending-store.ts";
import { shelfByPlan } from "./rotations/rotation-store.ts";

/** By a plan, on the shelf that it names. */
export async function standsHere(ctx: TxCtx, copy: Copy, placeId: string): Promise<Copy> {
  return movedTo(ctx, copy, {
    placeId,
    shelf: await shelfByPlan(ctx.db, copy.id, placeId),
    why: "rotation",
  });
}

/** The locked copy as it is now. What it was is kept with a day, not a moment: at that moment somebody brought it back. */
export async function movedTo(
  ctx: TxCtx,
  copy: Copy,
  { placeId, shelf, why }: { placeId: string; shelf: string; why: "rotation" | "floating" },
): Promise<Copy> {
  const day = today(ctx).toZonedDateTime(ctx.city.zone).toInstant();
  await moveItem(ctx.db, copy.id, { placeId, shelf, why, day });
  await markPlaces(ctx.db, [copy.recordId]);
  return { ...copy, placeId, shelf, away: null };
}

async function moveItem(
  tx: Tx,
  id: number,
  { placeId, shelf, why, day }: { placeId: string; shelf: string; why: string; day: Temporal.Instant },
): Promise<void> {
  await tx.run`
    insert into library.item_version (item_id, version, was, why, ended_at)
    select i.id, i.version, ${itemAsItWas}, ${why}, ${day}::timestamptz from library.item i where i.id = ${id}::bigint`;
  await tx.run`
    update library.item set place_id = ${placeId}::uuid, shelf = ${shelf}, version = version + 1 where id = ${id}::bigint`;
}
