/** Every place of the city at one moment: how many are open, and the mark of each for a map of all of it. */

import type { Ctx } from "#platform/ctx";
import { named } from "#platform/i18n";
import type { OpenState } from "../hours/open-state.ts";
import { openStates } from "../hours/open-states.ts";
import { isOpen } from "./find.ts";
import { everyPlace } from "./watch-store.ts";

export interface PlacesNow {
  places: number;
  open: number;
  /** Nobody has said their hours. */
  unstated: number;
  marks: {
    id: string;
    name: string;
    spot: { lon: number; lat: number };
    state: OpenState["state"];
  }[];
}

/** Counts the places in the register that are open now; those without a position have no mark. */
export async function placesNow(ctx: Ctx): Promise<PlacesNow> {
  const rows = await everyPlace(ctx.db);
  const states = await openStates(ctx, rows, ctx.clock());
  return {
    places: rows.length,
    open: rows.filter(({ id }) => isOpen(states.get(id))).length,
    unstated: rows.filter(({ hoursKey }) => hoursKey === null).length,
    marks: rows.flatMap(({ id, lon, lat, ...row }) => {
      const state = states.get(id)?.state;
      return lon === null || lat === null || !state
        ? []
        : [{ id, name: named(row, ctx.locale), spot: { lon, lat }, state }];
    }),
  };
}
