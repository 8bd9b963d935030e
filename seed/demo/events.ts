import { Temporal } from "temporal-polyfill";
import type { BookingPlan, EventRow } from "./event-row.ts";
import { ICE } from "./events-ice.ts";
import { READING } from "./events-reading.ts";
import { SCHOOL } from "./events-school.ts";
import { WINTER } from "./events-winter.ts";
import { YEAR } from "./events-year.ts";
import { type Occasion, occasions, ZONE } from "./schedule.ts";
import type { DemoEvent, DemoPlace, DemoPool, DemoSession, PoolChannel } from "./types.ts";

export const EVENT_ROWS: readonly EventRow[] = [...WINTER, ...ICE, ...READING, ...YEAR, ...SCHOOL];

/** The events of the demo city with their sessions around `now`. */
export function events(places: readonly DemoPlace[], now: Temporal.ZonedDateTime): DemoEvent[] {
  return EVENT_ROWS.map((row) => {
    const place = places.find((p) => p.key === row.place);
    if (!place) throw new Error(`${row.key}: no place ${row.place}`);
    const space = row.space ? `${place.key}/${row.space}` : null;
    const { joint, ages, mode, link, state, sessions, booking, entry, demand: _demand, ...rest } = row;
    const all = sessions
      .flatMap((plan) => occasions(plan, place, now))
      .toSorted((a, b) => Temporal.ZonedDateTime.compare(a.start, b.start))
      // days moved off a closed one may meet
      .filter((one, i, list) => i === 0 || !list[i - 1]?.start.equals(one.start));
    return {
      demo: true,
      ...rest,
      jointOrganisers: joint ?? [],
      ages: { from: ages?.[0] ?? null, to: ages?.[1] ?? null },
      mode: mode ?? "on-site",
      link: link ?? null,
      space,
      state: state ?? "published",
      sessions: all.map((one, i) => session(row.key, i, one, place.key, space, booking)),
      entry: entry ? entryOf(entry, now.toPlainDate()) : null,
    };
  });
}

function entryOf(
  { from, to, ...plan }: NonNullable<EventRow["entry"]>,
  today: Temporal.PlainDate,
): DemoEvent["entry"] {
  const day = (days: number) => today.add({ days }).toString();
  return { ...plan, from: day(from), through: day(to) };
}

function session(
  event: string,
  i: number,
  { start, end, label, label_en, cancelled }: Occasion,
  place: string,
  space: string | null,
  booking: BookingPlan | null,
): DemoSession {
  return {
    key: `${event}-${String(i + 1).padStart(2, "0")}`,
    startsAt: start.toInstant().toString(),
    endsAt: end.toInstant().toString(),
    label,
    label_en,
    place,
    space,
    booking: booking ? offer(booking, start, end) : null,
    cancelled,
  };
}

function offer(
  plan: BookingPlan,
  start: Temporal.ZonedDateTime,
  end: Temporal.ZonedDateTime,
): DemoSession["booking"] {
  const opensAt = daysBefore(start, plan.opens, "10:00");
  // Object.entries forgets that the keys of the record are channels
  const channels = Object.entries(plan.pools) as [PoolChannel, number][];
  return {
    opensAt,
    closesAt: end.toInstant().toString(),
    maxPerClaim: plan.max ?? 2,
    minLevel: plan.level ?? 0,
    cancelUntilMinutes: plan.cancelUntil ?? 120,
    doorsBeforeMinutes: plan.doors ?? 45,
    pools: channels.map(([channel, quota]): DemoPool => {
      const late =
        channel === "online" && plan.online
          ? daysBefore(start, plan.online.daysBefore, plan.online.at)
          : null;
      return { channel, quota, releasesAt: late };
    }),
  };
}

function daysBefore(start: Temporal.ZonedDateTime, days: number, at: string): string {
  const day = start.toPlainDate().subtract({ days });
  return day
    .toZonedDateTime({ timeZone: ZONE, plainTime: Temporal.PlainTime.from(at) })
    .toInstant()
    .toString();
}
