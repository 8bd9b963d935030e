/** Is a place open for a session? Three ways in which it may not be. Pure: asks the register's own rule. */
import { Temporal } from "temporal-polyfill";
import { compileHours } from "#libs/hours";
import { openState, type Place } from "#places";

/** How a place is closed when a session is on there. */
export type ClosedThen =
  | { kind: "closure"; closure: Place["closures"][number] }
  /** `why`: the reason of the day's exception or its holiday, empty where the weekly hours say so. */
  | { kind: "outside-hours"; why: string }
  | { kind: "ended" }
  /** The public does not see it: withdrawn, or not yet published. */
  | { kind: "not-public" };

/** Whoever stays longer than this comes and goes with the place's hours: an exhibition is not outside them at night. */
export const longestVisitHours = 24;

/** How the place is closed during any part of the session, or null. What nobody has said is not closed. */
export function closedThen(
  place: Pick<Place, "hours" | "holidays" | "closures" | "endedOn" | "public">,
  { startsAt, endsAt }: { startsAt: Temporal.Instant; endsAt: Temporal.Instant },
  zone: string,
): ClosedThen | null {
  if (!place.public) return { kind: "not-public" };
  const compare = Temporal.Instant.compare;
  const last = endsAt.subtract({ milliseconds: 1 });
  if (openState(place, last, zone).state === "ended") return { kind: "ended" };
  const closure = place.closures.find(
    (one) => compare(one.startsAt, endsAt) < 0 && (one.endsAt === null || compare(one.endsAt, startsAt) > 0),
  );
  if (closure) return { kind: "closure", closure };
  if (startsAt.until(endsAt).total("hours") > longestVisitHours) return null;
  const { state, until } = openState(place, startsAt, zone);
  if (state === "unstated") return null;
  const open = state === "open" || state === "closing-soon";
  if (open && (until === null || compare(until, endsAt) >= 0)) return null;
  const day = startsAt.toZonedDateTimeISO(zone).toPlainDate().toString();
  const said = place.hours && compileHours(place.hours, place.holidays.table).on(day);
  const differs = said?.why === "exception" || said?.why === "holiday";
  return { kind: "outside-hours", why: differs ? (said.note ?? "") : "" };
}
