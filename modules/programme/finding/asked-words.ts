/** What somebody types to find events: words that the event says, or that its kind is called by. */
import { locales, texts } from "#platform/i18n";
import { toTsquery, toTsqueryBeside } from "#platform/search";
import { type EventKind, eventKinds } from "../contract.ts";

export interface AskedWords {
  /** As `#platform/search` writes it. */
  query: string;
  /** Kinds that some of the words name, each with what its events must still say; null for nothing more. */
  kinds: EventKind[];
  rests: (string | null)[];
}

/** The question to the database; null where there is no word in it. */
export function askedWords(q: string): AskedWords | null {
  const query = toTsquery(q);
  if (query === null) return null;
  const named = eventKinds.flatMap((kind) => {
    const rest = toTsqueryBeside(q, namesOf(kind));
    return rest === query ? [] : [{ kind, rest }];
  });
  return { query, kinds: named.map(({ kind }) => kind), rests: named.map(({ rest }) => rest) };
}

// texts: event.kind.*
/** What a kind is called in every language, a translation that waits for its approval too: nobody is shown it here. */
function namesOf(kind: EventKind): string[] {
  return locales.flatMap((locale) => {
    const text = texts(locale, { unapproved: "show" });
    return [text(`event.kind.${kind}`), text(`event.kind.${kind}.also`)];
  });
}
