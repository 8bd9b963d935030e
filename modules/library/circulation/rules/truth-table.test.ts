/** The rules of real libraries, case by case. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { Temporal } from "temporal-polyfill";
import { dueOn, renewedUntil } from "./due.ts";
import { lateCost, lateDays } from "./late.ts";
import { countedBy, fallbackLimit, fullLimit } from "./limit.ts";
import { decide } from "./ruling.ts";
import { aLoanCase, bookOf, limitOf, ruleOf } from "./testing.ts";
import { type Truth, type TruthCase, truthTable } from "./truth-table.ts";

const everyDay = () => true;

/** A case as the rules decide it, with what it asks for and nothing else. */
function outcome({ rules, limits }: Truth, expected: TruthCase): Omit<TruthCase, "says" | "asked" | "on"> {
  const on = expected.on ?? "2027-03-01";
  const asked = aLoanCase({ owner: "city.", home: "city.", lentAt: "city.", ...expected.asked });
  const ruling = decide(bookOf(rules.map(ruleOf), limits.map(limitOf)), asked, on);
  const { terms } = ruling;
  const due = dueOn(terms, Temporal.PlainDate.from(on), everyDay);
  const tooDear = terms.dearestFen !== null && (expected.priceFen ?? 0) > terms.dearestFen;
  const renewed = renewedUntil(terms, { dueOn: due }, { today: due.subtract({ days: 5 }), isOpen: everyDay });
  const holding = (loans: number) => [{ ownerPath: asked.owner, type: asked.type, loans }];
  const most = Array.from({ length: 100 }, (_, loans) => loans).find((loans) =>
    fullLimit(ruling.limits, holding(loans)),
  );
  const { late } = expected;
  return {
    ...(expected.priceFen !== undefined && { priceFen: expected.priceFen }),
    lends: terms.lends && !tooDear,
    ...(expected.due && { due: due.toString() }),
    ...(expected.renewals !== undefined && { renewals: terms.renewals }),
    ...(expected.renewedUntil && { renewedUntil: renewed.toString() }),
    ...(expected.most !== undefined && { most: most ?? Number.NaN }),
    ...(expected.overdueBlocks !== undefined && { overdueBlocks: terms.overdueBlocks }),
    ...(late && {
      late: {
        days: lateDays(terms, due, due.add({ days: late.days }), everyDay),
        cost: lateCost(terms, late.days, { forgiven: false }),
      },
    }),
  };
}

for (const truth of truthTable) {
  test(truth.library, () => {
    for (const one of truth.cases) {
      const { says, asked: _, on: __, ...expected } = one;
      assert.deepEqual(outcome(truth, one), expected, says);
    }
  });
}

test("册数按物主分馆计: what somebody has of one owner leaves the other's limit as it is", () => {
  const east = { owner: "city.east.", types: null };
  const held = [
    { ownerPath: "city.west.", type: "book", loans: 9 },
    { ownerPath: "city.east.branch.", type: "book", loans: 2 },
  ];
  assert.equal(countedBy(east, held), 2);
  assert.equal(countedBy(fallbackLimit, held), 11);
});
