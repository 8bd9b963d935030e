import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { dbTest } from "#platform/testing";
import { hitsIn, splitForIndex, tokens, toTsquery, toTsvector, tsqueryParts } from "./index.ts";

// The declaration of human rights in eight languages, 730 paragraphs (see its PROVENANCE.md): kept beside the repository.
const path = join(import.meta.dirname, "../../../shared/data/collections/udhr-8-languages.json");
const skip = existsSync(path)
  ? false
  : "no ../shared/data/collections/udhr-8-languages.json beside the repository";
const paragraphs: { lang: string; text: string }[] = skip ? [] : JSON.parse(readFileSync(path, "utf8"));

/** Words to ask for, every n-th of what the paragraphs of a language hold: words, and Han pieces of 1, 2 and 4 characters. */
function samplesOf(lang: string, every: number): string[] {
  const found = new Set<string>();
  for (const { text } of paragraphs.filter((paragraph) => paragraph.lang === lang)) {
    if (lang.startsWith("zh")) {
      for (const run of text.match(/\p{Script=Han}+/gu) ?? []) {
        for (const length of [1, 2, 4])
          for (let i = 0; i + length <= run.length; i++) found.add(run.slice(i, i + length));
      }
    } else for (const word of text.match(/[\p{L}\p{M}]{3,}/gu) ?? []) found.add(word);
  }
  return [...found].filter((_, i) => i % every === 0);
}

/** Which paragraphs hold a word as it is written, by plain comparison: Han anywhere, other words at the beginning of a word. */
function plainScan(lang: string, word: string): number[] {
  const found: number[] = [];
  const small = word.toLowerCase();
  for (const [i, paragraph] of paragraphs.entries()) {
    if (paragraph.lang !== lang) continue;
    const text = paragraph.text.toLowerCase();
    let at = text.indexOf(small);
    while (at !== -1 && !lang.startsWith("zh") && /[\p{L}\p{M}]/u.test(text[at - 1] ?? ""))
      at = text.indexOf(small, at + 1);
    if (at !== -1) found.push(i);
  }
  return found;
}

const languages = ["zh-Hans", "zh-Hant", "ug-Arab", "ug-Latn", "kk", "ky", "ru", "en"];

for (const lang of languages) {
  test(`${lang}: nothing that a plain scan finds is missed`, { skip }, () => {
    const samples = samplesOf(lang, 7);
    assert.ok(samples.length > 50);
    for (const word of samples) {
      for (const i of plainScan(lang, word)) {
        assert.ok(hitsIn(paragraphs[i]?.text ?? "", word).length > 0, `${word} in paragraph ${i}`);
      }
    }
  });
}

dbTest(
  "PostgreSQL finds what the plain scan and the marking find, in every language",
  { skip },
  async ({ db }) => {
    await db.tx(async (tx) => {
      await tx.run`create temp table paragraph (id int, lang text, tokens tsvector) on commit drop`;
      await tx.run`insert into paragraph select * from unnest(${paragraphs.map((_, i) => i)}::int[],
      ${paragraphs.map(({ lang }) => lang)}::text[], ${paragraphs.map(({ text }) => toTsvector(text))}::text[]::tsvector[])`;
      for (const lang of languages) {
        const samples = samplesOf(lang, 29);
        const hits = await tx.many<{ n: number; ids: number[] }>`
        select n::int, array(select id from paragraph p where p.lang = ${lang} and p.tokens @@ q.query order by id) as ids
          from unnest(${samples.map(toTsquery)}::text[]::tsquery[]) with ordinality as q(query, n) order by n`;
        for (const [k, word] of samples.entries()) {
          const ids = hits[k]?.ids ?? [];
          const marked = paragraphs.flatMap(({ text, lang: own }, i) =>
            own === lang && hitsIn(text, word).length > 0 ? [i] : [],
          );
          assert.deepEqual(ids, marked, `${lang} ${word}: ${toTsquery(word)}`);
          for (const i of plainScan(lang, word))
            assert.ok(ids.includes(i), `${lang} ${word} in paragraph ${i}`);
        }
      }
    });
  },
);

dbTest("a traditional query finds simplified text and the other way round", { skip }, async ({ db }) => {
  const simplified = paragraphs.filter(({ lang }) => lang === "zh-Hans").map(({ text }) => toTsvector(text));
  for (const [query, other] of [
    ["權利", "权利"],
    ["國", "国"],
    ["世界人權宣言", "世界人权宣言"],
    ["發展", "发展"],
  ] as const) {
    assert.deepEqual(tokens(query, { for: "query" }), tokens(other, { for: "query" }));
    const { n } = await db.one<{ n: number }>`
      select count(*)::int as n from unnest(${simplified}::text[]::tsvector[]) as t(tokens)
       where tokens @@ ${toTsquery(query)}::tsquery`;
    assert.ok(n > 0, query);
  }
});

dbTest(
  "in several rows nothing is lost; in one row, words far in are found but not their neighbours",
  async ({ db }) => {
    const padding = Array.from({ length: 20_000 }, (_, i) =>
      String.fromCodePoint(0x4e00 + ((i * 37) % 9000)),
    ).join("");
    const repeated = "的，".repeat(400);
    const cases: [text: string, query: string][] = [
      [`${padding}，独山子图书馆`, "独山子图书馆"], // positions past 16,383
      [`${repeated}，的3号`, "的3号"], // the 401st 的
      [`${padding}克拉玛依${padding}`, "克拉玛依"],
    ];
    for (const [text, query] of cases) {
      const one = await db.one<{ phrase: boolean; word: boolean }>`
      select ${toTsvector(text)}::tsvector @@ ${toTsquery(query)}::tsquery as phrase,
             ${toTsvector(text)}::tsvector @@ ${toTsquery(query.slice(0, 1))}::tsquery as word`;
      assert.deepEqual(one, { phrase: false, word: true }, "the limits of a tsvector, without several rows");
      const { hit } = await db.one<{ hit: boolean }>`
      select bool_or(tokens @@ ${toTsquery(query)}::tsquery) as hit from unnest(${splitForIndex(text)}::text[]::tsvector[]) as t(tokens)`;
      assert.equal(hit, true, query);
    }
  },
);

dbTest("PostgreSQL keeps every position we give it", async ({ db }) => {
  const text = `${"的".repeat(700)}${Array.from({ length: 18_000 }, (_, i) => String.fromCodePoint(0x4e00 + (i % 9000))).join("")}`;
  for (const row of [toTsvector(text), ...splitForIndex(text)]) {
    const given = row.split(" ").reduce((n, entry) => n + entry.split(",").length, 0);
    const { kept } = await db.one<{ kept: number }>`
      select sum(cardinality(positions))::int as kept from unnest(${row}::tsvector)`;
    // In one row those past the last position fall together on it.
    if (row !== toTsvector(text)) assert.equal(kept, given);
    else assert.ok(kept <= given);
  }
});

dbTest("two phrases in two rows of one text are found when each is asked for", async ({ db }) => {
  const far = "文".repeat(17_000);
  const rows = splitForIndex(`独山子。${far}。乌尔禾`);
  assert.ok(rows.length > 1);
  const parts = tsqueryParts("独山子 乌尔禾");
  const { all, together } = await db.one<{ all: boolean; together: boolean }>`
    select (select bool_and(exists (select from unnest(${rows}::text[]::tsvector[]) as t(tokens) where tokens @@ part))
              from unnest(${parts}::text[]::tsquery[]) as q(part)) as all,
           exists (select from unnest(${rows}::text[]::tsvector[]) as t(tokens) where tokens @@ ${toTsquery("独山子 乌尔禾")}::tsquery) as together`;
  assert.deepEqual({ all, together }, { all: true, together: false });
});
