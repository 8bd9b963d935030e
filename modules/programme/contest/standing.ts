/** Whether staff may act on a contest: while its event goes on, and only who never sat in its jury. */
import type { TxCtx } from "#platform/ctx";
import { found, refused } from "#platform/errors";
import { type Contest, contest as contestOf, everSat } from "./contest-store.ts";

/** The contest while its event is neither cancelled nor withdrawn. */
export async function goingOn(ctx: TxCtx, eventId: string): Promise<Contest> {
  const contest = found(await contestOf(ctx.db, eventId), "contest", eventId);
  if (isOver(contest)) throw refused("contest.event-over");
  return contest;
}

export const isOver = ({ state, cancelledAt }: Pick<Contest, "state" | "cancelledAt">) =>
  state === "withdrawn" || cancelledAt !== null;

/** The same for whoever decides: appoints or dismisses, accepts, enters, publishes or takes back results. */
export async function deciding(ctx: TxCtx, eventId: string): Promise<Contest> {
  const contest = await goingOn(ctx, eventId);
  if (ctx.actor.subject && (await everSat(ctx.db, eventId, ctx.actor.subject)))
    throw refused("contest.jury-not-staff");
  return contest;
}
