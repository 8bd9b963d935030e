/** Cuts a query into symbols and words (OASIS searchRetrieve part 5, appendix A). */

export interface Token {
  kind: "symbol" | "word" | "quoted";
  /** Of a quoted one what stands between the quotes; only the backslashes before quotes are gone. */
  text: string;
}

/** Each branch begins with another character, and none can be matched in two ways. */
const pattern = /(<=|>=|<>|==|[()/<>=])|"((?:[^"\\]|\\.)*)"|([^\s()=<>"/]+)/sy;

/** The tokens, or what stands at the first place where none begins. */
export function tokensOf(query: string): Token[] | { rest: string } {
  const tokens: Token[] = [];
  const { length } = query;
  for (let at = spaceEnd(query, 0); at < length; at = spaceEnd(query, pattern.lastIndex)) {
    pattern.lastIndex = at;
    const [, symbol, quoted, word] = pattern.exec(query) ?? [];
    if (symbol !== undefined) tokens.push({ kind: "symbol", text: symbol });
    else if (quoted !== undefined) tokens.push({ kind: "quoted", text: quoted.replaceAll('\\"', '"') });
    else if (word !== undefined) tokens.push({ kind: "word", text: word });
    else return { rest: query.slice(at) };
  }
  return tokens;
}

const space = /\s*/y;

function spaceEnd(query: string, from: number): number {
  space.lastIndex = from;
  space.exec(query);
  return space.lastIndex;
}
