/** What is open around a point: the count and the marks of a small map. */

import type { Temporal } from "temporal-polyfill";
import type { AnswerOf } from "#contract";
import { convert, type Position } from "#libs/coordinates";
import type { Ctx } from "#platform/ctx";
import { named } from "#platform/i18n";
import type { nearbyPlaces } from "../contract.ts";
import { facilities } from "../facility/facility-store.ts";
import { openStates } from "../hours/open-states.ts";
import { metresWithin } from "../walking.ts";
import { isOpen } from "./find.ts";
import { candidates } from "./find-store.ts";

const mostMarks = 100;

/** Places within estimated minutes on foot, nearest first, and how many of them are open at the moment. */
export async function placesNearby(
  ctx: Ctx,
  { minutes, at = ctx.clock(), ...near }: Position & { minutes: number; at?: Temporal.Instant },
): Promise<AnswerOf<typeof nearbyPlaces>> {
  const metres = metresWithin(minutes);
  const found = await candidates(
    ctx.db,
    {
      kind: null,
      level: null,
      divisionPrefix: null,
      organisationPaths: null,
      search: null,
      near: convert(near, "WGS-84"),
      within: metres,
      by: "distance",
      after: null,
      all: false,
      locale: ctx.locale,
    },
    null,
  );
  const states = await openStates(ctx, found, at);
  const marked = found.slice(0, mostMarks).map(({ id }) => id);
  const rows = new Map((await facilities(ctx.db, marked)).map((row) => [row.id, row]));
  return {
    at: at.toString(),
    minutes,
    metres: Math.floor(metres),
    places: found.length,
    open: found.filter(({ id }) => isOpen(states.get(id))).length,
    marks: marked.flatMap((id) => {
      const row = rows.get(id);
      const state = states.get(id)?.state;
      return row?.wgs && state
        ? [{ id, name: named(row, ctx.locale), icon: row.icon, spot: row.wgs, state }]
        : [];
    }),
  };
}
