/** The address of a search: what is asked for stands in it, and nothing else. */
import { firstYear, lastYear, mostWords } from "../catalogue/searching/contract.ts";

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

/** What is kept to, in the order in which it is told. */
const keptFacets = ["language", "form", "audience", "class", "place", "available"] as const;

const keptNames = new Set<string>([...keptFacets, "from", "to"]);

export interface Kept {
  facet: (typeof keptFacets)[number] | "year";
  value: string;
  /** The search without it. */
  without: string;
}

/** What the reader keeps to, each with the search without it. Years are one, from and to. */
export function keptIn(query: Query): Kept[] {
  const on: Kept[] = keptFacets.flatMap((facet) => {
    const { [facet]: value, ...others } = query;
    return value ? [{ facet, value, without: hrefOf(others) }] : [];
  });
  const { from, to, ...anyYear } = query;
  if (from || to) on.push({ facet: "year", value: `${from ?? ""}-${to ?? ""}`, without: hrefOf(anyYear) });
  return on;
}

/** The search with nothing kept to. */
export const withoutKept = (query: Query): Query =>
  Object.fromEntries(Object.entries(query).filter(([name]) => !keptNames.has(name)));

/** The ten that begins with this year, as years are kept to. */
export const tenOf = (year: string) => `${year}-${Number(year) + 9}`;

/** A value of a facet, kept to. */
export function keepingTo(facet: string, value: string): Query {
  if (facet !== "year") return { [facet]: value };
  const [from, to] = tenOf(value).split("-");
  return { from, to };
}

/** How a span of years is called. */
export function yearsSaid(span: string): {
  word: "ten" | "one" | "since" | "until" | "between";
  from: string;
  to: string;
} {
  const [from = "", to = ""] = span.split("-");
  if (from === "") return { word: "until", from, to };
  if (to === "") return { word: "since", from, to };
  if (from === to) return { word: "one", from, to };
  return { word: Number(from) % 10 === 0 && span === tenOf(from) ? "ten" : "between", from, to };
}

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

/** The same address without fields that say nothing, whatever else stands in it; null where there are none. */
export function withoutEmpty(search: URLSearchParams, query: Query): string | null {
  const left = new URLSearchParams(search);
  for (const name of asked) if (!query[name]) left.delete(name);
  if (left.size === search.size) return null;
  return left.size > 0 ? `/catalogue?${left}` : "/catalogue";
}

export interface Fault {
  field: (typeof asked)[number];
  id: "words" | "year" | "years";
}

const isYear = (text: string) =>
  /^\d{4}$/.test(text) && Number(text) >= firstYear && Number(text) <= lastYear;

/** What somebody may well type that cannot be looked for: told at its field. */
export function faultsIn(query: Query): Fault[] {
  const { from = "", to = "" } = query;
  const long = (["q", "q2", "q3"] as const).filter((name) => (query[name] ?? "").length > mostWords);
  const wrong = (["from", "to"] as const).filter((name) => query[name] && !isYear(query[name]));
  return [
    ...long.map((field) => ({ field, id: "words" as const })),
    ...wrong.map((field) => ({ field, id: "year" as const })),
    ...(wrong.length === 0 && to !== "" && from > to ? [{ field: "to" as const, id: "years" as const }] : []),
  ];
}

/** As the operations take it; they say themselves what is wrong with what somebody wrote by hand. */
export function inputOf({ order: _, from, to, ...query }: Query) {
  return { ...query, ...(from && { from: Number(from) }), ...(to && { to: Number(to) }) };
}

export function hrefOf(query: Query, cursor?: string): string {
  const search = new URLSearchParams({ ...query, ...(cursor && { cursor }) } as Record<string, string>);
  return search.size > 0 ? `/catalogue?${search}` : "/catalogue";
}
