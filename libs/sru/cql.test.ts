import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { type CqlClause, type CqlQuery, comparisons, masked, operators, readCql, writeCql } from "./index.ts";

const term = (text: string): CqlClause => ({ index: null, relation: null, term: text });
const search = (index: string, name: string, text: string): CqlClause => ({
  index,
  relation: { name, modifiers: [] },
  term: text,
});
const joined = (operator: "and" | "or" | "not" | "prox", left: CqlClause, right: CqlClause): CqlClause => ({
  operator,
  modifiers: [],
  left,
  right,
});

function read(query: string): CqlQuery {
  const tree = readCql(query);
  assert.ok("clause" in tree, `${query}: ${JSON.stringify(tree)}`);
  return tree;
}

test("the examples of the standard are read, and written as they are", () => {
  const cases: [string, CqlClause][] = [
    ["dinosaur", term("dinosaur")],
    ['"complete dinosaur"', term("complete dinosaur")],
    ["title = dinosaur", search("title", "=", "dinosaur")],
    ['dc.title any "fish frog"', search("dc.title", "any", "fish frog")],
    ['date within "2002 2005"', search("date", "within", "2002 2005")],
    ["publicationYear < 1980", search("publicationYear", "<", "1980")],
    [
      "dinosaur and bird or dinobird",
      joined("or", joined("and", term("dinosaur"), term("bird")), term("dinobird")),
    ],
    [
      "dinosaur and (bird or dinobird)",
      joined("and", term("dinosaur"), joined("or", term("bird"), term("dinobird"))),
    ],
    [
      '"feathered dinosaur" not (a and b)',
      joined("not", term("feathered dinosaur"), joined("and", term("a"), term("b"))),
    ],
    [
      '> dc = "info:srw/context-sets/1/dc-v1.1" dc.title any fish',
      { prefix: "dc", uri: "info:srw/context-sets/1/dc-v1.1", clause: search("dc.title", "any", "fish") },
    ],
    ['> "http://a/b" fish', { prefix: null, uri: "http://a/b", clause: term("fish") }],
    [
      "foo prox/distance<3/unit=word/ordered bar",
      {
        operator: "prox",
        modifiers: [
          { name: "distance", comparison: "<", value: "3" },
          { name: "unit", comparison: "=", value: "word" },
          { name: "ordered", comparison: null, value: "" },
        ],
        left: term("foo"),
        right: term("bar"),
      },
    ],
    [
      "title any/relevant/cql.string fish",
      {
        index: "title",
        relation: {
          name: "any",
          modifiers: [
            { name: "relevant", comparison: null, value: "" },
            { name: "cql.string", comparison: null, value: "" },
          ],
        },
        term: "fish",
      },
    ],
    ["题名 = 文脉", search("题名", "=", "文脉")],
  ];
  for (const [query, clause] of cases) {
    assert.deepEqual(read(query), { clause, sortBy: [] }, query);
    assert.equal(writeCql({ clause, sortBy: [] }), query);
  }
});

test("what is written in other ways means the same", () => {
  const same: [string, string][] = [
    ["a AND b", "a and b"],
    ["((a))", "a"],
    ["title=fish", "title = fish"],
    ["(a and b) and c", "a and b and c"],
    ["title Any  fish", "title any fish"],
    ['"fish"', "fish"],
    [" a\n and\tb ", "a and b"],
    ["title = and", 'title = "and"'],
    ['"and"', '"and"'],
    ["or", '"or"'],
  ];
  for (const [query, written] of same) assert.equal(writeCql(read(query)), written);
});

test("an order is asked for behind", () => {
  assert.deepEqual(read("cat sortby dc.date/sort.descending dc.title").sortBy, [
    { index: "dc.date", modifiers: [{ name: "sort.descending", comparison: null, value: "" }] },
    { index: "dc.title", modifiers: [] },
  ]);
  assert.equal(
    writeCql(read("cat sortBy dc.date/sort.descending dc.title")),
    "cat sortby dc.date/sort.descending dc.title",
  );
});

test("quotes, backslashes and masks stand for themselves where they are to", () => {
  const cases: [string, string][] = [
    [String.raw`"a \"quoted\" b"`, 'a "quoted" b'],
    [`"dino*"`, "dino*"],
    [String.raw`"dino\*"`, String.raw`dino\*`],
    [String.raw`"a\\"`, String.raw`a\\`],
    [String.raw`"a\\\"b"`, String.raw`a\\"b`],
    ['""', ""],
  ];
  for (const [query, text] of cases) assert.deepEqual(read(query).clause, term(text), query);
  assert.equal(masked(String.raw`what? 5^2 * a\b "c"`), String.raw`what\? 5\^2 \* a\\b "c"`);
});

test("what is no query is refused by the diagnostic of SRU, with the place", () => {
  const cases: [string, number, RegExp][] = [
    ["", 10, /^$/],
    ["title =", 10, /^$/],
    ["cat dog", 10, /^$/],
    ["cat dog bird fish", 10, /^fish$/],
    ["a and", 10, /^$/],
    ["= cat", 10, /^= cat$/],
    ["title = / x", 10, /^/],
    ["(a and b", 13, /^$/],
    ["a and b)", 13, /^\)$/],
    ['"a and b', 14, /^"a and b$/],
    ["a sortby", 10, /^$/],
    ["a sortby =", 10, /^=$/],
    [`${"(".repeat(60)}a${")".repeat(60)}`, 13, /more than 50/],
    [`${"> x = y ".repeat(60)}a`, 13, /more than 50/],
    ["a and ".repeat(501).concat("a"), 38, /500/],
    ["a".repeat(20_001), 12, /20000/],
  ];
  for (const [query, number, details] of cases) {
    const diagnostic = readCql(query);
    assert.ok("uri" in diagnostic, query);
    assert.equal(diagnostic.uri, `info:srw/diagnostic/1/${number}`, query);
    assert.match(diagnostic.details, details, query);
    assert.notEqual(diagnostic.message, "");
  }
});

const aName = fc.string({ unit: fc.constantFrom(..."ab.文"), minLength: 1, maxLength: 6 });
/** Pairs of a backslash and what it masks, and everything else. */
const aText = fc
  .array(fc.oneof(fc.constantFrom("and", '"', "\\*", "\\\\", " ", "(", "=", "/", "文"), aName), {
    maxLength: 6,
  })
  .map((parts) => parts.join(""));
const someModifiers = fc.array(
  fc.oneof(
    fc.record({ name: aName, comparison: fc.constantFrom(...comparisons), value: aText }),
    aName.map((name) => ({ name, comparison: null, value: "" })),
  ),
  { maxLength: 2 },
);
const aClause = fc.letrec<{ clause: CqlClause }>((tie) => ({
  clause: fc.oneof(
    { maxDepth: 5, withCrossShrink: true },
    aText.map(term),
    fc.record({
      index: aText,
      relation: fc.record({ name: fc.constantFrom(...comparisons, "any", "adj"), modifiers: someModifiers }),
      term: aText,
    }),
    fc.record({
      operator: fc.constantFrom(...operators),
      modifiers: someModifiers,
      left: tie("clause"),
      right: tie("clause"),
    }),
    fc.record({ prefix: fc.option(aName), uri: aText, clause: tie("clause") }),
  ),
})).clause;

test("what is written is read again as the same tree", () => {
  fc.assert(
    fc.property(
      aClause,
      fc.array(fc.record({ index: aText, modifiers: someModifiers }), { maxLength: 2 }),
      (clause, sortBy) => {
        const query = { clause, sortBy };
        assert.deepEqual(read(writeCql(query)), structuredClone(query));
      },
    ),
    { numRuns: 500 },
  );
});

test("no text brings the reader down", () => {
  const noise = fc.string({
    unit: fc.constantFrom(...'ab "\\()/=<>*', "and ", " or ", " sortby ", "文"),
    maxLength: 200,
  });
  fc.assert(
    fc.property(noise, (query) => {
      const tree = readCql(query);
      if ("clause" in tree) assert.deepEqual(read(writeCql(tree)), tree);
    }),
    { numRuns: 2000 },
  );
});
