/** Other libraries' catalogues, asked by Z39.50 and SRU for records to copy. */
export type { Answered } from "./answered.ts";
export { askOthers } from "./ask-others.ts";
export { openOtherCatalogues } from "./open.ts";
export { readTargets, type Target } from "./target.ts";
