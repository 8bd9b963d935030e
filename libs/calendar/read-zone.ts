/** Which time a TZID of a file means: the time zone database where it knows the name, else the file's own VTIMEZONE. */
import { Temporal } from "temporal-polyfill";
import { lastUntil } from "./last-until.ts";
import { type CalendarFault, type Component, property, type ReadProperty } from "./read-lines.ts";
import { occurrences } from "./recur.ts";
import { utcTime } from "./zone.ts";

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

export interface ZoneOptions {
  /** What all zones of a file may still take: names looked up, changes of the clock worked out. */
  steps: { zones: number };
  /** What was worked out already of the file's rules. */
  rules: Map<string, Temporal.PlainDateTime[]>;
  /** Nothing is asked of a later time. */
  until: Temporal.Instant;
  /** Gets a line for each zone that the file describes in a way that is not taken. */
  faults: CalendarFault[];
}

/** The longest name that is looked at: the search for one inside it takes the square of its length. */
const longestName = 200;

/** Finds zones by TZID; never takes a time with a TZID for one without. */
export function zonesOf(calendar: Component, options: ZoneOptions): (tzid: string) => Zone | null {
  const own = new Map<string, Component>();
  for (const component of calendar.components) {
    const tzid = component.name === "VTIMEZONE" && property(component, "TZID")?.text;
    if (tzid && !own.has(tzid)) own.set(tzid, component);
  }
  const found = new Map<string, Zone | null>();
  return (tzid) => {
    let zone = found.get(tzid);
    if (zone === undefined) {
      if (--options.steps.zones < 0) return null;
      // `/softwarestudio.org/Olson_20011030_5/America/New_York`: the name is at the end.
      const olson = tzid.length <= longestName && /[A-Za-z_]+\/[A-Za-z_]+(?:\/[A-Za-z_]+)?$/.exec(tzid)?.[0];
      const described = own.get(tzid);
      zone =
        knownZone(tzid) ??
        (olson ? knownZone(olson) : null) ??
        (described ? ownZone(described, tzid.slice(0, 60), options) : null);
      found.set(tzid, zone);
    }
    return zone;
  };
}

/** Seconds since 1970 from which on an offset holds, in seconds, and the one before. */
interface Change {
  at: number;
  before: number;
  offset: number;
}

class RuleRefused extends Error {
  line: number;
  rule: string;
  constructor({ line, raw }: ReadProperty) {
    super(raw);
    this.line = line;
    this.rule = raw.slice(0, 100);
  }
}

function ownZone(component: Component, tzid: string, options: ZoneOptions): Zone | null {
  try {
    const changes = component.components
      .filter(({ name }) => name === "STANDARD" || name === "DAYLIGHT")
      .flatMap((one) => changesOf(one, options))
      .toSorted((a, b) => a.at - b.at);
    const [first] = changes;
    return first ? zoneBy(changes, first.before) : null;
  } catch (error) {
    if (!(error instanceof RuleRefused)) throw error;
    const { line, rule } = error;
    options.faults.push({ line, id: "ics.zone-rule", data: { zone: tzid, rule } });
    return null;
  }
}

function zoneBy(changes: readonly Change[], first: number): Zone {
  const from = changes.map(({ at }) => at);
  const offsetAt = (at: number) => changes[lastUntil(from, at)]?.offset ?? first;
  return {
    id: "UTC",
    instantOf: (wall) => {
      const at = secondsOf(wall);
      const offsets = [offsetAt(at - day), offsetAt(at + day)];
      // Of a time that comes twice the first counts, of one that is leapt over what held before (§3.3.5).
      const offset = offsets.find((one) => offsetAt(at - one) === one) ?? offsets[0] ?? first;
      return Temporal.Instant.fromEpochMilliseconds((at - offset) * 1000);
    },
    wallOf: (at) => wallAt(at, offsetAt(Math.floor(at.epochMilliseconds / 1000))),
  };
}

const day = 86_400;
const secondsOf = (wall: Temporal.PlainDateTime) =>
  Math.floor(wall.toZonedDateTime("UTC").epochMilliseconds / 1000);
const wallAt = (at: Temporal.Instant, offset: number) =>
  at.add({ seconds: offset }).toZonedDateTimeISO("UTC").toPlainDateTime();

/** The changes of one STANDARD or DAYLIGHT (§3.6.5); none where it does not say from when or by how much. */
function changesOf(component: Component, options: ZoneOptions): Change[] {
  const before = offsetIn(property(component, "TZOFFSETFROM")?.raw);
  const offset = offsetIn(property(component, "TZOFFSETTO")?.raw);
  const [start] = wallsIn(property(component, "DTSTART")?.raw);
  if (before === null || offset === null || !start) return [];
  const walls = [start];
  for (const one of component.properties) {
    if (one.name === "RDATE") {
      // Before it is read: so many times may stand in it.
      spend(options, one, Math.ceil(one.raw.length / 16));
      for (const wall of wallsIn(one.raw)) walls.push(wall);
    }
    if (one.name === "RRULE") for (const wall of yearly(one, start, before, options)) walls.push(wall);
  }
  return walls.map((wall) => ({ at: secondsOf(wall) - before, before, offset }));
}

/** When a rule changes the clocks, on the wall before. Nobody does so but by the year, and many zones by the same rule. */
function yearly(
  one: ReadProperty,
  start: Temporal.PlainDateTime,
  before: number,
  options: ZoneOptions,
): Temporal.PlainDateTime[] {
  if (!/FREQ=YEARLY\b/i.test(one.raw)) throw new RuleRefused(one);
  // Outlook writes rules that begin in 1601; a leap year has every day.
  const isOld = start.year < longAgo && !/COUNT|INTERVAL/i.test(one.raw);
  const from = isOld ? start.with({ year: longAgo }) : start;
  const rule = onWall(one.raw, (at) => wallAt(at, before));
  const key = `${from} ${rule}`;
  const known = options.rules.get(key);
  if (known) return known;
  const most = Math.max(1, Math.min(options.steps.zones, mostYears));
  try {
    const { starts, steps } = occurrences(rule, {
      start: from.toZonedDateTime("UTC"),
      before: options.until,
      limit: most,
      steps: most,
    });
    spend(options, one, steps);
    const walls = starts.map((at) => at.toPlainDateTime());
    options.rules.set(key, walls);
    return walls;
  } catch (error) {
    if (error instanceof RangeError) throw new RuleRefused(one);
    throw error;
  }
}

function spend({ steps }: ZoneOptions, one: ReadProperty, cost: number): void {
  steps.zones -= cost;
  if (steps.zones < 0) throw new RuleRefused(one);
}

const longAgo = 1888;
const mostYears = 700;

/** `-0330` in seconds, or null. */
function offsetIn(text = ""): number | null {
  const [, sign, hours, minutes, seconds = "0"] = /^\s*([+-])(\d\d)(\d\d)(\d\d)?\s*$/.exec(text) ?? [];
  if (!sign) return null;
  return (sign === "-" ? -1 : 1) * (Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds));
}

/** Local times of a property; what is none is left out. */
function wallsIn(text = ""): Temporal.PlainDateTime[] {
  return text.split(",").flatMap((value) => {
    const [, date, time] = /^(\d{8})T(\d{6})/.exec(value.trim()) ?? [];
    if (!date) return [];
    try {
      return [Temporal.PlainDateTime.from(`${date}T${time}`)];
    } catch {
      return [];
    }
  });
}

/** A rule whose end, told as an instant, is the time on a wall: it is worked out as if that wall never changed. */
export function onWall(rule: string, wallOf: (at: Temporal.Instant) => Temporal.PlainDateTime): string {
  return rule.replace(/(UNTIL=)(\d{8}T\d{6}Z)/i, (_, name: string, until: string) => {
    const wall = wallOf(Temporal.Instant.from(until));
    return `${name}${utcTime(wall.toZonedDateTime("UTC").toInstant())}`;
  });
}
