/** Records land, are found, and land again without a change. */
import assert from "node:assert/strict";
import { writeIso2709 } from "#libs/marc";
import { anOrganisation } from "#places/testing";
import { type Ctx, inTx } from "#platform/ctx";
import { dbTest } from "#platform/testing";
import { aRecord } from "../testing.ts";
import { beginBatch, goOn } from "./importing/begin-batch.ts";
import type { Profile } from "./importing/profile.ts";
import { usualProfiles } from "./importing/profiles.ts";
import { runBatch } from "./importing/run-batch.ts";
import { findingsByKind } from "./keeping/finding-store.ts";
import { nextHits, type Wanted } from "./searching/find.ts";
import { marksOf, tsqueryOf, tsqueryOfLines } from "./searching/question.ts";

const leader = "00000nam a2200000   4500";

const chinese = (number: string, title: string, name: string, items = "") =>
  aRecord(
    "00000nam0 2200000   450 ",
    `001 ${number}
     100   $a20190101d2019    em y0chiy50      ea
     101 0 $achi
     200 1 $a${title}$f${name}
     210   $a乌鲁木齐$c新疆人民出版社$d2019
     690   $aI247.5$v5
     701  0$a${name}
     801  0$aCN$bKLMY$c20190101${items}`,
  );

const marc21 = (number: string, title: string, name: string, language = "eng") =>
  aRecord(
    leader,
    `001 ${number}
     003 DLC
     008 190101s2001    xx            000 0 ${language} d
     100 1 $a${name}
     245 10$a${title} /$c${name}.`,
  );

async function land(
  ctx: Ctx,
  organisationId: string,
  records: ReturnType<typeof chinese>[],
  change: Partial<Profile> = {},
) {
  const chunks: Uint8Array[] = [];
  for await (const chunk of writeIso2709([records])) chunks.push(chunk);
  const bytes = Buffer.concat(chunks);
  const profile = { ...(usualProfiles[0] as Profile), ...change };
  const sha256 = "0".repeat(64);
  const sent = { organisationId, file: "some.mrc", sha256, bytes: bytes.length, profile };
  const batch = await inTx(
    ctx,
    async (inner) => (await goOn(inner, sent)) ?? beginBatch(inner, sent, "landing"),
  );
  return runBatch(ctx, batch, [bytes], { signal: new AbortController().signal });
}

const wanted = (query: string): Wanted => ({ query, titleKey: null, inTitles: false, onShelf: null });
const firstTen = { after: null, limit: 10 };

const titlesOf = async (ctx: Ctx, text: string, kept: Parameters<typeof marksOf>[0] = {}) => {
  const asked = tsqueryOf(text);
  if (asked === null) return null;
  const query = [asked, ...marksOf(kept)].join(" & ");
  const hits = await nextHits(ctx.db, wanted(query), firstTen);
  const rows = await ctx.db.many<{ id: number; title: string }>`
    select id, title from library.record where id = any(${hits.map(({ recordId }) => recordId)}::bigint[])`;
  return hits.map(({ recordId }) => rows.find(({ id }) => id === recordId)?.title);
};

dbTest("what has landed is found by its words, and is unchanged when it lands again", async ({ ctx }) => {
  const { id } = await inTx(ctx, (inner) => anOrganisation(inner));
  const records = [
    chinese("a1", "中国发展报告", "王蒙"),
    chinese("a2", "三體", "劉慈欣"),
    chinese("a3", "ئۇيغۇر تىلى", "ئابدۇراخمان"),
    marc21("b1", "Анна Каренина", "Толстой, Лев", "rus"),
    marc21("b2", "A history of printing", "Smith, John"),
    marc21("b3", "Printing for China", "Brown, Ann"),
  ];
  const landed = await land(ctx, id, records);
  assert.equal(landed.state, "landed");
  assert.deepEqual([landed.added, landed.refused], [6, 0]);

  assert.deepEqual(await titlesOf(ctx, "发展"), ["中国发展报告"]);
  assert.deepEqual(await titlesOf(ctx, "展发"), []);
  assert.deepEqual(await titlesOf(ctx, "三体 刘慈欣"), ["三體"]);
  assert.deepEqual(await titlesOf(ctx, "каренина"), ["Анна Каренина"]);
  assert.deepEqual(await titlesOf(ctx, "ئۇيغۇر"), ["ئۇيغۇر تىلى"]);
  // Titles with the word, what came last first.
  assert.deepEqual(await titlesOf(ctx, "printing"), ["Printing for China", "A history of printing"]);
  assert.deepEqual(await titlesOf(ctx, "printing -china"), ["A history of printing"]);
  assert.deepEqual(await titlesOf(ctx, "china OR history"), ["Printing for China", "A history of printing"]);
  assert.deepEqual(await titlesOf(ctx, "printing", { years: { from: 2019, to: 2019 } }), []);
  assert.deepEqual(
    (await titlesOf(ctx, "printing", { languages: ["eng"], years: { from: 2001, to: 2001 } }))?.length,
    2,
  );
  assert.deepEqual(await titlesOf(ctx, "王蒙", { classes: ["I2"] }), ["中国发展报告"]);
  assert.equal(await titlesOf(ctx, "-china"), null);

  const again = await land(ctx, id, records);
  assert.deepEqual([again.added, again.changed, again.unchanged], [0, 0, 6]);
});

dbTest("what an agency says anew takes the place of what it said; what it was is kept", async ({ ctx }) => {
  const { id } = await inTx(ctx, (inner) => anOrganisation(inner));
  await land(ctx, id, [marc21("c1", "Mistaken tittle", "Roe, R.")]);
  const changed = await land(ctx, id, [marc21("c1", "Corrected title", "Roe, R.")]);
  assert.deepEqual([changed.added, changed.changed], [0, 1]);
  assert.deepEqual(await titlesOf(ctx, "tittle"), []);
  assert.deepEqual(await titlesOf(ctx, "corrected"), ["Corrected title"]);
  const { versions } = await ctx.db.one<{ versions: number }>`
    select count(*)::int as versions from library.record_version v join library.record r on r.id = v.record_id
     where r.title = 'Corrected title' and v.original is not null`;
  assert.equal(versions, 1);
});

dbTest(
  "items belong to their owner, and what cannot be taken is told with its record and field",
  async ({ ctx }) => {
    const { id } = await inTx(ctx, (inner) => anOrganisation(inner));
    const items = usualProfiles.find(({ name }) => name === "cnmarc-905")?.items ?? null;
    const place = "01a22000-0000-7000-8000-000000000001";
    const landed = await land(
      ctx,
      id,
      [
        chinese("d1", "有两本", "甲", "\n     905   $b1683011-2$dI247.5$e1"),
        chinese("d2", "同一个条码", "乙", "\n     905   $b1683011$dI247.5$e2"),
        chinese("d3", "没有条码", "丙", "\n     905   $dI247.5$e3"),
      ],
      { items, place },
    );
    assert.deepEqual([landed.items, landed.itemsRefused], [2, 2]);
    const told = (await findingsByKind(ctx.db, landed.id)).map(({ finding }) => finding);
    assert.deepEqual(told.filter((one) => one.startsWith("library.")).sort(), [
      "library.barcode-taken",
      "library.item-no-barcode",
    ]);
    const holdings = await ctx.db.many<{ items: number; available: number }>`
    select items, available from library.holding where place_id = ${place}`;
    assert.deepEqual(holdings, [{ items: 2, available: 2 }]);
    await ctx.db
      .run`update library.item set status = 'missing' where barcode = '1683012' and owner_id = ${id}`;
    assert.deepEqual(
      await ctx.db.many`select items, available from library.holding where place_id = ${place}`,
      [{ items: 2, available: 1 }],
    );
    // The database refuses a second item of the owner's barcode, whoever brings it.
    await assert.rejects(
      ctx.db.run`insert into library.item (record_id, owner_id, org_path, barcode, made_at, changed_at)
               select record_id, owner_id, org_path, barcode, made_at, changed_at from library.item where barcode = '1683011' and owner_id = ${id}`,
      /item_once/,
    );
  },
);

dbTest("a dry run counts and leaves nothing", async ({ ctx }) => {
  const { id } = await inTx(ctx, (inner) => anOrganisation(inner));
  const chunks: Uint8Array[] = [];
  for await (const chunk of writeIso2709([[marc21("e1", "Only looked at", "Doe, D.")]])) chunks.push(chunk);
  const profile = usualProfiles[0] as Profile;
  const batch = await inTx(ctx, (inner) =>
    beginBatch(
      inner,
      { organisationId: id, file: "x", sha256: "1".repeat(64), bytes: 1, profile },
      "checking",
    ),
  );
  const checked = await runBatch(ctx, batch, chunks, { signal: new AbortController().signal });
  assert.deepEqual([checked.state, checked.added], ["checked", 1]);
  assert.deepEqual(await titlesOf(ctx, "looked"), []);
});

dbTest("lines of the advanced form join in their order", async ({ ctx }) => {
  const { id } = await inTx(ctx, (inner) => anOrganisation(inner));
  await land(ctx, id, [marc21("f1", "Rivers", "Lake, A."), marc21("f2", "Lakes", "River, B.")]);
  const found = async (lines: Parameters<typeof tsqueryOfLines>[0]) => {
    const query = tsqueryOfLines(lines) ?? "";
    return (await nextHits(ctx.db, wanted(query), firstTen)).length;
  };
  assert.equal(await found([{ field: "name", text: "river", join: "and" }]), 1);
  assert.equal(
    await found([
      { field: "title", text: "rivers", join: "and" },
      { field: "name", text: "river", join: "or" },
    ]),
    2,
  );
  assert.equal(
    await found([
      { field: null, text: "river", join: "and" },
      { field: "name", text: "river", join: "not" },
    ]),
    1,
  );
});
