/** What an item is, changed at the desk; one that was a mistake taken away. */
import { audit } from "#platform/audit";
import { type TxCtx, today } from "#platform/ctx";
import { found, invalid, refused } from "#platform/errors";
import { placeFor } from "../../own-places.ts";
import { markPlaces } from "../keeping/place-marks.ts";
import * as store from "./item-store.ts";
import { sayable } from "./status.ts";

export async function editItem(
  ctx: TxCtx,
  { id, version, ...text }: store.ItemText & { id: number; version: number },
): Promise<void> {
  const item = found(await store.lockItem(ctx.db, id), "item", `${id}`);
  if (
    text.acquiredOn !== null &&
    text.acquiredOn !== item.acquiredOn &&
    text.acquiredOn > today(ctx).toString()
  )
    throw invalid([{ field: "/body/acquiredOn", id: "item.acquired-later" }]);
  if (text.placeId !== null && text.placeId !== item.placeId) await placeFor(ctx, item.orgPath, text.placeId);
  // How it comes back is told when it does.
  if (!sayable(item).includes(text.status)) throw refused("item.lent");
  if (item.version !== version) throw refused("item.changed");
  await store.keepVersions(ctx.db, [id], { why: "edited", now: ctx.clock() });
  if (!(await store.updateItem(ctx.db, { id, version, ...text }, ctx.clock()))) throw refused("item.changed");
  await markPlaces(ctx.db, [item.recordId]);
  await audit(ctx, {
    what: "item.edited",
    on: { kind: "item", id: `${id}` },
    detail: { version, status: text.status, was: item.status },
  });
}

/** An item that was added by mistake goes, and its barcode is free. What it was stays in the audit alone; what hangs on it keeps it. */
export async function removeItem(
  ctx: TxCtx,
  { id, version }: { id: number; version: number },
): Promise<void> {
  const item = found(await store.lockItem(ctx.db, id), "item", `${id}`);
  if (item.version !== version) throw refused("item.changed");
  const why = await store.whyItStays(ctx.db, id);
  if (why !== null) throw refused(`item.stays-${why}`);
  await store.deleteItem(ctx.db, id);
  await markPlaces(ctx.db, [item.recordId]);
  // Without source and note, which may tell of persons.
  const { recordId, ownerId, barcode, placeId, shelf, callNumber, volume, status, priceFen, acquiredOn } =
    item;
  await audit(ctx, {
    what: "item.removed",
    on: { kind: "item", id: `${id}` },
    detail: {
      version,
      recordId,
      ownerId,
      barcode,
      placeId,
      shelf,
      callNumber,
      volume,
      status,
      priceFen,
      acquiredOn,
    },
  });
}
