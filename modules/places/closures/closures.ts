/** Closing a place against its posted hours: announced with the reason, by law (公共文化服务保障法: hours and closures are published). */

import type { Temporal } from "temporal-polyfill";
import { audit } from "#platform/audit";
import type { TxCtx } from "#platform/ctx";
import { newId } from "#platform/db";
import { found, invalid, notFound, refused } from "#platform/errors";
import { announce } from "#platform/events";
import { facilities } from "../facility/facility-store.ts";
import { refusing } from "../refusing.ts";
import type { ClosureReason } from "../words.ts";
import * as store from "./closure-store.ts";

export interface ClosureInput {
  startsAt: Temporal.Instant;
  /** Null: until further notice. */
  endsAt: Temporal.Instant | null;
  reason: ClosureReason;
  words?: string;
}

const longestDays = 366 * 3;
const earliestDays = 31;

/** Announces a closure. Refuses one that is over already, backwards, begins long ago, or overlaps another. */
export async function announceClosure(
  ctx: TxCtx,
  placeId: string,
  input: ClosureInput,
): Promise<{ id: string }> {
  const { startsAt, endsAt, reason } = input;
  const now = ctx.clock();
  const place = found((await facilities(ctx.db, [placeId]))[0], "place", placeId);
  if (place.endedOn) throw refused("place.ended", { day: place.endedOn });
  if (endsAt && endsAt.epochMilliseconds <= startsAt.epochMilliseconds)
    throw invalid([{ field: "/body/endsAt", id: "closure.backwards" }]);
  if (endsAt && endsAt.epochMilliseconds <= now.epochMilliseconds)
    throw invalid([{ field: "/body/endsAt", id: "closure.over" }]);
  if (startsAt.epochMilliseconds < now.subtract({ hours: earliestDays * 24 }).epochMilliseconds)
    throw invalid([{ field: "/body/startsAt", id: "closure.too-early", data: { days: earliestDays } }]);
  const farthest = now.add({ hours: longestDays * 24 });
  if ((endsAt ?? startsAt).epochMilliseconds > farthest.epochMilliseconds) {
    throw invalid([
      { field: endsAt ? "/body/endsAt" : "/body/startsAt", id: "closure.too-far", data: { years: 3 } },
    ]);
  }
  const id = newId();
  await refusing({ closure_one_at_a_time: () => refused("closure.overlaps") }, () =>
    store.insertClosure(ctx.db, {
      id,
      placeId,
      startsAt,
      endsAt,
      reason,
      words: input.words?.trim() ?? "",
      announcedAt: now,
    }),
  );
  await audit(ctx, {
    what: "closure.announced",
    on: { kind: "place", id: placeId },
    detail: { closure: id, startsAt: startsAt.toString(), endsAt: endsAt?.toString() ?? null, reason },
  });
  await announce(ctx, "place.closure-announced", {
    placeId,
    closureId: id,
    reason,
    startsAt: startsAt.toString(),
    endsAt: endsAt?.toString() ?? null,
  });
  return { id };
}

/** Opens the place again before the announced end, or calls the closure off. Asking again changes nothing. */
export async function liftClosure(ctx: TxCtx, placeId: string, closureId: string): Promise<void> {
  const closure = found(await store.closureOf(ctx.db, closureId), "closure", closureId);
  if (closure.placeId !== placeId) throw notFound("closure", closureId);
  if (!(await store.liftClosure(ctx.db, closureId, ctx.clock()))) return;
  await audit(ctx, {
    what: "closure.lifted",
    on: { kind: "place", id: placeId },
    detail: { closure: closureId },
  });
  // As announced: who was told of it is told how much of it does not come.
  await announce(ctx, "place.closure-lifted", {
    placeId,
    closureId,
    startsAt: closure.startsAt.toString(),
    endsAt: closure.endsAt?.toString() ?? null,
  });
}
