/** Posted hours held against observed ones: how often a place kept its word in a period. */
import { Temporal } from "temporal-polyfill";
import type { Ctx } from "#platform/ctx";
import { closuresOf } from "../closures/closure-store.ts";
import { facilities } from "../facility/facility-store.ts";
import { holidaysNow } from "../hours/holiday-table.ts";
import { type Judged, judge, type Tolerance } from "./judge.ts";
import * as store from "./observation-store.ts";
import { type PostedOpening, postedOpenings } from "./posted.ts";

/** Days of the city; `until` is the first day after. */
export interface Period {
  from: string;
  until: string;
}

export type JudgedOpening = PostedOpening & Judged;

/** Posted openings that are over, by what became of them. `posted` is their sum; `recorded` those at which it was seen open. */
export interface Honesty {
  posted: number;
  recorded: number;
  inTime: number;
  late: number;
  early: number;
  /** Found shut by somebody, and never seen open. */
  shut: number;
  unrecorded: number;
  /** Found shut by somebody while recorded as open. */
  disputed: number;
}

/** Beyond so many places at once memory would grow with the city. */
const placesAtOnce = 200;

/**
 * How often each place kept its posted hours in a period, by those who saw it. The rate is `inTime / posted`; `unrecorded` says how much
 * nobody saw. For all places of a city in batches of five queries.
 */
export async function openingHonesty(
  ctx: Pick<Ctx, "db" | "clock" | "city">,
  placeIds: readonly string[],
  period: Period,
): Promise<Map<string, Honesty>> {
  const found = new Map<string, Honesty>();
  for (let at = 0; at < placeIds.length; at += placesAtOnce) {
    const judged = await judgedOpenings(ctx, placeIds.slice(at, at + placesAtOnce), period);
    for (const [id, openings] of judged) found.set(id, countOf(openings));
  }
  return found;
}

/** Every posted opening of these places that is over, with what became of it. */
export async function judgedOpenings(
  ctx: Pick<Ctx, "db" | "clock" | "city">,
  placeIds: readonly string[],
  { from, until }: Period,
): Promise<Map<string, JudgedOpening[]>> {
  const { zone } = ctx.city;
  const midnight = (day: string) => Temporal.PlainDate.from(day).toZonedDateTime(zone).toInstant();
  // A night's opening belongs to the day it began on; who opens early does so on the day before at most.
  const time = { from: midnight(from).subtract({ hours: 24 }), until: midnight(until).add({ hours: 48 }) };
  const [places, versions, closures, seen, rules, { table }] = await Promise.all([
    facilities(ctx.db, placeIds),
    store.hoursHistory(ctx.db, placeIds, time),
    closuresOf(ctx.db, placeIds, time.from),
    store.observationsIn(ctx.db, placeIds, time),
    store.tolerances(ctx.db),
    holidaysNow(ctx.db),
  ]);
  const own = {
    versions: Map.groupBy(versions, ({ placeId }) => placeId),
    closures: Map.groupBy(closures, ({ placeId }) => placeId),
    seen: Map.groupBy(seen, ({ placeId }) => placeId),
  };
  const postedOf = postedOpenings({ from, until, zone, table });
  const now = ctx.clock().epochMilliseconds;
  return new Map(
    places.map(({ id, endedOn }) => {
      const posted = postedOf({
        versions: own.versions.get(id) ?? [],
        closures: own.closures.get(id) ?? [],
        endedOn,
      });
      const sightings = (own.seen.get(id) ?? []).flatMap(({ what, at }) =>
        what === "withdrawn" ? [] : [{ what, at: at.epochMilliseconds }],
      );
      const over = posted.filter(({ to }) => to <= now);
      return [id, judge(over, sightings, ({ day }) => ruleOn(rules, day))];
    }),
  );
}

/** The tolerance that held on a day. */
export function ruleOn(rules: readonly store.ToleranceRow[], day: string): Tolerance {
  const { lateMinutes = 0, earlyMinutes = 0 } = rules.find(({ since }) => since <= day) ?? {};
  return { lateMinutes, earlyMinutes };
}

function countOf(openings: readonly JudgedOpening[]): Honesty {
  const of = (outcome: Judged["outcome"]) => openings.filter((one) => one.outcome === outcome).length;
  const [inTime, late, early] = [of("in-time"), of("late"), of("early")];
  return {
    posted: openings.length,
    recorded: inTime + late + early,
    inTime,
    late,
    early,
    shut: of("shut"),
    unrecorded: of("unrecorded"),
    disputed: openings.filter(({ disputed }) => disputed).length,
  };
}
