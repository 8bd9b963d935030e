/** Which time a TZID of a file means: the time zone database where it knows the name, else the file's own VTIMEZONE. */
import ICAL from "ical.js";
import type { Temporal } from "temporal-polyfill";
import { type Component, property } from "./read-lines.ts";

/** A way from the time on the wall to the instant and back. */
export interface Zone {
  /** A zone that Temporal knows: the wall itself recurs. Otherwise rules are worked out as if on a wall without changes. */
  id: string;
  instantOf(wall: Temporal.PlainDateTime): Temporal.Instant;
  wallOf(at: Temporal.Instant): Temporal.PlainDateTime;
}

/** The zone of the database, or null where it knows none of that name. */
export function knownZone(id: string): Zone | null {
  try {
    new Intl.DateTimeFormat("en", { timeZone: id });
  } catch {
    return null;
  }
  return {
    id,
    instantOf: (wall) => wall.toZonedDateTime(id).toInstant(),
    wallOf: (at) => at.toZonedDateTimeISO(id).toPlainDateTime(),
  };
}

/** Finds zones by TZID; never takes a time with a TZID for one without. */
export function zonesOf(calendar: Component): (tzid: string) => Zone | null {
  const found = new Map<string, Zone | null>();
  return (tzid) => {
    let zone = found.get(tzid);
    if (zone === undefined) {
      // `/softwarestudio.org/Olson_20011030_5/America/New_York`: the name is at the end.
      const olson = /[A-Za-z_]+\/[A-Za-z_]+(?:\/[A-Za-z_]+)?$/.exec(tzid)?.[0];
      zone = knownZone(tzid) ?? (olson ? knownZone(olson) : null) ?? ownZone(calendar, tzid);
      found.set(tzid, zone);
    }
    return zone;
  };
}

function ownZone(calendar: Component, tzid: string): Zone | null {
  const own = calendar.components.find(
    (one) => one.name === "VTIMEZONE" && property(one, "TZID")?.text === tzid,
  );
  if (!own) return null;
  try {
    const component = new ICAL.Component(ICAL.parse(own.source.join("\r\n")));
    const zone = new ICAL.Timezone({ component, tzid });
    const offsetAt = (wall: Temporal.PlainDateTime) =>
      zone.utcOffset(ICAL.Time.fromDateTimeString(wall.toString({ smallestUnit: "second" })));
    const utc = (wall: Temporal.PlainDateTime) => wall.toZonedDateTime("UTC").toInstant();
    return {
      id: "UTC",
      instantOf: (wall) => utc(wall).subtract({ seconds: offsetAt(wall) }),
      wallOf: (at) => {
        const wall = at.toZonedDateTimeISO("UTC").toPlainDateTime();
        return wall.add({ seconds: offsetAt(wall.add({ seconds: offsetAt(wall) })) });
      },
    };
  } catch {
    return null;
  }
}
