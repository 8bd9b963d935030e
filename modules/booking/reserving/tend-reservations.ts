/** What the clock does to reservations, by the minute: rooms nobody came to go to others, what is over is over, silence is no. */
import { type Ctx, inTx, type TxCtx } from "#platform/ctx";
import { announceAll } from "#platform/events";
import { markMissedReservations } from "../penalties/marking.ts";
import { type Due, dueReservations } from "./answer-store.ts";
import { noteGone } from "./give-back.ts";
import { lapseRequests } from "./move.ts";
import { describeResources } from "./naming.ts";
import { newsOf } from "./news.ts";
import { endReservations } from "./reservation-store.ts";
import { resourceOf } from "./resource-store.ts";
import { finishReservations } from "./seats/seat-store.ts";
import { tellHolders } from "./tell.ts";

const atOnce = 500;

/** Each resource in a transaction of its own, so that one that fails is logged and stops no other. Answers how many have changed. */
export async function tendReservations(ctx: Ctx): Promise<number> {
  let changed = 0;
  const due = await dueReservations(ctx.db, ctx.clock(), atOnce);
  for (const [resourceId, some] of Map.groupBy(due, (one) => one.resourceId)) {
    try {
      changed += await inTx(ctx, (inner) => endDue(inner, resourceId, some));
    } catch (error) {
      ctx.log.error({ err: error, resource: resourceId }, "reservations of a resource cannot be tended");
    }
  }
  await inTx(ctx, (inner) => lapseRequests(inner));
  return changed;
}

async function endDue(ctx: TxCtx, resourceId: string, due: readonly Due[]): Promise<number> {
  const resource = await resourceOf(ctx.db, resourceId);
  if (!resource) return 0;
  const now = ctx.clock();
  const idsOf = (as: Due["as"]) => due.filter((one) => one.as === as).map(({ id }) => id);
  const over = await endReservations(ctx.db, idsOf("over"), {
    as: "over",
    from: ["confirmed", "checked-in"],
    now,
  });
  const lapsed = await endReservations(ctx.db, idsOf("lapsed"), { as: "refused", from: ["requested"], now });
  const released = await endReservations(ctx.db, idsOf("released"), {
    as: "released",
    from: ["confirmed"],
    now,
  });
  const missed = await endReservations(ctx.db, idsOf("no-show"), { as: "no-show", from: ["confirmed"], now });
  const notBack = await finishReservations(ctx.db, idsOf("not-back"), now);
  await tellHolders(
    ctx,
    "notice.reservation.not-back",
    notBack.map((reservation) => ({ reservation })),
  );
  const absent = [...released, ...missed];
  await noteGone(ctx, resource, lapsed, "refused");
  await noteGone(ctx, resource, released, "released");
  await announceAll(
    ctx,
    absent.map((one) => ({
      type: "reservation.missed" as const,
      payload: newsOf(resource, one),
    })),
  );
  const name = absent.length > 0 ? (await describeResources(ctx, [resource])).get(resourceId)?.name : "";
  await markMissedReservations(ctx, resource, absent, name ?? "");
  await tellHolders(
    ctx,
    "notice.reservation.lapsed",
    lapsed.map((reservation) => ({ reservation })),
  );
  await tellHolders(
    ctx,
    "notice.reservation.released",
    released.map((reservation) => ({ reservation })),
  );
  return notBack.length + over.length + lapsed.length + released.length + missed.length;
}
