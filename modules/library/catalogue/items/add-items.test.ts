import assert from "node:assert/strict";
import { aFacility, anOrganisation } from "#places/testing";
import { type Ctx, inTx } from "#platform/ctx";
import { newId } from "#platform/db";
import { found } from "#platform/errors";
import { dbTest, somebodyWaits } from "#platform/testing";
import { someStaff } from "#programme/testing";
import { aSubscription } from "../../acquiring/serials/testing.ts";
import { operations } from "../../routes.ts";
import {
  aDeskRecord,
  aFile,
  anAuthority,
  aProfile,
  aRecord,
  aShelf,
  aSubscriber,
  landedBatch,
} from "../../testing.ts";
import { withdraw } from "../editing/edit.ts";
import { propose } from "../shelf/weeding.ts";
import { type Adding, addItems } from "./add-items.ts";
import * as contract from "./contract.ts";
import { removeItem } from "./edit-item.ts";
import { showRecordItems } from "./show.ts";
import { sendAway } from "./testing.ts";

const aNumber = () => newId().replaceAll("-", "");
/** A row of barcodes of its own; ends in 008. */
const aRow = () => `T${aNumber()}X008`;
const after = (first: string, n: number) => `${first.slice(0, -3)}${String(8 + n).padStart(3, "0")}`;

/** A house with a place, and a record that another house has catalogued. */
async function aHouse(ctx: Ctx) {
  return inTx(ctx, async (inner) => {
    const { id: organisationId, path } = await anOrganisation(inner);
    const { id: placeId } = await aFacility(inner, { organisationId });
    const { recordId, ...of } = await aShelf(inner, (await anOrganisation(inner)).id);
    const editor = await someStaff(inner, path, "editor");
    return { organisationId, path, placeId, recordId, editor, item: of };
  });
}
type House = Awaited<ReturnType<typeof aHouse>>;

const aCopy = ({ recordId, placeId }: House, differs: Partial<Adding> = {}): Adding => ({
  recordId,
  placeId,
  ownerId: null,
  barcode: aRow(),
  copies: 1,
  shelf: "一楼A1",
  callNumber: "I25/9",
  volume: "",
  status: "available",
  priceFen: 3600,
  source: "捐赠",
  acquiredOn: null,
  note: "",
  ...differs,
});

const add = (ctx: Ctx, house: House, differs: Partial<Adding> = {}) =>
  inTx({ ...ctx, actor: house.editor }, (inner) => addItems(inner, aCopy(house, differs)));
const held = (ctx: Ctx, { recordId, placeId }: House) =>
  ctx.db.maybeOne<{ items: number; available: number }>`
    select items, available from library.holding where record_id = ${recordId} and place_id = ${placeId}`;
const isFoundAt = async ({ db }: Ctx, { recordId, placeId }: House) =>
  (
    await db.one<{ found: boolean }>`
    select array[${`p=${placeId}`}] <@ tsvector_to_array(words) as found from library.search_row where record_id = ${recordId}`
  ).found;

dbTest(
  "three copies in a row are added with one word, counted, found at their place and told",
  async ({ ctx, db }) => {
    const house = await aHouse(ctx);
    assert.equal(await isFoundAt(ctx, house), false);
    const first = aRow();
    const made = await add(ctx, house, { barcode: ` CN-650203-1-KL.${first} `, copies: 3, note: "缺光盘" });
    assert.deepEqual(
      made.map(({ barcode }) => barcode),
      [first, after(first, 1), after(first, 2)],
    );
    assert.deepEqual(await held(ctx, house), { items: 3, available: 3 });
    assert.equal(await isFoundAt(ctx, house), true);
    const items = await db.many`
    select owner_id, shelf, note, version, batch_id from library.item where id = any(${made.map(({ id }) => id)}::bigint[])`;
    const one = { ownerId: house.organisationId, shelf: "一楼A1", note: "缺光盘", version: 1, batchId: null };
    assert.deepEqual(items, [one, one, one]);
    const told = await db.many<{ actor: string }>`
    select actor from platform.audit where what = 'item.added' and target = any(${made.map(({ id }) => `${id}`)}::text[])`;
    assert.deepEqual(
      told.map(({ actor }) => actor),
      Array.from({ length: 3 }, () => house.editor.subject),
    );
  },
);

dbTest("a barcode is one item's of its owner: who has it is told, and nothing was added", async ({ ctx }) => {
  const house = await aHouse(ctx);
  const first = aRow();
  const [there] = await add(ctx, house, { barcode: after(first, 1) });
  await assert.rejects(add(ctx, house, { barcode: first, copies: 3 }), {
    id: "item.barcode-taken",
    data: { barcode: after(first, 1), title: "架上的书", others: 0 },
    next: `/desk/catalogue/items/${there?.id}`,
  });
  assert.deepEqual(await held(ctx, house), { items: 1, available: 1 });
  // Another house has numbers of its own.
  const other = await aHouse(ctx);
  assert.equal((await add(ctx, other, { barcode: after(first, 1) })).length, 1);
  for (const [barcode, copies, fault] of [
    ["KL", 2, "item.no-row"],
    [`${aRow()} ${aRow()}`, 1, "item.one-barcode"],
    ["9".repeat(61), 1, "item.one-barcode"],
  ] as const)
    await assert.rejects(
      add(ctx, house, { barcode, copies }),
      ({ faults }: { faults?: { id: string }[] }) => faults?.[0]?.id === fault,
    );
});

dbTest(
  "two people scan the same barcode at once: one has it, the others are told whose it is",
  async ({ ctx, db }) => {
    const house = await aHouse(ctx);
    const barcode = aRow();
    const tries = await Promise.allSettled(Array.from({ length: 6 }, () => add(ctx, house, { barcode })));
    const made = tries.flatMap((one) => (one.status === "fulfilled" ? one.value : []));
    assert.equal(made.length, 1);
    const against = tries.flatMap((one) =>
      one.status === "rejected" ? [`${one.reason.id} ${one.reason.next}`] : [],
    );
    assert.deepEqual([...new Set(against)], [`item.barcode-taken /desk/catalogue/items/${made[0]?.id}`]);
    // Looking alone would not do: the second looks before the first is there, and waits for the database to say no.
    const race = async (barcode: string) => {
      let second: Promise<unknown> = Promise.resolve();
      await inTx(ctx, async (inner) => {
        await addItems(inner, aCopy(house, { barcode }));
        second = add(ctx, house, { barcode }).then(
          () => null,
          ({ id, constraint }) => id ?? constraint,
        );
        await Promise.race([second, somebodyWaits(db)]);
      });
      return second;
    };
    assert.equal(await race(aRow()), "item.barcode-taken");
    await assert.rejects(
      db.run`insert into library.item (record_id, owner_id, org_path, barcode, made_at, changed_at)
           select record_id, owner_id, org_path, barcode, made_at, changed_at from library.item where id = ${made[0]?.id ?? 0}`,
      { constraint: "item_once" },
    );
  },
);

dbTest("left empty, the barcode is the next free one of the house, each time another", async ({ ctx }) => {
  const house = await aHouse(ctx);
  await assert.rejects(
    add(ctx, house, { barcode: "" }),
    ({ faults }: { faults?: { id: string }[] }) => faults?.[0]?.id === "item.no-last",
  );
  const first = aRow();
  await add(ctx, house, { barcode: after(first, 2) });
  await add(ctx, house, { barcode: first });
  const [next] = await add(ctx, house, { barcode: "" });
  assert.equal(next?.barcode, after(first, 1));
  const at = await Promise.all(Array.from({ length: 5 }, () => add(ctx, house, { barcode: "", copies: 2 })));
  const given = at.flat().map(({ barcode }) => barcode);
  assert.deepEqual(
    given.toSorted(),
    Array.from({ length: 10 }, (_, n) => after(first, 3 + n)),
  );
  // The two of each stand beside one another.
  for (const [one, other] of at)
    assert.equal(Number(other?.barcode.slice(-3)) - Number(one?.barcode.slice(-3)), 1);
});

dbTest(
  "a copy at a place of another house, or of another house, is added by who edits for both",
  async ({ ctx }) => {
    const house = await aHouse(ctx);
    const other = await aHouse(ctx);
    const adding = found(
      operations.find(({ operation }) => operation === contract.addItems)?.access,
      "rule",
      "",
    );
    const allows = (roles: readonly string[], differs: object) => {
      const grants = roles.map((path) => ({ role: "editor" as const, path }));
      const input = { params: { id: house.recordId }, body: { ...aCopy(house), ...differs } };
      return (
        adding.kind === "rule" &&
        adding.allows({ ...ctx, actor: { ...house.editor, grants } }, input as never)
      );
    };
    const both = [house.path, other.path];
    for (const [differs, who, may] of [
      [{}, [house.path], true],
      [{}, [other.path], false],
      [{ ownerId: other.organisationId }, [house.path], false],
      [{ ownerId: other.organisationId }, [other.path], false],
      [{ ownerId: other.organisationId }, both, true],
      [{ placeId: other.placeId, ownerId: house.organisationId }, [house.path], false],
      [{ placeId: other.placeId, ownerId: house.organisationId }, both, true],
    ] as const)
      assert.equal(await allows(who, differs), may, JSON.stringify(differs));
    const [made] = await inTx(ctx, (inner) =>
      addItems(inner, aCopy(house, { ownerId: other.organisationId })),
    );
    const { owner } = await ctx.db.one<{ owner: string }>`
    select owner_id as owner from library.item where id = ${made?.id ?? 0}`;
    assert.equal(owner, other.organisationId);
  },
);

dbTest("the form begins with what is usual in the house", async ({ ctx }) => {
  const house = await aHouse(ctx);
  const acting = { ...ctx, actor: house.editor };
  const number = aNumber();
  const classed = `690   $aI25\n010   $a$dCNY68.00`;
  const bytes = await aFile(
    ...["1", "2"].map((n) =>
      aRecord("00000nam0 2200000   450 ", `001 ${number}${n}\n200 1 $a类里的书\n${classed}`),
    ),
  );
  await landedBatch(ctx, {
    organisationId: house.organisationId,
    bytes,
    profile: aProfile("records", { flavour: "unimarc" }),
  });
  const records = await ctx.db.many<{ id: number }>`
    select id from library.record where title_key = ${"类里的书"} order by id desc limit 2`;
  const [second = 0, first = 0] = records.map(({ id }) => id);
  const begins = async (recordId: number) => (await showRecordItems(acting, recordId)).adding;
  const usual = { places: [], houses: [], placeId: house.placeId };
  const empty = { ...(await begins(first)), places: [], houses: [] };
  assert.deepEqual(empty, { ...usual, nextBarcode: null, shelf: "", callNumber: "I25", priceFen: 6800 });
  const barcode = aRow();
  await add(ctx, { ...house, recordId: first }, { barcode, callNumber: "I25/41", priceFen: 3000 });
  // Another copy stands beside the first; another book of the class has the next number.
  assert.deepEqual(
    { ...(await begins(first)), places: [], houses: [] },
    { ...usual, nextBarcode: after(barcode, 1), shelf: "一楼A1", callNumber: "I25/41", priceFen: 3000 },
  );
  assert.deepEqual(
    { ...(await begins(second)), places: [], houses: [] },
    { ...usual, nextBarcode: after(barcode, 1), shelf: "", callNumber: "I25/42", priceFen: 6800 },
  );
  const clerk = await inTx(ctx, (inner) => someStaff(inner, house.path, "clerk"));
  assert.equal((await showRecordItems({ ...ctx, actor: clerk }, first)).adding, null);
});

dbTest("an authority, a withdrawn and a merged record take no items", async ({ ctx, db }) => {
  const house = await aHouse(ctx);
  const authority = await inTx(ctx, (inner) => anAuthority(inner, house.organisationId));
  await assert.rejects(add(ctx, { ...house, recordId: authority.id }), { id: "item.of-authority" });
  const { id, version } = await inTx(ctx, (inner) => aDeskRecord(inner, house.organisationId));
  await inTx(ctx, (inner) => withdraw(inner, { id, version }));
  await assert.rejects(add(ctx, { ...house, recordId: id }), { id: "record.gone" });
  assert.equal((await showRecordItems({ ...ctx, actor: house.editor }, id)).adding, null);
  // Withdrawn while somebody adds: whoever comes second waits, and is refused.
  const other = await inTx(ctx, (inner) => aDeskRecord(inner, house.organisationId));
  let late: Promise<unknown> = Promise.resolve();
  await inTx(ctx, async (inner) => {
    await withdraw(inner, { id: other.id, version: other.version });
    late = add(ctx, { ...house, recordId: other.id }).then(
      () => null,
      ({ id }) => id,
    );
    await Promise.race([late, somebodyWaits(db)]);
  });
  assert.equal(await late, "record.gone");
});

dbTest("a mistaken item goes and frees its barcode; what hangs on one keeps it", async ({ ctx, db }) => {
  const house = await aHouse(ctx);
  const acting = { ...ctx, actor: house.editor };
  const remove = (id: number, version = 1) => inTx(acting, (inner) => removeItem(inner, { id, version }));
  const barcode = aRow();
  const [{ id } = { id: 0 }] = await add(ctx, house, { barcode });
  await assert.rejects(remove(id, 2), { id: "item.changed" });
  await remove(id);
  assert.deepEqual(await held(ctx, house), { items: 0, available: 0 });
  assert.equal(await isFoundAt(ctx, house), false);
  const { actor, detail } = await db.one<{ actor: string; detail: { barcode: string; source?: string } }>`
    select actor, detail from platform.audit where what = 'item.removed' and target = ${`${id}`}`;
  assert.deepEqual([actor, detail.barcode, detail.source], [house.editor.subject, barcode, undefined]);
  const [{ id: again } = { id: 0 }] = await add(ctx, house, { barcode });
  await sendAway(db, [barcode]);
  await assert.rejects(remove(again), { id: "item.stays-lent" });
  await sendAway(db, [barcode], null);
  // On a way between two places that has ended: whoever did it for whom hangs on it.
  await db.run`
    insert into library.transit (id, item_id, from_id, to_id, reason, made_at, ended_on, how)
    values (${newId()}, ${again}, ${newId()}, ${newId()}, 'home', now(), current_date, 'received')`;
  await assert.rejects(remove(again), { id: "item.stays-lent" });
  await db.run`delete from library.transit where item_id = ${again}`;
  await assert.rejects(remove(house.item.id), { id: "item.stays-file" });
  const subscription = await inTx(ctx, async (inner) => {
    const subscriber = await aSubscriber(inner, { organisationId: house.organisationId });
    return aSubscription(inner, subscriber);
  });
  await db.run`
    insert into library.serial_issue (subscription_id, year, number, due_on, state, arrived_on, item_id)
    values (${subscription.id}, 2026, 1, '2026-01-10', 'arrived', '2026-01-10', ${again})`;
  await assert.rejects(remove(again), { id: "item.stays-bound" });
  await db.run`delete from library.serial_issue where item_id = ${again}`;
  // Proposed for weeding at the same moment: it stays.
  const rule = { publishedBefore: 2030, acquiredBefore: null, keepCopies: null, statuses: [], shelf: "" };
  let late: Promise<unknown> = Promise.resolve();
  await inTx(ctx, async (inner) => {
    await propose(inner, { placeId: house.placeId, ...rule });
    late = remove(again).then(
      () => null,
      ({ id }) => id,
    );
    await Promise.race([late, somebodyWaits(db)]);
  });
  assert.equal(await late, "item.stays-weeding");
});
