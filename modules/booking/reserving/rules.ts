/** What a house asks of whoever reserves one of its rooms or things, and the first reason against. Pure. */
import { Temporal } from "temporal-polyfill";
import type { Static } from "typebox";
import { Nullable, T } from "#contract";
import { Slot, slotsIn } from "./slot.ts";

/** Who holds a reservation, as classes of priority tell them apart: the city's own use, the house itself, another organisation, a person. */
export const holderKinds = ["use", "house", "organisation", "person"] as const;
export type HolderKind = (typeof holderKinds)[number];

const minutes = (most: number) => T.Integer({ minimum: 0, maximum: most });

export const ReservationRules = T.Object({
  /** Times begin and end at whole steps of the day. */
  stepMinutes: T.Enum([5, 10, 15, 30, 60]),
  shortestMinutes: T.Integer({ minimum: 5, maximum: 1440 }),
  longestMinutes: T.Integer({ minimum: 5, maximum: 14 * 1440 }),
  setUpMinutes: minutes(1440),
  clearUpMinutes: minutes(1440),
  /** So many days ahead, today included. */
  horizonDays: T.Integer({ minimum: 1, maximum: 731 }),
  /** Given back until so long before the start. */
  giveBackMinutes: minutes(30 * 1440),
  /** How many that are still to come one person or organisation may have in this house, of this kind; and how many that begin in one week. */
  mostComing: Nullable(T.Integer({ minimum: 1, maximum: 100 })),
  mostAWeek: Nullable(T.Integer({ minimum: 1, maximum: 100 })),
  /** Identity level of a person. */
  level: T.Integer({ minimum: 0, maximum: 3 }),
  /** Who approves, in this order: the house, then the organisation above it. */
  approval: T.Array(T.Enum(["house", "above"]), { maxItems: 2, uniqueItems: true }),
  checkIn: Nullable(
    T.Object({
      fromMinutes: minutes(240),
      /** After the start. */
      untilMinutes: T.Integer({ minimum: 1, maximum: 240 }),
      /** Who is not there by then gives the rest of the time to others. */
      release: T.Boolean(),
    }),
  ),
  /** Whoever is in may go out for so long, so often, and keeps it; then the rest goes to others. */
  away: T.Optional(
    Nullable(
      T.Object({
        minutes: T.Integer({ minimum: 5, maximum: 240 }),
        most: T.Integer({ minimum: 1, maximum: 10 }),
      }),
    ),
  ),
  /** Had in fixed slots, whatever is said of lengths and steps. */
  slot: T.Optional(Nullable(Slot)),
  /** Highest first; who is not named is last. */
  priority: T.Array(T.Enum([...holderKinds]), { maxItems: 4, uniqueItems: true }),
});
export type ReservationRules = Static<typeof ReservationRules>;

/** What holds where a house says nothing else. */
export const usualRules: ReservationRules = {
  stepMinutes: 30,
  shortestMinutes: 30,
  longestMinutes: 240,
  setUpMinutes: 0,
  clearUpMinutes: 0,
  horizonDays: 30,
  giveBackMinutes: 120,
  mostComing: 3,
  mostAWeek: 2,
  level: 0,
  approval: [],
  checkIn: { fromMinutes: 15, untilMinutes: 15, release: true },
  priority: ["use", "house", "organisation", "person"],
};

/** Of study seats, as 深圳图书馆北馆 has them: checked in by thirty minutes after the start, given back an hour before, one a person. */
export const usualSeatRules: ReservationRules = {
  ...usualRules,
  longestMinutes: 720,
  horizonDays: 3,
  giveBackMinutes: 60,
  mostAWeek: null,
  checkIn: { fromMinutes: 30, untilMinutes: 30, release: true },
  away: { minutes: 30, most: 2 },
};

/** Of booths, such as 朗读亭: fifty minutes from each whole hour, ten to tidy up; two in a row at most. */
export const usualBoothRules: ReservationRules = {
  ...usualRules,
  horizonDays: 7,
  slot: { minutes: 50, everyMinutes: 60, from: "10:00", most: 2 },
};

export interface Times {
  startsAt: Temporal.Instant;
  endsAt: Temporal.Instant;
}

export const timesText = ({ startsAt, endsAt }: Times) => ({
  startsAt: startsAt.toString(),
  endsAt: endsAt.toString(),
});

export interface Reason {
  id: string;
  data?: Record<string, string | number>;
  next?: string;
}

/** The time that is taken: with what goes before and after. */
export function occupiedBy(
  { setUpMinutes, clearUpMinutes }: ReservationRules,
  { startsAt, endsAt }: Times,
): Times {
  return {
    startsAt: startsAt.subtract({ minutes: setUpMinutes }),
    endsAt: endsAt.add({ minutes: clearUpMinutes }),
  };
}

/** The first reason against these times, whoever asks for them; or null. */
export function reasonAgainstTimes(
  rules: ReservationRules,
  { startsAt, endsAt }: Times,
  { now, zone }: { now: Temporal.Instant; zone: string },
): Reason | null {
  const compare = Temporal.Instant.compare;
  if (compare(endsAt, startsAt) <= 0) return { id: "reservation.backwards" };
  if (compare(startsAt, now) < 0) return { id: "reservation.past" };
  const shape = rules.slot
    ? reasonAgainstSlots(rules.slot, { startsAt, endsAt }, zone)
    : reasonAgainstLength(rules, { startsAt, endsAt }, zone);
  if (shape) return shape;
  const day = now.toZonedDateTimeISO(zone).toPlainDate();
  const last = day.add({ days: rules.horizonDays - 1 });
  if (Temporal.PlainDate.compare(startsAt.toZonedDateTimeISO(zone).toPlainDate(), last) > 0)
    return { id: "reservation.too-far", data: { days: rules.horizonDays, last: last.toString() } };
  return null;
}

function reasonAgainstLength(
  { shortestMinutes, longestMinutes, stepMinutes }: ReservationRules,
  { startsAt, endsAt }: Times,
  zone: string,
): Reason | null {
  const lasts = startsAt.until(endsAt).total("minutes");
  if (lasts < shortestMinutes) return { id: "reservation.too-short", data: { minutes: shortestMinutes } };
  if (lasts > longestMinutes) return { id: "reservation.too-long", data: { minutes: longestMinutes } };
  if ([startsAt, endsAt].some((at) => !isStep(at, stepMinutes, zone)))
    return { id: "reservation.off-step", data: { minutes: stepMinutes } };
  return null;
}

function reasonAgainstSlots(slot: Slot, times: Times, zone: string): Reason | null {
  const { minutes, everyMinutes, from, most } = slot;
  const count = slotsIn(times, slot, zone);
  if (count === null) return { id: "reservation.off-slot", data: { minutes, every: everyMinutes, from } };
  return count > most ? { id: "reservation.too-many-slots", data: { most } } : null;
}

const isStep = (at: Temporal.Instant, step: number, zone: string) => {
  const { hour, minute, second, millisecond } = at.toZonedDateTimeISO(zone);
  return (hour * 60 + minute) % step === 0 && second === 0 && millisecond === 0;
};

/** The last moment at which the holder may give it back. */
export const giveBackUntil = (rules: ReservationRules, { startsAt }: Pick<Times, "startsAt">) =>
  startsAt.subtract({ minutes: rules.giveBackMinutes });

/** Is the one of a higher class than the other? The house says which is which. */
export function outranks({ priority }: ReservationRules, one: HolderKind, other: HolderKind): boolean {
  const rank = (kind: HolderKind) => {
    const at = priority.indexOf(kind);
    return at === -1 ? priority.length : at;
  };
  return rank(one) < rank(other);
}
