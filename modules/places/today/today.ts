/** What staff of places would like to know when their day begins. */
import { Temporal } from "temporal-polyfill";
import { pathsHeld, type TodayLine } from "#platform/auth";
import type { Ctx } from "#platform/ctx";
import { named } from "#platform/i18n";
import { coveredPaths } from "../asked.ts";
import { countUnstated } from "../finding/watch-store.ts";
import { answering } from "../may.ts";
import { waitingBelow } from "../publishing/waiting-store.ts";
import { closuresTurning, handoversToSign } from "./today-store.ts";

const mostClosures = 20;

// texts: today.closure.* today.without-hours today.sign-handover today.confirm-change

/** Closures that begin or end on the day or the next, hand-overs to sign, changes to confirm, places of which nobody knows when they are open. */
export async function placesToday(ctx: Ctx, { day }: { day: string }): Promise<TodayLine[]> {
  const paths = coveredPaths(ctx);
  if (paths.length === 0) return [];
  const managed = pathsHeld(ctx.actor, "manager");
  const from = Temporal.PlainDate.from(day).toZonedDateTime(ctx.city.zone);
  const span = { from: from.toInstant(), to: from.add({ days: 2 }).toInstant() };
  const answered = pathsHeld(ctx.actor, ...answering);
  const [closures, handovers, blank, waiting] = await Promise.all([
    closuresTurning(ctx.db, { paths, ...span, limit: mostClosures }),
    handoversToSign(ctx.db, managed),
    countUnstated(ctx.db, paths),
    waitingBelow(ctx.db, answered, ctx.actor.subject),
  ]);
  return [
    ...handovers.map(
      (one): TodayLine => ({
        key: "today.sign-handover",
        values: { place: named(one, ctx.locale), on: Temporal.PlainDate.from(one.effectiveOn) },
        href: `/desk/handovers/${one.id}`,
        kind: "do",
      }),
    ),
    ...waiting.map(
      (one): TodayLine => ({
        key: "today.confirm-change",
        values: { place: named(one, ctx.locale) },
        href: `/desk/places/${one.placeId}/publishing`,
        kind: "do",
      }),
    ),
    ...closures.map((one): TodayLine => {
      const begins = Temporal.Instant.compare(one.startsAt, span.from) >= 0;
      return {
        key: begins ? "today.closure.begins" : "today.closure.ends",
        values: { place: named(one, ctx.locale), at: begins ? one.startsAt : (one.endsAt ?? span.to) },
        href: `/desk/places/${one.placeId}/closures`,
        kind: "know",
      };
    }),
    ...(blank > 0
      ? [{ key: "today.without-hours", values: { count: blank }, href: "/desk/places", kind: "do" as const }]
      : []),
  ];
}
