import assert from "node:assert/strict";
import sharp from "sharp";
import { aResident } from "#people/testing";
import { anOrganisation, aPicture } from "#places/testing";
import { type Actor, anonymous } from "#platform/auth";
import { type Ctx, inTx, today } from "#platform/ctx";
import { newId } from "#platform/db";
import { dbTest } from "#platform/testing";
import { shareCover, shareSize } from "#programme";
import { someStaff } from "#programme/testing";
import { aBook, aFile, aListText, aProfile, aShelf, landedBatch } from "../../testing.ts";
import { merge } from "../matching/merge.ts";
import { keepBook, letBookGo, mergeKept, myBooksAsBibtex, myBooksAsRis, showMyBooks } from "./kept.ts";
import { mostKept } from "./kept-store.ts";
import { putListCover } from "./list-cover.ts";
import { entriesOf, publicLists } from "./list-store.ts";
import { showPublicNewBooks } from "./new-books.ts";
import { shareList } from "./share-list.ts";
import { listForDesk, showForDesk } from "./show-desk.ts";
import { showList, showLists } from "./show-list.ts";
import { createList, editList, stepList } from "./write-list.ts";

const as = <C extends Ctx>(ctx: C, actor: Actor): C => ({ ...ctx, actor });
const aNumber = () => newId().replaceAll("-", "");

/** A house with its people and one book on a shelf. */
const aHouse = (ctx: Ctx) =>
  inTx(ctx, async (inner) => {
    const { id: organisationId, path } = await anOrganisation(inner);
    const [editor, reviewer, publisher] = await Promise.all([
      someStaff(inner, path, "editor"),
      someStaff(inner, path, "reviewer"),
      someStaff(inner, path, "publisher"),
    ]);
    return { organisationId, editor, reviewer, publisher, ...(await aShelf(inner, organisationId)) };
  });
type House = Awaited<ReturnType<typeof aHouse>>;

async function published(ctx: Ctx, house: House, change: Parameters<typeof aListText>[1] = {}) {
  const { editor, reviewer, publisher, organisationId } = house;
  const made = await inTx(as(ctx, editor), (inner) =>
    createList(inner, { organisationId, list: aListText(house, change) }),
  );
  let { version } = made;
  for (const [step, by] of [
    ["submit", editor],
    ["check", reviewer],
    ["approve", publisher],
    ["publish", publisher],
  ] as const)
    ({ version } = await inTx(as(ctx, by), (inner) => stepList(inner, { id: made.id, version, step })));
  return { id: made.id, version };
}

dbTest(
  "a list is published by others than wrote it, and tells where its books stand now",
  async ({ ctx }) => {
    const house = await aHouse(ctx);
    const { editor, publisher, organisationId, recordId, placeId } = house;
    const draft = await inTx(as(ctx, editor), (inner) =>
      createList(inner, { organisationId, list: aListText(house) }),
    );
    await assert.rejects(showList(ctx, draft.id), { id: "not-found" });
    await assert.rejects(
      inTx(as(ctx, editor), (inner) => stepList(inner, { ...draft, step: "check" })),
      { status: 403 },
    );
    const { id, version } = await published(ctx, house);
    const shown = await showList(ctx, id);
    assert.deepEqual(
      [shown.title, shown.lang, shown.books, shown.current],
      ["读一读克拉玛依", "zh-CN", 1, true],
    );
    const [entry] = shown.entries;
    assert.equal(entry?.book.id, String(recordId));
    assert.deepEqual(
      entry?.places.map((place) => place.id),
      [placeId],
    );
    assert.equal((await showList({ ...ctx, locale: "en" }, id)).title, "Reading Karamay");
    assert.ok((await showLists(ctx)).items.some((one) => one.id === id));

    const list = aListText(house, { title: "改了" });
    await assert.rejects(
      inTx(as(ctx, publisher), (inner) => editList(inner, { id, version, list })),
      { faults: [{ field: "/body/reason", id: "missing" }] },
    );
    await inTx(as(ctx, publisher), (inner) => editList(inner, { id, version, list, reason: "写错了" }));
    assert.equal((await showList(ctx, id)).title, "改了");
  },
);

dbTest("a list has a picture of its own or none, and says what is to be seen on it", async ({ ctx }) => {
  const house = await aHouse(ctx);
  const { editor, reviewer, publisher, organisationId } = house;
  const draft = await inTx(as(ctx, editor), (inner) =>
    createList(inner, { organisationId, list: aListText(house) }),
  );
  const put = (actor: Actor, input: Omit<Parameters<typeof putListCover>[1], "id">, id = draft.id) =>
    inTx(as(ctx, actor), (inner) => putListCover(inner, { id, ...input }));
  const cover = async (id = draft.id) => (await showForDesk(as(ctx, editor), id)).cover;
  const imagesOf = (href: string) =>
    ctx.db.one<{ count: number }>`
      select count(*)::int as count from platform.image_file where ${href} like '%' || sha256 || '%'`;

  await assert.rejects(put(editor, { version: 1, cover: { alt: "没有图" } }), {
    faults: [{ field: "/body/cover/file", id: "missing" }],
  });
  await assert.rejects(put(editor, { version: 1, cover: { file: "aGVsbG8=", alt: "不是图" } }), {
    status: 422,
  });
  let { version } = await put(editor, { version: 1, cover: { file: aPicture, alt: " 一架书 " } });
  assert.equal((await cover())?.alt, "一架书");
  const href = (await cover())?.image.files[0]?.href ?? "";
  assert.ok(href);
  // Other words for the same picture; then another of what it was read as is refused.
  ({ version } = await put(editor, { version, cover: { alt: "一架旧书" } }));
  assert.equal((await cover())?.image.files[0]?.href, href);
  assert.equal((await cover())?.alt, "一架旧书");
  await assert.rejects(put(editor, { version: version - 1, cover: null }), { id: "event.changed-meanwhile" });

  ({ version } = await inTx(as(ctx, editor), (inner) =>
    stepList(inner, { id: draft.id, version, step: "submit" }),
  ));
  await assert.rejects(put(editor, { version, cover: null }), { id: "reading-list.not-to-edit" });
  for (const [step, by] of [
    ["check", reviewer],
    ["approve", publisher],
    ["publish", publisher],
  ] as const)
    ({ version } = await inTx(as(ctx, by), (inner) => stepList(inner, { id: draft.id, version, step })));
  assert.equal((await showList(ctx, draft.id)).cover?.alt, "一架旧书");
  await assert.rejects(put(publisher, { version, cover: null }), {
    faults: [{ field: "/body/reason", id: "missing" }],
  });
  await put(publisher, { version, cover: null, reason: "图片到期" });
  assert.equal((await showList(ctx, draft.id)).cover, null);
  assert.equal((await imagesOf(href)).count, 0, "its files are gone with it");
  // Never a picture of which nothing is said.
  await assert.rejects(
    ctx.db.run`update library.reading_list set cover = ${newId()} where id = ${draft.id}`,
    /reading_list_cover_said/,
  );
});

dbTest("a list is shared by a picture of its own, or by one of its books", async ({ ctx }) => {
  const house = await aHouse(ctx);
  const { publisher } = house;
  const first = await published(ctx, house);
  const composed = await shareList(ctx, first.id);
  const { format, width, height } = await sharp(composed).metadata();
  assert.deepEqual({ format, width, height }, { format: "png", ...shareSize });
  const red = await sharp({ create: { width: 900, height: 600, channels: 3, background: "#c00" } })
    .jpeg()
    .toBuffer();
  const cover = { file: red.toString("base64"), alt: "一片红" };
  await inTx(as(ctx, publisher), (inner) => putListCover(inner, { ...first, cover, reason: "有了封面" }));
  const [r = 0, g = 255] = await sharp(await shareList(ctx, first.id))
    .extract({ left: shareCover.x + 40, top: 40, width: 1, height: 1 })
    .removeAlpha()
    .raw()
    .toBuffer();
  assert.ok(r > 180 && g < 40, "the picture stands beside the words");
  await assert.rejects(shareList(ctx, newId()), { id: "not-found" });
});

dbTest("what waits for a step of mine, and all that is not public, page by page", async ({ ctx }) => {
  const house = await aHouse(ctx);
  const { editor, reviewer, publisher, organisationId } = house;
  const open = await published(ctx, house);
  const draft = await inTx(as(ctx, editor), (inner) =>
    createList(inner, { organisationId, list: aListText(house) }),
  );
  const ids = async (actor: Actor, query: object) =>
    (await listForDesk(as(ctx, actor), query)).items.map(({ id }) => id);
  assert.deepEqual(await ids(editor, { mine: true }), [draft.id]);
  assert.deepEqual(await ids(reviewer, { mine: true }), []);
  assert.deepEqual(await ids(reviewer, { unpublished: true }), [draft.id]);
  const { version } = await inTx(as(ctx, editor), (inner) => stepList(inner, { ...draft, step: "submit" }));
  assert.deepEqual(await ids(reviewer, { mine: true }), [draft.id]);
  assert.deepEqual(await ids(editor, { mine: true, limit: 1 }), []);
  await inTx(as(ctx, reviewer), (inner) => stepList(inner, { id: draft.id, version, step: "check" }));
  assert.deepEqual(await ids(publisher, { mine: true }), [draft.id]);
  const first = await listForDesk(as(ctx, editor), { limit: 1 });
  const second = await listForDesk(as(ctx, editor), { limit: 1, cursor: first.next ?? "" });
  assert.deepEqual(
    [...first.items, ...second.items].map(({ id }) => id).toSorted(),
    [draft.id, open.id].toSorted(),
  );
  assert.equal(second.next, null);
});

dbTest(
  "a list without words or books is not submitted, nor one with a book twice or unknown",
  async ({ ctx }) => {
    const house = await aHouse(ctx);
    const { editor, organisationId, recordId } = house;
    const empty = await inTx(as(ctx, editor), (inner) =>
      createList(inner, { organisationId, list: aListText(house, { about: "", entries: [] }) }),
    );
    await assert.rejects(
      inTx(as(ctx, editor), (inner) => stepList(inner, { ...empty, step: "submit" })),
      {
        faults: [
          { field: "/body/list/about", id: "missing" },
          { field: "/body/list/entries", id: "missing" },
        ],
      },
    );
    assert.deepEqual((await showForDesk(as(ctx, editor), empty.id)).missing, ["about", "entries"]);
    const entry = { record: String(recordId), words: "" };
    for (const [entries, id] of [
      [[entry, entry], "library.twice-in-list"],
      [[entry, { record: "999999999", words: "" }], "library.not-in-catalogue"],
    ] as const)
      await assert.rejects(
        inTx(as(ctx, editor), (inner) =>
          createList(inner, { organisationId, list: aListText(house, { entries: [...entries] }) }),
        ),
        { faults: [{ field: "/body/list/entries/1/record", id }] },
      );
    await assert.rejects(
      inTx(as(ctx, editor), (inner) =>
        createList(inner, {
          organisationId,
          list: aListText(house, { from: "2026-05-02", until: "2026-05-01" }),
        }),
      ),
      { faults: [{ field: "/body/list/until", id: "library.days-reversed" }] },
    );
  },
);

dbTest("lists of tomorrow are not told yet, those of yesterday come last", async ({ ctx }) => {
  const house = await aHouse(ctx);
  const day = today(ctx);
  const tomorrow = await published(ctx, house, { from: day.add({ days: 1 }).toString() });
  const past = await published(ctx, house, { until: day.subtract({ days: 1 }).toString() });
  const now = await published(ctx, house, { until: day.toString() });
  await assert.rejects(showList(ctx, tomorrow.id), { id: "not-found" });
  const ours = (await showLists(ctx)).items.filter(
    ({ organisation }) => organisation.id === house.organisationId,
  );
  assert.deepEqual(
    ours.map(({ id, current }) => [id, current]),
    [
      [now.id, true],
      [past.id, false],
    ],
  );
  const pages = await ctx.db.many<{ id: string }>`${publicLists(day.toString())}`;
  assert.deepEqual(
    [tomorrow, past, now].map(({ id }) => pages.some((page) => page.id === id)),
    [false, true, true],
  );
});

dbTest(
  "a book that is merged is told as what it has become; one that is gone stays for the staff to see",
  async ({ ctx }) => {
    const house = await aHouse(ctx);
    const other = await inTx(ctx, (inner) => aShelf(inner, house.organisationId));
    const entries = [house, other].map(({ recordId }) => ({ record: String(recordId), words: "" }));
    const { id } = await published(ctx, house, { entries });
    await inTx(ctx, (inner) => merge(inner, { keep: house.recordId, drop: other.recordId }));
    assert.deepEqual(
      (await entriesOf(ctx.db, id)).map(({ recordId }) => recordId),
      [house.recordId],
      "what is one now is told once",
    );
    const row = async () => (await showLists(ctx)).items.find((one) => one.id === id);
    assert.equal((await showList(ctx, id)).entries.length, 1);
    assert.deepEqual([(await row())?.books, (await row())?.titles], [1, ["架上的书"]]);
    await ctx.db.run`update library.record set state = 'withdrawn' where id = ${house.recordId}`;
    assert.deepEqual((await showList(ctx, id)).entries, []);
    assert.deepEqual([(await row())?.books, (await row())?.titles], [0, []], "nor told among all lists");
    const { books } = await showForDesk(as(ctx, house.editor), id);
    assert.deepEqual(
      books.map(({ record, title }) => [record, title]),
      [[null, "架上的书"]],
    );
  },
);

dbTest("new books are told by place and class, each edition once", async ({ ctx }) => {
  const { organisationId, placeId } = await aHouse(ctx);
  const day = today(ctx).subtract({ days: 3 }).toString();
  const old = today(ctx).subtract({ days: 60 }).toString();
  const book = (title: string, letter: string, ...items: [barcode: string, on: string][]) =>
    aBook(
      aNumber(),
      title,
      `093   $a${letter}\n${items.map(([barcode, on]) => `952   $p${barcode}$o${letter}$d${on}`).join("\n")}`,
    );
  const bytes = await aFile(
    book("新书甲", "I247.5", [aNumber(), day], [aNumber(), day]),
    book("新书乙", "K928", [aNumber(), day]),
    book("旧书", "K928", [aNumber(), old]),
  );
  await landedBatch(ctx, { organisationId, bytes, profile: aProfile("koha-952", { place: placeId }) });
  const all = await showPublicNewBooks(ctx, { place: placeId });
  assert.deepEqual(
    all.items.map(({ book: { title }, on }) => [title, on]),
    [
      ["新书乙", day],
      ["新书甲", day],
    ],
  );
  assert.deepEqual(all.classes, [
    { class: "I", count: 1 },
    { class: "K", count: 1 },
  ]);
  const inClass = await showPublicNewBooks(ctx, { place: placeId, class: "I" });
  assert.deepEqual(
    inClass.items.map(({ book: { title } }) => title),
    ["新书甲"],
  );
  assert.deepEqual(
    inClass.places.filter(({ id }) => id === placeId).map(({ count }) => count),
    [1],
  );
  assert.equal((await showPublicNewBooks(ctx, { place: placeId, weeks: 26 })).items.length, 3);
});

const reader = async (ctx: Ctx): Promise<Actor> => {
  const { account, subject } = await inTx(ctx, (inner) => aResident(inner));
  return { ...anonymous, kind: "resident", account, subject };
};

dbTest("a reader keeps books for themself, cites them, and joins two lists into one", async ({ ctx }) => {
  const house = await aHouse(ctx);
  const other = await inTx(ctx, (inner) => aShelf(inner, house.organisationId));
  const [one, two] = [await reader(ctx), await reader(ctx)];
  for (const who of [one, one, two])
    await inTx(as(ctx, who), (inner) => keepBook(inner, String(house.recordId)));
  await inTx(as(ctx, one), (inner) => keepBook(inner, String(other.recordId)));
  const mine = async (who: Actor) => (await showMyBooks(as(ctx, who))).items.map(({ id }) => id).toSorted();
  assert.deepEqual(await mine(one), [house.recordId, other.recordId].map(String).toSorted());
  assert.deepEqual(await mine(two), [String(house.recordId)]);
  assert.equal((await myBooksAsRis(as(ctx, one))).match(/^TY {2}- BOOK/gm)?.length, 2);
  assert.match(await myBooksAsBibtex(as(ctx, two)), /@book\{wenmai\d+,[\s\S]*架上的书/);
  await assert.rejects(
    inTx(as(ctx, one), (inner) => keepBook(inner, "999999999")),
    { id: "not-found" },
  );

  const person = ({ account, subject }: Actor) => ({ account: account ?? "", subject: subject ?? "" });
  const moved = await inTx(ctx, (inner) => mergeKept(inner, { from: person(one), into: person(two) }));
  assert.deepEqual(
    moved.map(({ what, rows }) => [what, rows]),
    [["merge.kept-books", 1]],
  );
  assert.deepEqual(await mine(one), []);
  await inTx(ctx, (inner) => merge(inner, { keep: house.recordId, drop: other.recordId }));
  assert.deepEqual(await mine(two), [String(house.recordId)], "what is one now is kept once");
  await ctx.db.run`update library.record set state = 'withdrawn' where id = ${house.recordId}`;
  const gone = async () => (await showMyBooks(as(ctx, two))).gone;
  assert.deepEqual(await mine(two), []);
  assert.deepEqual(await gone(), [{ id: String(house.recordId), title: "架上的书" }], "it does not vanish");
  await inTx(as(ctx, two), (inner) => letBookGo(inner, String(house.recordId)));
  assert.deepEqual(await gone(), []);
});

dbTest("one's own list ends at a thousand", async ({ ctx }) => {
  const house = await aHouse(ctx);
  const who = await reader(ctx);
  await ctx.db.run`
    insert into library.record (kind, flavour, original, original_form, title, title_key, made_at, changed_at)
    select 'bibliographic', 'marc21', '', 'iso2709', '多', 'duo', now(), now() from generate_series(1, ${mostKept})`;
  await ctx.db.run`
    insert into library.kept_book select ${who.subject}::uuid, id, now() from library.record where title = '多' order by id limit ${mostKept}`;
  await assert.rejects(
    inTx(as(ctx, who), (inner) => keepBook(inner, String(house.recordId))),
    { id: "library.kept-full" },
  );
});

dbTest("what a batch added and undoing takes away leaves its words in the list", async ({ ctx, db }) => {
  const house = await aHouse(ctx);
  const { id } = await published(ctx, house);
  await db.run`delete from library.item where record_id = ${house.recordId}`;
  await db.run`delete from library.record where id = ${house.recordId}`;
  assert.deepEqual(
    (await entriesOf(db, id)).map(({ recordId, title, stands }) => [recordId, title, stands]),
    [[null, "架上的书", false]],
  );
});
