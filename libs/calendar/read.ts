/** Reads iCalendar files: each event with its occasions worked out, each refusal with its line. */
import { Temporal } from "temporal-polyfill";
import { lastUntil } from "./last-until.ts";
import {
  type CalendarFault,
  type Component,
  componentsOf,
  property,
  type ReadProperty,
} from "./read-lines.ts";
import { knownZone, onWall, type Zone, type ZoneOptions, zonesOf } from "./read-zone.ts";
import { occurrences, TooManySteps } from "./recur.ts";

export interface Occasion {
  startsAt: Temporal.Instant;
  endsAt: Temporal.Instant;
  /** Days without times. */
  wholeDay: boolean;
}

export interface ReadEvent {
  uid: string;
  /** Of its BEGIN:VEVENT. */
  line: number;
  sequence: number;
  cancelled: boolean;
  summary: string;
  description: string;
  location: string;
  /** In order of time, cancelled ones left out. */
  occasions: Occasion[];
  /** It goes on after these. */
  more: boolean;
}

export interface ReadCalendar {
  name: string | null;
  events: ReadEvent[];
  faults: CalendarFault[];
}

export interface ReadOptions {
  /** For times without a zone, and for days. */
  zone: string;
  /** Occasions that end before are passed over. */
  from?: Temporal.Instant;
  /** Occasions that begin at this or later are left out. */
  before?: Temporal.Instant;
  /** Occasions worked out of one event at most. */
  limit: number;
}

/** Periods of its rules looked through for one event, and for all of a file: a small file may ask for years of work. */
const mostSteps = { event: 2000, file: 200_000, zones: 5000 };
/** What ends the span is itself told in a zone. */
const yearAndMore = 9000;
/** A day of the year that did not come so often never comes. */
const mostYears = 250;
/** The fault of a file that asks for more; what stands after its line was not read. */
export const tooMuch = "ics.too-much";

/**
 * Everything in a file that can be understood, and what cannot with its line. An event with a fault is not among the events. A hostile file
 * may take some seconds: not for a thread that has others to answer.
 */
export function readCalendar(file: string, options: ReadOptions): ReadCalendar {
  const { components, faults } = componentsOf(file);
  const calendars = components.filter(({ name }) => name === "VCALENDAR");
  if (calendars.length === 0) faults.unshift({ line: 1, id: "ics.no-calendar" });
  const events: ReadEvent[] = [];
  const steps = { left: mostSteps.file, zones: mostSteps.zones };
  const rules: ZoneOptions["rules"] = new Map();
  for (const calendar of calendars) events.push(...eventsOf(calendar, { ...options, steps, rules }, faults));
  const [first] = calendars;
  const name = first && (property(first, "NAME") ?? property(first, "X-WR-CALNAME"))?.text;
  return {
    name: name ?? null,
    events: events.toSorted((a, b) => a.line - b.line),
    faults: faults.toSorted((a, b) => a.line - b.line),
  };
}

class Refused extends Error {
  fault: CalendarFault;
  constructor(fault: CalendarFault) {
    super(fault.id);
    this.fault = fault;
  }
}
const refuse = (line: number, id: string, data: CalendarFault["data"] = {}): never => {
  throw new Refused({ line, id, data });
};

function eventsOf(
  calendar: Component,
  options: ReadOptions & { steps: { left: number } } & Pick<ZoneOptions, "steps" | "rules">,
  faults: CalendarFault[],
): ReadEvent[] {
  const until = options.before?.add({ hours: yearAndMore }) ?? Temporal.Instant.from("2201-01-01T00:00:00Z");
  const zoneOf = zonesOf(calendar, { steps: options.steps, rules: options.rules, until, faults });
  const isCancelling = property(calendar, "METHOD")?.raw.trim().toUpperCase() === "CANCEL";
  const parts: { uid: string; component: Component }[] = [];
  for (const component of calendar.components) {
    if (component.name !== "VEVENT") continue;
    const uid = property(component, "UID")?.text.trim();
    if (uid) parts.push({ uid, component });
    else faults.push({ line: component.line, id: "ics.no-uid" });
  }
  const events: ReadEvent[] = [];
  for (const [uid, same] of Map.groupBy(parts, ({ uid }) => uid)) {
    try {
      const components = same.map(({ component }) => component);
      const one = new EventReader(uid, components, { ...options, zoneOf, isCancelling }).read();
      events.push(one);
      const mains = components.filter((component) => !property(component, "RECURRENCE-ID"));
      for (const { line } of mains)
        if (line !== one.line) faults.push({ line, id: "ics.uid-twice", data: { line: one.line } });
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      faults.push(error.fault);
      if (options.steps.left <= 0) {
        faults.push({ line: error.fault.line, id: tooMuch });
        break;
      }
    }
  }
  return events;
}

const sequenceOf = (component: Component) => Number(property(component, "SEQUENCE")?.raw ?? 0) || 0;
const isCancelled = (component: Component) =>
  property(component, "STATUS")?.raw.trim().toUpperCase() === "CANCELLED";

interface Time {
  wall: Temporal.PlainDateTime;
  zone: Zone;
  wholeDay: boolean;
}
const instantOf = ({ wall, zone }: Time) => zone.instantOf(wall);

/** What becomes of an occasion that was planned for then. */
type Move = (planned: Time) => Occasion;

/** A change of one occasion and all later ones. */
interface Range {
  /** Milliseconds since 1970: occasions planned from then on. */
  from: number;
  /** Null where none of them take place. */
  move: Move | null;
}

type EventOptions = ReadOptions & {
  zoneOf: (tzid: string) => Zone | null;
  isCancelling: boolean;
  /** Of the whole file. */
  steps: { left: number };
};

/** One event: its components are the event itself and the occasions of it that were changed. */
class EventReader {
  #uid: string;
  #components: Component[];
  #options: EventOptions;
  /** What its rules may still take. */
  #left = mostSteps.event;

  constructor(uid: string, components: Component[], options: EventOptions) {
    this.#uid = uid;
    this.#components = components;
    this.#options = options;
  }

  read(): ReadEvent {
    const bySequence = this.#components.toSorted((a, b) => sequenceOf(a) - sequenceOf(b));
    const main = bySequence.findLast((one) => !property(one, "RECURRENCE-ID"));
    const changed = bySequence.filter((one) => property(one, "RECURRENCE-ID"));
    const words = main ?? changed[0];
    if (!words) throw new Error("an event is read from at least one component");
    const ranges = changed
      .filter((one) => property(one, "RECURRENCE-ID")?.params.range)
      .map((one) => this.#rangeOf(one))
      .toSorted((a, b) => a.from - b.from);
    const { occasions, more } = main ? this.#recurring(main, ranges) : { occasions: new Map(), more: false };
    for (const one of changed) this.#change(occasions, one);
    const cancelled = this.#options.isCancelling || (main !== undefined && isCancelled(main));
    const text = (name: string) => property(words, name)?.text.trim() ?? "";
    return {
      uid: this.#uid,
      line: words.line,
      sequence: sequenceOf(words),
      cancelled,
      summary: text("SUMMARY"),
      description: text("DESCRIPTION"),
      location: text("LOCATION"),
      occasions: cancelled ? [] : [...occasions.values()].toSorted(byStart),
      more,
    };
  }

  /** Occasions by the instant at which they were planned first. */
  #recurring(component: Component, ranges: Range[]): { occasions: Map<string, Occasion>; more: boolean } {
    const start = this.#time(component, "DTSTART") ?? refuse(component.line, "ics.no-start");
    const length = this.#lengthOf(component, start);
    const obsolete = property(component, "EXRULE");
    if (obsolete) refuse(obsolete.line, "ics.exrule");
    const rules = component.properties.filter(({ name }) => name === "RRULE");
    const asPlanned: Move = (time) => ({
      startsAt: instantOf(time),
      endsAt: length(time),
      wholeDay: start.wholeDay,
    });
    const starts = ranges.map(({ from }) => from);
    const span = this.#spanOf(start, [asPlanned, ...ranges.flatMap(({ move }) => move ?? [])]);
    const walls = [start.wall];
    let more = false;
    for (const rule of rules) {
      const found = this.#ruleOf(rule, start, span);
      walls.push(...found.walls);
      more ||= found.more;
    }
    const times = [
      ...walls.map((wall): Time => ({ ...start, wall })),
      ...component.properties.filter(({ name }) => name === "RDATE").flatMap((one) => this.#times(one)),
    ];
    const except = new Set(
      component.properties
        .filter(({ name }) => name === "EXDATE")
        .flatMap((one) => this.#times(one))
        .map((one) => (one.wholeDay ? one.wall.toPlainDate().toString() : instantOf(one).toString())),
    );
    const occasions = new Map<string, Occasion>();
    for (const time of times) {
      const planned = instantOf(time).toString();
      if (except.has(planned) || except.has(time.wall.toPlainDate().toString())) continue;
      const { move } = ranges[lastUntil(starts, instantOf(time).epochMilliseconds)] ?? { move: asPlanned };
      // Ended from a day on, it does not go on.
      if (move === null && ranges.at(-1)?.move === null) more = false;
      const occasion = move?.(time);
      if (occasion && this.#isWanted(occasion)) occasions.set(planned, occasion);
    }
    return { occasions, more };
  }

  /** Between which instants an occasion may be planned that is wanted: one planned outside may be moved inside, or last until then. */
  #spanOf(start: Time, moves: Move[]): { after?: Temporal.Instant; before?: Temporal.Instant } {
    const { from, before } = this.#options;
    const planned = instantOf(start).epochMilliseconds;
    const made = moves.map((move) => move(start));
    // A day more, for what clocks that are changed make of a length.
    const dayAnd = (milliseconds: number) => ({ hours: 24, milliseconds });
    let [later, earlier] = [0, 0];
    for (const { startsAt, endsAt } of made) {
      later = Math.max(later, endsAt.epochMilliseconds - planned);
      earlier = Math.max(earlier, planned - startsAt.epochMilliseconds);
    }
    return {
      ...(from && { after: from.subtract(dayAnd(later)) }),
      ...(before && { before: earlier > 0 ? before.add(dayAnd(earlier)) : before }),
    };
  }

  #ruleOf(
    rule: ReadProperty,
    start: Time,
    span: { after?: Temporal.Instant; before?: Temporal.Instant },
  ): { walls: Temporal.PlainDateTime[]; more: boolean } {
    const { limit } = this.#options;
    // In a zone of the file's own the rule runs on its wall, and so does its end.
    const text = start.zone.id === "UTC" ? onWall(rule.raw, start.zone.wallOf) : rule.raw;
    const said = { rule: rule.raw.slice(0, 100) };
    const freq = /FREQ=([A-Z]+)/i.exec(rule.raw)?.[1]?.toUpperCase();
    if (/^(SECOND|MINUTE|HOUR)LY$/.test(freq ?? "")) refuse(rule.line, "ics.rule-too-often", said);
    const allowed = Math.min(
      freq === "YEARLY" ? mostYears : this.#left,
      this.#left,
      this.#options.steps.left,
    );
    let taken = allowed;
    try {
      if (allowed <= 0) throw new TooManySteps();
      const { starts, more, steps } = occurrences(text, {
        start: start.wall.toZonedDateTime(start.zone.id),
        wholeDay: start.wholeDay,
        limit,
        steps: allowed,
        ...span,
      });
      taken = steps;
      return { walls: starts.map((one) => one.toPlainDateTime()), more };
    } catch (error) {
      if (error instanceof TooManySteps) return refuse(rule.line, "ics.rule-too-long", said);
      if (!(error instanceof RangeError)) throw error;
      taken = 1;
      return refuse(rule.line, "ics.rule", said);
    } finally {
      this.#left -= taken;
      this.#options.steps.left -= taken;
    }
  }

  /** §3.8.4.4: all later ones are moved by the same difference, and last as long as this one. */
  #rangeOf(component: Component): Range {
    const recurrence = property(component, "RECURRENCE-ID");
    // THISANDPRIOR went with RFC 2445.
    if (recurrence?.params.range?.toUpperCase() !== "THISANDFUTURE")
      refuse(recurrence?.line ?? component.line, "ics.range");
    const planned = this.#time(component, "RECURRENCE-ID") ?? refuse(component.line, "ics.no-start");
    const from = instantOf(planned).epochMilliseconds;
    if (isCancelled(component)) return { from, move: null };
    const start = this.#time(component, "DTSTART") ?? refuse(component.line, "ics.no-start");
    const length = this.#lengthOf(component, start);
    const later = start.zone.wallOf(instantOf(planned)).until(start.wall);
    return {
      from,
      move: (time) => {
        const at = { ...start, wall: start.zone.wallOf(instantOf(time)).add(later) };
        return { startsAt: instantOf(at), endsAt: length(at), wholeDay: start.wholeDay };
      },
    };
  }

  /** One occasion that was moved or cancelled. */
  #change(occasions: Map<string, Occasion>, component: Component): void {
    const planned = this.#time(component, "RECURRENCE-ID") ?? refuse(component.line, "ics.no-start");
    const key = instantOf(planned).toString();
    occasions.delete(key);
    if (isCancelled(component)) return;
    const start = this.#time(component, "DTSTART") ?? refuse(component.line, "ics.no-start");
    const occasion = {
      startsAt: instantOf(start),
      endsAt: this.#lengthOf(component, start)(start),
      wholeDay: start.wholeDay,
    };
    if (this.#isWanted(occasion)) occasions.set(key, occasion);
  }

  #isWanted({ startsAt, endsAt }: Occasion): boolean {
    const { from, before } = this.#options;
    const past = from !== undefined && Temporal.Instant.compare(endsAt, from) <= 0;
    return !past && (before === undefined || Temporal.Instant.compare(startsAt, before) < 0);
  }

  /** When an occasion that starts then ends: as long on the wall as the first, by DTEND or DURATION. */
  #lengthOf(component: Component, start: Time): (at: Time) => Temporal.Instant {
    const end = property(component, "DTEND") ?? property(component, "DURATION");
    if (!end) return (at) => (start.wholeDay ? at.zone.instantOf(at.wall.add({ days: 1 })) : instantOf(at));
    const length = end.name === "DTEND" ? this.#untilEnd(component, start) : this.#asLongAs(end);
    const hours = length(start).since(instantOf(start)).total("hours");
    if (hours < 0) refuse(end.line, "ics.end-before-start");
    return length;
  }

  #untilEnd(component: Component, start: Time): (at: Time) => Temporal.Instant {
    const end = this.#time(component, "DTEND") ?? start;
    const wall = end.zone === start.zone ? end.wall : start.zone.wallOf(instantOf(end));
    const lasts = start.wall.until(wall, { largestUnit: "day" });
    return (at) => at.zone.instantOf(at.wall.add(lasts));
  }

  /** Days are days on the wall, hours are hours (§3.3.6). */
  #asLongAs({ raw, line }: ReadProperty): (at: Time) => Temporal.Instant {
    const form = /^\s*[+-]?P(?:\d{1,3}W|(?:\d{1,4}D)?(?:T(?:\d{1,5}H)?(?:\d{1,6}M)?(?:\d{1,8}S)?)?)\s*$/i;
    try {
      if (!form.test(raw)) throw new RangeError(raw);
      const { weeks, days, hours, minutes, seconds } = Temporal.Duration.from(raw.trim());
      return (at) => at.zone.instantOf(at.wall.add({ weeks, days })).add({ hours, minutes, seconds });
    } catch {
      return refuse(line, "ics.duration", { text: raw.slice(0, 40) });
    }
  }

  #time(component: Component, name: string): Time | null {
    const one = property(component, name);
    return one ? (this.#times(one)[0] ?? refuse(one.line, "ics.time", { text: one.raw.slice(0, 40) })) : null;
  }

  /** The times of a property. Of a period the start. */
  #times({ raw, params, line }: ReadProperty): Time[] {
    const values = raw.split(",");
    this.#left -= values.length;
    this.#options.steps.left -= values.length;
    if (this.#left < 0 || this.#options.steps.left < 0)
      refuse(line, "ics.too-many-dates", { limit: mostSteps.event });
    const local = knownZone(this.#options.zone) ?? refuse(line, "ics.zone", { zone: this.#options.zone });
    const { tzid } = params;
    return values.map((value): Time => {
      const [, day, time, utc] = /^(\d{8})(?:T(\d{6})(Z?))?(?:\/.*)?$/i.exec(value.trim()) ?? [];
      if (!day) return refuse(line, "ics.time", { text: value.slice(0, 40) });
      const zone = utc
        ? knownZone("UTC")
        : tzid && time
          ? (this.#options.zoneOf(tzid) ?? refuse(line, "ics.zone", { zone: tzid }))
          : local;
      try {
        // A leap second is the next one here.
        const wall = Temporal.PlainDateTime.from(`${day}T${time ?? "000000"}`);
        if (wall.year < 1900 || wall.year > 2199) refuse(line, "ics.year", { text: value.slice(0, 40) });
        return { wall, zone: zone ?? local, wholeDay: !time };
      } catch (error) {
        if (error instanceof Refused) throw error;
        return refuse(line, "ics.time", { text: value.slice(0, 40) });
      }
    });
  }
}

const byStart = (a: Occasion, b: Occasion) => Temporal.Instant.compare(a.startsAt, b.startsAt);
