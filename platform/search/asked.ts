/** What somebody types to find things of several kinds: words that a thing says, or that its kind is called by. */
import { toTsquery, toTsqueryBeside } from "./tsquery.ts";

export interface AskedWords<Kind extends string> {
  /** As `toTsquery` writes it. */
  query: string;
  /** Kinds that some of the words name, each with what its things must still say; null for nothing more. */
  kinds: Kind[];
  rests: (string | null)[];
}

/** The question to the database; null where there is no word in it. `namesOf`: everything a kind is called, in every language. */
export function askedOfKinds<Kind extends string>(
  q: string,
  kinds: readonly Kind[],
  namesOf: (kind: Kind) => readonly string[],
): AskedWords<Kind> | null {
  const query = toTsquery(q);
  if (query === null) return null;
  const named = kinds.flatMap((kind) => {
    const rest = toTsqueryBeside(q, [...namesOf(kind)]);
    return rest === query ? [] : [{ kind, rest }];
  });
  return { query, kinds: named.map(({ kind }) => kind), rests: named.map(({ rest }) => rest) };
}
