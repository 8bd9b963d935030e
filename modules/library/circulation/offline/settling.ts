/**
 * What becomes of each thing that was done without a line: the whole table. A first part says what a counter has to decide before anything is done; the
 * second what is done all the same, and who is told. Pure.
 */

/** What is known of one step when it is played through. */
export interface Facts {
  kind: "lend" | "return";
  /** Days since it was done. */
  daysAgo: number;
  /** Whoever did it stood there by right, then. */
  isEntitled: boolean;
  /** Of a return: no card is asked. */
  card: "none" | "several" | "lost" | "ended" | "leads";
  copy: "none" | "several" | "one";
  /** The reader is none any more, or a card leads to nobody who is. */
  isReader: boolean;
  /** Whose the copy is now, and since when against the step: `now` within the minutes in which an answer may have been lost. */
  loan: "nobody" | "same-now" | "same-before" | "same-later" | "other-before" | "other-later";
  /** Of a return: the loan began so shortly after it that a clock may have been wrong. */
  isNear: boolean;
}

/** After so many days rights are not looked up any more. */
export const mostDays = 7;

const lends = ({ kind }: Facts) => kind === "lend";
const returns = ({ kind }: Facts) => kind === "return";
const isOld = ({ daysAgo }: Facts) => daysAgo > mostDays;

interface Deciding {
  rule: string;
  when(facts: Facts): boolean;
  /** `open`: the desk decides. `none`: nothing is left to do. `do`: it is lent or taken back. */
  outcome: "open" | "none" | "do";
}

/** The first that fits decides. */
const deciding = [
  { rule: "too-old", when: (f) => lends(f) && isOld(f), outcome: "open" },
  { rule: "no-right", when: (f) => lends(f) && !f.isEntitled, outcome: "open" },
  { rule: "card-unknown", when: (f) => lends(f) && f.card === "none", outcome: "open" },
  { rule: "card-several", when: (f) => lends(f) && f.card === "several", outcome: "open" },
  { rule: "card-lost", when: (f) => lends(f) && f.card === "lost", outcome: "open" },
  { rule: "card-ended", when: (f) => lends(f) && f.card === "ended", outcome: "open" },
  { rule: "copy-unknown", when: (f) => f.copy === "none", outcome: "open" },
  { rule: "copy-several", when: (f) => f.copy === "several", outcome: "open" },
  { rule: "no-reader", when: (f) => lends(f) && !f.isReader, outcome: "open" },
  { rule: "same-loan", when: (f) => lends(f) && f.loan === "same-now", outcome: "none" },
  { rule: "lent-later-to-same", when: (f) => lends(f) && f.loan === "same-later", outcome: "none" },
  { rule: "lent-later-to-another", when: (f) => lends(f) && f.loan === "other-later", outcome: "none" },
  { rule: "lent", when: lends, outcome: "do" },
  { rule: "clock-disorder", when: (f) => returns(f) && f.loan === "other-later" && f.isNear, outcome: "do" },
  { rule: "lent-since", when: (f) => returns(f) && f.loan === "other-later", outcome: "open" },
  { rule: "not-lent", when: (f) => returns(f) && f.loan === "nobody", outcome: "do" },
  { rule: "returned", when: returns, outcome: "do" },
] as const satisfies readonly Deciding[];

export type DecidingRule = (typeof deciding)[number]["rule"];

export function decided(facts: Facts): { rule: DecidingRule; outcome: Deciding["outcome"] } {
  const found = deciding.find(({ when }) => when(facts));
  if (!found) throw new Error(`no rule for a ${facts.kind}`);
  return { rule: found.rule, outcome: found.outcome };
}

/** What is told of something that was done all the same. `talk`: somebody speaks with the reader. */
const told = {
  "lent-to-another": "tell",
  "lent-to-same": "tell",
  "not-renewed": "tell",
  "kept-for-another": "tell",
  "reader-blocked": "talk",
  "reader-expired": "talk",
  "reader-suspended": "talk",
  overdue: "talk",
  limit: "talk",
  owes: "talk",
  "too-dear": "talk",
  "not-lent": "tell",
  "copy-reference": "tell",
  "copy-in-process": "tell",
  "copy-withdrawn": "tell",
  "place-closed": "tell",
  "clock-doubtful": "tell",
} as const;

export const talkRules = Object.entries(told).flatMap(([rule, how]) => (how === "talk" ? [rule] : []));
export const rules: readonly string[] = [...deciding.map(({ rule }) => rule), ...Object.keys(told), "failed"];

/** What stood against it, parted: what the report tells, and what somebody talks about with the reader. */
export const toldOf = (against: readonly string[]): { tell: string[]; talk: string[] } => ({
  tell: against.filter((rule) => !talkRules.includes(rule)),
  talk: against.filter((rule) => talkRules.includes(rule)),
});

/** Said by the word of the step alone. */
export const isPlain = (rule: string): boolean => rule === "lent" || rule === "returned";

/** Rules that met nothing else. */
export const noConflicts = ["lent", "returned", "same-loan", "place-closed"] as const;

/** It met something else: what is told besides is no conflict. */
export const isConflict = (rule: string): boolean => !noConflicts.some((one) => one === rule);
