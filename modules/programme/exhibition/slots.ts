/** Timed entry: the slots and tours that a plan makes of the hours of a place. Pure. */
import { Temporal } from "temporal-polyfill";
import { type CompiledHours, compileHours, instantOf } from "#libs/hours";
import type { Place } from "#places";
import type { SessionText } from "../desk/contract.ts";
import type { EntryPlan, SlotPlan, TourPlan } from "./contract.ts";

type Opening = Pick<Place, "hours" | "holidays" | "closures">;

/** Slots one after the other from opening until the last entry, on every day the place is open. */
export function slotsOf(plan: SlotPlan, place: Opening, zone: string): SessionText[] {
  const { everyMinutes, lastEntryMinutes } = plan;
  return occasions(plan, place, zone, everyMinutes, ({ from, to }) => {
    const count = Math.floor((to - lastEntryMinutes - from) / everyMinutes);
    return Array.from({ length: Math.max(0, count) }, (_, at) => from + at * everyMinutes);
  });
}

/** Tours at the same times on every day on which the place is open from their beginning to their end. */
export function toursOf(plan: TourPlan, place: Opening, zone: string): SessionText[] {
  const starts = [...new Set(plan.at)].map(minuteOf).sort((a, b) => a - b);
  return occasions(plan, place, zone, plan.minutes, ({ from, to }) =>
    starts.filter((start) => start >= from && start + plan.minutes <= to),
  ).map((tour) => ({ ...tour, label: plan.label }));
}

function occasions(
  plan: EntryPlan,
  { hours, holidays, closures }: Opening,
  zone: string,
  minutes: number,
  startsIn: (span: { from: number; to: number }) => number[],
): SessionText[] {
  if (!hours) return [];
  const compiled: CompiledHours = compileHours(hours, holidays.table);
  return daysOf(plan).flatMap((day) =>
    compiled
      .on(day)
      .spans.flatMap(startsIn)
      .map((minute) => {
        const startsAt = instantOf({ day, minute }, zone);
        return {
          startsAt,
          endsAt: startsAt.add({ minutes }),
          ...bookingOf(plan, day, startsAt, minutes, zone),
        };
      })
      .filter(({ startsAt, endsAt }) => !closures.some((one) => touches(one, startsAt, endsAt)))
      .map(({ startsAt, endsAt, booking }) => ({
        startsAt: startsAt.toString(),
        endsAt: endsAt.toString(),
        label: "",
        placeId: null,
        spaceId: null,
        booking,
      })),
  );
}

/** Released so many days before at a fixed hour, or when it begins where that is earlier; the door admits until the end. */
function bookingOf(plan: EntryPlan, day: string, startsAt: Temporal.Instant, minutes: number, zone: string) {
  const { pools, releaseDaysBefore, releaseAt, maxPerClaim, minLevel, cancelUntilMinutes } = plan.booking;
  const release = instantOf(
    {
      day: Temporal.PlainDate.from(day).subtract({ days: releaseDaysBefore }).toString(),
      minute: minuteOf(releaseAt),
    },
    zone,
  );
  const opensAt = Temporal.Instant.compare(release, startsAt) < 0 ? release : startsAt;
  return {
    booking: {
      opensAt: opensAt.toString(),
      closesAt: startsAt.add({ minutes }).toString(),
      pools: pools.map((pool) => ({ ...pool, releasesAt: null })),
      maxPerClaim,
      minLevel,
      cancelUntilMinutes,
      doorsBeforeMinutes: 0,
    },
  };
}

function touches(
  { startsAt, endsAt }: Opening["closures"][number],
  from: Temporal.Instant,
  to: Temporal.Instant,
): boolean {
  return (
    Temporal.Instant.compare(startsAt, to) < 0 &&
    (endsAt === null || Temporal.Instant.compare(endsAt, from) > 0)
  );
}

function daysOf({ from, through }: EntryPlan): string[] {
  const first = Temporal.PlainDate.from(from);
  const count = Math.max(0, first.until(Temporal.PlainDate.from(through)).days + 1);
  return Array.from({ length: count }, (_, at) => first.add({ days: at }).toString());
}

const minuteOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
