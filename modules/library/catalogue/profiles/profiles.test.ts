import assert from "node:assert/strict";
import { test } from "node:test";
import { anOrganisation } from "#places/testing";
import { type Actor, system } from "#platform/auth";
import { type Ctx, inTx } from "#platform/ctx";
import { newId } from "#platform/db";
import { dbTest } from "#platform/testing";
import { someStaff } from "#programme/testing";
import { aBook, aFile, aProfile, aShelf, landedBatch } from "../../testing.ts";
import { batchOf } from "../importing/batch-store.ts";
import { send } from "../importing/desk-batches.ts";
import { ItemLayout } from "../importing/profile.ts";
import {
  createProfile,
  dropProfile,
  editProfile,
  listForDesk,
  ownProfileNames,
  profileNamed,
  showProfile,
} from "./profiles.ts";

const as = <C extends Ctx>(ctx: C, actor: Actor): C => ({ ...ctx, actor });
const aNumber = () => newId().replaceAll("-", "");

const aHouse = (ctx: Ctx) =>
  inTx(ctx, async (inner) => {
    const above = await anOrganisation(inner);
    const { id, path } = await anOrganisation(inner, { parentId: above.id });
    const editor = await someStaff(inner, above.path, "editor");
    const below = await someStaff(inner, path, "editor");
    return { above: above.id, id, editor, below, placeId: (await aShelf(inner, id)).placeId };
  });

dbTest(
  "a house's own profile reads its files and those of houses below it; what it was is kept",
  async ({ ctx, db }) => {
    const house = await aHouse(ctx);
    const name = `市馆旧系统 ${aNumber()}`;
    const usual = aProfile("koha-952");
    assert.ok(usual.items);
    const profile = {
      ...usual,
      name,
      same: "keep" as const,
      place: house.placeId,
      places: { NORTH: house.placeId },
      statuses: { X: "damaged" },
      items: { ...usual.items, tags: ["977"], status: "x", place: "q" },
    };
    const { id } = await inTx(as(ctx, house.editor), (inner) =>
      createProfile(inner, { organisationId: house.above, profile }),
    );
    assert.deepEqual(await profileNamed(ctx, house.id, name), profile);
    assert.ok((await ownProfileNames(as(ctx, house.below))).includes(name), "offered below");
    assert.equal(await profileNamed(ctx, (await inTx(ctx, (inner) => anOrganisation(inner))).id, name), null);

    const barcode = aNumber();
    const bytes = await aFile(aBook(aNumber(), "方案读的书", `977   $p${barcode}$oI25/3$xX$qNORTH`));
    const { sha256 } = await (await ctx.storage("catalogue")).put(bytes);
    const sent = {
      organisationId: house.id,
      file: "a.mrc",
      sha256,
      profile: name,
      place: null,
      agency: null,
    };
    const batch = await inTx(as(ctx, { ...system, ...house.editor }), (inner) =>
      send(inner, { ...sent, same: null }),
    );
    const kept = await batchOf(db, batch.id);
    assert.deepEqual(kept?.profile, profile, "the file keeps what it is read by");
    await landedBatch(ctx, { organisationId: house.id, bytes, profile });
    const item = await db.one<{ status: string; placeId: string }>`
    select status, place_id from library.item where barcode = ${barcode}`;
    assert.deepEqual([item.status, item.placeId], ["damaged", house.placeId]);

    const edit = { id, version: 1, profile: { ...profile, name: `${name} 二` } };
    await inTx(as(ctx, house.editor), (inner) => editProfile(inner, edit));
    await assert.rejects(
      inTx(as(ctx, house.editor), (inner) => editProfile(inner, edit)),
      { id: "event.changed-meanwhile" },
    );
    const shown = await showProfile(as(ctx, house.editor), id);
    assert.deepEqual(
      [shown.name, shown.version, shown.versions.map((one) => [one.version, one.name])],
      [`${name} 二`, 2, [[1, name]]],
    );
    assert.equal(await profileNamed(ctx, house.id, name), null);
    assert.deepEqual((await batchOf(db, batch.id))?.profile, profile);
    const { begin } = await listForDesk(as(ctx, house.editor), { from: batch.id });
    assert.deepEqual({ ...begin, name }, profile, "a new one may begin as a file was read");
    await inTx(as(ctx, house.editor), (inner) => dropProfile(inner, id));
    assert.equal(await profileNamed(ctx, house.id, `${name} 二`), null);
  },
);

dbTest(
  "a name is a house's once, and no name that everybody has; places and statuses are known ones",
  async ({ ctx, db }) => {
    const house = await aHouse(ctx);
    const create = (change: Parameters<typeof aProfile>[1]) =>
      inTx(as(ctx, house.editor), (inner) =>
        createProfile(inner, { organisationId: house.id, profile: aProfile("koha-952", change) }),
      );
    const fault = (field: string, id: string) => ({ faults: [{ field: `/body/profile/${field}`, id }] });
    const { id } = await create({ name: "甲" });
    await assert.rejects(create({ name: "甲 " }), fault("name", "library.profile-taken"));
    await assert.rejects(create({ name: "records" }), fault("name", "library.profile-taken"));
    const { id: other } = await create({ name: "乙" });
    const edit = { id: other, version: 1, profile: aProfile("koha-952", { name: "甲" }) };
    await assert.rejects(
      inTx(as(ctx, house.editor), (inner) => editProfile(inner, edit)),
      fault("name", "library.profile-taken"),
    );
    await assert.rejects(db.run`update library.profile set name = '甲' where id = ${other}`, {
      constraint: "profile_once",
    });
    await inTx(as(ctx, house.editor), (inner) => dropProfile(inner, id));
    await create({ name: "甲" });
    await assert.rejects(create({ name: "丙", place: newId() }), fault("place", "not-offered"));
    await assert.rejects(create({ name: "丙", places: { N: newId() } }), fault("places/N", "not-offered"));
    await assert.rejects(
      create({ name: "丙", statuses: { X: "in-transit" } }),
      fault("statuses/X", "not-offered"),
    );
  },
);

test("items stand in fields with subfields, never in the number of a record", () => {
  const tag = new RegExp(JSON.parse(JSON.stringify(ItemLayout)).properties.tags.items.pattern);
  for (const right of ["905", "952", "LKR"]) assert.match(right, tag);
  for (const wrong of ["001", "005", "00A", "95", "9 5"]) assert.doesNotMatch(wrong, tag);
});
