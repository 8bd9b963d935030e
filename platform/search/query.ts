import { longestPhrase } from "./tsvector.ts";
import { type Unit, unitsOf } from "./units.ts";

/** Units that must stand side by side in the text. */
export interface Phrase {
  units: QueryUnit[];
}

export interface QueryUnit {
  kind: Unit["kind"];
  folded: string;
  /** Words that only begin so are found too: words of Kazakh, Uyghur and Russian grow at their end. */
  beginning: boolean;
  /** Stands directly at the unit before, so that two Han characters make a pair. */
  touches: boolean;
}

/** More of a query than this is not looked at. */
const longestQuery = 256;
/** Shorter words are found only as they are, but for Korean ones: a syllable says as much as three letters. */
const shortestBeginning = 3;
const isHangul = /^\p{Script=Hangul}/u;

const quotes = /"([^"]*)"|“([^“”]*)”|「([^「」]*)」|『([^『』]*)』|《([^《》]*)》/g;
/** Signs inside a number or name: "GB/T", "2026-06-12", "托尔斯泰·列夫". */
const joins = /^[-‐-–—./:·•&+'’ʼ_]$/u;

/** The phrases of a query; all must be found. Empty when there is nothing to look for. Never throws. */
export function phrasesOf(query: string): Phrase[] {
  const text = query.slice(0, longestQuery);
  const phrases: Phrase[] = [];
  let from = 0;
  for (const match of text.matchAll(quotes)) {
    phrases.push(...looselyIn(text.slice(from, match.index)));
    const quoted = match.slice(1).find((part) => part !== undefined) ?? "";
    const units = unitsOf(quoted).map((unit, i, all) => queryUnit(unit, all[i - 1]));
    if (units.length > 0) phrases.push({ units });
    from = match.index + match[0].length;
  }
  phrases.push(...looselyIn(text.slice(from)));
  return atMost(phrases, longestPhrase);
}

/** Outside quotes: what is written together is a phrase, spaces and punctuation part. */
function looselyIn(text: string): Phrase[] {
  const phrases: Phrase[] = [];
  let before: Unit | undefined;
  for (const unit of unitsOf(text)) {
    const between = before && text.slice(before.to, unit.from);
    const together = between !== undefined && (between === "" || joins.test(between));
    const phrase = together ? phrases.at(-1) : undefined;
    if (phrase) phrase.units.push(queryUnit(unit, before));
    else phrases.push({ units: [queryUnit(unit, undefined)] });
    before = unit;
  }
  for (const { units } of phrases) {
    const last = units.at(-1);
    if (last?.kind === "word" && ([...last.folded].length >= shortestBeginning || isHangul.test(last.folded)))
      last.beginning = true;
  }
  return phrases;
}

function queryUnit({ kind, folded, from }: Unit, before: Unit | undefined): QueryUnit {
  return { kind, folded, beginning: false, touches: before?.to === from };
}

function atMost(phrases: Phrase[], units: number): Phrase[] {
  let left = units;
  const kept: Phrase[] = [];
  for (const phrase of phrases) {
    const some = phrase.units.slice(0, left);
    left -= some.length;
    if (some.length > 0) kept.push({ units: some });
  }
  return kept;
}
