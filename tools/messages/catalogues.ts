import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Locale, type MessageEntry, type MessageFile, sourceLocale } from "#platform/i18n";
import { type Wording, wordingFaults, wordingOf } from "./wording.ts";

interface Known {
  file: string;
  wording: Wording | null;
}

/** Faults inside the messages files and between the languages. */
export function catalogueFaults(root: string, files: MessageFile[]): string[] {
  const faults: string[] = [];
  const byLocale = new Map<Locale, Map<string, Known>>();
  for (const { file, locale, entries } of files) {
    for (const key of writtenTwice(join(root, file))) faults.push(`${file}: "${key}" is written twice`);
    const known = byLocale.get(locale) ?? new Map<string, Known>();
    byLocale.set(locale, known);
    for (const [key, entry] of Object.entries(entries)) {
      const other = known.get(key);
      if (other) faults.push(`${file}: "${key}" is also in ${other.file}`);
      const { wording, faults: inEntry } = readEntry(key, entry, locale);
      faults.push(...inEntry.map((fault) => `${file}: "${key}": ${fault}`));
      known.set(key, { file, wording });
    }
  }
  const source = byLocale.get(sourceLocale) ?? new Map<string, Known>();
  for (const [locale, known] of byLocale) {
    if (locale !== sourceLocale) faults.push(...differences(source, known, locale));
  }
  const english = byLocale.get("en");
  for (const [key, { file }] of source) {
    if (!english?.has(key)) faults.push(`${file}: "${key}" is missing in en`);
    if (key.startsWith("refusal.")) {
      // `refusal.x.next` names the page that helps on; few have one.
      const partner = /\.(do|next)$/.test(key) ? key.replace(/\.(do|next)$/, "") : `${key}.do`;
      if (!source.has(partner))
        faults.push(`${file}: "${key}" without "${partner}": a refusal says why and what to do`);
    }
  }
  return faults;
}

function readEntry(
  key: string,
  entry: MessageEntry,
  locale: Locale,
): { wording: Wording | null; faults: string[] } {
  const faults: string[] = [];
  if (!/^[a-z][a-z0-9_-]*(\.[a-z0-9][a-z0-9_-]*)+$/.test(key))
    faults.push("not a key (lower case, with dots)");
  const plain = locale === sourceLocale || locale === "en";
  if (plain && typeof entry !== "string") faults.push("zh-CN and en are plain texts");
  if (!plain && typeof entry === "string") faults.push('say who approved it: { "text", "approved_by" }');
  const text = typeof entry === "string" ? entry : entry.text;
  if (text !== text.trim()) faults.push("a space at the beginning or end (a sentence built from pieces?)");
  if (text.trim() === "") return { wording: null, faults: [...faults, "empty"] };
  try {
    const wording = wordingOf(text, locale);
    return { wording, faults: [...faults, ...wordingFaults(wording, locale)] };
  } catch (error) {
    return {
      wording: null,
      faults: [...faults, `not a valid message: ${error instanceof Error ? error.message : error}`],
    };
  }
}

function differences(source: Map<string, Known>, other: Map<string, Known>, locale: Locale): string[] {
  const faults: string[] = [];
  for (const [key, { file, wording }] of other) {
    const original = source.get(key);
    if (!original) faults.push(`${file}: "${key}" is missing in ${sourceLocale}`);
    else if (
      wording &&
      original.wording &&
      String(wording.arguments) !== String(original.wording.arguments)
    ) {
      const [here, there] = [wording, original.wording].map((w) => `{${w.arguments.join(", ")}}`);
      faults.push(`${file}: "${key}" takes ${here} in ${locale}, ${there} in ${sourceLocale}`);
    }
  }
  return faults;
}

/** JSON.parse keeps the last of two equal keys and says nothing. */
function writtenTwice(path: string): string[] {
  const seen = new Set<string>();
  const twice: string[] = [];
  for (const [, key = ""] of readFileSync(path, "utf8").matchAll(/"((?:[^"\\]|\\.)+)"\s*:/g)) {
    if (key === "text" || key === "approved_by") continue;
    if (seen.has(key)) twice.push(key);
    seen.add(key);
  }
  return twice;
}
