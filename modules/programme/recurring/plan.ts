/** Sessions that repeat, shown before anything is written. */
import { Temporal } from "temporal-polyfill";
import type { AnswerOf } from "#contract";
import { placesOf } from "#places";
import { type Ctx, textFor } from "#platform/ctx";
import { found, invalid } from "#platform/errors";
import { named } from "#platform/i18n";
import type { BookingPlan } from "../desk/contract.ts";
import { closedThen } from "../drafting/closed-then.ts";
import { nowhere, placeWanted, whereabouts } from "../drafting/references.ts";
import { sessionFaults } from "../drafting/session-faults.ts";
import { closedSentence } from "../drafting/warnings.ts";
import * as store from "../event-store.ts";
import type { planSessions, Repeat } from "./contract.ts";
import { inTheWay } from "./plan-store.ts";
import { repeatedTimes } from "./times.ts";

interface First {
  startsAt: string;
  endsAt: string;
  placeId: string | null;
  spaceId: string | null;
  booking?: BookingPlan | null;
}

const at = "/body/sessions/0";

/** When the sessions would be, with what is against each of them. Refuses a rule without an end, and one that is never met. */
export async function planned(
  ctx: Ctx,
  { id, sessions: [first], repeat }: { id: string; sessions: readonly First[]; repeat: Repeat },
): Promise<AnswerOf<typeof planSessions>> {
  const event = found(await store.event(ctx.db, id), "event", id);
  if (!first) throw invalid([{ field: at, id: "missing" }]);
  const now = ctx.clock();
  const wanted = placeWanted(event, first, at);
  const where = await whereabouts(ctx.db, [wanted]);
  const faults = [
    ...where.faults,
    // That a first one is over says its row of the list.
    ...sessionFaults(
      { ...first, label: "", booking: first.booking ?? null },
      (where.found[0] ?? nowhere).room,
      now,
      at,
    ).filter((fault) => fault.id !== "session.over"),
  ];
  if (repeat.until === null && repeat.count === null)
    faults.push({ field: "/body/repeat/until", id: "repeat.no-end" });
  if (faults.length > 0) throw invalid(faults);
  const zone = ctx.city.zone;
  const one = {
    startsAt: Temporal.Instant.from(first.startsAt),
    endsAt: Temporal.Instant.from(first.endsAt),
  };
  const { times, more } = repeatedTimes(one, repeat, zone);
  if (times.length === 0) throw invalid([{ field: "/body/repeat/until", id: "repeat.none" }]);
  const place = wanted.placeId ? (await placesOf(ctx.db, [wanted.placeId])).get(wanted.placeId) : undefined;
  const room = { placeId: wanted.placeId, spaceId: wanted.spaceId };
  const others = await inTheWay(
    ctx.db,
    { eventId: id, organisationId: event.organisationId, ...room },
    times,
  );
  const text = textFor(ctx);
  return {
    items: times.map(({ startsAt, endsAt }, index) => {
      const values = { at: startsAt.toString(), place: place ? named(place, ctx.locale) : "" };
      const closed = place && closedThen(place, { startsAt, endsAt }, zone);
      const over = Temporal.Instant.compare(endsAt, now) <= 0;
      const here = others.filter((other) => other.at === index);
      return {
        day: startsAt.toZonedDateTimeISO(zone).toPlainDate().toString(),
        startsAt: startsAt.toString(),
        endsAt: endsAt.toString(),
        against: over ? "over" : here.some(({ own }) => own) ? "there-already" : null,
        warnings: [
          ...(closed ? [closedSentence(closed, values, text)] : []),
          ...here
            .filter(({ own }) => !own)
            .map(({ title, startsAt: from }) =>
              text("warning.overlap", { ...values, title, from: from.toString() }),
            ),
        ],
      };
    }),
    more,
  };
}
