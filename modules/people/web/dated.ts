import type { Text } from "#libs/texts";
import { moment } from "#web/occasion.ts";

/** A moment with its year: lists here go back for years. */
export function dated(t: Text, zone: string, iso: string): string {
  const at = moment(iso);
  return `${t.formats.fullDayText(at.toZonedDateTimeISO(zone).toPlainDate())} ${t.formats.timeText(at)}`;
}
