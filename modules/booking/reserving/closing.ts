/** A place closes, leaves the public or loses a room: what people have there then comes to nothing, and they are told why and what to do. */
import type { Temporal } from "temporal-polyfill";
import { placeOf } from "#places";
import { type TxCtx, textFor } from "#platform/ctx";
import { sourceLocale } from "#platform/i18n";
import { displacedBy, displacedThere, heldThere, type There } from "./closing-store.ts";
import { noteGone } from "./give-back.ts";
import { describeResources } from "./naming.ts";
import { reasonAgainstOpening } from "./open-then.ts";
import { endReservations } from "./reservation-store.ts";
import { lockCells, resourcesById } from "./resource-store.ts";
import { tellHolders } from "./tell.ts";

const atOnce = 500;

// texts: place.closure.*
/** A closure was announced. One that was lifted meanwhile ends nothing; asking again changes nothing. */
export async function endWhileClosed(ctx: TxCtx, there: There & { closureId: string }): Promise<void> {
  const place = await placeOf(ctx.db, there.placeId);
  const closure = place?.closures.find(({ id }) => id === there.closureId);
  if (!closure || closure.lifted) return;
  const why = words(ctx)(`place.closure.${closure.reason}`);
  await endThere(ctx, there, closure.words === "" ? why : `${why}：${closure.words}`);
}

/** Nobody but staff sees the place from a moment on; what is public again meanwhile keeps what is reserved. */
export async function endWhereNotPublic(ctx: TxCtx, placeId: string, from: Temporal.Instant): Promise<void> {
  if ((await placeOf(ctx.db, placeId))?.public !== false) return;
  await endThere(ctx, { placeId, from, to: null }, words(ctx)("reserving.place-withdrawn"));
}

/** There is no such room any more. */
export async function endInSpace(ctx: TxCtx, placeId: string, spaceId: string): Promise<void> {
  await endThere(
    ctx,
    { placeId, spaceId, from: ctx.clock(), to: null },
    words(ctx)("reserving.space-retired"),
  );
}

/** It opens after all: whoever lost what is free now is told that it can be had again. */
export async function tellOpenAgain(ctx: TxCtx, there: There & { closureId: string }): Promise<void> {
  const lost = await displacedThere(ctx.db, there, { now: ctx.clock(), limit: atOnce });
  await tellHolders(
    ctx,
    "notice.reservation.open-again",
    lost.map((reservation) => ({ reservation, once: `${there.closureId} ${reservation.id}` })),
  );
}

/** The same of a room that is opened before the end that was said, where its place is open then. */
export async function tellLifted(ctx: TxCtx, blackoutId: string): Promise<void> {
  const lost = await displacedBy(ctx.db, blackoutId, { now: ctx.clock(), limit: atOnce });
  const resources = await resourcesById(ctx.db, [...new Set(lost.map(({ resourceId }) => resourceId))]);
  const is = await describeResources(ctx, resources);
  const open = lost.filter((one) => {
    const place = is.get(one.resourceId)?.place;
    return !place || (place.public && reasonAgainstOpening(place, one, ctx.city.zone) === null);
  });
  await tellHolders(
    ctx,
    "notice.reservation.open-again",
    open.map((reservation) => ({ reservation, once: `${blackoutId} ${reservation.id}` })),
  );
}

/** Kept in the city's language, as what its staff write. */
const words = (ctx: TxCtx) => textFor({ ...ctx, locale: sourceLocale });

async function endThere(ctx: TxCtx, there: There, reason: string): Promise<void> {
  const because = reason.slice(0, 200);
  for (;;) {
    const now = ctx.clock();
    const held = await heldThere(ctx.db, there, { now, limit: atOnce });
    if (held.length === 0) return;
    const ids = [...new Set(held.map(({ resourceId }) => resourceId))];
    await lockCells(ctx.db, ids);
    const gone = await endReservations(
      ctx.db,
      held.map(({ id }) => id),
      { as: "displaced", because, now },
    );
    for (const resource of await resourcesById(ctx.db, ids))
      await noteGone(
        ctx,
        resource,
        gone.filter(({ resourceId }) => resourceId === resource.id),
        "displaced",
      );
    await tellHolders(
      ctx,
      "notice.reservation.place-closed",
      gone.map((reservation) => ({ reservation, reason: because })),
    );
  }
}
