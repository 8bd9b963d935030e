/** A day and a time as two fields of a form have them. */
import { Temporal } from "temporal-polyfill";

/** The instant of a day and a time of the city; what is neither is handed on for the operation to refuse. */
export function instantText(day: string, time: string, zone: string): string {
  try {
    const date = Temporal.PlainDate.from(day, { overflow: "reject" });
    return date
      .toZonedDateTime({ timeZone: zone, plainTime: Temporal.PlainTime.from(time || "00:00") })
      .toInstant()
      .toString();
  } catch {
    return `${day} ${time}`.trim();
  }
}
