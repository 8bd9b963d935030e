import assert from "node:assert/strict";
import { test } from "node:test";
import { fallbackTerms, type Terms } from "../../../circulation/rules/ruling.ts";
import { termsFrom, termsTyped } from "../../../circulation/rules/terms.ts";
import { keepTicked, limitFrom, type RuleView, ruleFrom, ruleValues } from "./rule-form.ts";

const formOf = (values: Record<string, string>) => {
  const form = new FormData();
  for (const [name, value] of Object.entries(values)) form.set(name, value);
  return form;
};

const someTerms: Terms[] = [
  fallbackTerms,
  { ...fallbackTerms, lends: false, holds: false, overdueBlocks: false },
  {
    ...fallbackTerms,
    ...{ days: 21, untilDay: "2027-07-10", renewals: 2, renewFrom: "today", auto: true, graceDays: 3 },
    late: { kind: "fee", fenPerDay: 20, mostFen: 3650 },
    ...{ lateCounts: "all-days", recallDays: 0, returnTo: "owner", dearestFen: 8000 },
  },
  { ...fallbackTerms, late: { kind: "suspend", daysPerDay: 1, most: 90 } },
];

test("a rule that is opened and saved says what it said", () => {
  for (const terms of someTerms) {
    const rule = { terms } as RuleView;
    const { terms: typed } = ruleFrom(formOf({ ...ruleValues(rule), organisation: "o", after: "1" }));
    assert.deepEqual(typed, termsTyped(terms));
    assert.deepEqual(typed && termsFrom(typed), terms);
  }
});

test("what a form begins with is a rule; repealed it has no terms; left empty is null or refused as missing", () => {
  const values = ruleValues(undefined);
  assert.equal(ruleFrom(formOf(values)).terms?.late.kind, "suspend");
  assert.equal(ruleFrom(formOf({ ...values, effect: "repealed" })).terms, null);
  const { about, since, terms } = ruleFrom(formOf({ ...values, "terms.days": "", "about.type": " toy " }));
  assert.deepEqual([about.type, about.owner, since, terms?.days], ["toy", null, null, Number.NaN]);
});

test("of a limit all that is ticked counts, and stays ticked after a refusal", () => {
  const form = formOf({ most: "3", "about.owner": "o" });
  for (const type of ["book", "toy"]) form.append("about.types[]", type);
  const { about, most } = limitFrom(form);
  assert.deepEqual([about.types, about.categories, most], [["book", "toy"], [], 3]);
  keepTicked(form);
  assert.equal(form.get("about.types"), "book,toy");
});
