/** Times of a reservation as the fields of a form: a day, from, to; on the city's clock. */
import { Temporal } from "temporal-polyfill";
import { said } from "#web/page.ts";

interface Typed {
  get(name: string): unknown;
}

/** What was typed in the usual fields. */
export const timesFrom = (form: Typed, zone: string) =>
  timesFromFields(form, zone, { day: "startsAt", from: "startsAt.time", to: "endsAt" });

/** An end that is not later on the day is of the next one; what is no time stays as typed, so that the contract names the field. */
export function timesFromFields(
  form: Typed,
  zone: string,
  fields: { day: string; from: string; to: string },
): { startsAt: string; endsAt: string } {
  const [day, from, to] = [said(form, fields.day), said(form, fields.from), said(form, fields.to)];
  const past = to <= from && to !== "" && from !== "";
  return { startsAt: instantOf(day, from, zone), endsAt: instantOf(day, to, zone, past ? 1 : 0) };
}

/** A slot that was tapped, or several in a row from it on. */
export function timesOfSlot(form: Typed): { startsAt: string; endsAt: string } {
  const startsAt = said(form, "startsAt");
  try {
    const minutes = Number(said(form, "slot.minutes"));
    return { startsAt, endsAt: Temporal.Instant.from(startsAt).add({ minutes }).toString() };
  } catch {
    return { startsAt, endsAt: "" };
  }
}

/** From a time of one day to a time of another. */
export function timesOfDays(form: Typed, zone: string): { startsAt: string; endsAt: string } {
  return {
    startsAt: instantOf(said(form, "from"), said(form, "from.time"), zone),
    endsAt: instantOf(said(form, "to"), said(form, "to.time"), zone),
  };
}

function instantOf(day: string, time: string, zone: string, daysLater = 0): string {
  try {
    return Temporal.PlainDate.from(day)
      .add({ days: daysLater })
      .toZonedDateTime({ timeZone: zone, plainTime: Temporal.PlainTime.from(time) })
      .toInstant()
      .toString();
  } catch {
    return `${day} ${time}`.trim();
  }
}

/** An instant as the values of its two fields. */
export function dayAndTime(iso: string, zone: string): { day: string; time: string } {
  const local = Temporal.Instant.from(iso).toZonedDateTimeISO(zone);
  return {
    day: local.toPlainDate().toString(),
    time: local.toPlainTime().toString({ smallestUnit: "minute" }),
  };
}
