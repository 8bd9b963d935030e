/** Reads CQL: a loop along the operators, which all bind alike and from the left, and a step down for each parenthesis. */
import {
  type CqlClause,
  type CqlQuery,
  type CqlSearch,
  comparisons,
  type Modifier,
  operators,
  type SortKey,
} from "./cql.ts";
import { type Token, tokensOf } from "./cql-tokens.ts";
import { type Diagnostic, diagnosticOf } from "./diagnostic.ts";

/** More than people type, and what a form that asks for a shelf of numbers may need. */
const most = { characters: 20_000, operators: 500, nesting: 50 };

/** The tree of a query, or why it is none. */
export function readCql(query: string): CqlQuery | Diagnostic {
  if (query.length > most.characters) return diagnosticOf(12, String(most.characters));
  const tokens = tokensOf(query);
  if ("rest" in tokens) return diagnosticOf(tokens.rest.startsWith('"') ? 14 : 10, near(tokens.rest));
  try {
    return new Parser(tokens).query();
  } catch (error) {
    if (error instanceof NotCql) return error.diagnostic;
    throw error;
  }
}

const near = (text: string) => text.slice(0, 100);

class NotCql extends Error {
  readonly diagnostic: Diagnostic;

  constructor(number: number, details: string) {
    super(details);
    this.diagnostic = diagnosticOf(number, details);
  }
}

class Parser {
  readonly #tokens: readonly Token[];
  #at = 0;
  #operators = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  query(): CqlQuery {
    const clause = this.#clause(0);
    const sortBy: SortKey[] = [];
    if (this.#takesWord("sortby"))
      do sortBy.push({ index: this.#term(), modifiers: this.#modifiers() });
      while (this.#next);
    if (this.#next) throw new NotCql(this.#next.text === ")" ? 13 : 10, this.#rest());
    return { clause, sortBy };
  }

  #clause(nesting: number): CqlClause {
    if (nesting > most.nesting) throw new NotCql(13, `more than ${most.nesting} in one another`);
    if (!this.#takesSymbol(">")) return this.#joined(nesting);
    const first = this.#term();
    const [prefix, uri] = this.#takesSymbol("=") ? [first, this.#term()] : [null, first];
    return { prefix, uri, clause: this.#clause(nesting + 1) };
  }

  #joined(nesting: number): CqlClause {
    let left = this.#search(nesting);
    for (;;) {
      const operator = operators.find((one) => this.#takesWord(one));
      if (!operator) return left;
      if (++this.#operators > most.operators) throw new NotCql(38, String(most.operators));
      const modifiers = this.#modifiers();
      left = { operator, modifiers, left, right: this.#search(nesting) };
    }
  }

  #search(nesting: number): CqlClause {
    if (this.#takesSymbol("(")) {
      const clause = this.#clause(nesting + 1);
      if (!this.#takesSymbol(")")) throw new NotCql(13, this.#rest());
      return clause;
    }
    const first = this.#term();
    const name = this.#relation();
    if (name === null) return { index: null, relation: null, term: first };
    const relation = { name, modifiers: this.#modifiers() };
    return { index: first, relation, term: this.#term() } satisfies CqlSearch;
  }

  /** A symbol, or a word that joins nothing. */
  #relation(): string | null {
    const symbol = this.#comparison();
    if (symbol) return symbol;
    if (this.#next?.kind !== "word") return null;
    const word = this.#next.text.toLowerCase();
    if (word === "sortby" || operators.some((one) => one === word)) return null;
    this.#at++;
    return word;
  }

  #modifiers(): Modifier[] {
    const modifiers: Modifier[] = [];
    while (this.#takesSymbol("/")) {
      const name = this.#term().toLowerCase();
      const comparison = this.#comparison();
      modifiers.push({ name, comparison, value: comparison ? this.#term() : "" });
    }
    return modifiers;
  }

  #comparison() {
    return comparisons.find((one) => this.#takesSymbol(one)) ?? null;
  }

  #term(): string {
    const token = this.#next;
    if (!token || token.kind === "symbol") throw new NotCql(10, this.#rest());
    this.#at++;
    return token.text;
  }

  #takesSymbol(symbol: string): boolean {
    const takes = this.#next?.kind === "symbol" && this.#next.text === symbol;
    if (takes) this.#at++;
    return takes;
  }

  #takesWord(word: string): boolean {
    const takes = this.#next?.kind === "word" && this.#next.text.toLowerCase() === word;
    if (takes) this.#at++;
    return takes;
  }

  get #next(): Token | undefined {
    return this.#tokens[this.#at];
  }

  /** What is left from the token on that does not fit. */
  #rest(): string {
    return near(
      this.#tokens
        .slice(this.#at, this.#at + 10)
        .map(({ text }) => text)
        .join(" "),
    );
  }
}
