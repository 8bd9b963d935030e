/** What somebody types to find something to reserve: words of its name or its place, or what such things are called (订场、自习座位). */
import { locales, texts } from "#platform/i18n";
import { folded } from "#platform/search";
import type { ResourceKind } from "./states.ts";

/** Is it meant by what was typed? Of several words each must be in its name or its place, or say what it is. */
export function isMeant(q: string, kind: ResourceKind, ...names: string[]): boolean {
  const own = folded(names.join(" "));
  const kinds = calledIn(kind);
  const isIn = (typed: string) => {
    const rest = kinds.reduce((left, word) => left.replaceAll(word, ""), folded(typed));
    return own.includes(folded(typed)) || (rest !== folded(typed) && own.includes(rest));
  };
  if (folded(q) === "") return false;
  return isIn(q) || q.trim().split(/\s+/u).every(isIn);
}

const called = new Map<ResourceKind, string[]>();

// texts: reserving.called.*
/** What a kind is called in every language, the longest first. Read once: a search asks it of every room. */
function calledIn(kind: ResourceKind): string[] {
  const known = called.get(kind);
  if (known) return known;
  const words = locales
    .flatMap((locale) => texts(locale, { unapproved: "show" })(`reserving.called.${kind}`).split(/[、,]/u))
    .map(folded)
    .filter((word) => word !== "");
  const sorted = [...new Set(words)].toSorted((a, b) => b.length - a.length);
  called.set(kind, sorted);
  return sorted;
}
