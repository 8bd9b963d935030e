/**
 * A room, thing, booth or seat goes out of use, and comes back. Nobody loses anything by it: what is reserved is used, moved or given back
 * first. Whoever needs it gone sooner closes it, and those are told with other times (`blackout.ts`).
 */
import { audit } from "#platform/audit";
import type { TxCtx } from "#platform/ctx";
import { found, refused } from "#platform/errors";
import { announce } from "#platform/events";
import * as store from "./resource-store.ts";

/** Refuses while somebody has it or a seat in it. Asking again changes nothing. */
export async function retireResource(
  ctx: TxCtx,
  id: string,
  { retired }: { retired: boolean },
): Promise<void> {
  await store.lockWhole(ctx.db, [id]);
  const { kind, ref, placeId } = found(await store.resourceOf(ctx.db, id), "room", id);
  const now = ctx.clock();
  const { count, until } = await store.stillHad(ctx.db, id, now);
  if (retired && until) throw refused("room.still-had", { count, until: until.toString() });
  if (!(await store.retireResource(ctx.db, id, retired ? now : null))) return;
  await audit(ctx, {
    what: retired ? "resource.retired" : "resource.brought-back",
    on: { kind: "resource", id },
  });
  if (!retired && kind === "space" && placeId)
    await announce(ctx, "resource.made", { resourceId: id, kind, spaceId: ref, placeId });
}
