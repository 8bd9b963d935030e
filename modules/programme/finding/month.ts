/** A month of the programme, day by day. */
import { type Ctx, today } from "#platform/ctx";
import type { EventKind } from "../contract.ts";
import { idsBelow } from "../series/series-store.ts";
import { admissionOf } from "./admission.ts";
import { offersFor } from "./around.ts";
import * as store from "./find-store.ts";
import { spanOfMonth } from "./window.ts";
import { titleIn } from "./words.ts";

/** A month holds a few hundred sessions in a city of half a million; beyond this the page would not be readable anyway. */
const mostSessions = 5000;
const shownADay = 4;

export interface MonthInput {
  month: string;
  kind?: EventKind;
  series?: string;
}

export interface MonthDay {
  day: string;
  count: number;
  first: { id: string; title: string; lang: string; startsAt: string; admission: string }[];
}

/** Every day of the month with the number of events on it; an event counts once a day, however many sessions it has. */
export async function monthOfEvents(
  ctx: Ctx,
  input: MonthInput,
): Promise<{ month: string; today: string; days: MonthDay[] }> {
  const on = today(ctx).toString();
  const month = input.month === "now" ? on.slice(0, 7) : input.month;
  const { from, to, days } = spanOfMonth(month, ctx.city.zone);
  const sessions = await store.sessionsIn(
    ctx.db,
    {
      span: { from, to, beginning: false, dayStart: from },
      kind: input.kind ?? null,
      division: null,
      ages: null,
      placeIds: null,
      seriesIds: input.series ? await idsBelow(ctx.db, input.series) : null,
      search: null,
    },
    ctx.city.zone,
    mostSessions,
  );
  const byDay = new Map<string, Map<string, store.FoundEvent>>(days.map(({ day }) => [day, new Map()]));
  for (const session of sessions) {
    // Half-open on both sides: the night belongs to both days, midnight only to the one before.
    const [begins, ends] = [session.startsAt.epochMilliseconds, session.endsAt.epochMilliseconds];
    for (const { day, from: start, to: end } of days) {
      const events = byDay.get(day);
      if (begins < end && ends > start && !events?.has(session.id)) events?.set(session.id, session);
    }
  }
  const daysOf = new Map<string, number>();
  for (const events of byDay.values())
    for (const id of events.keys()) daysOf.set(id, (daysOf.get(id) ?? 0) + 1);
  // What is on once says more about a day than what is on every day.
  const rarestFirst = (a: store.FoundEvent, b: store.FoundEvent) =>
    (daysOf.get(a.id) ?? 0) - (daysOf.get(b.id) ?? 0);
  const shown = days.map(({ day }) => ({
    day,
    events: [...(byDay.get(day)?.values() ?? [])].sort(rarestFirst),
  }));
  const offers = await offersFor(
    ctx,
    shown.flatMap(({ events }) => events.slice(0, shownADay)),
  );
  return {
    month,
    today: on,
    days: shown.map(({ day, events }) => ({
      day,
      count: events.length,
      first: events.slice(0, shownADay).map((one) => ({
        id: one.id,
        ...titleIn(one, ctx.locale),
        startsAt: one.startsAt.toString(),
        admission: admissionOf(
          { ...one, cancelledAt: null },
          one.offerId ? (offers.get(one.offerId) ?? null) : null,
          { now: ctx.clock(), actor: ctx.actor },
        ).state,
      })),
    })),
  };
}
