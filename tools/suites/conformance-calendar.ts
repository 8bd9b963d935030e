/** Our calendars read by ical.js: not by us. */
import ICAL from "ical.js";

export interface ReadOccasion {
  uid: string;
  /** Epoch milliseconds, by the zone component that the calendar itself carries. */
  startsAt: number;
  endsAt: number;
  cancelled: boolean;
}

/** The occasions of a calendar, and what is against it in RFC 5545. */
export function readCalendar(text: string): { occasions: ReadOccasion[]; faults: string[] } {
  const faults = lineFaults(text);
  const calendar = new ICAL.Component(ICAL.parse(text));
  if (calendar.getFirstPropertyValue("version") !== "2.0") faults.push("VERSION is not 2.0 (§3.7.4)");
  if (!calendar.getFirstPropertyValue("prodid")) faults.push("no PRODID (§3.7.3)");
  const occasions = calendar.getAllSubcomponents("vevent").map((component): ReadOccasion => {
    const event = new ICAL.Event(component);
    for (const name of ["uid", "dtstamp", "dtstart", "summary"])
      if (!component.getFirstPropertyValue(name)) faults.push(`a VEVENT without ${name} (§3.6.1)`);
    const zone = component.getFirstProperty("dtstart")?.getFirstParameter("tzid");
    if (zone && event.startDate.zone.tzid !== zone) faults.push(`no VTIMEZONE for ${zone} (§3.2.19)`);
    if (event.startDate.compare(event.endDate) >= 0)
      faults.push(`${event.uid} ends before it begins (§3.8.2.2)`);
    return {
      uid: event.uid,
      startsAt: event.startDate.toUnixTime() * 1000,
      endsAt: event.endDate.toUnixTime() * 1000,
      cancelled: component.getFirstPropertyValue("status") === "CANCELLED",
    };
  });
  const uids = new Set(occasions.map(({ uid }) => uid));
  if (uids.size !== occasions.length) faults.push("a UID stands twice (§3.8.4.7)");
  return { occasions, faults };
}

/** §3.1: lines end with CRLF and hold at most 75 octets, whole characters each. */
function lineFaults(text: string): string[] {
  const lines = text.split("\r\n");
  const faults: string[] = [];
  if (lines.at(-1) !== "") faults.push("the last line does not end (§3.1)");
  if (lines.some((line) => /[\r\n]/.test(line))) faults.push("a line does not end with CRLF (§3.1)");
  if (lines.some((line) => Buffer.byteLength(line) > 75))
    faults.push("a line holds more than 75 octets (§3.1)");
  if (text.includes("\ufffd")) faults.push("a character was cut");
  return faults;
}
