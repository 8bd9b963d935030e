export { folded } from "./folded.ts";
export { hitsIn, type Range, type Snippet, snippet } from "./highlight.ts";
export { type SortKeyOptions, sortKey } from "./sort-key.ts";
export { tokens } from "./tokens.ts";
export { toTsquery, toTsqueryBeside, tsqueryParts } from "./tsquery.ts";
export { type Field, splitForIndex, toTsvector } from "./tsvector.ts";
