/** What a reader asks for, as the search takes it. */
import { titleKeyOf } from "../describing/keys.ts";
import type { Wanted } from "./find.ts";
import {
  type AskedField,
  type AskedLine,
  everything,
  marksOf,
  tsqueryOf,
  tsqueryOfLines,
} from "./question.ts";

/** One field, two more lines of the advanced form, and what is kept to. */
export interface Asked {
  q?: string;
  in?: AskedField;
  q2?: string;
  in2?: AskedField;
  join2?: AskedLine["join"];
  q3?: string;
  in3?: AskedField;
  join3?: AskedLine["join"];
  language?: string;
  form?: string;
  audience?: string;
  class?: string;
  from?: number;
  to?: number;
  place?: string;
  available?: "yes";
}

/** Null where there is nothing to look for. `also`: other names of what the one line calls so; either does. */
export function wantedOf(asked: Asked, also: readonly string[] = []): Wanted | null {
  const lines = linesOf(asked);
  const words = tsqueryOfLines([
    ...lines,
    ...also.map((text) => ({
      text: `"${text.replaceAll('"', " ")}"`,
      field: asked.in ?? null,
      join: "or" as const,
    })),
  ]);
  // Something was asked for that no record can have.
  if (words === null && lines.length > 0) return null;
  const marks = marksOf({
    ...(asked.language && { languages: [asked.language] }),
    ...(asked.form && { forms: [asked.form] }),
    ...(asked.audience && { audiences: [asked.audience] }),
    ...(asked.class && { classes: [asked.class] }),
    ...(asked.place && { places: [asked.place] }),
    ...((asked.from !== undefined || asked.to !== undefined) && {
      years: { from: asked.from ?? 0, to: asked.to ?? 9999 },
    }),
  });
  const all = [...(words === null ? [] : [words]), ...marks];
  // What stands on a shelf may be asked for without a word.
  if (all.length === 0 && asked.available) all.push(everything);
  if (all.length === 0) return null;
  const [line] = lines;
  const asTitle = line && lines.length === 1 && (line.field ?? "title") === "title";
  return {
    query: all.join(" & "),
    titleKey: asTitle ? titleKeyOf(line.text) || null : null,
    inTitles: words !== null && lines.some(({ field }) => (field ?? "title") === "title"),
    onShelf: asked.available ? { placeId: asked.place ?? null } : null,
  };
}

/** The lines in which something stands. */
function linesOf(asked: Asked): AskedLine[] {
  return [
    { text: asked.q, field: asked.in, join: "and" as const },
    { text: asked.q2, field: asked.in2, join: asked.join2 ?? ("and" as const) },
    { text: asked.q3, field: asked.in3, join: asked.join3 ?? ("and" as const) },
  ].flatMap(({ text = "", field = null, join }) => (text.trim() === "" ? [] : [{ text, field, join }]));
}

/** The one line of a question that has nothing but it, for numbers and nearly right titles; null for others. */
export const onlyLine = (asked: Asked): string | null => {
  const [line, ...more] = linesOf(asked);
  return line && more.length === 0 && tsqueryOf(line.text) !== null ? line.text.trim() : null;
};
