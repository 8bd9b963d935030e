/** What a place is found by: its names, kind, address, where it lies and who runs it. */
import type { Named } from "#platform/i18n";
import type { Facts } from "./facts.ts";

interface Around {
  kind: Named;
  division: Named | undefined;
  organisation: Named;
}

const all = ({ name, names }: Named) => [name, ...Object.values(names)];

/** The search document and the sort key of a place. Names weigh more than what is around them. */
export function foundBy(
  facts: Facts,
  { kind, division, organisation }: Around,
): { search: string; sortKey: string } {
  const words = [
    ...all(facts),
    ...all(kind),
    facts.address,
    ...(division ? all(division) : []),
    ...all(organisation),
  ];
  return {
    search: words.map((w) => `'${w.replaceAll("'", "''").replaceAll("\\", "")}'`).join(" "),
    sortKey: facts.name,
  };
}
