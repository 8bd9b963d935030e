/** Recurrence rules (RFC 5545 §3.3.10), worked out by rrule-temporal and always bounded. */
import { RRuleTemporal } from "rrule-temporal";
import { Temporal } from "temporal-polyfill";
import { utcTime } from "./zone.ts";

export interface Recurring {
  /** DTSTART in its own zone: the time on the wall is what recurs. */
  start: Temporal.ZonedDateTime;
  /** DTSTART was a day without a time: parts of the rule about the time of day say nothing then. */
  wholeDay?: boolean;
  /** What begins before this instant is passed over. */
  after?: Temporal.Instant;
  /** Only what begins before this instant. */
  before?: Temporal.Instant;
  limit: number;
}

export interface Occurrences {
  starts: Temporal.ZonedDateTime[];
  /** The rule goes on after the limit, or after `before`. */
  more: boolean;
}

/** So many periods without an occurrence, and the rule counts as one that never comes true. */
const mostSteps = 20_000;

/** The first occurrences of a rule such as `FREQ=WEEKLY;BYDAY=MO,WE`, at most `limit`. Throws RangeError with what is wrong with it. */
export function occurrences(rule: string, { start, wholeDay, after, before, limit }: Recurring): Occurrences {
  const starts: Temporal.ZonedDateTime[] = [];
  let more = false;
  try {
    ruleOf(rule, start, wholeDay === true).all((at) => {
      const late = before !== undefined && at.epochNanoseconds >= before.epochNanoseconds;
      if (late || starts.length === limit) {
        more = true;
        return false;
      }
      if (after === undefined || at.epochNanoseconds >= after.epochNanoseconds) starts.push(at);
      return true;
    });
  } catch (error) {
    // The library throws plain errors of what is wrong in a rule, and when nothing comes within its bounds.
    throw new RangeError(error instanceof Error ? error.message : String(error), { cause: error });
  }
  return { starts, more };
}

function ruleOf(rule: string, start: Temporal.ZonedDateTime, wholeDay: boolean) {
  const parts = partsOf(rule)
    .filter(([name]) => !(wholeDay && /^BY(HOUR|MINUTE|SECOND)$/.test(name)))
    .map(([name, value]) => `${name}=${name === "UNTIL" ? untilIn(value, start.timeZoneId) : value}`);
  return new RRuleTemporal({
    rruleString: `RRULE:${parts.join(";")}`,
    dtstart: start,
    tzid: start.timeZoneId,
    temporal: Temporal,
    strict: true,
    maxIterations: mostSteps,
    maxCandidateEvaluations: 100 * mostSteps,
  });
}

/** UNTIL as an instant: a day means until its end, a time without Z is one of the zone of the start, as clients write it. */
function untilIn(value: string, zone: string): string {
  const [, day, time, utc] = /^(\d{8})(?:T(\d{6})(Z?))?$/.exec(value) ?? [];
  if (!day) throw new RangeError(`UNTIL "${value}" is no date`);
  const last = Temporal.PlainDateTime.from(`${day}T${time ?? "235959"}`);
  return utcTime(last.toZonedDateTime(utc ? "UTC" : zone).toInstant());
}

const from0 = (most: number) => (value: number) => Number.isInteger(value) && value >= 0 && value <= most;
const around0 = (most: number) => (value: number) =>
  Number.isInteger(value) && value !== 0 && Math.abs(value) <= most;

/** What the library would leave out in silence, and so widen the rule. */
const ranges: Record<string, (value: number) => boolean> = {
  BYSECOND: from0(60),
  BYMINUTE: from0(59),
  BYHOUR: from0(23),
  BYMONTHDAY: around0(31),
  BYYEARDAY: around0(366),
  BYWEEKNO: around0(53),
  BYMONTH: (value) => value !== 0 && from0(12)(value),
  BYSETPOS: around0(366),
};

/** Names and values of the parts. A semicolon at the end is seen in the wild and means nothing. */
function partsOf(rule: string): [name: string, value: string][] {
  const parts = rule.replace(/;+$/, "").split(";");
  return parts.map((part) => {
    const [, name, value] = /^([A-Z-]+)=([^=]+)$/i.exec(part.trim()) ?? [];
    if (!name || !value) throw new RangeError(`"${part}" is no part of a recurrence rule`);
    const key = name.toUpperCase();
    const range = ranges[key];
    const outside = range && value.split(",").find((one) => !range(Number(one)));
    if (outside !== undefined) throw new RangeError(`${key} cannot be ${outside}`);
    return [key, value.toUpperCase()];
  });
}
