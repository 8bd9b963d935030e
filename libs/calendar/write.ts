/** Writes an iCalendar object (RFC 5545, with RFC 7986 for the calendar's own name and refresh interval). */
import { Temporal } from "temporal-polyfill";
import { contentLine, escapeText, type Property } from "./line.ts";
import { localTime, timeZoneComponent, utcTime } from "./zone.ts";

/** One occasion. A cancelled one stays in the calendar with its state: a missing one would stay on people's phones. */
export interface CalendarEntry {
  /** Never changes, whatever else does (§3.8.4.7). */
  uid: string;
  /** Grows with each change of time, place or state (§3.8.7.4). */
  sequence: number;
  status: "TENTATIVE" | "CONFIRMED" | "CANCELLED";
  startsAt: Temporal.Instant;
  endsAt: Temporal.Instant;
  changedAt: Temporal.Instant;
  summary: string;
  description?: string;
  location?: string;
  /** WGS 84 degrees (§3.8.1.6). */
  position?: { lat: number; lon: number };
  url?: string;
  categories?: string[];
}

export interface Calendar {
  /** `-//Organisation//Product//EN` (§3.7.3) */
  product: string;
  name: string;
  /** What is in it and what is not (RFC 7986 §5.2). */
  description?: string;
  /** BCP 47 tag of all texts in it. */
  language: string;
  /** IANA zone in which the times are written. */
  zone: string;
  entries: CalendarEntry[];
  /** Where a subscriber finds the newest copy, and how often to look (RFC 7986 §5.7, §5.8). */
  source?: string;
  refreshHours?: number;
  /** A CSS colour name (RFC 7986 §5.9). */
  color?: string;
}

/** The whole calendar as text with CRLF line ends, in the order given. Refuses an entry that ends before it starts. */
export function calendarText(calendar: Calendar): string {
  const { zone, entries, refreshHours } = calendar;
  const text = textIn(calendar.language);
  const lines = [
    contentLine({ name: "BEGIN", value: "VCALENDAR" }),
    contentLine({ name: "VERSION", value: "2.0" }),
    contentLine({ name: "PRODID", value: escapeText(calendar.product) }),
    contentLine({ name: "CALSCALE", value: "GREGORIAN" }),
    text("NAME", calendar.name),
    // Read by Apple, Google and Outlook, which do not know NAME.
    contentLine({ name: "X-WR-CALNAME", value: escapeText(calendar.name) }),
    contentLine({ name: "X-WR-TIMEZONE", value: zone }),
  ];
  if (calendar.description !== undefined)
    lines.push(
      text("DESCRIPTION", calendar.description),
      contentLine({ name: "X-WR-CALDESC", value: escapeText(calendar.description) }),
    );
  if (calendar.source)
    lines.push(contentLine({ name: "SOURCE", value: calendar.source, params: { VALUE: "URI" } }));
  if (calendar.color) lines.push(contentLine({ name: "COLOR", value: calendar.color }));
  if (refreshHours) {
    const interval = `PT${refreshHours}H`;
    lines.push(contentLine({ name: "REFRESH-INTERVAL", value: interval, params: { VALUE: "DURATION" } }));
    lines.push(contentLine({ name: "X-PUBLISHED-TTL", value: interval }));
  }
  const span = spanOf(entries);
  if (zone !== "UTC" && span) lines.push(timeZoneComponent(zone, span.first, span.last));
  for (const entry of entries) lines.push(...entryLines(entry, zone, text));
  lines.push(contentLine({ name: "END", value: "VCALENDAR" }));
  return lines.join("");
}

type TextLine = (name: string, value: string) => string;

function textIn(language: string): TextLine {
  return (name, value) => contentLine({ name, value: escapeText(value), params: { LANGUAGE: language } });
}

function entryLines(entry: CalendarEntry, zone: string, text: TextLine): string[] {
  if (Temporal.Instant.compare(entry.endsAt, entry.startsAt) <= 0) {
    throw new RangeError(`entry ${entry.uid} ends at ${entry.endsAt}, not after its start ${entry.startsAt}`);
  }
  const { position, categories = [] } = entry;
  return [
    contentLine({ name: "BEGIN", value: "VEVENT" }),
    contentLine({ name: "UID", value: escapeText(entry.uid) }),
    // Without METHOD the stamp is the last revision (§3.8.7.2).
    contentLine({ name: "DTSTAMP", value: utcTime(entry.changedAt) }),
    contentLine({ name: "LAST-MODIFIED", value: utcTime(entry.changedAt) }),
    contentLine({ name: "SEQUENCE", value: String(entry.sequence) }),
    contentLine({ name: "STATUS", value: entry.status }),
    contentLine(timeProperty("DTSTART", entry.startsAt, zone)),
    contentLine(timeProperty("DTEND", entry.endsAt, zone)),
    text("SUMMARY", entry.summary),
    ...(entry.description ? [text("DESCRIPTION", entry.description)] : []),
    ...(entry.location ? [text("LOCATION", entry.location)] : []),
    ...(position
      ? [contentLine({ name: "GEO", value: `${position.lat.toFixed(6)};${position.lon.toFixed(6)}` })]
      : []),
    ...(entry.url ? [contentLine({ name: "URL", value: entry.url })] : []),
    ...(categories.length > 0
      ? [contentLine({ name: "CATEGORIES", value: categories.map(escapeText).join(",") })]
      : []),
    contentLine({ name: "END", value: "VEVENT" }),
  ];
}

function timeProperty(name: string, at: Temporal.Instant, zone: string): Property {
  if (zone === "UTC") return { name, value: utcTime(at) };
  return { name, value: localTime(at.toZonedDateTimeISO(zone).toPlainDateTime()), params: { TZID: zone } };
}

function spanOf(entries: CalendarEntry[]): { first: Temporal.Instant; last: Temporal.Instant } | null {
  const [one] = entries;
  if (!one) return null;
  let span = { first: one.startsAt, last: one.endsAt };
  for (const { startsAt, endsAt } of entries) {
    if (Temporal.Instant.compare(startsAt, span.first) < 0) span = { ...span, first: startsAt };
    if (Temporal.Instant.compare(endsAt, span.last) > 0) span = { ...span, last: endsAt };
  }
  return span;
}
