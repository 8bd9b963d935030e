/**
 * Open or not for many places at once: hours are read from the database once for each different text and holiday table,
 * and kept ready.
 */

import type { Temporal } from "temporal-polyfill";
import { type CompiledHours, compileHours } from "#libs/hours";
import type { Ctx } from "#platform/ctx";
import { closuresOf } from "../closures/closure-store.ts";
import { hoursByKey } from "../facility/facility-store.ts";
import { type Holidays, holidaysNow } from "./holiday-table.ts";
import { type OpenState, openStateAt } from "./open-state.ts";

interface Asked {
  id: string;
  /** Digest of the hours (`facility.hours_key`): the same key means the same hours, in every process and for ever. */
  hoursKey: string | null;
  endedOn: string | null;
}

/** Beyond so many places it is cheaper to ask for all closures of the city than for those of a list of ids. */
const manyPlaces = 100;

/** The state of each place at an instant. Two queries, and one more when hours are seen for the first time or days have changed. */
export async function openStates(
  ctx: Ctx,
  places: readonly Asked[],
  at: Temporal.Instant,
): Promise<Map<string, OpenState>> {
  const ids = places.length > manyPlaces ? null : places.map(({ id }) => id);
  const [hours, closures] = await Promise.all([
    holidaysNow(ctx.db).then((holidays) => readyHours(ctx, places, holidays)),
    closuresOf(ctx.db, ids, at),
  ]);
  const closed = Map.groupBy(closures, ({ placeId }) => placeId);
  // Without closures the answer depends on the hours alone, and many places share theirs.
  const usual = new Map<string | null, OpenState>();
  return new Map(
    places.map(({ id, hoursKey, endedOn }) => {
      const compiled = hoursKey === null ? null : hours(hoursKey);
      const own = closed.get(id);
      if (own || endedOn !== null) {
        return [id, openStateAt({ hours: compiled, closures: own ?? [], endedOn }, at, ctx.city.zone)];
      }
      const known =
        usual.get(hoursKey) ??
        openStateAt({ hours: compiled, closures: [], endedOn: null }, at, ctx.city.zone);
      usual.set(hoursKey, known);
      return [id, known];
    }),
  );
}

const mostKept = 5000;
/** By the key of the holiday table and that of the hours: what was made with an older table is never found again. */
const kept = new Map<string, CompiledHours>();

async function readyHours(
  ctx: Ctx,
  places: readonly Asked[],
  holidays: Holidays,
): Promise<(hoursKey: string) => CompiledHours | null> {
  const keyOf = (hoursKey: string) => `${holidays.key} ${hoursKey}`;
  const wanted = new Set(places.flatMap(({ hoursKey }) => hoursKey ?? []));
  const missing = [...wanted].filter((hoursKey) => !kept.has(keyOf(hoursKey)));
  if (missing.length > 0) {
    const used = new Set([...wanted].map(keyOf));
    for (const { hoursKey, hours } of await hoursByKey(ctx.db, missing))
      kept.set(keyOf(hoursKey), compileHours(hours, holidays.table));
    for (const key of kept.keys()) {
      if (kept.size <= mostKept) break;
      if (!used.has(key)) kept.delete(key);
    }
  }
  return (hoursKey) => kept.get(keyOf(hoursKey)) ?? null;
}
