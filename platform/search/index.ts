export { type AskedWords, askedOfKinds } from "./asked.ts";
export { chineseNumber } from "./chinese-number.ts";
export { folded } from "./folded.ts";
export { hitsIn, snippet } from "./highlight.ts";
export { sortKey } from "./sort-key.ts";
export { sound } from "./sound.ts";
export { tokens } from "./tokens.ts";
export { toTsquery, tsqueryParts } from "./tsquery.ts";
export { type Field, splitForIndex, toTsvector, toTsvectors } from "./tsvector.ts";
