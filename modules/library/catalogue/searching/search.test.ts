/** The catalogue is searched: against plain substring truth, page by page, in every script. */
import assert from "node:assert/strict";
import type { AnswerOf } from "#contract";
import type { MarcRecord } from "#libs/marc";
import { aFacility, anOrganisation } from "#places/testing";
import { type Ctx, inTx } from "#platform/ctx";
import { dbTest, seededRandom } from "#platform/testing";
import { aFile, aProfile, aRecord, landedBatch } from "../../testing.ts";
import type { searchCatalogue } from "./contract.ts";
import { countFor } from "./count.ts";
import { type SearchInput, searchFor } from "./search.ts";
import { marksOfId } from "./search-row.ts";

interface Made {
  title: string;
  name?: string;
  subject?: string;
  year?: number;
  language?: string;
  classNumber?: string;
  more?: string;
}

let made = 0;

/** An edition as a library would send it. */
function edition({ title, name, subject, year = 2024, language = "chi", classNumber, more = "" }: Made) {
  made += 1;
  return aRecord(
    "01024nam a2200265 a 4500",
    `001 f${made}
003 TEST
008 260612s${year}    cc            000 0 ${language} d
${name ? `100 1 $a${name}` : ""}
245 10$a${title}
260   $a北京$b人民出版社$c${year}
${subject ? `650  4$a${subject}` : ""}
${classNumber ? `093   $a${classNumber}` : ""}
${more}`.replace(/\n+/g, "\n"),
  );
}

/** Lands the records; answers their ids in order. */
async function land(ctx: Ctx, records: readonly MarcRecord[], profile = aProfile()): Promise<string[]> {
  const { id: organisationId } = await inTx(ctx, (inner) => anOrganisation(inner, {}));
  const { id } = await landedBatch(ctx, { organisationId, bytes: await aFile(...records), profile });
  const rows = await ctx.db.many<{ id: number }>`
    select id from library.record where batch_id = ${id} order by batch_number`;
  assert.equal(rows.length, records.length);
  return rows.map((row) => String(row.id));
}

type Found = AnswerOf<typeof searchCatalogue>["items"][number];

/** All pages, one after the other. */
async function all(ctx: Ctx, input: SearchInput): Promise<Found[]> {
  const found: Found[] = [];
  let cursor: string | undefined;
  do {
    const page = await searchFor(ctx, { ...input, ...(cursor && { cursor }) });
    found.push(...page.items);
    cursor = page.next ?? undefined;
  } while (cursor);
  return found;
}

const idsOf = (found: readonly Found[]) => found.map(({ id }) => id).toSorted();
const titlesOf = async (ctx: Ctx, input: SearchInput) => (await all(ctx, input)).map(({ title }) => title);

const syllables = [..."发展中国经济社会文化历史地理科学技术教育艺术城市沙漠石油河流歌曲诗词"];

/** Titles and subjects by chance of few characters, so that every pair stands somewhere by chance too. */
function someMade(count: number, seed: string): Made[] {
  const random = seededRandom(seed);
  const chance = (below: number) => random(4).readUInt32LE() % below;
  const run = (length: number) => Array.from({ length }, () => syllables[chance(syllables.length)]).join("");
  return Array.from({ length: count }, (_, n) => ({
    title: run(2 + chance(6)),
    name: `佚名${n}`,
    subject: run(2 + chance(3)),
    year: 1990 + chance(30),
    language: (["chi", "eng", "uig"] as const)[chance(3)] ?? "chi",
    classNumber: `${"FIKT"[chance(4)]}${chance(10)}${chance(10)}`,
  }));
}

dbTest("every pair of characters finds what has it, and nothing else", async ({ ctx }) => {
  const some = someMade(300, "pairs");
  const ids = await land(ctx, some.map(edition));
  const texts = some.map(({ title, subject = "" }) => [title, subject]);
  const pairs = new Set(
    texts.flat().flatMap((text) => [...text].slice(1).map((two, n) => `${[...text][n]}${two}`)),
  );
  const asked = [...pairs].slice(0, 150);
  for (const pair of asked) {
    const truth = ids.filter((_, n) => texts[n]?.some((text) => text.includes(pair)));
    assert.deepEqual(idsOf(await all(ctx, { q: pair, limit: 50 })), truth.toSorted(), pair);
  }
});

dbTest("展发 finds nothing where only 发展 stands; what is longer stands side by side", async ({ ctx }) => {
  await land(
    ctx,
    [
      { title: "欣欣发展录", name: "甲" },
      { title: "欣发欣展录", name: "乙" },
    ].map(edition),
  );
  assert.deepEqual(await titlesOf(ctx, { q: "欣发展" }), ["欣欣发展录"]);
  assert.deepEqual(await titlesOf(ctx, { q: "欣展发" }), []);
  assert.deepEqual(await titlesOf(ctx, { q: "欣发欣" }), ["欣发欣展录"]);
});

dbTest("in the script somebody types: traditional, Uyghur, Kazakh, Russian, English", async ({ ctx }) => {
  const titles = [
    "紅樓夢研究",
    "ئانا يۇرت",
    "Абай жолы",
    "Война и мир",
    "Programming pearls",
    "Programme of the opera",
    "Peace and war",
  ];
  await land(
    ctx,
    titles.map((title, n) => edition({ title, name: `Scripts ${n}` })),
  );
  for (const [q, is] of [
    ["红楼梦研究", ["紅樓夢研究"]],
    ["紅樓夢研究", ["紅樓夢研究"]],
    ["انا یۇرت", ["ئانا يۇرت"]],
    ["абай", ["Абай жолы"]],
    ["ВОЙНА", ["Война и мир"]],
    ["войн", ["Война и мир"]],
    ["pearl", ["Programming pearls"]],
    ["programm", ["Programme of the opera", "Programming pearls"]],
    ['"programm"', []],
    ['"peace and war"', ["Peace and war"]],
    ['"war and peace"', []],
    ["war peace", ["Peace and war"]],
    ["programm -opera", ["Programming pearls"]],
    ["programm NOT opera", ["Programming pearls"]],
    ["pearls OR opera", ["Programme of the opera", "Programming pearls"]],
    ["-opera", []],
  ] as const)
    assert.deepEqual((await titlesOf(ctx, { q })).toSorted(), is, q);
});

dbTest("lines of the advanced form ask titles, names and subjects apart", async ({ ctx }) => {
  await land(
    ctx,
    [
      { title: "鲁迅传", name: "林志浩" },
      { title: "呐喊集", name: "鲁迅" },
      { title: "论杂文", name: "王瑶", subject: "鲁迅研究" },
    ].map(edition),
  );
  assert.deepEqual(await titlesOf(ctx, { q: "鲁迅" }), ["鲁迅传", "论杂文", "呐喊集"]);
  assert.deepEqual(await titlesOf(ctx, { q: "鲁迅", in: "title" }), ["鲁迅传"]);
  assert.deepEqual(await titlesOf(ctx, { q: "鲁迅", in: "name" }), ["呐喊集"]);
  assert.deepEqual(await titlesOf(ctx, { q: "鲁迅", in: "subject" }), ["论杂文"]);
  assert.deepEqual(await titlesOf(ctx, { q: "鲁迅", q2: "王瑶", in2: "name", join2: "not" }), [
    "鲁迅传",
    "呐喊集",
  ]);
  assert.deepEqual(
    await titlesOf(ctx, { q: "呐喊集", in: "title", q2: "林志浩", in2: "name", join2: "or" }),
    ["呐喊集", "鲁迅传"],
  );
});

dbTest("what is forbidden may not stand outside the title either", async ({ ctx }) => {
  await land(ctx, [{ title: "胡杨颂", subject: "摄影集" }, { title: "胡杨颂歌" }].map(edition));
  assert.deepEqual(await titlesOf(ctx, { q: "胡杨颂 -摄影集" }), ["胡杨颂歌"]);
});

dbTest(
  "what is called so comes first, then titles with the words, then the words anywhere; no page leaves out or repeats",
  async ({ ctx }) => {
    const records = Array.from({ length: 60 }, (_, n): Made => {
      const name = `排序${n}`;
      if (n % 3 === 0) return { title: "魔鬼城", name, year: 1950 + n };
      if (n % 3 === 1) return { title: `魔鬼城第${n}记`, name, year: 1950 + n };
      return { title: `雅丹${n}`, name, subject: "魔鬼城", year: 1950 + n };
    });
    const ids = await land(ctx, records.map(edition));
    const tierOf = (n: number) => n % 3;
    const truth = ids
      .map((id, n) => ({ id, n }))
      .toSorted((a, b) => tierOf(a.n) - tierOf(b.n) || b.n - a.n)
      .map(({ id }) => id);
    for (const limit of [1, 7, 20, 50])
      assert.deepEqual(
        (await all(ctx, { q: "魔鬼城", limit })).map(({ id }) => id),
        truth,
        `pages of ${limit}`,
      );
    const years = await all(ctx, { q: "魔鬼城", order: "year", limit: 7 });
    assert.deepEqual(
      years.map(({ year }) => year),
      Array.from({ length: 60 }, (_, n) => 2009 - n),
    );
    const titled = await all(ctx, { q: "魔鬼城", order: "title", limit: 7 });
    assert.deepEqual(idsOf(titled), truth.toSorted());
    // 魔 mo before 雅 ya, by the sound.
    assert.ok(titled.findIndex(({ title }) => title.startsWith("雅")) === 40);
    await assert.rejects(searchFor(ctx, { q: "魔鬼城", order: "year", cursor: "W10" }), /cursor/);
  },
);

dbTest("a work is told once over all pages, with its editions", async ({ ctx }) => {
  const works = Array.from({ length: 25 }, (_, n) => `艾里甫${n}`);
  // Editions of a work lie far apart, some of them other than in title.
  const records = Array.from({ length: 5 }, (_, round) =>
    works.map((name) =>
      edition({
        title: round === 2 ? "赛乃姆" : "艾里甫与赛乃姆",
        name,
        year: 2000 + round,
        ...(round === 2 && { more: "240 10$a艾里甫与赛乃姆" }),
      }),
    ),
  ).flat();
  await land(ctx, records);
  for (const order of ["relevance", "year", "title"] as const)
    for (const limit of [3, 10, 50]) {
      const found = await all(ctx, { q: "赛乃姆", order, limit });
      assert.deepEqual(found.map(({ names }) => names).toSorted(), works.toSorted(), `${order} ${limit}`);
      assert.ok(found.every(({ editions }) => editions === 5));
      assert.ok(found.every(({ firstYear, lastYear }) => firstYear === 2000 && lastYear === 2004));
    }
});

dbTest("more editions of one title than are told first are told all the same, once", async ({ ctx }) => {
  const ids = await land(
    ctx,
    Array.from({ length: 130 }, (_, n) => edition({ title: "阿凡提", name: `说书人${n % 65}` })),
  );
  assert.equal(ids.length, 130);
  const found = await all(ctx, { q: "阿凡提", limit: 9 });
  assert.equal(found.length, 65);
  assert.equal(new Set(found.map(({ names }) => names)).size, 65);
});

dbTest("numbers of kinds and places are those of the hits; what is kept to is kept to", async ({ ctx }) => {
  const [here, there] = await inTx(ctx, async (inner) => {
    const { id: organisationId } = await anOrganisation(inner, {});
    return [await aFacility(inner, { organisationId }), await aFacility(inner, { organisationId })];
  });
  assert.ok(here && there);
  const profile = aProfile("koha-952", {
    places: { H: here.id, T: there.id },
    statuses: { damaged: "damaged" },
  });
  const items = (n: number) =>
    n % 4 === 0
      ? `952   $pFIND${n}$bH$oI247/${n}`
      : n % 4 === 1
        ? `952   $pFIND${n}$bH$oI247/${n}\n952   $pFINDX${n}$bT$oI247/${n}`
        : "";
  const some = someMade(80, "facets").map(
    (one, n): Made => ({ ...one, title: `胡杨林${one.title}`, more: items(n) }),
  );
  const ids = await land(ctx, some.map(edition), profile);
  const counts = await countFor(ctx, { q: "胡杨林" });
  assert.deepEqual([counts.count, counts.about, counts.onShelf], [80, false, 40]);
  const values = (facet: string) =>
    Object.fromEntries(
      (counts.facets.find((one) => one.facet === facet)?.values ?? []).map(({ value, count }) => [
        value,
        count,
      ]),
    );
  const truth = (keyOf: (one: Made) => string) =>
    Object.fromEntries([...Map.groupBy(some, keyOf)].map(([key, those]) => [key, those.length]));
  assert.deepEqual(
    values("language"),
    truth(({ language = "" }) => language),
  );
  assert.deepEqual(
    values("class"),
    truth(({ classNumber = "" }) => classNumber.slice(0, 1)),
  );
  assert.deepEqual(
    values("year"),
    truth(({ year = 0 }) => String(Math.floor(year / 10) * 10)),
  );
  assert.deepEqual(values("form"), { book: 80 });
  assert.deepEqual(values("place"), { [here.id]: 40, [there.id]: 20 });

  const kept = async (input: SearchInput) => idsOf(await all(ctx, { q: "胡杨林", limit: 50, ...input }));
  const those = (is: (one: Made, n: number) => boolean) =>
    ids.filter((_, n) => is(some[n] as Made, n)).toSorted();
  assert.deepEqual(
    await kept({ language: "uig" }),
    those(({ language }) => language === "uig"),
  );
  assert.deepEqual(
    await kept({ class: "K" }),
    those(({ classNumber = "" }) => classNumber.startsWith("K")),
  );
  assert.deepEqual(
    await kept({ from: 2000, to: 2009 }),
    those(({ year = 0 }) => year >= 2000 && year <= 2009),
  );
  assert.deepEqual(
    await kept({ from: 1993, to: 2004 }),
    those(({ year = 0 }) => year >= 1993 && year <= 2004),
  );
  assert.deepEqual(await kept({ from: 2004, to: 1993 }), []);
  assert.deepEqual(
    await kept({ place: there.id }),
    those((_, n) => n % 4 === 1),
  );
  assert.deepEqual(
    await kept({ available: "yes" }),
    those((_, n) => n % 4 < 2),
  );
  await ctx.db
    .run`update library.item set away = 'on-loan' where barcode like 'FIND%' and place_id = ${there.id}`;
  assert.deepEqual(await kept({ available: "yes", place: there.id }), []);
  assert.equal((await countFor(ctx, { q: "胡杨林", place: there.id, available: "yes" })).count, 0);
  const [first] = await all(ctx, { q: "FIND1" });
  assert.deepEqual([first?.items, first?.available], [2, 1]);
});

dbTest("a record of several languages and classes counts in each that finds it", async ({ ctx }) => {
  await land(ctx, [
    edition({ title: "双语并蒂", classNumber: "H319", more: "041 0 $achi$aeng\n093   $aI247" }),
    edition({ title: "单语并蒂", classNumber: "I106" }),
  ]);
  const { facets } = await countFor(ctx, { q: "并蒂" });
  for (const { facet, values } of facets.filter(({ values }) => values.length > 0))
    for (const { value, count } of values)
      if (facet === "language" || facet === "class" || facet === "form") {
        const kept = await searchFor(ctx, { q: "并蒂", [facet]: value });
        assert.equal(kept.items.length, count, `${facet} ${value}`);
      }
  const told = (name: string) =>
    facets.find(({ facet }) => facet === name)?.values.map(({ value, count }) => [value, count]);
  assert.deepEqual(told("language"), [
    ["chi", 2],
    ["eng", 1],
  ]);
  assert.deepEqual(told("class"), [
    ["I", 2],
    ["H", 1],
  ]);
});

dbTest("a work is shown by the edition that calls itself as the reader does", async ({ ctx }) => {
  await land(
    ctx,
    [
      { title: "雪原记", name: "高远", year: 2001 },
      { title: "雪原記", name: "高远", year: 2002, more: "240 10$a雪原记" },
      { title: "Снежное поле", name: "高远", language: "rus", more: "240 10$a雪原记" },
    ].map(edition),
  );
  const shown = async (asked: SearchInput) => (await searchFor(ctx, asked)).items.map(({ title }) => title);
  assert.deepEqual(await shown({ q: "雪原记" }), ["雪原记"]);
  assert.deepEqual(await shown({ q: "雪原記" }), ["雪原記"]);
  assert.deepEqual(await shown({ q: "снежное" }), ["Снежное поле"]);
  assert.deepEqual(await shown({ q: "高远", in: "name" }), ["雪原記"]);
  assert.deepEqual(await shown({ q: "高远", language: "rus" }), ["Снежное поле"]);
});

dbTest("a title typed whole, without what stands within it, is proposed", async ({ ctx }) => {
  await land(ctx, [edition({ title: "钢铁炉：献给青工" })]);
  const { items, meant } = await searchFor(ctx, { q: "钢铁炉献给青工" });
  assert.deepEqual([items.length, meant.map((title) => title.slice(0, 3))], [0, ["钢铁炉"]]);
});

dbTest("what is on a shelf may be asked for without a word", async ({ ctx }) => {
  const { id: organisationId } = await inTx(ctx, (inner) => anOrganisation(inner, {}));
  const { id: placeId } = await inTx(ctx, (inner) => aFacility(inner, { organisationId }));
  await land(
    ctx,
    [edition({ title: "在架一", more: "952   $pSHELF1" }), edition({ title: "无馆藏" })],
    aProfile("koha-952", { place: placeId }),
  );
  const { items } = await searchFor(ctx, { available: "yes", place: placeId });
  assert.deepEqual(
    items.map(({ title }) => title),
    ["在架一"],
  );
  assert.ok((await searchFor(ctx, { available: "yes" })).items.some(({ title }) => title === "在架一"));
  assert.ok((await searchFor(ctx, { available: "yes" })).items.every(({ available }) => available > 0));
});

dbTest("an ISBN, an ISSN and a barcode are asked directly", async ({ ctx }) => {
  const [book, paper] = await land(
    ctx,
    [
      { title: "号码书", more: "020   $a7-02-000220-X\n952   $pKLMY0012$oI2" },
      { title: "号码报", more: "022   $a1000-1239" },
    ].map(edition),
  );
  for (const [q, id, number] of [
    ["702000220x", book, "isbn"],
    ["978-7-02-000220-7", book, "isbn"],
    ["ISBN 7-02-000220-X", book, "isbn"],
    ["KLMY0012", book, "barcode"],
    ["1000-1239", paper, "issn"],
  ] as const) {
    const found = await searchFor(ctx, { q });
    assert.deepEqual([found.items.map((one) => one.id), found.number], [[id], number], q);
  }
  assert.equal((await searchFor(ctx, { q: "号码" })).number, null);
  // What is kept to is kept to, lines are joined, and what is counted is what is found.
  for (const [asked, hits] of [
    [{ q: "978－7－02－000220－7" }, 1],
    [{ q: "7-02-000220-X", language: "chi" }, 1],
    [{ q: "7-02-000220-X", language: "rus" }, 0],
    [{ q: "7-02-000220-X", q2: "号码书" }, 1],
    [{ q: "7-02-000220-X", q2: "号码报" }, 0],
    [{ q: "klmy0012" }, 1],
  ] as const) {
    assert.equal((await searchFor(ctx, asked)).items.length, hits, JSON.stringify(asked));
    assert.equal((await countFor(ctx, asked)).count, hits, JSON.stringify(asked));
  }
});

dbTest("who finds little is told what sounds so, or is nearly spelt so", async ({ ctx }) => {
  await land(
    ctx,
    ["青年近卫军", "Introduction to algorithms"].map((title) => edition({ title, name: "Meant" })),
  );
  const meant = async (q: string) => (await searchFor(ctx, { q })).meant;
  assert.deepEqual(await meant("qing nian jinwei jun"), ["青年近卫军"]);
  assert.deepEqual(await meant("清年近卫军"), ["青年近卫军"]);
  assert.deepEqual(await meant("introducton to algoritms"), ["Introduction to algorithms"]);
  assert.deepEqual(await meant("青年近卫军"), []);
  assert.deepEqual(await meant("qqqqzzzz"), []);
});

dbTest("what was found, or is the same as what was asked, is not proposed", async ({ ctx }) => {
  await land(
    ctx,
    [
      { title: "Steppe riders", more: "246 3 $aSteppe ridders" },
      { title: "Steppe rider" },
      { title: "白杨礼赞集$b散文" },
      { title: "Белый тополь", language: "rus", more: "240 10$a白杨礼赞集" },
    ].map((one) => edition({ ...one, name: "Told" })),
  );
  // Found by its other title: what stands among the hits is no news, what is like it is.
  const found = await searchFor(ctx, { q: "steppe ridders" });
  assert.deepEqual(
    found.items.map(({ title }) => title),
    ["Steppe riders"],
  );
  assert.deepEqual(found.meant, ["Steppe rider"]);
  // What is kept to leaves nothing of it; it is what was asked all the same, without its subtitle and in another script.
  assert.deepEqual((await searchFor(ctx, { q: "白楊禮贊集", language: "rus" })).meant, []);
  const near = await searchFor(ctx, { q: "百杨礼赞集" });
  assert.deepEqual(
    near.meant.map((title) => title.slice(0, 5)),
    ["白杨礼赞集"],
    "as the work is called, though its newest edition is a translation",
  );
  assert.deepEqual((await searchFor(ctx, { q: "白杨礼赞集 -Told" })).meant, []);
});

/** Records with nothing but an id and words, in the segments where they belong. */
async function rowsWith(ctx: Ctx, rows: readonly { id: number; title?: string; words: string }[]) {
  const ids = rows.map(({ id }) => id);
  const marked = (words: (row: (typeof rows)[number]) => string) =>
    rows.map((row) => [...words(row).split(" "), ...marksOfId(row.id)].map((word) => `'${word}'`).join(" "));
  await ctx.db.run`select library.make_segments(${Math.max(...ids)})`;
  await ctx.db.run`
    insert into library.record (id, kind, flavour, original, original_form, title, title_key, made_at, changed_at)
    overriding system value
    select id, 'bibliographic', 'marc21', '', 'iso2709', id::text, id::text, now(), now() from unnest(${ids}::bigint[]) as n(id)`;
  await ctx.db.run`
    insert into library.search_row (segment, record_id, title, words, language, form, audience, class)
    select id >> 16, id, title, words, case when id % 4 = 0 then 'chi' else 'eng' end, 'book', 'any', ''
      from unnest(${ids}::bigint[], ${marked(({ title = "x" }) => title)}::text[]::tsvector[],
                  ${marked(({ words }) => words)}::text[]::tsvector[]) as n(id, title, words)`;
}

dbTest(
  "the newest first over the borders of thousands and segments, common words and rare",
  async ({ ctx }) => {
    const [first, segment] = [60_000, 65_536];
    const rare = [0, 1, 1023, 1024, 1025, 2047, 2048, 3000]
      .flatMap((n) => [segment - n - 1, segment + n, 2 * segment + n])
      .concat(first, 2 * segment + 5000);
    const titled = new Set([first, segment - 1, segment + 1024, 2 * segment]);
    await rowsWith(
      ctx,
      Array.from({ length: 2 * segment + 5001 - first }, (_, n) => first + n)
        .filter((id) => rare.includes(id) || id % 7 === 0)
        .map((id) => ({
          id,
          title: titled.has(id) ? "边界" : "x",
          words: ["寻常", ...(rare.includes(id) ? ["边界"] : [])].join(" "),
        })),
    );
    const newest = (ids: Iterable<number>) => [...ids].toSorted((a, b) => b - a).map(String);
    const truth = [...newest(titled), ...newest(rare.filter((id) => !titled.has(id)))];
    for (const limit of [1, 5, 50])
      assert.deepEqual(
        (await all(ctx, { q: "边界", limit })).map(({ id }) => id),
        truth,
        `pages of ${limit}`,
      );
    const common = await searchFor(ctx, { q: "寻常", limit: 50 });
    assert.deepEqual(
      common.items.map(({ id }) => id),
      newest([
        ...rare,
        ...Array.from({ length: 400 }, (_, n) => 7 * Math.floor((2 * segment + 5000) / 7) - 7 * n),
      ])
        .filter((id, at, all) => all.indexOf(id) === at)
        .slice(0, 50),
    );
  },
);

dbTest("beyond ten thousand it is about so many, told by an even share", async ({ ctx }) => {
  const rows = Array.from({ length: 28_000 }, (_, n) => 150_000 + n).map((id) => ({
    id,
    words: id % 2 === 0 ? "大数" : id % 7000 === 1 ? "少数" : id < 170_001 ? "万数" : "x",
  }));
  await rowsWith(ctx, rows);
  await ctx.db.run`analyze library.search_row`;
  const many = await countFor(ctx, { q: "大数" });
  assert.equal(many.about, true);
  assert.ok(many.count >= 13_000 && many.count <= 15_000, String(many.count));
  const languages = many.facets.find(({ facet }) => facet === "language")?.values ?? [];
  assert.deepEqual(languages.map(({ value }) => value).toSorted(), ["chi", "eng"]);
  assert.ok(languages.every(({ count }) => count >= 6000 && count <= 8000));
  assert.equal((await searchFor(ctx, { q: "大数", order: "year" })).order, "relevance");
  const exact = await countFor(ctx, { q: "万数" });
  const truth = rows.filter(({ words }) => words === "万数").length;
  assert.deepEqual([exact.count, exact.about], [truth, false]);
  const few = await countFor(ctx, { q: "少数" });
  assert.deepEqual([few.count, few.about], [4, false]);
});
