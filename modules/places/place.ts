/** A place as other modules see it: everything about it in one value, so that they can ask without calling again. */

import type { Temporal } from "temporal-polyfill";
import type { Position } from "#libs/coordinates";
import type { Hours } from "#libs/hours";
import type { Db } from "#platform/db";
import type { Closure } from "./closures/closure-store.ts";
import { type Holidays, holidaysOfKey } from "./hours/holiday-table.ts";
import { type OpenState, openStateAt, ready } from "./hours/open-state.ts";
import { placeRows } from "./place-store.ts";
import type { Space } from "./spaces/space-store.ts";
import type { FacilityLevel } from "./words.ts";

export interface Place {
  id: string;
  number: string | null;
  name: string;
  names: Record<string, string>;
  kind: string;
  icon: string;
  level: FacilityLevel;
  divisionCode: string;
  organisationId: string;
  orgPath: string;
  address: string;
  /** As given, with its system. */
  position: Position | null;
  /** In WGS-84. */
  wgs: { lon: number; lat: number } | null;
  hours: Hours | null;
  /** What the public calendar says, for its hours. */
  holidays: Holidays;
  /** All closures there ever were, oldest first. */
  closures: Closure[];
  /** Spaces in use. */
  spaces: Space[];
  demo: boolean;
  /** Everybody may see it. */
  public: boolean;
  endedOn: string | null;
}

/** The place, ended or not, or null. */
export async function placeOf(db: Db, id: string): Promise<Place | null> {
  return (await placesOf(db, [id])).get(id) ?? null;
}

/** Places by id, ended ones too. Unknown ids are missing from the answer. One query for any number, and one more when holidays have changed. */
export async function placesOf(db: Db, ids: readonly string[]): Promise<Map<string, Place>> {
  const rows = await placeRows(db, ids);
  const [first] = rows;
  if (!first) return new Map();
  const holidays = await holidaysOfKey(db, first.holidayKey);
  return new Map(
    rows.map(({ state, holidayKey: _, ...row }) => [
      row.id,
      { ...row, holidays, public: state === "published" },
    ]),
  );
}

/** Is the place open at an instant, until when, or when does it open next? `zone`: the city's. */
export function openState(
  { hours, holidays, closures, endedOn }: Pick<Place, "hours" | "holidays" | "closures" | "endedOn">,
  at: Temporal.Instant,
  zone: string,
): OpenState {
  return openStateAt({ hours: hours && ready(hours, holidays.table), closures, endedOn }, at, zone);
}
