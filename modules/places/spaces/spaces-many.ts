/** Many rooms, courts and halls at once: what a table brings. */
import { auditAll } from "#platform/audit";
import type { TxCtx } from "#platform/ctx";
import { announceAll } from "#platform/events";
import { inventoriesChanged } from "../handover/void.ts";
import { leaveRooms } from "../things/thing-store.ts";
import { insertSpaces, retireSpaces, updateSpaces } from "./space-many-store.ts";
import type { Space, SpaceFacts } from "./space-store.ts";

export interface SpacesPut {
  added: readonly (SpaceFacts & { id: string; placeId: string })[];
  changed: readonly Space[];
  retired: readonly Space[];
}

/** Adds, changes and retires spaces. Each counts as one by one: signatures on their places' lists go, things leave retired rooms. */
export async function putSpaces(ctx: TxCtx, { added, changed, retired }: SpacesPut): Promise<void> {
  const retiredIds = retired.map(({ id }) => id);
  if (added.length > 0) await insertSpaces(ctx.db, added);
  if (changed.length > 0) await updateSpaces(ctx.db, changed);
  if (retired.length > 0) {
    await retireSpaces(ctx.db, retiredIds);
    await leaveRooms(ctx.db, retiredIds);
  }
  const on = ({ placeId }: { placeId: string }) => ({ kind: "place", id: placeId });
  await auditAll(ctx, [
    ...added.map((one) => ({
      what: "space.added",
      on: on(one),
      detail: { space: one.id, capacity: one.capacity },
    })),
    ...changed.map((one) => ({
      what: "space.changed",
      on: on(one),
      detail: { space: one.id, capacity: one.capacity },
    })),
    ...retired.map((one) => ({ what: "space.retired", on: on(one), detail: { space: one.id } })),
  ]);
  const told = ({ id, placeId, capacity }: { id: string; placeId: string; capacity: number }) => ({
    placeId,
    spaceId: id,
    capacity,
  });
  await announceAll(ctx, [
    ...added.map((one) => ({ type: "place.space-added" as const, payload: told(one) })),
    ...changed.map((one) => ({ type: "place.space-changed" as const, payload: told(one) })),
    ...retired.map(({ id, placeId }) => ({
      type: "place.space-retired" as const,
      payload: { placeId, spaceId: id },
    })),
  ]);
  await inventoriesChanged(
    ctx,
    [...added, ...changed, ...retired].map(({ placeId }) => placeId),
  );
}
