import assert from "node:assert/strict";
import { anOrganisation } from "#places/testing";
import { type Ctx, inTx } from "#platform/ctx";
import { newId } from "#platform/db";
import { dbTest, somebodyWaits } from "#platform/testing";
import { someStaff } from "#programme/testing";
import { aBook, aChineseBook, aDeskRecord, aFile, aShelf, landedBatch, searchFor } from "../../testing.ts";
import { pathsOf } from "../keeping/record-store.ts";
import { openLikenesses } from "../matching/match-store.ts";
import { edit, goBack, make, restore, withdraw } from "./edit.ts";
import { changeRecord, recentlyDone } from "./edit-store.ts";
import { openForDesk, showHistory } from "./show.ts";

const aHouse = (ctx: Ctx) => inTx(ctx, (inner) => anOrganisation(inner));
const aWord = () => `词${newId().replaceAll("-", "").slice(-12)}`;
const flavour = "unimarc" as const;

/** A right one that no other record here has. */
let numbers = 0;
function anIsbn(): string {
  const twelve = `9787${String(process.pid % 1000).padStart(3, "0")}${String(++numbers).padStart(5, "0")}`;
  const sum = [...twelve].reduce((total, digit, at) => total + Number(digit) * (at % 2 === 0 ? 1 : 3), 0);
  return `${twelve}${(10 - (sum % 10)) % 10}`;
}

const rowOf = (ctx: Ctx, id: number) =>
  ctx.db.one<{
    original: Buffer;
    content: string | null;
    controlKey: string;
    cameFrom: string;
    version: number;
  }>`
    select original, content, control_key, came_from, version from library.record where id = ${id}`;
const foundBy = async (ctx: Ctx, q: string) =>
  (await searchFor(ctx, { q })).items.map(({ id }) => Number(id));

dbTest("a new record is found at once, by its words and its number", async ({ ctx }) => {
  const { id: organisationId, path } = await aHouse(ctx);
  const [word, isbn] = [aWord(), anIsbn()];
  const lines = aChineseBook({ title: word, isbn });
  const { id } = await inTx(ctx, (inner) => make(inner, { organisationId, flavour, lines }));
  assert.deepEqual(await foundBy(ctx, word), [id]);
  assert.deepEqual(await foundBy(ctx, isbn), [id]);
  const opened = await openForDesk(ctx, id);
  assert.match(opened.lines, new RegExp(`^001 wm0*${id}$`, "m"));
  assert.match(opened.lines, /^005 20260612180000\.0$/m);
  // What nobody filled in is not there.
  assert.doesNotMatch(opened.lines, /^(690|701|330)/m);
  assert.deepEqual(await pathsOf(ctx.db, [id]), [path]);
});

dbTest("a record does not take another's number when it is changed", async ({ ctx }) => {
  const { id: organisationId } = await aHouse(ctx);
  const agency = "801  0$aCN$bTEST";
  const made = (number: string) =>
    inTx(ctx, (inner) =>
      make(inner, {
        organisationId,
        flavour,
        lines: aChineseBook({ title: aWord(), more: `001 ${number}\n${agency}` }),
      }),
    );
  const [mine, theirs] = [aWord(), aWord()];
  const { id } = await made(mine);
  const other = await made(theirs);
  const asLines = async (number: string) =>
    (await openForDesk(ctx, id)).lines.replace(/^001 .*$/m, `001 ${number}`);
  const edited = async (number: string, version: number) =>
    inTx(ctx, async (inner) => edit(inner, { id, version, lines: await asLines(number) }));
  await assert.rejects(edited(theirs, 1), {
    id: "record.number-taken",
    next: `/desk/catalogue/records/${other.id}/edit`,
  });
  const free = aWord();
  assert.deepEqual(await edited(free, 1), { version: 2 });
  // The number that a record came with stays its own: a file that brings it again finds it.
  await assert.rejects(made(mine), { id: "record.number-taken" });
  assert.deepEqual(await edited(mine, 2), { version: 3 });
});

dbTest("a book does not become something that readers cannot see by its leader", async ({ ctx }) => {
  const { id: organisationId } = await aHouse(ctx);
  const lines = aChineseBook({ title: aWord() });
  const hidden = lines.replace(/^LDR .*$/m, `LDR ${"z".repeat(24)}`);
  await assert.rejects(
    inTx(ctx, (inner) => make(inner, { organisationId, flavour, lines: hidden })),
    (error: { faults?: { id: string }[] }) => error.faults?.[0]?.id === "record.leader-authority",
  );
  const authority = `LDR 00000nx  a2200000   450 \n100   $a20261130achiy50      ea0\n200  1$a${aWord()}`;
  const { id } = await inTx(ctx, (inner) => make(inner, { organisationId, flavour, lines: authority }));
  assert.equal((await openForDesk(ctx, id)).isShown, false);
  const book = await inTx(ctx, (inner) => make(inner, { organisationId, flavour, lines }));
  assert.equal((await openForDesk(ctx, book.id)).isShown, true);
});

dbTest(
  "who types an ISBN that is there is shown the record; another edition may have it",
  async ({ ctx }) => {
    const { id: organisationId, path } = await aHouse(ctx);
    const isbn = anIsbn();
    const lines = aChineseBook({ title: aWord(), isbn });
    const first = await inTx(ctx, (inner) => make(inner, { organisationId, flavour, lines }));
    const again = { organisationId, flavour, lines: aChineseBook({ title: aWord(), isbn }) };
    await assert.rejects(
      inTx(ctx, (inner) => make(inner, again)),
      { id: "record.have-it", next: `/desk/catalogue/records/${first.id}/edit` },
    );
    const second = await inTx(ctx, (inner) => make(inner, { ...again, isOther: true }));
    const [like] = await openLikenesses(ctx.db, [path], 5);
    assert.deepEqual([like?.recordId, like?.likeId, like?.why], [second.id, first.id, "isbn"]);
    // The number of a record that stands is nobody else's.
    const [, number] = /^(001 .*)$/m.exec((await openForDesk(ctx, first.id)).lines) ?? [];
    const agency = "801  0$aCN$bTEST";
    const own = {
      organisationId,
      flavour,
      lines: aChineseBook({ title: aWord(), more: `${number}x\n${agency}` }),
    };
    await inTx(ctx, (inner) => make(inner, own));
    await assert.rejects(
      inTx(ctx, (inner) => make(inner, own)),
      { id: "record.number-taken" },
    );
  },
);

dbTest("what is wrong is refused with every fault, and nothing is kept", async ({ ctx }) => {
  const { id: organisationId } = await aHouse(ctx);
  const title = aWord();
  const lines = aChineseBook({ title, isbn: "978-7-02-000220-8" }).replace("101 0 $achi", "101 0 $aCHI");
  await assert.rejects(
    inTx(ctx, (inner) => make(inner, { organisationId, flavour, lines })),
    (error: { faults: { id: string; field: string }[] }) => {
      assert.deepEqual(
        error.faults.map(({ id, field }) => [id, field]),
        [
          ["record.isbn", "/body/lines"],
          ["record.language", "/body/lines"],
        ],
      );
      return true;
    },
  );
  assert.deepEqual(await foundBy(ctx, title), []);
  await assert.rejects(
    inTx(ctx, (inner) => make(inner, { organisationId, flavour, lines: "200 1 $a没有头标" })),
    /library\.line-leader/,
  );
});

dbTest("an edited record keeps the bytes it came as, and what it was", async ({ ctx }) => {
  const { id: organisationId } = await aHouse(ctx);
  const number = aWord();
  const bytes = await aFile(aBook(number, "旧的题名"));
  await landedBatch(ctx, { organisationId, bytes });
  const { id } = await ctx.db.one<{ id: number }>`
    select id from library.record where control_key like ${`%${number}`}`;
  const { lines, version } = await openForDesk(ctx, id);
  const word = aWord();
  const next = lines.replace("旧的题名", word);
  assert.deepEqual(
    await inTx(ctx, (inner) => edit(inner, { id, version, lines: next, reason: "题名看错" })),
    {
      version: 2,
    },
  );
  const row = await rowOf(ctx, id);
  assert.ok(row.original.equals(Buffer.from(bytes)));
  assert.deepEqual(await foundBy(ctx, word), [id]);
  const history = await showHistory(ctx, id, {});
  assert.deepEqual(
    history.versions.map(({ version: of, did, reason }) => [of, did, reason]),
    [
      [2, "edited", "题名看错"],
      [1, "made", ""],
    ],
  );
  assert.deepEqual(
    history.fields.filter(({ one, other }) => one !== other).map(({ tag, one, other }) => [tag, one, other]),
    [
      ["005", null, "20260612180000.0"],
      ["245", "10$a旧的题名", `10$a${word}`],
    ],
  );
  // Saved again as it is: nothing changes.
  const now = await openForDesk(ctx, id);
  assert.deepEqual(await inTx(ctx, (inner) => edit(inner, { id, version: 2, lines: now.lines })), {
    version: 2,
  });
  await inTx(ctx, (inner) => goBack(inner, { id, version: 2, to: 1 }));
  assert.equal((await openForDesk(ctx, id)).lines, lines);
  assert.deepEqual(await foundBy(ctx, word), []);
  assert.deepEqual(
    (await showHistory(ctx, id, {})).versions.map(({ version: of, did, reason }) => [of, did, reason])[0],
    [3, "went-back", "1"],
  );
});

dbTest("what a batch replaced is compared with its own bytes", async ({ ctx }) => {
  const { id: organisationId } = await aHouse(ctx);
  const number = aWord();
  await landedBatch(ctx, { organisationId, bytes: await aFile(aBook(number, "第一次来")) });
  await landedBatch(ctx, { organisationId, bytes: await aFile(aBook(number, "第二次来")) });
  const { id } = await ctx.db.one<{ id: number }>`
    select id from library.record where control_key like ${`%${number}`}`;
  const { lines } = await openForDesk(ctx, id);
  await inTx(ctx, (inner) => edit(inner, { id, version: 2, lines: lines.replace("第二次来", "手工改过") }));
  const titles = async (older: number, newer: number) =>
    (await showHistory(ctx, id, { older, newer })).fields.find(({ tag }) => tag === "245");
  assert.deepEqual(await titles(1, 2), { tag: "245", one: "10$a第一次来", other: "10$a第二次来" });
  assert.deepEqual(await titles(1, 3), { tag: "245", one: "10$a第一次来", other: "10$a手工改过" });
  const [, second] = (await showHistory(ctx, id, {})).versions;
  assert.deepEqual([second?.version, second?.did, second?.file], [2, "changed", "test.mrc"]);
});

dbTest(
  "two who changed the same record: the second is told, and what the first wrote stays",
  async ({ ctx, db }) => {
    const { id: organisationId } = await aHouse(ctx);
    const { id, version, lines } = await inTx(ctx, (inner) => aDeskRecord(inner, organisationId));
    const by = (word: string) => ({ id, version, lines: `${lines}\n300   $a${word}` });
    // Both have read the same version; the second waits for the first at the row and finds it changed.
    const second = inTx(ctx, async (first) => {
      await edit(first, by("第一人"));
      const waiting = inTx(ctx, (inner) => edit(inner, by("第二人"))).then(
        () => null,
        (error: { id: string; data: object }) => error,
      );
      await somebodyWaits(db);
      return { waiting };
    });
    const refusal = await (await second).waiting;
    assert.deepEqual([refusal?.id, refusal?.data], ["record.changed", { version: version + 1 }]);
    assert.match((await openForDesk(ctx, id)).lines, /第一人/);
    await assert.rejects(
      inTx(ctx, (inner) => edit(inner, by("后来的人"))),
      { id: "record.changed" },
    );
    // The guard is in the statement, whatever was read before.
    const late = { id, version, did: "edited" as const, reason: "", content: "{}" };
    assert.equal(await inTx(ctx, (inner) => changeRecord(inner.db, late, ctx.clock())), false);
  },
);

dbTest("a record without items can go and come back; one with items stays", async ({ ctx }) => {
  const { id: organisationId } = await aHouse(ctx);
  const { id, version } = await inTx(ctx, (inner) => aDeskRecord(inner, organisationId));
  const { title } = await openForDesk(ctx, id);
  assert.deepEqual(await foundBy(ctx, title), [id]);
  await inTx(ctx, (inner) => withdraw(inner, { id, version, reason: "重复" }));
  assert.deepEqual(await foundBy(ctx, title), []);
  const [last] = await recentlyDone(ctx.db, 3);
  assert.deepEqual([last?.id, last?.did, last?.state], [id, "withdrawn", "withdrawn"]);
  await assert.rejects(
    inTx(ctx, (inner) => withdraw(inner, { id, version: version + 1 })),
    { id: "record.gone" },
  );
  await assert.rejects(
    inTx(ctx, (inner) => edit(inner, { id, version: version + 1, lines: aChineseBook() })),
    { id: "record.gone" },
  );
  await inTx(ctx, (inner) => restore(inner, { id, version: version + 1 }));
  assert.deepEqual(await foundBy(ctx, title), [id]);
  await assert.rejects(
    inTx(ctx, (inner) => restore(inner, { id, version: version + 2 })),
    { id: "record.not-withdrawn" },
  );
  const shelf = await inTx(ctx, (inner) => aShelf(inner, organisationId));
  await assert.rejects(
    inTx(ctx, (inner) => withdraw(inner, { id: shelf.recordId, version: 1 })),
    { id: "record.has-items", data: { items: 1 } },
  );
});

dbTest("a book does not become an authority", async ({ ctx }) => {
  const { id: organisationId } = await aHouse(ctx);
  const { id, version, lines } = await inTx(ctx, (inner) => aDeskRecord(inner, organisationId));
  const authority = lines.replace("00000nam0", "00000nx 0");
  await assert.rejects(
    inTx(ctx, (inner) => edit(inner, { id, version, lines: authority })),
    { id: "record.kind-stays" },
  );
});

dbTest("one house that holds a record may change it, and is told who else does", async ({ ctx, db }) => {
  const [one, other] = [await aHouse(ctx), await aHouse(ctx)];
  const { id, recordId } = await inTx(ctx, (inner) => aShelf(inner, one.id));
  await db.run`
    insert into library.item (record_id, owner_id, org_path, barcode, made_at, changed_at)
    select record_id, ${other.id}, ${other.path}, barcode, made_at, changed_at from library.item where id = ${id}`;
  const opened = async (...paths: string[]) => {
    const editor = await inTx(ctx, (inner) => someStaff(inner, paths[0] ?? "", "editor"));
    const grants = paths.map((path) => ({ role: "editor" as const, path }));
    const { mayEdit, otherHouses } = await openForDesk({ ...ctx, actor: { ...editor, grants } }, recordId);
    return { mayEdit, otherHouses };
  };
  assert.deepEqual(await opened(one.path), { mayEdit: true, otherHouses: [other.name] });
  assert.deepEqual(await opened(one.path, other.path), { mayEdit: true, otherHouses: [] });
  const third = await aHouse(ctx);
  const both = [one.name, other.name].toSorted();
  assert.deepEqual(await opened(third.path), { mayEdit: false, otherHouses: both });
});
