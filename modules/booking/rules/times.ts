/** When an offer can be booked under its rules. Pure. */
import { Temporal } from "temporal-polyfill";
import { type Deciding, ruleOf } from "./rule.ts";
import type { TermsOf } from "./terms.ts";

export interface Times {
  opensAt: Temporal.Instant;
  closesAt: Temporal.Instant;
  startsAt: Temporal.Instant;
  endsAt: Temporal.Instant;
}

/** From this moment on places of an occasion may be claimed: so many days before its day, at a time on the city's clock. */
export function bookableFrom(
  { days, at }: Pick<TermsOf<"horizon">, "days" | "at">,
  startsAt: Temporal.Instant,
  zone: string,
): Temporal.Instant {
  const day = startsAt.toZonedDateTimeISO(zone).toPlainDate().subtract({ days });
  return day.toZonedDateTime({ timeZone: zone, plainTime: at }).toInstant();
}

/** From this moment on no more places are claimed. */
export function closedFrom(
  { minutes, before }: Pick<TermsOf<"closing">, "minutes" | "before">,
  { startsAt, endsAt }: Pick<Times, "startsAt" | "endsAt">,
): Temporal.Instant {
  return (before === "start" ? startsAt : endsAt).subtract({ minutes });
}

/** The offer's times where rules narrow them: never opened earlier or closed later than the offer itself says. */
export function timesUnder<O extends Times>(rules: readonly Deciding[], offer: O, zone: string): O {
  const horizon = ruleOf(rules, "horizon")?.terms;
  const closing = ruleOf(rules, "closing")?.terms;
  const opens = horizon ? bookableFrom(horizon, offer.startsAt, zone) : offer.opensAt;
  const closes = closing ? closedFrom(closing, offer) : offer.closesAt;
  return { ...offer, opensAt: later(opens, offer.opensAt), closesAt: earlier(closes, offer.closesAt) };
}

const later = (a: Temporal.Instant, b: Temporal.Instant) => (Temporal.Instant.compare(a, b) > 0 ? a : b);
const earlier = (a: Temporal.Instant, b: Temporal.Instant) => (Temporal.Instant.compare(a, b) < 0 ? a : b);
