/** What both houses are told of a leg: news for other modules, and a notice to whoever answers for it there. */
import { notifyAll, staffOver } from "#people";
import type { Role } from "#platform/auth";
import type { TxCtx } from "#platform/ctx";
import { announce } from "#platform/events";
import type { TourLegNews } from "../events.ts";
import { publishers } from "../may.ts";
import type { Leg } from "./leg-store.ts";

export const newsOf = (leg: Leg): TourLegNews => ({
  legId: leg.id,
  touringId: leg.touringId,
  orgPath: leg.ownerPath,
  borrowerPath: leg.orgPath,
  eventId: leg.eventId,
  from: leg.from,
  through: leg.through,
});

type LegEvent =
  | "tour.leg-asked"
  | "tour.leg-agreed"
  | "tour.leg-refused"
  | "tour.leg-cancelled"
  | "tour.leg-sent"
  | "tour.leg-arrived"
  | "tour.leg-home"
  | "tour.crates-wrong";

export async function announceLeg(ctx: TxCtx, event: LegEvent, leg: Leg): Promise<void> {
  await announce(ctx, event, newsOf(leg));
}

// texts: notice.tour.*
/** Tells those nearest to these houses who hold one of the roles, but for whoever did it. */
export async function tellHouses(
  ctx: TxCtx,
  leg: Leg,
  {
    paths,
    what,
    roles = publishers,
    values = {},
  }: { paths: readonly string[]; what: string; roles?: readonly Role[]; values?: Record<string, string> },
): Promise<void> {
  const over = await staffOver(ctx.db, { paths, roles, now: ctx.clock() });
  const to = paths.flatMap((path) => {
    const here = over.filter((one) => one.path === path);
    const nearest = Math.max(0, ...here.map(({ at }) => at.length));
    return here.flatMap(({ at, subject }) => (at.length === nearest ? [subject] : []));
  });
  await notifyAll(ctx, [
    {
      to: [...new Set(to)].filter((subject) => subject !== ctx.actor.subject),
      kind: "work",
      key: `notice.tour.${what}`,
      values: { title: leg.title, from: leg.from, through: leg.through, ...values },
      href: `/desk/tour-legs/${leg.id}`,
    },
  ]);
}
