/** Finding places: what there is, what is open at a moment, what is near. */

import type { Temporal } from "temporal-polyfill";
import { Id, T } from "#contract";
import { type CoordinateSystem, convert } from "#libs/coordinates";
import { type Ctx, today } from "#platform/ctx";
import { invalid } from "#platform/errors";
import { cursorText, readCursor } from "#platform/http";
import { toTsquery } from "#platform/search";
import { type FacilityRow, facilities } from "../facility/facility-store.ts";
import type { OpenState } from "../hours/open-state.ts";
import { openStates } from "../hours/open-states.ts";
import { kinds } from "../kinds/kind-store.ts";
import { canonicalCode, prefixOfCode } from "../network/division-code.ts";
import { divisionsOn } from "../network/division-store.ts";
import { metresWithin } from "../walking.ts";
import type { FacilityLevel } from "../words.ts";
import { candidates, type Wanted } from "./find-store.ts";
import { type Way, wayBetween } from "./landmark.ts";

export interface Search {
  kind?: string;
  level?: FacilityLevel;
  division?: string;
  open?: "now";
  at?: Temporal.Instant;
  q?: string;
  near?: { system: CoordinateSystem; lon: number; lat: number };
  minutes?: number;
  sort?: "name" | "distance";
  after?: string;
  limit?: number;
  /** Only what these organisations and those below them run. */
  organisationPaths?: readonly string[];
  /** Ended and not public ones too: for the desk. */
  all?: boolean;
}

export interface FoundPlace {
  place: FacilityRow;
  open: OpenState;
  /** The straight way there from the spot asked about. */
  way: Way | null;
}

const lastRow = T.Tuple([T.String(), Id]);

function cursorFrom(text: string): Wanted["after"] {
  const [key, id] = readCursor(lastRow, text, "/query/after");
  return { key, id };
}

/** One page of places in order. Open or not is told of every one. */
export async function findPlaces(
  ctx: Ctx,
  search: Search,
): Promise<{ at: Temporal.Instant; items: FoundPlace[]; next: string | null }> {
  const at = search.at ?? ctx.clock();
  const limit = search.limit ?? 20;
  const wanted = await wantedBy(ctx, search);
  // Open or not is known only outside the database, so that question looks at all that fit the others, in order.
  const found = wanted && (await candidates(ctx.db, wanted, search.open ? null : limit + 1));
  if (!found) return { at, items: [], next: null };
  const states = await openStates(ctx, found, at);
  const fitting = search.open ? found.filter(({ id }) => isOpen(states.get(id))) : found;
  const page = fitting.slice(0, limit);
  const last = page.at(-1);
  const rows = new Map(
    (
      await facilities(
        ctx.db,
        page.map(({ id }) => id),
      )
    ).map((row) => [row.id, row]),
  );
  return {
    at,
    items: page.flatMap(({ id }) => {
      const place = rows.get(id);
      const open = states.get(id);
      const way = wanted.near && place?.wgs ? wayBetween(wanted.near, place.wgs) : null;
      return place && open ? [{ place, open, way }] : [];
    }),
    next: fitting.length > limit && last ? cursorText([last.key, last.id]) : null,
  };
}

export function isOpen(state: OpenState | undefined): boolean {
  return state?.state === "open" || state?.state === "closing-soon";
}

/** The search as the database gets it; null when nothing can be found. Refuses unknown kinds and divisions. */
async function wantedBy(ctx: Ctx, search: Search): Promise<Wanted | null> {
  const { near, minutes } = search;
  if (search.kind && !(await kinds(ctx.db)).some(({ code }) => code === search.kind)) {
    throw invalid([{ field: "/query/kind", id: "not-offered" }]);
  }
  if ((minutes !== undefined || search.sort === "distance") && !near)
    throw invalid([{ field: "/query/lon", id: "missing" }]);
  const query = search.q?.trim() ? toTsquery(search.q) : null;
  if (search.q?.trim() && query === null) return null;
  const spot = near ? convert(near, "WGS-84") : null;
  return {
    kind: search.kind ?? null,
    level: search.level ?? null,
    divisionPrefix: search.division ? await prefixOf(ctx, search.division) : null,
    organisationPaths: search.organisationPaths ?? null,
    search: query,
    near: spot,
    within: minutes === undefined ? null : metresWithin(minutes),
    by: search.sort ?? "name",
    after: search.after ? cursorFrom(search.after) : null,
    all: search.all ?? false,
    locale: ctx.locale,
  };
}

async function prefixOf(ctx: Ctx, division: string): Promise<string> {
  const code = canonicalCode(division);
  const known = code && (await divisionsOn(ctx.db, { day: today(ctx).toString(), codes: [code] }));
  if (!code || known?.length !== 1) throw invalid([{ field: "/query/division", id: "division.unknown" }]);
  return prefixOfCode(code);
}
