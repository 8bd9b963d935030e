/** When a place lets people use its rooms: its hours without its closures. Pure, by the register's own rule. */
import { Temporal } from "temporal-polyfill";
import { compileHours } from "#libs/hours";
import { openState, type Place } from "#places";
import type { Reason, Times } from "./rules.ts";

export type Opens = Pick<Place, "hours" | "holidays" | "closures" | "endedOn">;

/** Why the place is not open all that time, or null. What nobody has said is not closed. */
export function reasonAgainstOpening(
  place: Opens,
  { startsAt, endsAt }: Times,
  zone: string,
): (Reason & { opensAt: Temporal.Instant | null }) | null {
  const compare = Temporal.Instant.compare;
  const ended = openState(place, endsAt.subtract({ milliseconds: 1 }), zone).state === "ended";
  if (ended) return { id: "reservation.place-ended", opensAt: null };
  const closure = place.closures.find(
    (one) => compare(one.startsAt, endsAt) < 0 && (one.endsAt === null || compare(one.endsAt, startsAt) > 0),
  );
  if (closure) return { id: "reservation.place-shut", opensAt: closure.endsAt };
  const { state, until, opensAt } = openState(place, startsAt, zone);
  if (state === "unstated") return null;
  const open = state === "open" || state === "closing-soon";
  if (open && (until === null || compare(until, endsAt) >= 0)) return null;
  const on = startsAt.toZonedDateTimeISO(zone).toPlainDate().toString();
  const said = place.hours && compileHours(place.hours, place.holidays.table).on(on);
  const next = open && until ? openState(place, until, zone).opensAt : opensAt;
  return said?.why === "holiday"
    ? { id: "reservation.holiday", data: { name: said.note ?? "" }, opensAt: next }
    : { id: "reservation.outside-hours", opensAt: next };
}

/** The times of a day of the city at which the place is open, in order. */
export function openSpans(place: Opens, day: Temporal.PlainDate, zone: string): Times[] {
  const end = day.add({ days: 1 }).toZonedDateTime(zone).toInstant();
  const compare = Temporal.Instant.compare;
  const spans: Times[] = [];
  let at: Temporal.Instant | null = day.toZonedDateTime(zone).toInstant();
  while (at && compare(at, end) < 0) {
    const { state, until, opensAt } = openState(place, at, zone);
    if (state === "ended") break;
    if (state === "open" || state === "closing-soon" || state === "unstated") {
      const shuts: Temporal.Instant | null = state === "unstated" ? nextClosure(place, at) : until;
      const to: Temporal.Instant = shuts && compare(shuts, end) < 0 ? shuts : end;
      spans.push({ startsAt: at, endsAt: to });
      at = to;
    } else {
      const closure = place.closures.find(
        (one) =>
          compare(one.startsAt, at as Temporal.Instant) <= 0 &&
          (one.endsAt === null || compare(one.endsAt, at as Temporal.Instant) > 0),
      );
      at = opensAt ?? closure?.endsAt ?? null;
    }
  }
  return spans;
}

function nextClosure({ closures }: Opens, from: Temporal.Instant): Temporal.Instant | null {
  const next = closures.find(({ startsAt }) => Temporal.Instant.compare(startsAt, from) > 0);
  return next?.startsAt ?? null;
}
