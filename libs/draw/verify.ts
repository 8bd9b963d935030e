/** Checking a draw, step by step, by somebody who trusts neither the file nor whoever published it. */
import { assign, type Result } from "./assign.ts";
import type { DrawList } from "./list.ts";
import { type Opened, type Outcome, open } from "./outcome.ts";
import { readValue, type ValueFault } from "./public-value.ts";
import { commitmentTo, inOrder, seedOf } from "./rank.ts";
import type { Fault } from "./shape.ts";

/** What the doubter knows from elsewhere; each makes the check stronger. */
export interface Known {
  /** The hash of the list as it was announced. */
  hash?: string;
  /** A copy of the list that was kept before the draw. */
  kept?: string;
  /** The public value as its own source tells it. */
  value?: string;
}

export type Step = "form" | "list" | "times" | "secret" | "value" | "seed" | "results";

export interface Check {
  step: Step;
  /** `open`: nothing is wrong as far as this file can show; what is missing is said. */
  is: "right" | "wrong" | "open";
  findings: Finding[];
}

export type Finding =
  | { id: "not-json" }
  | { id: "fault"; fault: Fault }
  | { id: "not-exact" }
  | { id: "not-stated"; hash: string; stated: string }
  | { id: "not-announced"; hash: string; announced: string }
  | { id: "compare-hash"; hash: string }
  | { id: "kept-unreadable" }
  | { id: "terms-changed"; field: string }
  | { id: "entry-added"; number: string }
  | { id: "entry-removed"; number: string }
  | { id: "entry-changed"; number: string; field: string; was: string; now: string }
  | { id: "too-early"; drawnAt: string; knownFrom: string }
  | { id: "too-late"; drawnAt: string; revealBy: string }
  | { id: "another-secret" }
  | { id: "value-form"; fault: ValueFault }
  | { id: "known-value-form"; fault: ValueFault }
  | { id: "another-value"; value: string; known: string }
  | { id: "compare-value"; value: string; source: string }
  | { id: "another-seed"; seed: string; stated: string }
  | { id: "result-missing"; number: string }
  | { id: "result-invented"; number: string }
  | { id: "result-changed"; number: string; published: Result; right: Result }
  | { id: "not-drawn" }
  | { id: "earlier-wrong" };

export interface Report {
  checks: Check[];
  list: DrawList | null;
  outcome: Outcome | null;
  /** SHA-256 of the list as it stands in the file. */
  hash: string;
  /** Drawn again, by rank; null where that is impossible. */
  results: Result[] | null;
}

/**
 * Checks a file of a draw. One alteration makes wrong the step it belongs to: later steps go on from what the file states, so that
 * they do not all fall with it.
 */
export function verify(text: string, known: Known = {}): Report {
  const file = open(text);
  const { list, outcome, hash } = file;
  const checks = [formCheck(file)];
  if (!list) return { checks, list, outcome, hash, results: null };
  checks.push(listCheck(list, outcome, hash, known));
  if (!outcome) {
    const open = (["times", "secret", "value", "seed", "results"] as const).map((step) =>
      check(step, [], { id: "not-drawn" }),
    );
    return { checks: [...checks, ...open], list, outcome, hash, results: null };
  }
  checks.push(timesCheck(list, outcome));
  const secret = check(
    "secret",
    commitmentTo(outcome.secret) === list.commitment ? [] : [{ id: "another-secret" }],
  );
  const value = valueCheck(list, outcome, known);
  checks.push(secret, value, seedCheck(outcome, secret));
  const results = assign(list, inOrder(list.entries, outcome.seed));
  checks.push(check("results", resultFindings(outcome.results, results)));
  return { checks, list, outcome, hash, results };
}

function check(step: Step, wrong: Finding[], ...missing: Finding[]): Check {
  if (wrong.length > 0) return { step, is: "wrong", findings: wrong };
  return { step, is: missing.length > 0 ? "open" : "right", findings: missing };
}

function formCheck({ broken, faults, exact }: Opened): Check {
  if (broken) return check("form", [{ id: "not-json" }]);
  if (faults.length > 0)
    return check(
      "form",
      faults.map((fault) => ({ id: "fault", fault })),
    );
  return check("form", exact ? [] : [{ id: "not-exact" }]);
}

function listCheck(list: DrawList, outcome: Outcome | null, hash: string, known: Known): Check {
  const wrong: Finding[] = [];
  if (outcome && outcome.listHash !== hash) wrong.push({ id: "not-stated", hash, stated: outcome.listHash });
  const announced = known.hash
    ?.normalize("NFKC")
    .toLowerCase()
    .replace(/[\s:-]/g, "");
  if (announced && announced !== hash) wrong.push({ id: "not-announced", hash, announced });
  if (known.kept !== undefined) wrong.push(...differences(list, open(known.kept).list));
  return announced || known.kept !== undefined
    ? check("list", wrong)
    : check("list", wrong, { id: "compare-hash", hash });
}

/** What was changed since somebody kept the list. */
function differences(list: DrawList, kept: DrawList | null): Finding[] {
  if (!kept) return [{ id: "kept-unreadable" }];
  const found: Finding[] = [];
  const { entries: now, ...terms } = list;
  const { entries: was, ...termsThen } = kept;
  for (const [field, value] of Object.entries(terms)) {
    if (JSON.stringify(value) !== JSON.stringify(termsThen[field as keyof typeof terms]))
      found.push({ id: "terms-changed", field });
  }
  const before = new Map(was.map((entry) => [entry.number, entry]));
  for (const entry of now) {
    const then = before.get(entry.number);
    before.delete(entry.number);
    if (!then) found.push({ id: "entry-added", number: entry.number });
    for (const [field, value] of Object.entries(then ? entry : {})) {
      const [one, other] = [JSON.stringify(then?.[field as keyof typeof entry]), JSON.stringify(value)];
      if (one !== other)
        found.push({ id: "entry-changed", number: entry.number, field, was: one, now: other });
    }
  }
  for (const number of before.keys()) found.push({ id: "entry-removed", number });
  return found;
}

function timesCheck({ value: { knownFrom }, revealBy }: DrawList, { drawnAt }: Outcome): Check {
  const wrong: Finding[] = [];
  if (Date.parse(drawnAt) < Date.parse(knownFrom)) wrong.push({ id: "too-early", drawnAt, knownFrom });
  if (Date.parse(drawnAt) > Date.parse(revealBy)) wrong.push({ id: "too-late", drawnAt, revealBy });
  return check("times", wrong);
}

function valueCheck(list: DrawList, { value }: Outcome, known: Known): Check {
  const { form, source } = list.value;
  const read = readValue(form, value);
  if ("fault" in read) return check("value", [{ id: "value-form", fault: read.fault }]);
  if (!known.value) return check("value", [], { id: "compare-value", value, source });
  const told = readValue(form, known.value);
  if ("fault" in told) return check("value", [{ id: "known-value-form", fault: told.fault }]);
  return check("value", told.value === value ? [] : [{ id: "another-value", value, known: told.value }]);
}

function seedCheck({ secret, listHash, value, seed: stated }: Outcome, secretCheck: Check): Check {
  if (secretCheck.is === "wrong") return check("seed", [], { id: "earlier-wrong" });
  const seed = seedOf(secret, listHash, value);
  return check("seed", seed === stated ? [] : [{ id: "another-seed", seed, stated }]);
}

function resultFindings(published: readonly Result[], right: readonly Result[]): Finding[] {
  const found: Finding[] = [];
  const there = new Map(published.map((result) => [result.number, result]));
  // Two results of one entry: one of them is one too many, whichever is right.
  if (there.size < published.length) {
    const seen = new Set<string>();
    for (const { number } of published) {
      if (seen.has(number)) found.push({ id: "result-invented", number });
      seen.add(number);
    }
  }
  for (const result of right) {
    const one = there.get(result.number);
    there.delete(result.number);
    if (!one) found.push({ id: "result-missing", number: result.number });
    else if (!isSame(one, result))
      found.push({ id: "result-changed", number: result.number, published: one, right: result });
  }
  for (const number of there.keys()) found.push({ id: "result-invented", number });
  return found;
}

function isSame(a: Result, b: Result): boolean {
  return (
    a.rank === b.rank &&
    a.choices.length === b.choices.length &&
    a.choices.every((one, n) => isSameChoice(one, b.choices[n]))
  );
}

/** Part by part: a hundred thousand results are compared. */
function isSameChoice(
  a: Partial<Record<string, unknown>>,
  b: Partial<Record<string, unknown>> = {},
): boolean {
  return ["class", "is", "from", "turn", "left", "with"].every((part) => a[part] === b[part]);
}
