import { type Unit, unitsOf } from "./units.ts";

/**
 * The tokens of a text: of Han every pair of neighbours, and a character by itself where none follows it, so that words of one, two or more
 * characters are found without knowing words (what is asked for by one character begins a token of the index). Words and numbers as they are, folded.
 */
export function tokens(text: string, { for: purpose }: { for: "index" | "query" }): string[] {
  const found: string[] = [];
  let before: Unit | null = null;
  let paired = false;
  for (const unit of unitsOf(text)) {
    const pair = pairOf(before, unit);
    if (pair) found.push(pair);
    // The last of a run is asked for with the one before it.
    else if (before && (purpose === "index" || !paired)) found.push(before.folded);
    paired = pair !== null;
    before = unit;
  }
  if (before && (purpose === "index" || !paired)) found.push(before.folded);
  return found;
}

/** The pair two neighbours make: Han characters that touch. */
export function pairOf(first: Unit | null, second: Unit): string | null {
  return first && second.touches ? first.folded + second.folded : null;
}
