import assert from "node:assert/strict";
import { recordSyntaxes } from "#libs/z3950";
import { anOrganisation } from "#places/testing";
import { type Ctx, inTx } from "#platform/ctx";
import { dbTest, testCtx } from "#platform/testing";
import { aCatalogue, anHttpServer, aZ3950Target, present } from "#platform/testing-catalogues";
import { aBook, aFile, searchFor } from "../../testing.ts";
import { ask } from "./copy.ts";
import { edit, make } from "./edit.ts";
import { openForDesk } from "./show.ts";

const asking = (ctx: Ctx, port: number): Ctx =>
  testCtx(ctx.db, { otherCatalogues: [aZ3950Target({ id: "nlc", name: "国家图书馆", port })] });

dbTest(
  "a record of another library is taken over: its bytes stay, its holdings do not come",
  async ({ ctx }) => {
    const theirs = await aFile(
      aBook("nlc001", "别馆编好的书", "020   $a9787228202614\n852 8 $bNLC\n905   $aNLC$b123"),
    );
    const server = await aCatalogue((pdu) =>
      "presentRequest" in pdu
        ? present({
            record: {
              retrievalRecord: { directReference: recordSyntaxes.usmarc, encoding: { octetAligned: theirs } },
            },
          })
        : undefined,
    );
    try {
      const here = asking(ctx, server.port);
      const { found, records, troubles } = await ask(here, "nlc", { isbn: "978-7-228-20261-4" });
      const [record] = records;
      assert.ok(record);
      assert.equal(found, 5);
      assert.deepEqual(
        [record.title, record.flavour, record.isbns],
        ["别馆编好的书", "marc21", ["9787228202614"]],
      );
      assert.deepEqual(record.leftOut, ["852", "905"]);
      assert.doesNotMatch(record.lines, /^(852|905)/m);
      // One record came, and then no more: that is told in words.
      assert.ok(troubles.every((one) => /\p{Script=Han}/u.test(one)));

      const { id: organisationId } = await inTx(here, (inner) => anOrganisation(inner));
      const copied = { target: "nlc", original: record.original };
      const { id } = await inTx(here, (inner) =>
        make(inner, { organisationId, flavour: record.flavour, lines: record.lines, copied }),
      );
      const row = await ctx.db.one<{ original: Buffer; cameFrom: string; controlKey: string }>`
      select original, came_from, control_key from library.record where id = ${id}`;
      assert.ok(row.original.equals(Buffer.from(theirs)));
      assert.deepEqual([row.cameFrom, row.controlKey], ["国家图书馆", "test:nlc001"]);
      const opened = await openForDesk(here, id);
      assert.equal(opened.cameFrom, "国家图书馆");
      assert.doesNotMatch(opened.lines, /^905/m);
      assert.deepEqual(
        (await searchFor(ctx, { q: "9787228202614" })).items.map((one) => Number(one.id)),
        [id],
      );
      await inTx(here, (inner) =>
        edit(inner, { id, version: 1, lines: opened.lines.replace("编好", "编过") }),
      );
      assert.match((await openForDesk(here, id)).title, /别馆编过的书/);
    } finally {
      await server.stop();
    }
  },
);

dbTest("nobody is asked who does not stand in the list, whatever address is said", async ({ ctx }) => {
  let asked = 0;
  const server = await anHttpServer((_, response) => {
    asked += 1;
    response.end();
  });
  try {
    for (const target of [`http://127.0.0.1:${server.port}`, `127.0.0.1:${server.port}`, "other", ""])
      await assert.rejects(ask(asking(ctx, server.port), target, { title: "书" }), { id: "not-found" });
    assert.equal(asked, 0);
  } finally {
    await server.stop();
  }
});

dbTest("a catalogue that is away says so in words, and a copy of nobody's is refused", async ({ ctx }) => {
  const away = await ask(asking(ctx, 1), "nlc", { title: "书" });
  assert.deepEqual([away.found, away.records], [null, []]);
  assert.match(away.troubles[0] ?? "", /^连接不上/);
  const { id: organisationId } = await inTx(ctx, (inner) => anOrganisation(inner));
  const lines = "LDR 00000nam a2200000 i 4500\n008 260612s2024    cc            000 0 chi d\n245 10$a书";
  const from = (target: string, original: string) => ({
    organisationId,
    flavour: "marc21" as const,
    lines,
    copied: { target, original },
  });
  await assert.rejects(
    inTx(asking(ctx, 1), (inner) => make(inner, from("somebody", "AAAA"))),
    { id: "not-found" },
  );
  await assert.rejects(
    inTx(asking(ctx, 1), (inner) => make(inner, from("nlc", "AAAA"))),
    /record\.no-record/,
  );
});

dbTest("what another library got wrong is taken over; what is typed wrong here is not", async ({ ctx }) => {
  const theirs = await aFile(aBook("old001", "旧规则编的书", "100 10$aQian, Zhongshu"));
  const original = Buffer.from(theirs).toString("base64");
  const here = asking(ctx, 1);
  const { id: organisationId } = await inTx(here, (inner) => anOrganisation(inner));
  const lines =
    "LDR 01024nam a2200265 a 4500\n001 old001\n003 TEST\n008 260612s2024    cc            000 0 chi d\n100 10$aQian, Zhongshu\n245 10$a旧规则编的书";
  const making = (text: string) => ({
    organisationId,
    flavour: "marc21" as const,
    lines: text,
    copied: { target: "nlc", original },
  });
  await assert.rejects(
    inTx(here, (inner) => make(inner, making(lines.replace("Zhongshu", "Zhong shu")))),
    /record\.indicator/,
  );
  assert.ok((await inTx(here, (inner) => make(inner, making(lines)))).id > 0);
  await assert.rejects(
    inTx(here, (inner) => make(inner, { ...making(lines.replace("old001", "old002")), copied: undefined })),
    /record\.indicator/,
  );
});
