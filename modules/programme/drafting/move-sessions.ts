/** An event that goes elsewhere takes its coming sessions along, unless one of its own is there already. */
import type { TxCtx } from "#platform/ctx";
import { invalid } from "#platform/errors";
import type * as store from "../event-store.ts";
import * as sessionStore from "../session-store.ts";

type Where = Pick<sessionStore.SessionRow, "placeId" | "spaceId" | "divisionCode">;

/** Moves the sessions that are where the event was. Answers those that moved; refuses when two would be one. */
export async function moveSessions(
  ctx: TxCtx,
  event: store.Event,
  to: Where,
): Promise<sessionStore.Session[]> {
  const now = ctx.clock();
  const inTheWay = await sessionStore.sessionInTheWay(ctx.db, event.id, event, to, now);
  if (inTheWay) {
    const data = { at: inTheWay.startsAt.toString() };
    throw invalid([{ field: "/body/event/placeId", id: "event.session-there", data }]);
  }
  return sessionStore.moveSessions(ctx.db, event.id, event, to, now);
}
