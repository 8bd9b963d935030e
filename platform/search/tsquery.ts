import { standsIn } from "./highlight.ts";
import { type Phrase, phrasesOf } from "./query.ts";

/** What to cast to `tsquery`: all phrases of the query in one row. Null when there is nothing to look for. Never throws. */
export function toTsquery(query: string): string | null {
  const parts = tsqueryParts(query);
  return parts.length === 0 ? null : parts.join(" & ");
}

/**
 * The same for a text that is known to be called `names`: without the phrases of the query that stand in one of them. Null when none
 * is left.
 */
export function toTsqueryBeside(query: string, names: readonly string[]): string | null {
  const left = phrasesOf(query).filter((phrase) => !names.some((name) => standsIn(name, phrase)));
  return left.length === 0 ? null : [...new Set(left.map((phrase) => phraseText(phrase)))].join(" & ");
}

/**
 * The same, one `tsquery` for each phrase: for texts kept in several rows, where one row may hold one phrase and another row
 * the next. Each must hit some row of the text; with a weight only fields of that weight.
 */
export function tsqueryParts(query: string, { weight = "" }: { weight?: Weight } = {}): string[] {
  return [...new Set(phrasesOf(query).map((phrase) => phraseText(phrase, weight)))];
}

type Weight = "A" | "B" | "C" | "D" | "";

interface Lexeme {
  text: string;
  position: number;
}

function phraseText(phrase: Phrase, weight: Weight = ""): string {
  let text = "";
  let last = 0;
  for (const lexeme of lexemesOf(phrase, weight)) {
    text += text === "" ? lexeme.text : ` <${lexeme.position - last}> ${lexeme.text}`;
    last = lexeme.position;
  }
  return text;
}

/**
 * Pairs where Han characters touch, single units elsewhere; a pair stands where its first character stands. A character by itself begins the pair
 * it makes with whatever follows it.
 */
function* lexemesOf({ units }: Phrase, weight: Weight): Generator<Lexeme> {
  const only = weight === "" ? "" : `:${weight}`;
  for (const [i, unit] of units.entries()) {
    const next = units[i + 1];
    const before = units[i - 1];
    if (unit.kind === "han" && next?.kind === "han" && next.touches) {
      yield { text: `'${unit.folded}${next.folded}'${only}`, position: i };
    } else if (!(unit.kind === "han" && unit.touches && before?.kind === "han")) {
      const begins = unit.beginning || unit.kind === "han";
      yield { text: `'${unit.folded}'${begins ? `:*${weight}` : only}`, position: i };
    }
  }
}
