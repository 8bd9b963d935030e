/** Staff close a room for a time, with a reason. Whoever has it then is told, with other times; who they are is seen beforehand. */
import { Temporal } from "temporal-polyfill";
import { audit } from "#platform/audit";
import type { Ctx, TxCtx } from "#platform/ctx";
import { newId } from "#platform/db";
import { found, refused } from "#platform/errors";
import * as store from "./blackout-store.ts";
import { tellLifted } from "./closing.ts";
import { giveAgain } from "./give-again.ts";
import { noteGone } from "./give-back.ts";
import { describeResources } from "./naming.ts";
import { freeNext, isTaken } from "./occupy.ts";
import { endReservations, standingIn } from "./reservation-store.ts";
import { lockCells, type Resource, resourceOf, resourcesById } from "./resource-store.ts";
import type { Times } from "./rules.ts";
import { currentStates } from "./states.ts";
import { tellHolders } from "./tell.ts";

/** Whoever has it then and would lose it. */
export async function hitBy(ctx: Pick<Ctx, "db">, resourceId: string, times: Times) {
  const standing = await standingIn(ctx.db, resourceId, times);
  return standing.filter(({ state }) => currentStates.includes(state));
}

export interface BlackoutInput extends Times {
  resourceId: string;
  reason: string;
  /** Those whom staff have seen that it hits. */
  hits: readonly string[];
}

/** Closes it. Refuses when it hits others than were seen, what is past, and where it is closed already. */
export async function blackOut(
  ctx: TxCtx,
  { resourceId, startsAt, endsAt, reason, hits }: BlackoutInput,
): Promise<{ id: string; displaced: number }> {
  found(await resourceOf(ctx.db, resourceId), "room", resourceId);
  const now = ctx.clock();
  const compare = Temporal.Instant.compare;
  if (compare(endsAt, startsAt) <= 0) throw refused("reservation.backwards");
  if (compare(endsAt, now) <= 0) throw refused("reservation.past");
  if (compare(endsAt, now.add({ hours: 24 * 731 })) > 0) throw refused("blackout.too-far");
  await lockCells(ctx.db, [resourceId]);
  const times = { startsAt: compare(startsAt, now) < 0 ? now : startsAt, endsAt };
  const hit = await hitBy(ctx, resourceId, times);
  if (hit.length !== hits.length || hit.some(({ id }) => !hits.includes(id)))
    throw refused("blackout.hits-changed", { count: hit.length });
  const gone = await endReservations(
    ctx.db,
    hit.map(({ id }) => id),
    { as: "displaced", from: currentStates, because: reason, now },
  );
  const id = newId();
  try {
    await ctx.db.attempt((tx) =>
      store.insertBlackout(tx, { id, resourceId, ...times, reason, by: ctx.actor.subject, now }),
    );
  } catch (error) {
    if (isTaken(error)) throw refused("blackout.there");
    throw error;
  }
  // Of a hall each may hold another part, with rules of its own.
  const resources = await resourcesById(ctx.db, [...new Set(gone.map((one) => one.resourceId))]);
  for (const own of resources) {
    const theirs = gone.filter((one) => one.resourceId === own.id);
    await noteGone(ctx, own, theirs, "displaced");
    await tellDisplaced(ctx, own, theirs, reason);
  }
  await audit(ctx, {
    what: "blackout.made",
    on: { kind: "resource", id: resourceId },
    detail: {
      blackout: id,
      startsAt: times.startsAt.toString(),
      endsAt: endsAt.toString(),
      reason,
      displaced: gone.map((one) => one.id),
    },
  });
  return { id, displaced: gone.length };
}

/** Tells each, with the next time that is free of the same room. */
async function tellDisplaced(
  ctx: TxCtx,
  resource: Resource,
  gone: Awaited<ReturnType<typeof hitBy>>,
  reason: string,
): Promise<void> {
  const place = (await describeResources(ctx, [resource])).get(resource.id)?.place ?? null;
  for (const reservation of gone) {
    const [free] = await freeNext(ctx, { resource, place, wanted: reservation, count: 1 });
    await tellHolders(ctx, free ? "notice.reservation.displaced" : "notice.reservation.displaced-full", [
      { reservation, reason, ...(free && { other: free.startsAt }) },
    ]);
  }
}

/**
 * Opens it again; what other modules planned there has what is free of it in the same step, before anybody can ask; who else lost it is told
 * that it can be had again. Answers how many have it again, and how many go on without. Asking again changes nothing.
 */
export async function liftBlackout(ctx: TxCtx, id: string): Promise<{ again: number; without: number }> {
  const blackout = found(await store.blackoutOf(ctx.db, id), "blackout", id);
  const closed = await store.closedBy(ctx.db, id);
  await lockCells(ctx.db, closed);
  if ((await store.liftBlackout(ctx.db, id, ctx.clock())) === 0) return { again: 0, without: 0 };
  const given = await giveAgain(ctx, closed, blackout);
  await tellLifted(ctx, id);
  await audit(ctx, {
    what: "blackout.lifted",
    on: { kind: "resource", id: blackout.resourceId },
    detail: { blackout: id, ...given },
  });
  return given;
}
