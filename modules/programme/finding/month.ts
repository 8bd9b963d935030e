/** A month of the programme, day by day. */
import { type Ctx, today } from "#platform/ctx";
import type { EventKind } from "../contract.ts";
import { idsBelow } from "../series/series-store.ts";
import { admissionOf } from "./admission.ts";
import { offersFor } from "./around.ts";
import * as store from "./find-store.ts";
import { spanOfMonth } from "./window.ts";
import { titleIn } from "./words.ts";

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
  const shown = await store.eventsOnDays(
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
    days,
    { zone: ctx.city.zone, first: shownADay },
  );
  const byDay = Map.groupBy(shown, ({ day }) => day);
  const offers = await offersFor(ctx, shown);
  return {
    month,
    today: on,
    days: days.map(({ day }) => ({
      day,
      count: byDay.get(day)?.[0]?.count ?? 0,
      first: (byDay.get(day) ?? []).map((one) => ({
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
