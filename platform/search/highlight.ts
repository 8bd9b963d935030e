import { type Phrase, phrasesOf, type QueryUnit } from "./query.ts";
import { type Unit, unitsOf } from "./units.ts";

/** Part of a string in UTF-16 units, end excluded. */
export interface Range {
  from: number;
  to: number;
}

export interface Snippet {
  text: string;
  /** What to mark in `text`, in order, not overlapping. */
  hits: Range[];
  /** Was something cut before or after? */
  cutBefore: boolean;
  cutAfter: boolean;
}

/** Hits further in than this are not marked: marking is for reading, finding was done by the index. */
const farthest = 100_000;

/** Where the phrases of a query stand in a text, in order, overlapping ones joined. */
export function hitsIn(text: string, query: string): Range[] {
  const phrases = phrasesOf(query);
  if (phrases.length === 0) return [];
  const units = unitsOf(text.slice(0, farthest));
  const found: Range[] = [];
  for (const phrase of phrases) {
    for (let i = 0; i < units.length; i++) {
      const last = lastOfPhraseAt(units, i, phrase);
      const [first] = [units[i]];
      if (first && last) found.push({ from: first.from, to: last.to });
    }
  }
  return joined(found);
}

/** Does the phrase stand somewhere in a short text? */
export function standsIn(text: string, phrase: Phrase): boolean {
  const units = unitsOf(text);
  return units.some((_, at) => lastOfPhraseAt(units, at, phrase) !== null);
}

/** A piece of the text around its first hits, about `length` characters long, with the hits marked. Line breaks become spaces. */
export function snippet(text: string, query: string, { length = 80 }: { length?: number } = {}): Snippet {
  const hits = hitsIn(text, query);
  const window = windowOf(text, hits, length);
  const piece = text.slice(window.from, window.to);
  return {
    text: piece.replace(/[\r\n\t]/g, " "),
    hits: hits
      .filter((hit) => hit.from < window.to && hit.to > window.from)
      .map((hit) => ({
        from: Math.max(hit.from, window.from) - window.from,
        to: Math.min(hit.to, window.to) - window.from,
      })),
    cutBefore: window.from > 0,
    cutAfter: window.to < text.length,
  };
}

function lastOfPhraseAt(units: Unit[], at: number, { units: wanted }: Phrase): Unit | null {
  for (const [k, unit] of wanted.entries()) {
    const here = units[at + k];
    if (!here || !matches(here, unit)) return null;
    if (unit.touches && unit.kind === "han" && wanted[k - 1]?.kind === "han" && !here.touches) {
      return null;
    }
  }
  return units[at + wanted.length - 1] ?? null;
}

function matches(unit: Unit, wanted: QueryUnit): boolean {
  return wanted.beginning ? unit.folded.startsWith(wanted.folded) : unit.folded === wanted.folded;
}

function joined(ranges: Range[]): Range[] {
  const out: Range[] = [];
  for (const range of [...ranges].sort((a, b) => a.from - b.from)) {
    const last = out.at(-1);
    if (last && range.from <= last.to) last.to = Math.max(last.to, range.to);
    else out.push({ ...range });
  }
  return out;
}

/** Begins a quarter of the length before the first hit, where a word begins, and never cuts a character in two. */
function windowOf(text: string, hits: Range[], length: number): Range {
  if (text.length <= length) return { from: 0, to: text.length };
  const first = hits[0]?.from ?? 0;
  let from = Math.max(0, Math.min(first - Math.floor(length / 4), text.length - length));
  if (from > 0) {
    const wordStart = text
      .slice(from, first)
      .search(/(?<=[\s，。；：、！？,.;:!?])[^\s，。；：、！？,.;:!?]/);
    if (wordStart > 0) from += wordStart;
  }
  let to = Math.min(text.length, from + length);
  if (isLowSurrogate(text, from)) from--;
  if (isLowSurrogate(text, to)) to--;
  return { from, to };
}

function isLowSurrogate(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code >= 0xdc00 && code <= 0xdfff;
}
