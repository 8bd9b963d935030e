import { pairOf } from "./tokens.ts";
import { type Unit, unitsOf } from "./units.ts";

/** One field of what is found; fields do not run into each other. A is the heaviest weight, D (none) the lightest. */
export interface Field {
  text: string;
  weight?: "A" | "B" | "C" | "D";
}

// PostgreSQL 18 documentation, §12.11 "Limitations": positions up to 16,383, at most 256 for a lexeme, lexemes under 2 KB
// (ours: 256 bytes), lexemes and positions together under 1 MB.
const positionsMax = 16_383;
const perLexemeMax = 255;
const bytesMax = 1_000_000;
/** Longest phrase a query can ask for (see tsquery.ts): rows of one text share as much, so that none falls between two. */
export const longestPhrase = 32;
/** Nothing counts as next to each other across fields. */
const gapBetweenFields = 8;

/**
 * What to cast to `tsvector` for one row. Every token is there; of texts beyond the limits of a tsvector (16,383 characters
 * or 255 times the same token) the later neighbourhoods are lost: keep those in several rows, see `splitForIndex`.
 */
export function toTsvector(text: string | Field[]): string {
  const row = new Row();
  for (const place of placesOf(text)) row.add(place);
  return row.toString();
}

/** The same of some fields, and of these with the rest behind them. */
export function toTsvectors(first: Field[], rest: Field[]): [string, string] {
  const row = new Row();
  for (const place of placesOf(first)) row.add(place);
  const begun = row.toString();
  for (const place of placesOf(rest, gapBetweenFields)) row.add(place);
  return [begun, row.toString()];
}

/** What to cast to `tsvector`, in as many rows as it takes to lose nothing; most texts need one. A hit in any row is a hit. */
export function splitForIndex(text: string | Field[]): string[] {
  const rows: string[] = [];
  let row = new Row();
  const tail: Place[] = [];
  for (const place of placesOf(text)) {
    if (!row.hasRoomFor(place)) {
      rows.push(row.toString());
      row = new Row();
      for (const earlier of tail) row.add(earlier);
    }
    row.add(place);
    tail.push(place);
    if (tail.length > longestPhrase) tail.shift();
  }
  rows.push(row.toString());
  return rows;
}

interface Place {
  unit: Unit;
  pair: string | null;
  /** Pair begins at the unit before. */
  gap: number;
  weight: "A" | "B" | "C" | "";
}

/** `gap`: to what stands before the first field. */
function placesOf(text: string | Field[], gap = 0): Place[] {
  const fields: Field[] = typeof text === "string" ? [{ text }] : text;
  const places: Place[] = [];
  for (const field of fields) {
    const weight = field.weight === undefined || field.weight === "D" ? "" : field.weight;
    let before: Unit | null = null;
    for (const unit of unitsOf(field.text)) {
      places.push({ unit, pair: pairOf(before, unit), gap, weight });
      before = unit;
      gap = 0;
    }
    gap = gapBetweenFields;
  }
  return places;
}

class Row {
  /** Positions of each lexeme, as they are written. */
  readonly #lexemes = new Map<string, { positions: string; count: number }>();
  #last = 0;
  #bytes = 0;
  /** The last unit: it is kept by itself only where it makes no pair with what follows. */
  #open: Pick<Place, "unit" | "weight"> | null = null;

  hasRoomFor({ unit, pair, gap }: Place): boolean {
    return (
      this.#last + gap + 1 <= positionsMax &&
      this.#bytes < bytesMax &&
      this.#countOf(unit.folded) < perLexemeMax &&
      (pair === null || this.#countOf(pair) < perLexemeMax)
    );
  }

  /** A pair stands where its first character stands, a character and a word where they stand. */
  add({ unit, pair, gap, weight }: Place): void {
    // The first unit of a row has its neighbour in the row before.
    if (pair !== null && this.#open !== null) {
      this.#put(pair, this.#last, weight);
      this.#open = null;
    }
    this.#putOpen();
    this.#last += this.#last === 0 ? 1 : gap + 1;
    this.#open = { unit, weight };
  }

  #putOpen(): void {
    if (this.#open !== null) this.#put(this.#open.unit.folded, this.#last, this.#open.weight);
    this.#open = null;
  }

  #put(lexeme: string, position: number, weight: string): void {
    if (this.#bytes >= bytesMax) return;
    const written = Math.min(position, positionsMax) + weight;
    const known = this.#lexemes.get(lexeme);
    if (known === undefined) {
      this.#lexemes.set(lexeme, { positions: written, count: 1 });
      // The lexeme, its place in the list, a count, padding.
      this.#bytes += Buffer.byteLength(lexeme) + 4;
    } else if (known.count < perLexemeMax && position <= positionsMax) {
      known.positions += `,${written}`;
      known.count += 1;
    } else return;
    this.#bytes += 2;
  }

  #countOf(lexeme: string): number {
    return this.#lexemes.get(lexeme)?.count ?? 0;
  }

  // Lexemes are letters, marks and digits only: nothing in them needs escaping inside the quotes.
  toString(): string {
    this.#putOpen();
    let text = "";
    for (const [lexeme, { positions }] of this.#lexemes) text += `'${lexeme}':${positions} `;
    return text.trimEnd();
  }
}
