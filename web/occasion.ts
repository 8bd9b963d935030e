/** Instants from contracts, as rows and sentences show them. */
import { Temporal } from "temporal-polyfill";
import type { Text } from "#libs/texts";

/** `2026-06-12T11:30:00Z` as a value that a sentence can be filled with. */
export const moment = (iso: string): Temporal.Instant => Temporal.Instant.from(iso);
/** `2026-06-12` likewise. */
export const day = (iso: string): Temporal.PlainDate => Temporal.PlainDate.from(iso);

/** An occasion's time for EventRow: day and start, the end beside it. */
export function occasionTime(
  t: Text,
  zone: string,
  { startsAt, endsAt }: { startsAt: string; endsAt: string },
) {
  const from = moment(startsAt);
  const end = moment(endsAt).toZonedDateTimeISO(zone);
  // An occasion that ends with its day ends at 24:00.
  const midnight = end.hour === 0 && end.minute === 0;
  return {
    iso: startsAt,
    day: t.formats.dayText(from.toZonedDateTimeISO(zone).toPlainDate()),
    from: t.formats.timeText(from),
    to: midnight ? "24:00" : t.formats.timeText(end.toInstant()),
  };
}
