/** What is wrong with a session as it was written. Pure; each fault names its field. */
import { Temporal } from "temporal-polyfill";
import type { FieldFault } from "#platform/errors";
import type { BookingPlan, SessionText } from "../desk/contract.ts";

const longestHours = 10_000;
const furthestYears = 5;

export interface Room {
  /** People the space holds, null where nobody has said. */
  capacity: number | null;
}

/** Every fault of a session's times and booking. `at` is the pointer of the session in the input, e.g. `/body/sessions/0`. */
export function sessionFaults(
  session: SessionText,
  room: Room,
  now: Temporal.Instant,
  at: string,
): FieldFault[] {
  const startsAt = Temporal.Instant.from(session.startsAt);
  const endsAt = Temporal.Instant.from(session.endsAt);
  if (Temporal.Instant.compare(endsAt, startsAt) <= 0)
    return [{ field: `${at}/endsAt`, id: "session.end-before-start" }];
  const faults: FieldFault[] = [];
  // What is over was never on the programme, and is not counted as held.
  if (Temporal.Instant.compare(endsAt, now) <= 0) faults.push({ field: `${at}/endsAt`, id: "session.over" });
  if (startsAt.until(endsAt).total("hours") > longestHours)
    faults.push({ field: `${at}/endsAt`, id: "session.too-long" });
  if (isFarAway(startsAt, now)) {
    faults.push({ field: `${at}/startsAt`, id: "session.far-away", data: { years: furthestYears } });
  }
  if (session.booking) faults.push(...bookingFaults(session.booking, now, endsAt, room, `${at}/booking`));
  return faults;
}

const isFarAway = (at: Temporal.Instant, now: Temporal.Instant) =>
  Math.abs(now.until(at).total("hours")) > furthestYears * 366 * 24;

function bookingFaults(
  plan: BookingPlan,
  now: Temporal.Instant,
  endsAt: Temporal.Instant,
  { capacity }: Room,
  at: string,
): FieldFault[] {
  const opensAt = Temporal.Instant.from(plan.opensAt);
  const closesAt = Temporal.Instant.from(plan.closesAt);
  const faults: FieldFault[] = [];
  if (isFarAway(opensAt, now))
    faults.push({ field: `${at}/opensAt`, id: "session.far-away", data: { years: furthestYears } });
  if (Temporal.Instant.compare(closesAt, opensAt) <= 0)
    faults.push({ field: `${at}/closesAt`, id: "booking.closes-before-opens" });
  if (Temporal.Instant.compare(closesAt, endsAt) > 0)
    faults.push({ field: `${at}/closesAt`, id: "booking.closes-after-end" });
  const seen = new Set<string>();
  for (const [index, { channel, releasesAt }] of plan.pools.entries()) {
    if (seen.has(channel))
      faults.push({ field: `${at}/pools/${index}/channel`, id: "booking.channel-twice" });
    seen.add(channel);
    // The door admits until the end; every other pool closes with the booking.
    const last = channel === "walk-in" ? endsAt : closesAt;
    if (releasesAt && Temporal.Instant.compare(Temporal.Instant.from(releasesAt), last) >= 0) {
      faults.push({ field: `${at}/pools/${index}/releasesAt`, id: "booking.released-too-late" });
    }
  }
  for (const kind of ["group", "age"] as const) {
    const range = plan.own?.[kind];
    if (range && range.from !== null && range.to !== null && range.to < range.from)
      faults.push({ field: `${at}/own/${kind}/to`, id: "below-from" });
  }
  const places = plan.pools.reduce((sum, { quota }) => sum + quota, 0);
  if (places === 0) faults.push({ field: `${at}/pools/0/quota`, id: "booking.no-places" });
  if (capacity !== null && places > capacity) {
    faults.push({ field: `${at}/pools/0/quota`, id: "booking.above-capacity", data: { places, capacity } });
  }
  return faults;
}
