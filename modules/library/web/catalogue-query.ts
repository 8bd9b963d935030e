/** The address of a search: what is asked for stands in it, and nothing else. */

export const asked = [
  "q",
  "in",
  "q2",
  "in2",
  "join2",
  "q3",
  "in3",
  "join3",
  "language",
  "form",
  "audience",
  "class",
  "from",
  "to",
  "place",
  "available",
  "order",
] as const;
export type Query = Partial<Record<(typeof asked)[number], string>>;

/** What is kept to, as the reader takes it off again. */
export const kept = ["language", "form", "audience", "class", "place", "available"] as const;

/** Fields of the advanced form that say nothing without their words are left out. */
export function queryIn(search: URLSearchParams): Query {
  const query: Query = Object.fromEntries(
    asked.flatMap((name) => {
      const typed = search.get(name)?.trim();
      return typed ? [[name, typed]] : [];
    }),
  );
  if (!query.q) delete query.in;
  for (const n of [2, 3] as const)
    if (!query[`q${n}`]) {
      delete query[`in${n}`];
      delete query[`join${n}`];
    }
  return query;
}

/** As the operations take it; they say themselves what is wrong with what somebody wrote by hand. */
export function inputOf({ order: _, from, to, ...query }: Query) {
  return { ...query, ...(from && { from: Number(from) }), ...(to && { to: Number(to) }) };
}

export function hrefOf(query: Query, cursor?: string): string {
  const search = new URLSearchParams({ ...query, ...(cursor && { cursor }) } as Record<string, string>);
  return search.size > 0 ? `/catalogue?${search}` : "/catalogue";
}
