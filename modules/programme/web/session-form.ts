/** A session as the fields of a form, there and back. Days and times are those of the city. */
import { Temporal } from "temporal-polyfill";
import { said } from "#web/page.ts";
import { poolChannels, termsFrom, termValues } from "../../booking/contract.ts";
import type { BookingPlan, SessionText } from "../desk/contract.ts";
import { bookingWaysFrom, bookingWaysValues } from "./booking-ways-form.ts";
import { numberOrNull, whereFrom, whereValue } from "./event-form.ts";

type Values = Record<string, string>;

/** What a session can ask of whoever comes by itself, beyond the level and the most of one claim. */
export const ownKinds = ["group", "age", "companion"] as const;

/** The values of the fields below `prefix`, e.g. `session` or `sessions.0`. */
export function sessionValues(session: SessionText, prefix: string, zone: string): Values {
  const start = local(session.startsAt, zone);
  const end = local(session.endsAt, zone);
  const sameDay = start.toPlainDate().equals(end.toPlainDate());
  return {
    [`${prefix}.startsAt`]: start.toPlainDate().toString(),
    [`${prefix}.startsAt.time`]: timeOf(start),
    [`${prefix}.endsAt`]: timeOf(end),
    [`${prefix}.endsAt.day`]: sameDay ? "" : end.toPlainDate().toString(),
    [`${prefix}.label`]: session.label,
    [`${prefix}.placeId`]: whereValue(session),
    ...(session.booking && bookingValues(session.booking, `${prefix}.booking`, zone)),
  };
}

function bookingValues(plan: BookingPlan, prefix: string, zone: string): Values {
  const when = (name: string, iso: string | null): Values => {
    if (iso === null) return {};
    const at = local(iso, zone);
    return { [`${prefix}.${name}`]: at.toPlainDate().toString(), [`${prefix}.${name}.time`]: timeOf(at) };
  };
  return {
    ...when("opensAt", plan.opensAt),
    ...when("closesAt", plan.closesAt),
    ...Object.assign(
      {},
      ...plan.pools.map(({ channel, quota, releasesAt }) => {
        // Fields are named by the place of their channel in the list, as faults point at them.
        const pool = `pools.${poolChannels.indexOf(channel)}`;
        return { [`${prefix}.${pool}.quota`]: String(quota), ...when(`${pool}.releasesAt`, releasesAt) };
      }),
    ),
    [`${prefix}.maxPerClaim`]: String(plan.maxPerClaim),
    [`${prefix}.minLevel`]: String(plan.minLevel),
    [`${prefix}.cancelUntilMinutes`]: String(plan.cancelUntilMinutes),
    [`${prefix}.doorsBeforeMinutes`]: String(plan.doorsBeforeMinutes),
    ...termValues(plan.own ?? {}, `${prefix}.own`),
    ...bookingWaysValues(plan, prefix),
  };
}

/** What was typed, in the shape of the contract. Times that are none stay as typed, so that the contract names the field. */
export function sessionFrom(form: FormData, prefix: string, zone: string): SessionText {
  const typed = (name: string) => said(form, `${prefix}.${name}`);
  const startsAt = instantOf(typed("startsAt"), typed("startsAt.time"), zone);
  return {
    startsAt,
    endsAt: endOf(
      startsAt,
      typed("endsAt.day") || typed("startsAt"),
      typed("endsAt"),
      zone,
      typed("endsAt.day") !== "",
    ),
    label: typed("label"),
    ...whereFrom(typed("placeId")),
    booking: bookingFrom(form, `${prefix}.booking`, startsAt, zone),
  };
}

/** Without any quota no booking is needed. */
function bookingFrom(form: FormData, prefix: string, startsAt: string, zone: string): BookingPlan | null {
  const typed = (name: string) => said(form, `${prefix}.${name}`);
  const when = (name: string) => instantOf(typed(name), typed(`${name}.time`), zone);
  const isTyped = (name: string) => `${typed(name)}${typed(`${name}.time`)}` !== "";
  // No number: the contract says that it is missing.
  const numberOf = (name: string) => numberOrNull(typed(name)) ?? Number.NaN;
  const pools = poolChannels.map((channel, at) => {
    const [quota, releases] = [`pools.${at}.quota`, `pools.${at}.releasesAt`];
    const releasesAt = isTyped(releases) ? when(releases) : null;
    const none = typed(quota) === "" && releasesAt === null;
    return { none, pool: { channel, quota: none ? 0 : numberOf(quota), releasesAt } };
  });
  if (pools.every(({ none }) => none)) return null;
  return {
    opensAt: when("opensAt"),
    // Left empty: booking closes when the session begins.
    closesAt: isTyped("closesAt") ? when("closesAt") : startsAt,
    pools: pools.map(({ pool }) => pool),
    maxPerClaim: numberOf("maxPerClaim"),
    minLevel: numberOf("minLevel"),
    cancelUntilMinutes: numberOf("cancelUntilMinutes"),
    doorsBeforeMinutes: numberOf("doorsBeforeMinutes"),
    own: termsFrom(form, `${prefix}.own`, ownKinds),
    ...bookingWaysFrom(form, prefix),
  };
}

/** Of a session that gets another start, the times at which booking closes and places are released move along, by the clock on the wall, unless they were changed too. */
export function movedAlong(typed: SessionText, was: SessionText, zone: string): SessionText {
  if (!typed.booking || !was.booking) return typed;
  try {
    const by = local(was.startsAt, zone).until(local(typed.startsAt, zone), { largestUnit: "days" });
    const along = <T extends string | null>(iso: T, before: string | null | undefined) =>
      // The form tells minutes.
      iso && before && Math.abs(local(iso, zone).until(local(before, zone)).total("minutes")) < 1
        ? local(iso, zone).add(by).toInstant().toString()
        : iso;
    const releases = new Map(was.booking.pools.map(({ channel, releasesAt }) => [channel, releasesAt]));
    return {
      ...typed,
      booking: {
        ...typed.booking,
        closesAt: along(typed.booking.closesAt, was.booking.closesAt),
        pools: typed.booking.pools.map((pool) => ({
          ...pool,
          releasesAt: along(pool.releasesAt, releases.get(pool.channel)),
        })),
      },
    };
  } catch {
    // A time that is none is told by the contract.
    return typed;
  }
}

/** The session on each of these days; everything in it moves along, by the clock on the wall. */
export function onDays(session: SessionText, days: readonly string[], zone: string): SessionText[] {
  const first = local(session.startsAt, zone).toPlainDate();
  return days.map((day) => moved(session, first.until(day).days, zone));
}

function moved(session: SessionText, days: number, zone: string): SessionText {
  const later = (iso: string) => local(iso, zone).add({ days }).toInstant().toString();
  try {
    return {
      ...session,
      startsAt: later(session.startsAt),
      endsAt: later(session.endsAt),
      booking: session.booking && {
        ...session.booking,
        opensAt: later(session.booking.opensAt),
        closesAt: later(session.booking.closesAt),
        pools: session.booking.pools.map((pool) => ({
          ...pool,
          releasesAt: pool.releasesAt === null ? null : later(pool.releasesAt),
        })),
      },
    };
  } catch {
    // A time that is none is told of the first session; its repetitions are wrong in the same way.
    return session;
  }
}

/** An instant as the clock on the wall shows it. */
export function local(iso: string, zone: string): Temporal.ZonedDateTime {
  return Temporal.Instant.from(iso).toZonedDateTimeISO(zone);
}

/** `19:30` */
export function timeOf(at: Temporal.ZonedDateTime): string {
  return at.toPlainTime().toString({ smallestUnit: "minute" });
}

/** A typed day and time as an instant; what is none stays as typed, so that the contract names the field. */
export function instantOf(day: string, time: string, zone: string): string {
  try {
    return Temporal.PlainDateTime.from(`${day}T${time}`).toZonedDateTime(zone).toInstant().toString();
  } catch {
    return `${day} ${time}`.trim();
  }
}

/** An end that is earlier on the clock lies on the next day, unless a day was given: 20:00 to 00:30. */
function endOf(startsAt: string, day: string, time: string, zone: string, dayGiven: boolean): string {
  const end = instantOf(day, time, zone);
  try {
    const at = Temporal.Instant.from(end);
    const early = Temporal.Instant.compare(at, Temporal.Instant.from(startsAt)) < 0;
    return early && !dayGiven ? local(end, zone).add({ days: 1 }).toInstant().toString() : end;
  } catch {
    return end;
  }
}
