/** What somebody types to find events: words that the event says, or that its kind is called by. */
import { locales, texts } from "#platform/i18n";
import { type AskedWords as Asked, askedOfKinds } from "#platform/search";
import { type EventKind, eventKinds } from "../contract.ts";

export type AskedWords = Asked<EventKind>;

/** The question to the database; null where there is no word in it. */
export const askedWords = (q: string): AskedWords | null => askedOfKinds(q, eventKinds, namesOf);

// texts: event.kind.*
/** What a kind is called in every language, a translation that waits for its approval too: nobody is shown it here. */
function namesOf(kind: EventKind): string[] {
  return locales.flatMap((locale) => {
    const text = texts(locale, { unapproved: "show" });
    return [text(`event.kind.${kind}`), text(`event.kind.${kind}.also`)];
  });
}
