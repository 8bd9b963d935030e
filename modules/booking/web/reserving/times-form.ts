/** Times of a reservation as the fields of a form: a day, from, to; on the city's clock. */
import { Temporal } from "temporal-polyfill";

/** What was typed as instants. An end that is not later on the day is of the next one; what is no time stays as typed, so that the contract names the field. */
export function timesFrom(form: FormData, zone: string): { startsAt: string; endsAt: string } {
  const typed = (name: string) => String(form.get(name) ?? "").trim();
  const [day, from, to] = [typed("startsAt"), typed("startsAt.time"), typed("endsAt")];
  const past = to <= from && to !== "" && from !== "";
  return { startsAt: instantOf(day, from, zone), endsAt: instantOf(day, to, zone, past ? 1 : 0) };
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
