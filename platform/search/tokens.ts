import { type Unit, unitsOf } from "./units.ts";

/**
 * The tokens of a text. For the index every Han character and every pair of neighbours, so that words of one, two or
 * more characters are found without knowing words; for a query only what is needed. Words and numbers as they are, folded.
 */
export function tokens(text: string, { for: purpose }: { for: "index" | "query" }): string[] {
  const found: string[] = [];
  let before: Unit | null = null;
  let paired = false;
  for (const unit of unitsOf(text)) {
    const pair = pairOf(before, unit);
    if (purpose === "query" && before && !pair && !paired) found.push(before.folded);
    if (pair) found.push(pair);
    if (purpose === "index") found.push(unit.folded);
    paired = pair !== null;
    before = unit;
  }
  if (purpose === "query" && before && !paired) found.push(before.folded);
  return found;
}

/** The pair two units make: Han characters that touch. */
export function pairOf(first: Unit | null, second: Unit): string | null {
  const touch = first?.kind === "han" && second.kind === "han" && first.to === second.from;
  return touch ? first.folded + second.folded : null;
}
