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
  /** Periods looked through at most. */
  steps?: number;
}

export interface Occurrences {
  starts: Temporal.ZonedDateTime[];
  /** The rule goes on after the limit, or after `before`. */
  more: boolean;
  /** Periods that were looked through, about. */
  steps: number;
}

/** Nothing more came within the steps allowed. */
export class TooManySteps extends RangeError {}

/** So many periods without an occurrence, and the rule counts as one that never comes true. */
const mostSteps = 20_000;

/** The first occurrences of a rule such as `FREQ=WEEKLY;BYDAY=MO,WE`, at most `limit`. Throws RangeError with what is wrong with it. */
export function occurrences(
  rule: string,
  { start, wholeDay, after, before, limit, steps = mostSteps }: Recurring,
): Occurrences {
  const starts: Temporal.ZonedDateTime[] = [];
  let more = false;
  let seen = 0;
  let last: Temporal.ZonedDateTime | null = null;
  try {
    const from = after ? nearer(rule, start, after) : start;
    const read = ruleOf(rule, { start: from, wholeDay: wholeDay === true, steps });
    const { freq, interval = 1, until } = read.options();
    read.all((at) => {
      last = at;
      if (++seen > steps) throw new TooManySteps(`${steps} occurrences exceeded`);
      const late = before !== undefined && at.epochNanoseconds >= before.epochNanoseconds;
      if (late || starts.length === limit) {
        more = true;
        return false;
      }
      if (after === undefined || at.epochNanoseconds >= after.epochNanoseconds) starts.push(at);
      return true;
    });
    const end = (more || !until ? (last ?? from) : until).toInstant();
    const periods = Math.ceil(
      from.toInstant().until(end).total("hours") / (24 * (daysOf[freq] ?? 1) * interval),
    );
    return { starts, more, steps: Math.min(steps, Math.max(1, seen, periods)) };
  } catch (error) {
    if (error instanceof Error && error.message.endsWith("exceeded in all()"))
      throw new TooManySteps(error.message, { cause: error });
    if (error instanceof RangeError) throw error;
    // The library throws plain errors of what is wrong in a rule.
    throw new RangeError(error instanceof Error ? error.message : String(error), { cause: error });
  }
}

/** A start so many whole periods later that the same days and weeks are met, and before `after`: what lies between need not be walked. */
function nearer(
  rule: string,
  start: Temporal.ZonedDateTime,
  after: Temporal.Instant,
): Temporal.ZonedDateTime {
  const freq = /FREQ=(DAILY|WEEKLY)\b/i.exec(rule)?.[1]?.toUpperCase();
  const interval = Number(/INTERVAL=(\d+)/i.exec(rule)?.[1] ?? 1);
  if (!freq || !interval || /COUNT=/i.test(rule)) return start;
  const days = interval * (daysOf[freq] ?? 1);
  const between = start.toInstant().until(after).total("hours") / 24;
  const wall = start.toPlainDateTime().add({ days: Math.max(0, Math.floor(between / days) - 1) * days });
  const moved = wall.toZonedDateTime(start.timeZoneId);
  // On a day without that time the rule would go on with another.
  return moved.toPlainDateTime().equals(wall) ? moved : start;
}

/** At least so many days lie between two periods. */
const daysOf: Record<string, number> = {
  ...{ YEARLY: 365, MONTHLY: 28, WEEKLY: 7, DAILY: 1 },
  ...{ HOURLY: 1 / 24, MINUTELY: 1 / 1440, SECONDLY: 1 / 86_400 },
};

function ruleOf(
  rule: string,
  { start, wholeDay, steps }: { start: Temporal.ZonedDateTime; wholeDay: boolean; steps: number },
) {
  const parts = partsOf(rule)
    .filter(([name]) => !(wholeDay && /^BY(HOUR|MINUTE|SECOND)$/.test(name)))
    .map(([name, value]) => `${name}=${name === "UNTIL" ? untilIn(value, start.timeZoneId) : value}`);
  return new RRuleTemporal({
    rruleString: `RRULE:${parts.join(";")}`,
    dtstart: start,
    tzid: start.timeZoneId,
    temporal: Temporal,
    strict: true,
    maxIterations: steps,
    maxCandidateEvaluations: 100 * steps,
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
