import assert from "node:assert/strict";
import { test } from "node:test";
import { aResident, noticesOf } from "#people/testing";
import { aFacility, anOrganisation, withdrawPlace } from "#places/testing";
import { type Ctx, inTx } from "#platform/ctx";
import { newId } from "#platform/db";
import { at, dbTest } from "#platform/testing";
import { someStaff } from "#programme/testing";
import { aShelf } from "../../testing.ts";
import { decideWish } from "./decide-wish.ts";
import { leaveWish, makeWish, type WishInput } from "./make-wish.ts";
import { forgetWishes, mergeWishes, wishesOfPerson } from "./one-person.ts";
import { showDesk, showForm, showOwn } from "./show-wishes.ts";
import { mayBecome } from "./wish.ts";
import { keysOf } from "./wish-keys.ts";
import { insertWish, setMonthly } from "./wish-store.ts";

const isbn = "978-7-5321-7758-5";

test("a title is known by its letters, whatever stands between them", () => {
  const one = keysOf({ title: "《平凡的世界》（第一部）", author: "路遥" });
  assert.deepEqual(one, keysOf({ title: "平凡的世界 第一部", author: " 路遥 " }));
  assert.equal(keysOf({ title: "《》…", author: "" }).titleKey, "");
});

test("what was decided for good stays", () => {
  assert.ok(mayBecome("asked", "declined"));
  assert.ok(mayBecome("ordered", "considered"));
  assert.ok(!mayBecome("ordered", "declined"));
  for (const state of ["asked", "considered", "ordered"] as const)
    for (const over of ["declined", "arrived"] as const) assert.ok(!mayBecome(over, state));
});

/** A house with one book on its shelf. */
async function aHouse(ctx: Ctx) {
  return inTx(ctx, async (inner) => {
    const { id: organisationId, path } = await anOrganisation(inner);
    return { organisationId, path, ...(await aShelf(inner, organisationId)) };
  });
}

const wanted = (placeId: string, change: Partial<WishInput> = {}): WishInput => ({
  placeId,
  title: `想要的书 ${newId()}`,
  author: "",
  isbn: "",
  publisher: "",
  why: "",
  seen: false,
  ...change,
});

async function wish(ctx: Ctx, input: WishInput, one?: Awaited<ReturnType<typeof aResident>>) {
  const who = one ?? (await inTx(ctx, (inner) => aResident(inner)));
  const made = await inTx({ ...ctx, actor: who.actor }, (inner) => makeWish(inner, input));
  return { ...made, who };
}

dbTest("readers who want the same title have one wish: by ISBN, or by title and author", async ({ ctx }) => {
  const { placeId, path } = await aHouse(ctx);
  const title = `戈壁 ${newId()}`;
  const first = await wish(ctx, wanted(placeId, { title, author: "周涛" }));
  const second = await wish(ctx, wanted(placeId, { title: `《${title}》`, isbn, why: "孩子的老师推荐" }));
  // Its ISBN is known from the second; the title may be written as one likes.
  const third = await wish(ctx, wanted(placeId, { title: "戈壁（插图本）", isbn }));
  assert.deepEqual([first.wishers, second.wishers, third.wishers], [1, 2, 3]);
  assert.equal(new Set([first.id, second.id, third.id]).size, 1);
  const other = await wish(ctx, wanted(placeId, { title, author: "别的人" }));
  assert.notEqual(other.id, first.id);
  const editor = await inTx(ctx, (inner) => someStaff(inner, path, "editor"));
  const { items } = await showDesk({ ...ctx, actor: editor }, {});
  assert.deepEqual(
    items.map(({ id, wishers, isbn, author, whys }) => [id, wishers, isbn, author, whys]),
    [
      [first.id, 3, "9787532177585", "周涛", ["孩子的老师推荐"]],
      [other.id, 1, null, "别的人", []],
    ],
  );
  await assert.rejects(wish(ctx, wanted(placeId, { title, isbn }), second.who), { id: "wish.yours" });
});

dbTest("many who ask for one title at once have one wish", async ({ ctx }) => {
  const { placeId } = await aHouse(ctx);
  const title = `同一本 ${newId()}`;
  const people = await inTx(ctx, (inner) => Promise.all(Array.from({ length: 12 }, () => aResident(inner))));
  const made = await Promise.all(
    people.map((one, n) => wish(ctx, wanted(placeId, { title, isbn: n % 2 ? isbn : "" }), one)),
  );
  assert.equal(new Set(made.map(({ id }) => id)).size, 1);
  assert.equal(Math.max(...made.map(({ wishers }) => wishers)), 12);
});

dbTest("what the catalogue has is shown before it is asked for", async ({ ctx, db }) => {
  const { placeId, recordId } = await aHouse(ctx);
  const { title } = await db.one<{
    title: string;
  }>`select title from library.record where id = ${recordId}`;
  await assert.rejects(wish(ctx, wanted(placeId, { title })), { id: "wish.in-catalogue" });
  const form = await showForm(ctx, { title });
  assert.ok(form.known.length > 0 && form.known.every((one) => one.title === title));
  assert.ok(form.places.some(({ id }) => id === placeId));
  assert.equal((await wish(ctx, wanted(placeId, { title, seen: true }))).wishers, 1);
});

dbTest(
  "the form knows where somebody asked last, and tells each work of the catalogue once",
  async ({ ctx, db }) => {
    const { placeId, path } = await aHouse(ctx);
    const first = await wish(ctx, wanted(placeId));
    const last = async () => (await showForm({ ...ctx, actor: first.who.actor }, {})).last;
    assert.equal(await last(), placeId);
    const other = await inTx(ctx, (inner) => aResident(inner));
    assert.equal((await showForm({ ...ctx, actor: other.actor }, {})).last, null);
    await inTx(ctx, (inner) => setMonthly(inner.db, path, 0, ctx.clock()));
    assert.equal(await last(), null, "no longer there to be chosen");

    // Three editions, two of them of one work.
    const title = `版本 ${newId()}`;
    const { titleKey } = keysOf({ title, author: "" });
    const { id: work } = await db.one<{ id: number }>`
    insert into library.work (key) values (${titleKey}) returning id`;
    await db.run`
    insert into library.record (kind, flavour, original, original_form, title, title_key, work_id, made_at, changed_at)
    select 'bibliographic', 'marc21', '', 'iso2709', ${title}, ${titleKey}, work, now(), now()
      from unnest(${[work, work, null]}::bigint[]) as work`;
    const { known } = await showForm(ctx, { title });
    assert.equal(known.length, 2);
  },
);

dbTest("faulty numbers, empty titles and places without books are refused", async ({ ctx }) => {
  const { placeId } = await aHouse(ctx);
  await assert.rejects(wish(ctx, wanted(placeId, { isbn: "978-7-5321-7758-1" })), { id: "input.invalid" });
  await assert.rejects(wish(ctx, wanted(placeId, { title: "《》" })), { id: "input.invalid" });
  await assert.rejects(wish(ctx, wanted(newId())), { id: "not-found" });
});

dbTest(
  "every reading place takes wishes, also one without a book, but not where its house takes none",
  async ({ ctx }) => {
    const { path, organisationId } = await aHouse(ctx);
    const places = await inTx(ctx, async (inner) => ({
      empty: (await aFacility(inner, { organisationId, kind: "village-study", name: "新书屋" })).id,
      square: (await aFacility(inner, { organisationId, kind: "square", name: "广场" })).id,
    }));
    const offered = async () => (await showForm(ctx, {})).places.map(({ id }) => id);
    assert.ok((await offered()).includes(places.empty));
    assert.ok(!(await offered()).includes(places.square));
    assert.equal((await wish(ctx, wanted(places.empty))).wishers, 1);
    await assert.rejects(wish(ctx, wanted(places.square)), { id: "wish.not-here" });

    await inTx(ctx, (inner) => setMonthly(inner.db, path, 0, ctx.clock()));
    assert.ok(!(await offered()).includes(places.empty));
    await assert.rejects(wish(ctx, wanted(places.empty)), { id: "wish.not-here" });
    await inTx(ctx, (inner) => setMonthly(inner.db, path, 3, ctx.clock()));
    const publisher = await inTx(ctx, (inner) => someStaff(inner, path, "publisher"));
    await inTx({ ...ctx, actor: publisher }, (inner) => withdrawPlace(inner, places.empty));
    assert.ok(!(await offered()).includes(places.empty));
    await assert.rejects(wish(ctx, wanted(places.empty)), { id: "wish.not-here" });
  },
);

dbTest("a person asks a house for as many a month as its rule says, however fast", async ({ ctx, db }) => {
  const { placeId, path } = await aHouse(ctx);
  await inTx(ctx, (inner) => setMonthly(inner.db, path, 3, ctx.clock()));
  const who = await inTx(ctx, (inner) => aResident(inner));
  const tries = await Promise.allSettled(Array.from({ length: 8 }, () => wish(ctx, wanted(placeId), who)));
  assert.equal(tries.filter(({ status }) => status === "fulfilled").length, 3);
  const { count } = await db.one<{ count: number }>`
    select count(*)::int as count from library.wisher where subject = ${who.subject}`;
  assert.equal(count, 3);
  await assert.rejects(wish(ctx, wanted(placeId), who), { id: "wish.too-many", data: { max: 3, month: 7 } });
  const july = { ...ctx, clock: at("2026-06-30T16:00:00Z") };
  assert.equal((await wish(july, wanted(placeId), who)).wishers, 1);
});

dbTest("the database keeps one person once, and one open wish of a title", async ({ ctx, db }) => {
  const { placeId, organisationId, path } = await aHouse(ctx);
  const { id, who } = await wish(ctx, wanted(placeId, { title: "一次", isbn }));
  await assert.rejects(
    db.run`insert into library.wisher (wish_id, subject, place_id, wished_at) values (${id}, ${who.subject}, ${placeId}, now())`,
    { constraint: "wisher_pkey" },
  );
  const again = (number: string | null, title: string) =>
    inTx(ctx, (inner) =>
      insertWish(
        inner.db,
        {
          id: newId(),
          organisationId,
          orgPath: path,
          isbn: number,
          publisher: "",
          title,
          author: "",
          titleKey: title,
          authorKey: "",
        },
        ctx.clock(),
      ),
    );
  await assert.rejects(again("9787532177585", "别的题名"), { constraint: "wish_one_isbn" });
  await again(null, "又一本");
  await assert.rejects(again(null, "又一本"), { constraint: "wish_one_title" });
  await assert.rejects(db.run`update library.wish set state = 'declined' where id = ${id}`, {
    constraint: "wish_declined_because",
  });
  await assert.rejects(db.run`update library.wish set state = 'arrived' where id = ${id}`, {
    constraint: "wish_arrived_as",
  });
});

dbTest("its readers are told what becomes of it, and where it is when it has come", async ({ ctx, db }) => {
  const { placeId, path, recordId } = await aHouse(ctx);
  const title = `会到的 ${newId()}`;
  const { id, who } = await wish(ctx, wanted(placeId, { title }));
  const { who: other } = await wish(ctx, wanted(placeId, { title }));
  const actor = await inTx(ctx, (inner) => someStaff(inner, path, "editor"));
  const clocks = ["10:01", "10:02", "10:03", "10:04"].map((time) => at(`2026-06-12T${time}:00Z`));
  const decide = (
    state: "considered" | "arrived" | "declined",
    more: { reason?: string; recordId?: number },
  ) =>
    inTx({ ...ctx, actor, clock: clocks.shift() ?? ctx.clock }, (inner) =>
      decideWish(inner, { id, state, reason: "", recordId: null, ...more }),
    );
  await assert.rejects(decide("declined", {}), { id: "wish.no-reason" });
  await assert.rejects(decide("arrived", {}), { id: "wish.no-record" });
  await decide("considered", { reason: "下月订货时一起订" });
  await decide("arrived", { recordId });
  await assert.rejects(decide("declined", { reason: "晚了" }), { id: "wish.decided" });
  for (const { subject } of [who, other]) {
    const told = await noticesOf(db, subject);
    assert.deepEqual(
      told.map(({ key, href }) => [key, href]),
      [
        ["notice.wish-considered", "/my/wishes"],
        ["notice.wish-arrived", `/catalogue/${recordId}`],
      ],
    );
    assert.equal(told[0]?.data.reason, "下月订货时一起订");
  }
  const { items } = await showOwn({ ...ctx, actor: who.actor });
  assert.deepEqual(
    items.map(({ state, record, can, wishers }) => [state, record, can, wishers]),
    [["arrived", String(recordId), [], 2]],
  );
  // It has come: who asks now begins anew.
  assert.notEqual((await wish(ctx, wanted(placeId, { title }))).id, id);
});

dbTest("who no longer wants it goes, and with the last a wish nobody has begun on", async ({ ctx, db }) => {
  const { placeId } = await aHouse(ctx);
  const title = `不要了 ${newId()}`;
  const one = await wish(ctx, wanted(placeId, { title }));
  const two = await wish(ctx, wanted(placeId, { title }));
  const leave = (who: typeof one.who) =>
    inTx({ ...ctx, actor: who.actor }, (inner) => leaveWish(inner, one.id));
  const isThere = async () =>
    (await db.maybeOne<{ id: string }>`select id from library.wish where id = ${one.id}`) !== null;
  await leave(one.who);
  await assert.rejects(leave(one.who), { id: "not-found" });
  assert.ok(await isThere());
  await leave(two.who);
  assert.ok(!(await isThere()));
});

dbTest("a person's wishes: their copy, joined with another account, forgotten", async ({ ctx, db }) => {
  const { placeId } = await aHouse(ctx);
  const [both, own] = [`都要 ${newId()}`, `一个要 ${newId()}`];
  const { who: from } = await wish(ctx, wanted(placeId, { title: both, why: "想看" }));
  const { who: into, id } = await wish(ctx, wanted(placeId, { title: both }));
  await wish(ctx, wanted(placeId, { title: own }), from);
  const [section] = await wishesOfPerson(ctx, from.subject);
  assert.deepEqual(
    section?.rows.map(({ title, why }) => [title, why]).toSorted(),
    [
      [own, ""],
      [both, "想看"],
    ].toSorted(),
  );
  const moved = await inTx(ctx, (inner) => mergeWishes(inner, { from, into }));
  assert.deepEqual(
    moved.map(({ rows, settled }) => [rows, settled.map(({ values }) => values.count)]),
    [[1, [1]]],
  );
  const left = await db.many<{ subject: string }>`select subject from library.wisher where wish_id = ${id}`;
  assert.deepEqual(left, [{ subject: into.subject }]);
  assert.equal(await inTx(ctx, (inner) => forgetWishes(inner, into.subject)), 2);
  assert.equal(await db.maybeOne`select id from library.wish where id = ${id}`, null);
});
