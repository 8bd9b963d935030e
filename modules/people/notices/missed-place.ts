/** Places stand before people and can tell nobody: who set a time that went by is told here. */
import { placeOf } from "#places";
import type {} from "#places/events";
import type { TxCtx } from "#platform/ctx";
import { found } from "#platform/errors";
import type { Event } from "#platform/events";
import { notify } from "./notify.ts";

// texts: notice.place-not-published
/** Tells whoever set the time that the place was not published, and why. Told twice it tells once. */
export async function tellOfMissed(ctx: TxCtx, { id, payload }: Event<"place.missed">): Promise<void> {
  const place = found(await placeOf(ctx.db, payload.placeId), "place", payload.placeId);
  await notify(ctx, {
    to: payload.by,
    kind: "work",
    key: "notice.place-not-published",
    values: { place: place.name, reason: payload.reason },
    href: `/desk/places/${payload.placeId}/publishing`,
    once: id,
  });
}
