/** The leg that somebody does something with. */
import type { TxCtx } from "#platform/ctx";
import { found, refused } from "#platform/errors";
import { goes, type Way } from "./leg.ts";
import { type Leg, leg as legById } from "./leg-store.ts";
import { lockTouring, type Touring } from "./touring-store.ts";

/** The leg under the lock of its tour, at the version that was seen. Refuses what cannot be done with it now. */
export async function legToChange(
  ctx: TxCtx,
  { id, version, way }: { id: string; version: number; way: Way },
): Promise<{ leg: Leg; touring: Touring }> {
  const { touringId } = found(await legById(ctx.db, id), "tour-leg", id);
  const touring = found(await lockTouring(ctx.db, touringId), "touring", touringId);
  // Read again: whoever had the lock may have changed it.
  const leg = found(await legById(ctx.db, id), "tour-leg", id);
  if (leg.version !== version) throw refused("event.changed-meanwhile", { yours: version, now: leg.version });
  if (!goes(way, leg.state)) throw refused("touring.not-now");
  return { leg, touring };
}
