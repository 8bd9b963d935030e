/** The list's address and what it asks for: filters are links and a GET form, so that a list can be kept and shared. */

import { notUnderstood } from "#web/address.ts";
import type { LoadArgs } from "#web/page.ts";

const asked = ["kind", "level", "division", "open", "q", "lon", "lat", "minutes", "sort", "after"] as const;
type Name = (typeof asked)[number];
export type PlaceQuery = Partial<Record<Name, string>>;

/** What the address asks; empty fields of the form ask for nothing. */
export function placeQuery(search: URLSearchParams): PlaceQuery {
  return Object.fromEntries(
    asked.flatMap((name) => {
      const value = search.get(name)?.trim();
      return value ? [[name, value]] : [];
    }),
  );
}

/** The address of the list with some of it changed; `null` takes a filter away. A changed filter begins at the first page. `path`: of another page with the same filters. */
export function placesHref(
  query: PlaceQuery,
  change: Partial<Record<Name, string | null>>,
  path = "/places",
): string {
  const { after: _, ...kept } = query;
  const next = new URLSearchParams();
  for (const [name, value] of Object.entries({ ...kept, ...change })) if (value) next.set(name, value);
  return next.size > 0 ? `${path}?${next}` : path;
}

/** The reader's own spot that the address asks from, or null when it names none. Refuses one that is none. */
export function askedSpot(asked: Pick<LoadArgs, "context" | "request">): { lon: number; lat: number } | null {
  const query = placeQuery(new URL(asked.request.url).searchParams);
  const spot = spotOf(query);
  const named = (["lon", "lat"] as const).filter((name) => query[name] !== undefined);
  if (!spot && named.length > 0) throw notUnderstood(asked, named);
  return spot;
}

/** The reader's own spot as numbers, or null when they gave none that can be one. */
export function spotOf({ lon, lat }: PlaceQuery): { lon: number; lat: number } | null {
  if (lon === undefined || lat === undefined) return null;
  const spot = { lon: Number(lon), lat: Number(lat) };
  return Math.abs(spot.lon) <= 180 && Math.abs(spot.lat) <= 90 ? spot : null;
}
