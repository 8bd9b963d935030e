/** Whose places may be said where something is at home: tried by who edits for one house, for another, and for the one above both. */
import assert from "node:assert/strict";
import { aFacility, anOrganisation } from "#places/testing";
import type { Actor } from "#platform/auth";
import { type Ctx, inTx, type TxCtx } from "#platform/ctx";
import { newId } from "#platform/db";
import { dbTest } from "#platform/testing";
import { someStaff } from "#programme/testing";
import { addLine } from "./acquiring/orders/change-order.ts";
import { aLine, anOrder } from "./acquiring/orders/testing.ts";
import { keepMarcFile, mapCodes, send } from "./catalogue/importing/desk-batches.ts";
import { editItem } from "./catalogue/items/edit-item.ts";
import { itemBy } from "./catalogue/items/item-store.ts";
import { createProfile, editProfile } from "./catalogue/profiles/profiles.ts";
import { aBook, aBuyer, aFile, aProfile, landedBatch } from "./testing.ts";

const aNumber = () => newId().replaceAll("-", "");

dbTest("a place of another house is refused wherever one says where something stands", async ({ ctx }) => {
  const house = await inTx(ctx, async (inner) => {
    const network = await anOrganisation(inner);
    const own = await anOrganisation(inner, { parentId: network.id });
    const below = await anOrganisation(inner, { parentId: own.id });
    const other = await anOrganisation(inner, { parentId: network.id });
    return {
      ...(await aBuyer(inner, { organisationId: own.id })),
      editor: await someStaff(inner, own.path, "editor"),
      centre: await someStaff(inner, network.path, "editor"),
      branch: (await aFacility(inner, { organisationId: below.id })).id,
      strange: (await aFacility(inner, { organisationId: other.id })).id,
    };
  });
  const { organisationId, id: itemId } = house;
  const bytes = await aFile(aBook(aNumber(), "书", `952   $p${aNumber()}$bNORTH`));
  const sha256 = await keepMarcFile(
    ctx,
    (async function* () {
      yield bytes;
    })(),
  );
  const move = async (ctx: TxCtx, placeId: string) => {
    const item = await itemBy(ctx.db, itemId);
    assert.ok(item);
    await editItem(ctx, { ...item, placeId });
  };
  const file = { organisationId, file: "x.mrc", sha256, agency: null, same: null };
  const profile = (placeId: string) => aProfile("koha-952", { name: aNumber(), places: { NORTH: placeId } });
  const ways: Record<string, (ctx: TxCtx, placeId: string) => Promise<unknown>> = {
    "an item": move,
    "a batch": (inner, place) => send(inner, { ...file, profile: "koha-952", place }),
    "a code": async (inner, placeId) => {
      const { id } = await landedBatch(ctx, { organisationId, bytes, state: "checking" });
      await mapCodes(inner, { id, places: [{ said: "NORTH", placeId }], statuses: [] });
    },
    "the rest of a batch": async (inner, place) => {
      const { id } = await landedBatch(ctx, { organisationId, bytes, state: "checking" });
      await mapCodes(inner, { id, places: [], statuses: [], place });
    },
    "an order line": async (inner, placeId) => {
      const { id } = await inTx(ctx, (setting) => anOrder(setting, house));
      await addLine(inner, { id, ...aLine(placeId) });
    },
    "a profile": (inner, placeId) => createProfile(inner, { organisationId, profile: profile(placeId) }),
    "a profile that is changed": async (inner, placeId) => {
      const made = await inTx(ctx, (setting) =>
        createProfile(setting, { organisationId, profile: profile(house.branch) }),
      );
      await editProfile(inner, { id: made.id, version: 1, profile: profile(placeId) });
    },
  };
  const by = (actor: Actor, what: string, placeId: string) =>
    inTx<unknown>({ ...ctx, actor } satisfies Ctx, async (inner) => ways[what]?.(inner, placeId));
  for (const what of Object.keys(ways)) {
    await assert.rejects(by(house.editor, what, house.strange), { id: "library.not-own-place" }, what);
    await by(house.editor, what, house.branch);
    // Who works for both houses of a network puts books of the one at the other.
    await by(house.centre, what, house.strange);
  }
  // Where it stands already it may stay, whoever changes something else of it.
  await inTx({ ...ctx, actor: house.editor }, (inner) => move(inner, house.strange));
});
