import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { columnAgainst, columns, type LoanCase, type Match } from "./match.ts";
import { amnestyFor, contenders, decide, fallbackRule, fullLimit, type LoanRule, termsOf } from "./ruling.ts";
import { aLoanCase, bookOf, limitOf, ruleOf } from "./testing.ts";

const on = "2026-11-30";
const days = (rules: LoanRule[], asked: Partial<LoanCase> = {}, day = on) =>
  decide(bookOf(rules), aLoanCase(asked), day).terms.days;

test("whose it is comes first, then where it stands, what it is, and for whom", () => {
  const city = ruleOf({ match: { owner: "city.", type: "book", category: "adult" }, terms: { days: 30 } });
  const house = ruleOf({ match: { owner: "city.lib." }, terms: { days: 21 } });
  assert.equal(days([city]), 30);
  assert.equal(days([city, house]), 21, "the owner's plain rule goes before the finer one of the city");
  const shelf = ruleOf({ match: { owner: "city.lib.", place: "p", shelf: "参考" }, terms: { lends: false } });
  const type = ruleOf({ match: { owner: "city.lib.", type: "book" }, terms: { days: 14 } });
  assert.equal(days([type, house]), 14);
  assert.equal(
    decide(bookOf([type, shelf]), aLoanCase({ place: "p", shelf: "参考" }), on).terms.lends,
    false,
  );
  assert.equal(days([type, shelf], { place: "p", shelf: "文学" }), 14, "another shelf of the place");
  const children = ruleOf({ match: { owner: "city.lib.", category: "child" }, terms: { days: 60 } });
  const credit = ruleOf({ match: { owner: "city.lib.", guarantee: "credit" }, terms: { days: 7 } });
  assert.equal(days([children, credit], { category: "child" }), 60);
  assert.equal(days([children, credit]), 7);
});

test("readers of the house and those from elsewhere, lent here and lent elsewhere", () => {
  const any = ruleOf({ match: { owner: "city.lib." }, terms: { days: 14 } });
  const own = ruleOf({ match: { owner: "city.lib.", home: "city.lib." }, terms: { days: 30 } });
  const elsewhere = ruleOf({ match: { owner: "city.lib.", lentAt: "city.north." }, terms: { days: 10 } });
  assert.equal(days([any, own, elsewhere]), 30);
  assert.equal(days([any, own, elsewhere], { home: "city.north." }), 14);
  assert.equal(days([any, own, elsewhere], { home: "city.north.", lentAt: "city.north.branch." }), 10);
  assert.equal(days([any, own], { home: "city.libx." }), 14, "a path ends in a dot");
});

test("of two that are about the same the nearer house's decides", () => {
  const above = ruleOf({ orgPath: "city.", match: { owner: "city.lib." }, terms: { days: 30 } });
  const own = ruleOf({ orgPath: "city.lib.", match: { owner: "city.lib." }, terms: { days: 21 } });
  assert.equal(days([above, own]), 21);
  assert.equal(days([own, above]), 21);
});

test("a version holds from its first day to its last; the latest written of those that have begun", () => {
  const first = ruleOf({ terms: { days: 30 }, since: "2026-01-01" });
  const summer = ruleOf({ version: 2, terms: { days: 60 }, since: "2026-07-01", until: "2026-08-31" });
  const repealed = ruleOf({ version: 3, terms: null, since: "2026-12-01" });
  const all = [repealed, first, summer];
  const ruledOn = (day: string) => {
    const { rule, terms } = decide(bookOf(all), aLoanCase(), day);
    return rule.id === fallbackRule.id ? "fallback" : terms.days;
  };
  assert.equal(ruledOn("2025-12-31"), "fallback");
  assert.equal(ruledOn("2026-06-30"), 30);
  assert.equal(ruledOn("2026-07-01"), 60);
  assert.equal(ruledOn("2026-08-31"), 60);
  assert.equal(
    ruledOn("2026-09-01"),
    "fallback",
    "what overtook the first is over, and the first stays overtaken",
  );
  assert.equal(ruledOn("2026-12-01"), "fallback");
  assert.equal(termsOf(bookOf(all), summer.id).days, 60, "a loan keeps to the version it was made by");
});

test("limits hold together, and the tightest that is full is named", () => {
  const total = limitOf({ most: 10, match: { home: "city." } });
  const plain = limitOf({ most: 2, match: { home: "city.", guarantees: ["none"] } });
  const branch = limitOf({ most: 3, match: { owner: "city.north." } });
  const magazines = limitOf({ most: 1, match: { owner: "city.", types: ["magazine"] } });
  const book = bookOf([], [total, plain, branch, magazines]);
  const of = (asked: Partial<LoanCase>) => decide(book, aLoanCase(asked), on).limits;
  const most = (asked: Partial<LoanCase>) => of(asked).map((limit) => limit.most);
  assert.deepEqual(most({}), [10]);
  assert.deepEqual(most({ guarantee: "none" }), [2, 10]);
  assert.deepEqual(most({ owner: "city.north.", type: "magazine" }), [1, 3, 10]);
  assert.deepEqual(most({ home: "elsewhere." }), [10], "nobody without a limit");
  const held = [
    { ownerPath: "city.north.branch.", type: "book", loans: 3 },
    { ownerPath: "city.lib.", type: "magazine", loans: 1 },
  ];
  assert.equal(fullLimit(of({ owner: "city.north." }), held)?.id, branch.id);
  assert.equal(fullLimit(of({ owner: "city.lib." }), held), null, "three of the branch are not the house's");
  assert.equal(fullLimit(of({ type: "magazine" }), held)?.id, magazines.id);
  assert.equal(fullLimit(of({ owner: "city.lib.", guarantee: "none" }), held)?.id, plain.id);
});

test("an amnesty reaches the things of its house and those below, on its days", () => {
  const amnesty = { id: "a", orgPath: "city.", firstDay: "2026-12-01", lastDay: "2026-12-31", basis: "迎新" };
  const found = (owner: string, day: string) => amnestyFor({ amnesties: [amnesty] }, owner, day) !== null;
  assert.deepEqual(
    [
      found("city.lib.", "2026-12-01"),
      found("city.", "2026-12-31"),
      found("city.", "2027-01-01"),
      found("other.", "2026-12-01"),
    ],
    [true, true, false, false],
  );
});

const path = fc.constantFrom("city.", "city.lib.", "city.lib.a.", "city.north.");
const maybe = <V>(some: fc.Arbitrary<V>) => fc.option(some, { nil: null, freq: 2 });
const aMatch: fc.Arbitrary<Match> = fc
  .record({
    owner: path,
    place: maybe(fc.constantFrom("p", "q")),
    shelf: maybe(fc.constantFrom("1", "2")),
    type: maybe(fc.constantFrom("book", "magazine")),
    category: maybe(fc.constantFrom("adult", "child")),
    guarantee: maybe(fc.constantFrom("none" as const, "credit" as const)),
    home: maybe(path),
    lentAt: maybe(path),
  })
  .map((match) => ({ ...match, shelf: match.place === null ? null : match.shelf }));
const aCase: fc.Arbitrary<LoanCase> = fc.record({
  owner: path,
  place: fc.constantFrom("p", "q", ""),
  shelf: fc.constantFrom("1", "2", ""),
  type: fc.constantFrom("book", "magazine", "toy"),
  category: fc.constantFrom("adult", "child", "student"),
  guarantee: fc.constantFrom("none" as const, "credit" as const, "deposit" as const),
  home: path,
  lentAt: path,
});
const someRules = fc
  .array(fc.record({ match: aMatch, above: fc.boolean() }), { maxLength: 12 })
  .map((all) =>
    all.map(({ match, above }, at) =>
      ruleOf({ match, orgPath: above ? "city." : match.owner, version: at + 1, terms: { days: at } }),
    ),
  );

/** Every loan that the one is about, the other is about too. */
const isPartOf = (one: Match, other: Match) =>
  columns.every((column) => {
    const [a, b] = [one[column], other[column]];
    if (b === null) return true;
    if (a === null) return false;
    return column === "owner" || column === "home" || column === "lentAt" ? a.startsWith(b) : a === b;
  });

test("there is always a ruling and a limit; the rule that decides is about the loan", () => {
  fc.assert(
    fc.property(someRules, aCase, (rules, asked) => {
      const { rule, limits } = decide(bookOf(rules), asked, on);
      assert.equal(columnAgainst(rule.match, asked), null);
      assert.ok(limits.length > 0);
      if (rule.id === fallbackRule.id)
        assert.ok(rules.every(({ match }) => columnAgainst(match, asked) !== null));
    }),
  );
});

test("no rule that is about the loan and about less than another loses to it", () => {
  fc.assert(
    fc.property(someRules, aCase, (rules, asked) => {
      const { rule } = decide(bookOf(rules), asked, on);
      for (const { match } of rules)
        if (columnAgainst(match, asked) === null && isPartOf(match, rule.match))
          assert.ok(
            isPartOf(rule.match, match),
            `${JSON.stringify(match)} lost to ${JSON.stringify(rule.match)}`,
          );
    }),
  );
});

test("the order of the rows does not matter, and the list of contenders agrees with the ruling", () => {
  fc.assert(
    fc.property(
      someRules.chain((rules) =>
        fc.tuple(fc.constant(rules), fc.shuffledSubarray(rules, { minLength: rules.length })),
      ),
      aCase,
      ([rules, shuffled], asked) => {
        const { rule } = decide(bookOf(rules), asked, on);
        assert.equal(decide(bookOf(shuffled), asked, on).rule.id, rule.id);
        const [first] = contenders(bookOf(rules), asked, on);
        assert.equal(first?.outcome === "decides" ? first.rule.id : fallbackRule.id, rule.id);
      },
    ),
  );
});
