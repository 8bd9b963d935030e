/** Other libraries' catalogues, asked by Z39.50 and SRU for records to copy. */
export type { Answered, FoundRecord, Limits, Trouble } from "./answered.ts";
export { askOthers } from "./ask-others.ts";
export { readTargets, type Target } from "./target.ts";
export { type Wantable, type Wanted, wantable } from "./wanted.ts";
