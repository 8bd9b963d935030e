/** What a place is found by: its names, kind, address, where it lies and who runs it. */
import { locales, type Named, named } from "#platform/i18n";
import { type Field, sortKey, toTsvector } from "#platform/search";
import type { FoundBy } from "./facility-store.ts";
import type { Facts } from "./facts.ts";

interface Around {
  kind: Named;
  division: Named | undefined;
  organisation: Named;
}

const fields = ({ name, names }: Named, weight: Field["weight"]): Field[] =>
  [name, ...Object.values(names)].map((text) => ({ text, weight }));

/** The search document and the sort keys of a place. Its own names weigh most. */
export function foundBy(facts: Facts, { kind, division, organisation }: Around): FoundBy {
  return {
    search: toTsvector([
      ...fields(facts, "A"),
      ...fields(kind, "B"),
      { text: facts.address, weight: "C" },
      ...(division ? fields(division, "C") : []),
      ...fields(organisation, "D"),
    ]),
    sortKeys: Object.fromEntries(locales.map((locale) => [locale, sortKey(named(facts, locale), locale)])),
  };
}
