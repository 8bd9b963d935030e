/** The address of the list of events: links and one GET form, so that a list can be kept and shared. */

const asked = ["when", "day", "division", "audience", "kind", "q", "cursor"] as const;
type Name = (typeof asked)[number];
export type EventQuery = Partial<Record<Name, string>>;

/** What the address asks; empty fields of the form ask for nothing. */
export function eventQuery(search: URLSearchParams): EventQuery {
  return Object.fromEntries(
    asked.flatMap((name) => {
      const value = search.get(name)?.trim();
      return value ? [[name, value]] : [];
    }),
  );
}

/** The address with some of it changed; null takes a filter away. Whatever changes, the list begins at its first page. */
export function eventsHref(query: EventQuery, change: { [N in Name]?: string | null }): string {
  const { cursor: _, ...kept } = query;
  const next = new URLSearchParams();
  for (const [name, value] of Object.entries({ ...kept, ...change })) if (value) next.set(name, value);
  return next.size > 0 ? `/events?${next}` : "/events";
}
