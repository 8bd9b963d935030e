/** What is free of a resource: the parts of a day, and the next time that would do. Pure. */
import { Temporal } from "temporal-polyfill";
import { type Opens, openSpans, reasonAgainstOpening } from "./open-then.ts";
import type { Busy } from "./reservation-store.ts";
import { occupiedBy, type ReservationRules, type Times } from "./rules.ts";
import { type Slot, slotsOf } from "./slot.ts";

const compare = Temporal.Instant.compare;
const later = (one: Temporal.Instant, other: Temporal.Instant) => (compare(one, other) > 0 ? one : other);
const sooner = (one: Temporal.Instant, other: Temporal.Instant) => (compare(one, other) < 0 ? one : other);

export const overlap = (one: Times, other: Times) =>
  compare(one.startsAt, other.endsAt) < 0 && compare(one.endsAt, other.startsAt) > 0;

export interface Part extends Times {
  /** `shut`: the house has closed it then. */
  state: "free" | "taken" | "past" | "shut";
  /** Why it is shut. */
  because: string | null;
}

/** A day in parts, in order: what is not in it is closed. `busy`: what is occupied, in any order. `place`: null where no hours hold. */
export function partsOf(
  day: Temporal.PlainDate,
  {
    place,
    busy,
    now,
    zone,
  }: { place: Opens | null; busy: readonly Busy[]; now: Temporal.Instant; zone: string },
): Part[] {
  const start = day.toZonedDateTime(zone).toInstant();
  const end = day.add({ days: 1 }).toZonedDateTime(zone).toInstant();
  const open = place ? openSpans(place, day, zone) : [{ startsAt: start, endsAt: end }];
  const taken = heldAndShut(busy);
  return open.flatMap((span) => {
    const parts: Part[] = [];
    let at = span.startsAt;
    if (compare(at, now) < 0) {
      const to = sooner(now, span.endsAt);
      parts.push({ startsAt: at, endsAt: to, state: "past", because: null });
      at = to;
    }
    for (const one of taken) {
      if (compare(one.endsAt, at) <= 0 || compare(one.startsAt, span.endsAt) >= 0) continue;
      if (compare(one.startsAt, at) > 0)
        parts.push({ startsAt: at, endsAt: one.startsAt, state: "free", because: null });
      const [from, to] = [later(at, one.startsAt), sooner(one.endsAt, span.endsAt)];
      parts.push({
        ...{ startsAt: from, endsAt: to, because: one.because },
        state: one.because === null ? "taken" : "shut",
      });
      at = to;
    }
    if (compare(at, span.endsAt) < 0)
      parts.push({ startsAt: at, endsAt: span.endsAt, state: "free", because: null });
    return parts;
  });
}

/** In order, none over another: of a hall a part may be closed while another part is somebody's, and then the hall is closed. */
function heldAndShut(busy: readonly Busy[]): Busy[] {
  const shut: Busy[] = [];
  for (const one of busy.filter(({ because }) => because !== null).toSorted(byStart)) {
    const startsAt = later(one.startsAt, shut.at(-1)?.endsAt ?? one.startsAt);
    if (compare(startsAt, one.endsAt) < 0) shut.push({ ...one, startsAt });
  }
  const held = merged(busy.filter(({ because }) => because === null));
  const left = shut.reduce(
    (some, closed) => some.flatMap((one) => (overlap(one, closed) ? without(one, closed) : one)),
    held,
  );
  return [...left.map((one) => ({ ...one, because: null })), ...shut].toSorted(byStart);
}

const byStart = (one: Times, other: Times) => compare(one.startsAt, other.startsAt);

/** What is left of one before and after the other. */
const without = ({ startsAt, endsAt }: Times, other: Times): Times[] =>
  [
    { startsAt, endsAt: other.startsAt },
    { startsAt: other.endsAt, endsAt },
  ].filter((one) => compare(one.startsAt, one.endsAt) < 0);

/** Sorted and joined where they touch. By milliseconds: there may be hundreds. */
function merged(busy: readonly Times[]): Times[] {
  const all: Times[] = [];
  const starts = busy.map((one) => ({ one, from: one.startsAt.epochMilliseconds }));
  let end = Number.NEGATIVE_INFINITY;
  for (const { one, from } of starts.toSorted((a, b) => a.from - b.from)) {
    const last = all.at(-1);
    const to = one.endsAt.epochMilliseconds;
    if (last && from <= end) {
      if (to > end) last.endsAt = one.endsAt;
    } else all.push({ ...one });
    end = Math.max(end, to);
  }
  return all;
}

/** The first times of the same length from these on that are open, up to `until`, at most `count`. `free`: spans nobody has, in order. */
export function nextFree(
  wanted: Times,
  {
    rules,
    place,
    free,
    zone,
    until,
    count,
  }: {
    rules: ReservationRules;
    place: Opens | null;
    free: readonly Times[];
    zone: string;
    until: Temporal.Instant;
    count: number;
  },
): Times[] {
  const found: Times[] = [];
  const lasts = wanted.startsAt.until(wanted.endsAt);
  const { stepMinutes: step, setUpMinutes: minutes } = rules;
  const begin = (from: Temporal.Instant) => beginsAt(from, lasts, rules, zone);
  let at = wanted.startsAt;
  for (const span of free) {
    at = begin(later(at, span.startsAt.add({ minutes })));
    // Each round passes a time that is closed, or one that was found.
    while (found.length < count && compare(at, until) < 0) {
      const times = { startsAt: at, endsAt: at.add(lasts) };
      const occupied = occupiedBy(rules, times);
      if (compare(occupied.endsAt, span.endsAt) > 0) break;
      const closed = place && reasonAgainstOpening(place, times, zone);
      if (closed) {
        if (!closed.opensAt) return found;
        at = begin(later(closed.opensAt, at.add({ minutes: step })));
      } else {
        found.push(times);
        at = begin(occupied.endsAt.add({ minutes }));
      }
    }
  }
  return found;
}

/** When one so long can begin, at or after a moment: at a step of the day, or with a slot. */
function beginsAt(
  at: Temporal.Instant,
  lasts: Temporal.Duration,
  { stepMinutes: step, slot }: ReservationRules,
  zone: string,
): Temporal.Instant {
  const local = at.toZonedDateTimeISO(zone);
  if (!slot) {
    const start = local.startOfDay().toInstant();
    const since = (at.epochMilliseconds - start.epochMilliseconds) / 60_000;
    return start.add({ minutes: Math.ceil(since / step) * step });
  }
  for (const days of [0, 1]) {
    const slots = slotsOf(local.toPlainDate().add({ days }), slot, zone);
    const last = slots.at(-1)?.endsAt;
    const first = slots.find(({ startsAt }) => compare(startsAt, at) >= 0)?.startsAt;
    if (first && last && compare(first.add(lasts), last) <= 0) return first;
  }
  // Longer than a day of slots: never.
  return at.add({ hours: 24 * 366 });
}

export type SlotPart = Times & Pick<Part, "because"> & { state: Part["state"] | "closed" };

/** The slots of a day, each free where all of it is. `parts`: of the same day. */
export function slotParts(
  day: Temporal.PlainDate,
  slot: Slot,
  { parts, zone }: { parts: readonly Part[]; zone: string },
): SlotPart[] {
  return slotsOf(day, slot, zone).map((one) => {
    const here = parts.filter((part) => overlap(part, one));
    const free = here.find(({ state }) => state === "free");
    const whole = free && compare(free.startsAt, one.startsAt) <= 0 && compare(free.endsAt, one.endsAt) >= 0;
    const other = (["past", "shut", "taken"] as const).find((state) =>
      here.some((part) => part.state === state),
    );
    const state = whole ? "free" : (other ?? "closed");
    const because = here.find((part) => part.state === "shut" && state === "shut")?.because ?? null;
    return { ...one, state, because };
  });
}
