/** The map's address: its filters are links, so that a view can be kept and shared. */

const asked = ["division", "kind", "open", "lon", "lat", "place"] as const;
type Name = (typeof asked)[number];
export type MapQuery = Partial<Record<Name, string>>;

/** What the address asks. */
export function mapQuery(search: URLSearchParams): MapQuery {
  return Object.fromEntries(
    asked.flatMap((name) => {
      const value = search.get(name)?.trim();
      return value ? [[name, value]] : [];
    }),
  );
}

/** The map with some of it changed; `null` takes a filter away. */
export function mapHref(query: MapQuery, change: Partial<Record<Name, string | null>>): string {
  const next = new URLSearchParams();
  for (const [name, value] of Object.entries({ ...query, ...change })) if (value) next.set(name, value);
  return next.size > 0 ? `/map?${next}` : "/map";
}
