/** The openings a place promised in a time: its hours as they were posted then, without what was announced as closed. Pure. */
import { Temporal } from "temporal-polyfill";
import { type CompiledHours, compileHours, type HolidayTable, type Hours, instantOf } from "#libs/hours";
import type { Posted } from "./judge.ts";
import type { HoursVersion } from "./observation-store.ts";

export interface PostedOpening extends Posted {
  /** The day in the city on which it begins. */
  day: string;
}

export interface Promised {
  versions: readonly Omit<HoursVersion, "placeId">[];
  closures: readonly {
    startsAt: Temporal.Instant;
    endsAt: Temporal.Instant | null;
    announcedAt: Temporal.Instant;
  }[];
  endedOn: string | null;
}

/** Answers `postedIn` for many places: hours and instants that they share are reckoned once. */
export function postedOpenings({
  from,
  until,
  zone,
  table,
}: {
  from: string;
  until: string;
  zone: string;
  table: HolidayTable;
}): (place: Promised) => PostedOpening[] {
  const compiled = new Map<string, CompiledHours>();
  const ready = (hours: Hours) => {
    const text = JSON.stringify(hours);
    const made = compiled.get(text) ?? compileHours(hours, table);
    compiled.set(text, made);
    return made;
  };
  const days = daysFrom(from, until);
  const midnights = new Map<string, number>();
  const at = (day: string, minute: number) => {
    const known = midnights.get(`${day} ${minute}`);
    if (known !== undefined) return known;
    const made = instantOf({ day, minute }, zone).epochMilliseconds;
    midnights.set(`${day} ${minute}`, made);
    return made;
  };

  return ({ versions, closures, endedOn }) => {
    const lived = endedOn === null ? days : days.filter((day) => day < endedOn);
    const posted = versions.flatMap(({ hours, from: since, until: to }) => {
      if (!hours) return [];
      const [first, end] = [since.epochMilliseconds, to?.epochMilliseconds ?? Number.POSITIVE_INFINITY];
      return lived.flatMap((day) => {
        if (at(day, 2880) <= first || at(day, 0) >= end) return [];
        return ready(hours)
          .on(day)
          .spans.map((span) => ({ day, from: at(day, span.from), to: at(day, span.to) }))
          .filter((opening) => first <= opening.from && opening.from < end);
      });
    });
    const once = apart(posted.sort((a, b) => a.from - b.from));
    return closures.reduce<PostedOpening[]>(
      (left, closure) => left.flatMap((one) => without(one, closure)),
      once,
    );
  };
}

/** Hours that are changed during an opening begin after it: no minute is promised twice. */
function apart(posted: readonly PostedOpening[]): PostedOpening[] {
  let reached = Number.NEGATIVE_INFINITY;
  return posted.flatMap((one) => {
    const from = Math.max(one.from, reached);
    reached = Math.max(reached, one.to);
    return from < one.to ? [{ ...one, from }] : [];
  });
}

/** What is left of a posted opening beside a closure. One that was announced only afterwards excuses nothing. */
function without(
  one: PostedOpening,
  { startsAt, endsAt, announcedAt }: Promised["closures"][number],
): PostedOpening[] {
  if (announcedAt.epochMilliseconds >= one.to) return [one];
  const end = endsAt?.epochMilliseconds ?? Number.POSITIVE_INFINITY;
  return [
    { ...one, to: Math.min(one.to, startsAt.epochMilliseconds) },
    { ...one, from: Math.max(one.from, end) },
  ].filter(({ from, to }) => from < to);
}

function daysFrom(from: string, until: string): string[] {
  const first = Temporal.PlainDate.from(from);
  const { days } = first.until(Temporal.PlainDate.from(until));
  return Array.from({ length: Math.max(0, days) }, (_, n) => first.add({ days: n }).toString());
}
