/** What fills a city through the library without being asked whether it may: the demo city, tests and benches. No other module calls it. */
export { countClasses } from "./catalogue/classes/class-store.ts";
export { countVolumes } from "./catalogue/items/count-volumes.ts";
export { recordsWithNumbers } from "./catalogue/keeping/record-store.ts";
export { createList, stepList } from "./catalogue/lists/write-list.ts";
export { checkIn } from "./circulation/lending/check-in.ts";
export { checkOut } from "./circulation/lending/check-out.ts";
export { copiesAtHome, standByCredit } from "./circulation/lending/filling-store.ts";
export { join } from "./circulation/readers/join.ts";
export { type LimitInput, putLimit } from "./circulation/rules/put-limit.ts";
export { putRule, type RuleInput } from "./circulation/rules/put-rule.ts";
export { fallbackTerms as plainTerms } from "./circulation/rules/ruling.ts";
export { type Terms, termsTyped } from "./circulation/rules/terms.ts";
