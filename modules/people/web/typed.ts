/** What people typed into a form. */
import { Temporal } from "temporal-polyfill";

/** A few sentences, whatever breaks were typed between them. */
export const inOneLine = (text: string): string => text.replace(/\s+/g, " ");

/** The moment at which a day ends in the city. What is no day goes on as it is, for the contract to refuse. */
export function endOfDay(day: string, zone: string): string {
  if (!/^\d{4}-\d\d-\d\d$/.test(day)) return day;
  try {
    return Temporal.PlainDate.from(day).add({ days: 1 }).toZonedDateTime(zone).toInstant().toString();
  } catch {
    return day;
  }
}
