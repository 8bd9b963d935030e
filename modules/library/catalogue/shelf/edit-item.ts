/** What an item is, changed at the desk. */
import { placeOf } from "#places";
import { audit } from "#platform/audit";
import { type TxCtx, today } from "#platform/ctx";
import { found, invalid, refused } from "#platform/errors";
import { markPlaces } from "../keeping/place-marks.ts";
import * as store from "./shelf-store.ts";

/** Circulation alone says that something is lent or on its way. */
export const isLent = (status: string) => status === "on-loan" || status === "in-transit";

export async function editItem(
  ctx: TxCtx,
  { id, version, ...text }: store.ItemText & { id: number; version: number },
): Promise<void> {
  const item = found(await store.itemBy(ctx.db, id), "item", `${id}`);
  if (
    text.acquiredOn !== null &&
    text.acquiredOn !== item.acquiredOn &&
    text.acquiredOn > today(ctx).toString()
  )
    throw invalid([{ field: "/body/acquiredOn", id: "item.acquired-later" }]);
  if (text.placeId !== null) found(await placeOf(ctx.db, text.placeId), "place", text.placeId);
  if (isLent(item.status) && text.status !== item.status) throw refused("item.lent");
  if (!isLent(item.status) && isLent(text.status)) throw refused("item.lent-here");
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
