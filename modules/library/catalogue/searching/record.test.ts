/** One edition: what it says, where it stands, what is near it, how it is cited; and for those who come for a record that is gone. */

import assert from "node:assert/strict";
import { organisationOf } from "#places";
import { aFacility, anOrganisation } from "#places/testing";
import { inTx } from "#platform/ctx";
import { dbTest } from "#platform/testing";
import { aFile, aProfile, aRecord, landedBatch } from "../../testing.ts";
import { sendAway } from "../items/testing.ts";
import { cataloguePages } from "./public-pages.ts";
import { recordAsBibtex, recordAsRis, showMarc, showRecord } from "./show-record.ts";

const marc21 = (number: number, lines: string) =>
  aRecord("01024nam a2200265 a 4500", `001 r${number}\n003 RECORD\n${lines}`);

const novel = (number: number, year: number, more = "") =>
  marc21(
    number,
    `008 260612s${year}    cc            000 0 chi d
020   $a7-02-000220-X
093   $aI242.4
100 1 $a曹雪芹$eauthor
245 10$a红楼梦 /$c曹雪芹著
250   $a第3版
260   $a北京 :$b人民文学出版社,$c${year}
650  4$a章回小说$z中国$y清代
${more}`,
  );

dbTest("an edition with its places, its other editions, its neighbours and its citation", async ({ ctx }) => {
  const [organisationId, here, there] = await inTx(ctx, async (inner) => {
    const { id } = await anOrganisation(inner, {});
    return [
      id,
      await aFacility(inner, { organisationId: id }),
      await aFacility(inner, { organisationId: id }),
    ] as const;
  });
  const records = [
    novel(1, 1982),
    novel(2, 2008, "952   $pR1$bH$oI242.4/1\n952   $pR2$bH$oI242.4/1\n952   $pR3$bT$oI242.4/C2"),
    marc21(3, "245 10$a水浒全传\n093   $aI242.39"),
    marc21(4, "245 10$a儒林外史\n093   $aI242.4"),
    marc21(5, "100 1 $a钱锺书\n245 10$a围城\n093   $aI246.5"),
    marc21(6, "245 10$a没有分类号的书"),
    marc21(7, "100 1 $a钱锺书\n245 10$a围城\n250   $a再版\n093   $aI246.5"),
  ];
  const profile = aProfile("koha-952", { places: { H: here.id, T: there.id } });
  const batch = await landedBatch(ctx, { organisationId, bytes: await aFile(...records), profile });
  const rows = await ctx.db.many<{ id: number }>`
    select id from library.record where batch_id = ${batch.id} order by batch_number`;
  const [first = "", book = "", , , , unclassed = ""] = rows.map(({ id }) => String(id));
  await sendAway(ctx.db, ["R1", "R3"]);

  const shown = await showRecord(ctx, book);
  assert.deepEqual([shown.title.text, shown.year, shown.form], ["红楼梦", 2008, "book"]);
  assert.deepEqual(
    shown.holdings.map(({ place, items, available }) => [place.id, items, available]),
    [
      [here.id, 2, 1],
      [there.id, 1, 0],
    ],
  );
  assert.deepEqual(
    shown.holdings[1]?.shelves.map(({ callNumber }) => callNumber),
    ["I242.4/C2"],
  );
  assert.deepEqual(
    shown.otherEditions.map(({ id, year }) => [id, year]),
    [[first, 1982]],
  );
  assert.deepEqual(
    shown.shelf.map(({ title, year }) => [title, year]),
    [
      ["水浒全传", null],
      ["儒林外史", null],
      ["红楼梦", 2008],
      ["围城", null],
    ],
    "other works than itself, each once",
  );
  assert.equal(shown.citation, "曹雪芹. 红楼梦[M]. 3版. 北京: 人民文学出版社, 2008.");
  assert.deepEqual((await showRecord(ctx, unclassed)).shelf, []);
  assert.equal((await showRecord(ctx, unclassed)).citation, "没有分类号的书[M].");

  const ris = await recordAsRis(ctx, book);
  assert.deepEqual(ris.split("\r\n").slice(0, 3), ["TY  - BOOK", "TI  - 红楼梦", "AU  - 曹雪芹"]);
  assert.match(ris, /\r\nSN {2}- 9787020002207\r\n[\s\S]*\r\nER {2}- \r\n$/);
  assert.match(
    await recordAsBibtex(ctx, book),
    /^@book\{wenmai\d+,\n {2}title = \{红楼梦\},\n {2}author = \{\{曹雪芹\}\},/,
  );

  const marc = await showMarc(ctx, book);
  assert.deepEqual(
    marc.fields.find(({ tag }) => tag === "245"),
    {
      tag: "245",
      indicators: "10",
      value: null,
      subfields: [
        { code: "a", value: "红楼梦 /" },
        { code: "c", value: "曹雪芹著" },
      ],
    },
  );

  // Changed here, it reads as it was changed; the original stays.
  await ctx.db.run`
    update library.record set content = ${JSON.stringify({
      leader: "01024nam a2200265 a 4500",
      fields: [{ "001": "r2" }, { 245: { ind1: "1", ind2: "0", subfields: [{ a: "石头记" }] } }],
    })} where id = ${book}::bigint`;
  assert.equal((await showRecord(ctx, book)).title.text, "石头记");

  const pages = await cataloguePages.read(ctx, { after: book, skip: 0, limit: 2 });
  assert.deepEqual(
    pages.map(({ path }) => path),
    [`/catalogue/${rows[2]?.id}`, `/catalogue/${rows[3]?.id}`],
  );
  const count = await cataloguePages.count(ctx);
  await ctx.db
    .run`update library.record set state = 'merged', merged_into = ${first}::bigint where id = ${book}::bigint`;
  assert.equal(await cataloguePages.count(ctx), count - 1);
  await assert.rejects(showRecord(ctx, book), {
    id: "library.merged",
    status: 410,
    next: `/catalogue/${first}`,
  });
  await ctx.db.run`update library.record set state = 'hidden', merged_into = null where id = ${book}::bigint`;
  await assert.rejects(showRecord(ctx, book), { id: "not-found" });
  await ctx.db.run`update library.record set state = 'withdrawn' where id = ${book}::bigint`;
  await assert.rejects(showRecord(ctx, book), { id: "library.withdrawn" });
  await assert.rejects(showRecord(ctx, "999999999"), { id: "not-found" });
});

dbTest("what TeX would read as its own stands in a citation as it is", async ({ ctx }) => {
  const { id: organisationId } = await inTx(ctx, (inner) => anOrganisation(inner, {}));
  const bytes = await aFile(marc21(9, "245 10$aProfit & loss: 100% {of} it_\n100 1 $aSmith and Sons"));
  const batch = await landedBatch(ctx, { organisationId, bytes });
  const { id } = await ctx.db.one<{ id: number }>`select id from library.record where batch_id = ${batch.id}`;
  assert.match(
    await recordAsBibtex(ctx, String(id)),
    /title = \{Profit \\& loss: 100\\% \\\{of\\\} it\\_\},\n {2}author = \{\{Smith and Sons\}\}/,
  );
});

dbTest("a reader sees of items whose place is not settled which house has them", async ({ ctx }) => {
  const house = await inTx(ctx, (inner) => anOrganisation(inner, {}));
  const batch = await landedBatch(ctx, {
    organisationId: house.id,
    bytes: await aFile(novel(71, 2009, "952   $pN1$bNORTH\n952   $pN2")),
  });
  await sendAway(ctx.db, ["N2"], "hold-shelf");
  const { id } = await ctx.db.one<{ id: number }>`
    select id from library.record where batch_id = ${batch.id}`;
  const { holdings, unplaced } = await showRecord(ctx, String(id));
  const owner = await organisationOf(ctx.db, house.id);
  assert.deepEqual([holdings, unplaced], [[], [{ house: owner?.name, items: 2, available: 1 }]]);
});
