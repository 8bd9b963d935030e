/** What a question becomes, whatever is typed. */
import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { wantedOf } from "./asked.ts";
import { tsqueryOf, tsqueryOfLines } from "./question.ts";

test("words, phrases and operators", () => {
  for (const [asked, is] of [
    ["发展", "('发展')"],
    ["发展史", "('发展' <1> '展史')"],
    ["發展", "('发展')"],
    ["发展 中国", "('发展') & ('中国')"],
    ["发展 AND 中国", "('发展') & ('中国')"],
    ["发展 OR 中国", "(('发展') | ('中国'))"],
    ["发展 | 中国 | 世界", "(('发展') | ('中国') | ('世界'))"],
    ["发展|中国｜世界", "(('发展') | ('中国') | ('世界'))"],
    ["发展 -中国", "('发展') & !('中国')"],
    ["发展 NOT 中国", "('发展') & !('中国')"],
    ["发展 OR NOT 中国", "('发展') & !('中国')"],
    ['"war and peace"', "('war' <1> 'and' <1> 'peace')"],
    ["《战争与和平》", "('战争' <1> '争与' <1> '与和' <1> '和平')"],
    ["progra", "('progra':*)"],
    ["it", "('it')"],
    ["The amazing", "('the') & ('amazing':*)"],
    ["theo", "('theo':*)"],
    ["jack-and-the", "('jack' <1> 'and' <1> 'the')"],
    ["OR 发展", "('发展')"],
    ["发展 OR", "('发展')"],
    ["发展 -", "('发展')"],
    ["-中国", null],
    ["NOT 中国 -发展", null],
    ["", null],
    ["AND OR NOT", null],
    ["!!! ()&|<->:*", null],
    ["'", null],
    ["978－7－02－000220－7", "'9787020002207'"],
    ["ISBN-13: 978‑7‑02‑000220‑7", "'9787020002207'"],
    ["isbn10 7—02—000220—x", "'9787020002207'"],
    ["9787020002201", "('9787020002201')"],
    ["ISSN 1000-1239", "(('1000' <1> '1239') | '10001239')"],
  ] as const)
    assert.equal(tsqueryOf(asked), is, asked);
  assert.equal(tsqueryOf("发展 中国", "title"), "('发展':A) & ('中国':A)");
  assert.equal(tsqueryOf("progra", "name"), "('progra':*B)");
  assert.equal(tsqueryOf("the war", "title"), "('the':A) & ('war':*A)");
});

test("thirty-two words are looked at, the rest not", () => {
  const asked = Array.from({ length: 40 }, (_, n) => `w${n}`).join(" ");
  assert.equal(tsqueryOf(asked)?.split(" & (").length, 32);
});

test("lines are joined in their order", () => {
  const line = (text: string, join: "and" | "or" | "not", field: "title" | "name" | null = null) => ({
    text,
    field,
    join,
  });
  assert.equal(
    tsqueryOfLines([line("红楼", "and", "title"), line("曹", "and", "name"), line("续", "not")]),
    "(((('红楼':A)) & (('曹':*B))) & !(('续':*)))",
  );
  assert.equal(
    tsqueryOfLines([line("-续", "and"), line("红楼", "and"), line("NOT 影", "and")]),
    "(('红楼')) & !('续':*) & !('影':*)",
  );
  assert.equal(tsqueryOfLines([line("红楼", "and"), line("-续", "or")]), "(('红楼'))");
  assert.equal(tsqueryOfLines([line("续", "not")]), null);
  assert.equal(tsqueryOfLines([]), null);
});

test("whatever is typed asks for words or for nothing, and never says anything else to the database", () => {
  const hostile = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.string({
      unit: fc.constantFrom(
        "'",
        '"',
        "\\",
        "(",
        ")",
        "&",
        "|",
        "!",
        "<",
        ">",
        ":",
        "*",
        "-",
        " ",
        "a",
        "发",
        "《",
      ),
    }),
  );
  const lexeme = "'[\\p{L}\\p{M}\\p{N}]+'(:\\*?[ABC]?)?";
  const allowed = new RegExp(`^(${lexeme}|[()&|! ]|<\\d+>)*$`, "u");
  fc.assert(
    fc.property(hostile, fc.constantFrom("title", "name", "subject", null), (text, field) => {
      const query = tsqueryOf(text, field);
      assert.ok(query === null || allowed.test(query), query ?? "");
    }),
  );
});

test("what is kept to stands beside the words; what cannot hit asks for nothing", () => {
  const wanted = wantedOf({
    q: "红楼梦",
    language: "chi",
    class: "I2",
    from: 2020,
    to: 2021,
    available: "yes",
  });
  assert.equal(wanted?.query, "(('红楼' <1> '楼梦')) & ('l=chi') & ('c=I2') & ('y=2020' | 'y=2021')");
  assert.deepEqual(
    [wanted?.titleKey, wanted?.inTitles, wanted?.onShelf],
    ["红楼梦", true, { placeId: null }],
  );
  const years = (from: number, to: number) => wantedOf({ from, to })?.query;
  assert.equal(years(1998, 2011), "('y=1998' | 'y=1999' | 'd=200' | 'y=2010' | 'y=2011')");
  assert.equal(years(1790, 2009), "('d=179' | 'h=18' | 'h=19' | 'd=200')");
  assert.equal(years(2000, 1999), "('y=none')");
  assert.equal(wantedOf({ language: "chi" })?.inTitles, false);
  assert.equal(wantedOf({ q: "曹雪芹", in: "name" })?.inTitles, false);
  assert.equal(wantedOf({ q: "-红楼梦", language: "chi" }), null);
  assert.equal(wantedOf({}), null);
});
