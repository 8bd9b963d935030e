/** What somebody types to find classes: words that the course says, what its kind is called, or when its lessons are (夜校、周末). */
import { locales, texts } from "#platform/i18n";
import { type AskedWords as Asked, askedOfKinds } from "#platform/search";
import { courseKinds } from "../contract.ts";

const asked = [...courseKinds, "evening", "weekend"] as const;
type AskedKind = (typeof asked)[number];

export type AskedWords = Asked<AskedKind>;

/** The question to the database; null where there is no word in it. */
export const askedWords = (q: string): AskedWords | null => askedOfKinds(q, asked, namesOf);

// texts: course.kind.* course.time.*
/** What a kind is called in every language, a translation that waits for its approval too: nobody is shown it here. */
function namesOf(kind: AskedKind): string[] {
  const key = kind === "evening" || kind === "weekend" ? `course.time.${kind}` : `course.kind.${kind}`;
  return locales.flatMap((locale) => {
    const text = texts(locale, { unapproved: "show" });
    return [text(key), text(`${key}.also`)];
  });
}
