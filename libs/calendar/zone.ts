/** VTIMEZONE from the time zone database: every change of offset between two instants (RFC 5545 §3.6.5). */
import { Temporal } from "temporal-polyfill";
import { contentLine } from "./line.ts";

/** `20260612T193000`: local date and time, basic format. */
export function localTime(at: Temporal.PlainDateTime): string {
  return at.toString({ smallestUnit: "second" }).replace(/[-:]/g, "");
}

/** `20260612T113000Z` */
export function utcTime(at: Temporal.Instant): string {
  return `${localTime(at.toZonedDateTimeISO("UTC").toPlainDateTime())}Z`;
}

/** The component a reader needs to place local times of `zone` from the first to the last instant. */
export function timeZoneComponent(zone: string, first: Temporal.Instant, last: Temporal.Instant): string {
  return [
    contentLine({ name: "BEGIN", value: "VTIMEZONE" }),
    contentLine({ name: "TZID", value: zone }),
    ...observances(zone, first, last),
    contentLine({ name: "END", value: "VTIMEZONE" }),
  ].join("");
}

function observances(zone: string, first: Temporal.Instant, last: Temporal.Instant): string[] {
  const written: string[] = [];
  const start = first.toZonedDateTimeISO(zone);
  // A transition exactly at `first` already holds there, so the search begins one nanosecond later.
  let change = start.add({ nanoseconds: 1 }).getTimeZoneTransition("previous");
  if (!change) {
    written.push(...observance("STANDARD", "19700101T000000", start.offset, start.offset));
    change = start.getTimeZoneTransition("next");
  }
  for (
    ;
    change && Temporal.Instant.compare(change.toInstant(), last) <= 0;
    change = change.getTimeZoneTransition("next")
  ) {
    const before = change.subtract({ nanoseconds: 1 });
    const kind = change.offsetNanoseconds > before.offsetNanoseconds ? "DAYLIGHT" : "STANDARD";
    // The onset is written in the local time that was in force before it (§3.8.2.4, §3.6.5).
    const onset = change
      .toPlainDateTime()
      .subtract({ nanoseconds: change.offsetNanoseconds - before.offsetNanoseconds });
    written.push(...observance(kind, localTime(onset), before.offset, change.offset));
  }
  return written;
}

function observance(kind: "STANDARD" | "DAYLIGHT", onset: string, from: string, to: string): string[] {
  return [
    contentLine({ name: "BEGIN", value: kind }),
    contentLine({ name: "DTSTART", value: onset }),
    contentLine({ name: "TZOFFSETFROM", value: from.replaceAll(":", "") }),
    contentLine({ name: "TZOFFSETTO", value: to.replaceAll(":", "") }),
    contentLine({ name: "END", value: kind }),
  ];
}
