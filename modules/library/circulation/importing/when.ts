/** Days and moments as other systems write them. Pure. */
import { Temporal } from "temporal-polyfill";
import { type Column, day } from "#platform/exchange";

/** What a cell says: a day, a moment of the city's clock, or a moment of the world. */
export interface When {
  day: string;
  /** `HH:MM:SS`; null: none was said. */
  time: string | null;
  /** `+08:00`; null: the city's own. */
  offset: string | null;
}

const plainDay = day({ example: "" });
const months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/**
 * Koha `2026-06-12 23:59:00`, Evergreen `2026-06-12T23:59:59+0800` and `2026-06-12 23:59:59.123+08`, dp2 `Fri, 12 Jun 2026 00:00:00 +0800`
 * (RFC 1123), spreadsheets `2026/6/12 0:00`. Null where it is none of them, or no such day.
 */
export function readWhen(cell: string): When | null {
  const text = cell.normalize("NFKC").trim();
  const [, date, month, year, rest = ""] =
    /^(?:[A-Za-z]{3},\s*)?(\d{1,2})\s+([A-Za-z]{3})\s+(\d{4})(.*)$/.exec(text) ?? [];
  if (date && month && year) {
    const at = months.indexOf(month.toLowerCase()) + 1;
    return at === 0 ? null : whenOf(`${year}-${at}-${date}`, rest);
  }
  const [, begin, after = ""] = /^(\d{4}(?:[-/.年]\d{1,2}[-/.月]\d{1,2}日?|\d{4}))(.*)$/.exec(text) ?? [];
  return begin ? whenOf(begin, after) : null;
}

function whenOf(date: string, rest: string): When | null {
  const read = plainDay.read(date);
  if ("fault" in read) return null;
  if (rest.trim() === "") return { day: read.value, time: null, offset: null };
  const [, hour, minute, second = "0", zone] =
    /^[\sT]*(\d{1,2}):(\d\d)(?::(\d\d)(?:\.\d+)?)?\s*(Z|GMT|[-+]\d\d(?::?\d\d)?)?$/i.exec(rest) ?? [];
  if (!hour || !minute || Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return null;
  const time = [hour, minute, second].map((part) => part.padStart(2, "0")).join(":");
  return { day: read.value, time, offset: zone === undefined ? null : offsetOf(zone) };
}

const offsetOf = (zone: string) =>
  /^[a-z]/i.test(zone) ? "+00:00" : `${zone.slice(0, 3)}:${zone.slice(3).replace(":", "") || "00"}`;

/** The moment; of a day its beginning in the city. */
export function momentOf({ day: on, time, offset }: When, zone: string): Temporal.Instant {
  const local = Temporal.PlainDateTime.from(`${on}T${time ?? "00:00:00"}`);
  return offset === null
    ? local.toZonedDateTime(zone).toInstant()
    : Temporal.Instant.from(`${local.toString()}${offset}`);
}

/** The day of the city. */
export const dayIn = (when: When, zone: string): string =>
  when.offset === null ? when.day : momentOf(when, zone).toZonedDateTimeISO(zone).toPlainDate().toString();

/** A moment, or a day alone. */
export function whenColumn(common: Parameters<typeof day>[0]): Column<When> {
  const { required, filled, example, alsoCalled } = day(common);
  return {
    required,
    filled,
    example,
    ...(alsoCalled && { alsoCalled }),
    read(cell) {
      const value = readWhen(cell);
      return value ? { value } : { fault: { id: "format.date" } };
    },
    write: ({ day: on, time }) => (time === null ? on : `${on} ${time}`),
  };
}
