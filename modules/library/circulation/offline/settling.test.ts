/** The whole table of what becomes of a step: each row differs from the plain case in what it says. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { type DecidingRule, decided, type Facts, mostDays, rules, toldOf } from "./settling.ts";

const lend: Facts = {
  kind: "lend",
  daysAgo: 0,
  isEntitled: true,
  card: "leads",
  copy: "one",
  isReader: true,
  loan: "nobody",
  isNear: false,
};
const back: Facts = { ...lend, kind: "return", card: "none", isReader: false };

const table: [Facts, Partial<Facts>, DecidingRule, "open" | "none" | "do"][] = [
  [lend, {}, "lent", "do"],
  [lend, { daysAgo: mostDays }, "lent", "do"],
  [lend, { daysAgo: mostDays + 0.01 }, "too-old", "open"],
  [lend, { isEntitled: false }, "no-right", "open"],
  [lend, { card: "none", isReader: false }, "card-unknown", "open"],
  [lend, { card: "several", isReader: false }, "card-several", "open"],
  // Nobody has lent it to whoever found the card.
  [lend, { card: "lost", isReader: false }, "card-lost", "open"],
  [lend, { card: "ended", isReader: false }, "card-ended", "open"],
  [lend, { copy: "none" }, "copy-unknown", "open"],
  [lend, { copy: "several" }, "copy-several", "open"],
  [lend, { isReader: false }, "no-reader", "open"],
  // The answer was lost with the line: the loan is there.
  [lend, { loan: "same-now", isNear: true }, "same-loan", "none"],
  [lend, { loan: "same-later" }, "lent-later-to-same", "none"],
  [lend, { loan: "same-before" }, "lent", "do"],
  [lend, { loan: "other-before" }, "lent", "do"],
  // Of two tills the later hand has it.
  [lend, { loan: "other-later" }, "lent-later-to-another", "none"],
  [lend, { loan: "other-later", isNear: true }, "lent-later-to-another", "none"],
  // The first that fits decides: what it was is asked before whose it is.
  [lend, { card: "lost", copy: "none", isReader: false }, "card-lost", "open"],
  [lend, { isEntitled: false, card: "none" }, "no-right", "open"],
  [back, { loan: "other-before" }, "returned", "do"],
  [back, { loan: "nobody" }, "not-lent", "do"],
  // A return is always taken, however old and by whomever.
  [back, { daysAgo: 20, isEntitled: false, loan: "other-before" }, "returned", "do"],
  [back, { copy: "none" }, "copy-unknown", "open"],
  [back, { copy: "several" }, "copy-several", "open"],
  [back, { loan: "other-later" }, "lent-since", "open"],
  [back, { loan: "other-later", isNear: true }, "clock-disorder", "do"],
];

for (const [plain, differs, rule, outcome] of table)
  test(`${plain.kind} ${JSON.stringify(differs)}: ${rule}`, () => {
    assert.deepEqual(decided({ ...plain, ...differs }), { rule, outcome });
  });

test("every fact that can be has one rule", () => {
  let seen = 0;
  for (const kind of ["lend", "return"] as const)
    for (const daysAgo of [0, 8])
      for (const isEntitled of [true, false])
        for (const card of ["none", "several", "lost", "ended", "leads"] as const)
          for (const copy of ["none", "several", "one"] as const)
            for (const isReader of [true, false])
              for (const loan of [
                "nobody",
                "same-now",
                "same-before",
                "same-later",
                "other-before",
                "other-later",
              ] as const)
                for (const isNear of [true, false]) {
                  const { rule } = decided({ kind, daysAgo, isEntitled, card, copy, isReader, loan, isNear });
                  assert.ok(rules.includes(rule));
                  seen++;
                }
  assert.equal(seen, 2 * 2 * 2 * 5 * 3 * 2 * 6 * 2);
});

test("what concerns the reader is talked about, what concerns the copy is told", () => {
  assert.deepEqual(
    toldOf(["reader-blocked", "copy-reference", "limit", "kept-for-another", "something-new"]),
    {
      tell: ["copy-reference", "kept-for-another", "something-new"],
      talk: ["reader-blocked", "limit"],
    },
  );
});
