/** An iCalendar file as rows: the first names the columns, then one an event, numbered by the line it begins on. */
import type { Temporal } from "temporal-polyfill";
import { readCalendar, tooMuch } from "#libs/calendar";
import { SheetFault, type SheetRow } from "#libs/sheets";

export interface CalendarOptions {
  /** Of the city: in it the times are written. */
  zone: string;
  /** What is over by now is left out, and so is what begins more than a year later. */
  now: Temporal.Instant;
}

/** Occasions of one event at most. */
export const mostOccasions = 200;
const aheadHours = 366 * 24;

const columns = ["number", "title", "description", "sessions", "cancelled"];

/**
 * Sessions as one cell: `2027-03-01 19:30-21:00；2027-03-08 19:30-21:00`; `……` at the end where there would be more. Refuses a file whose rules
 * ask for too much. Anybody may send one: it is read in a thread of its own (`calendar-thread.ts`).
 */
export function calendarRows(file: Uint8Array, { zone, now }: CalendarOptions): SheetRow[] {
  const before = now.add({ hours: aheadHours });
  const text = new TextDecoder().decode(file);
  const { events, faults } = readCalendar(text, { zone, from: now, before, limit: mostOccasions });
  const over = faults.find(({ id }) => id === tooMuch);
  if (over) throw new SheetFault(tooMuch, { line: over.line });
  const local = (at: Temporal.Instant) => at.toZonedDateTimeISO(zone).toPlainDateTime();
  const rows = events.map(({ line, uid, summary, description, location, occasions, more, cancelled }) => ({
    row: line,
    cells: [
      uid,
      summary,
      // Where it is stands in words there; which of our places that is, a person says.
      [description, location].filter(Boolean).join("\n\n"),
      [
        ...occasions.map(({ startsAt, endsAt }) => timesCell(local(startsAt), local(endsAt))),
        ...(more ? ["……"] : []),
      ].join("；"),
      cancelled ? "yes" : "no",
    ],
  }));
  const broken = faults.map(({ line, id, data = {} }) => ({
    row: line,
    cells: [],
    broken: [{ id, data }],
  }));
  return [{ row: 0, cells: columns }, ...[...rows, ...broken].toSorted((a, b) => a.row - b.row)];
}

/** `2027-03-01 19:30-21:00`, or with both days where it ends on another. */
export function timesCell(start: Temporal.PlainDateTime, end: Temporal.PlainDateTime): string {
  const time = (at: Temporal.PlainDateTime) => at.toPlainTime().toString({ smallestUnit: "minute" });
  const from = `${start.toPlainDate()} ${time(start)}`;
  const sameDay = start.toPlainDate().equals(end.toPlainDate());
  return sameDay ? `${from}-${time(end)}` : `${from} - ${end.toPlainDate()} ${time(end)}`;
}
