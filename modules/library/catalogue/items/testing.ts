/** Builders of copies: on a shelf, and sent away. */
import { aFacility } from "#places/testing";
import type { TxCtx } from "#platform/ctx";
import type { Db } from "#platform/db";
import { aBook, aFile } from "../describing/testing.ts";
import { aProfile, landedBatch } from "../importing/testing.ts";
import { aKey, type Samples, theCity } from "../testing.ts";
import type { Away } from "./status.ts";

/** A place of an organisation with one book on its shelf. */
export async function aShelf(ctx: TxCtx, organisationId: string) {
  const { id: placeId } = await aFacility(ctx, { organisationId });
  const barcode = aKey();
  const batch = await landedBatch(theCity(ctx), {
    organisationId,
    bytes: await aFile(aBook(aKey(), "架上的书", `952   $p${barcode}$oI25/1$c二楼A1`)),
    profile: aProfile("koha-952", { place: placeId }),
  });
  const item = await ctx.db.one<{ id: number; recordId: number; version: number }>`
    select id, record_id, version from library.item where owner_id = ${organisationId} and barcode = ${barcode}`;
  return { placeId, barcode, batch, ...item };
}

/** As lending does it: where they went and nothing else. Null: they are back. */
export const sendAway = (db: Db, barcodes: readonly string[], away: Away | null = "on-loan") => db.run`
  update library.item set away = ${away} where barcode = any(${[...barcodes]}::text[])`;

export const itemSamples: Samples = {
  "library.record-items": async (ctx, organisationId) => ({
    params: { id: (await aShelf(ctx, organisationId)).recordId },
    query: {},
  }),
  "library.add-items": async (ctx, organisationId) => {
    const { recordId, placeId } = await aShelf(ctx, organisationId);
    const text = { shelf: "", callNumber: "I25/2", volume: "", source: "", acquiredOn: null, note: "" };
    const of = { placeId, ownerId: null, barcode: aKey(), copies: 1, status: "available", priceFen: null };
    return { params: { id: recordId }, body: { ...of, ...text } };
  },
  "library.item": async (ctx, organisationId) => ({ params: { id: (await aShelf(ctx, organisationId)).id } }),
  "library.edit-item": async (ctx, organisationId) => {
    const { id, version, placeId } = await aShelf(ctx, organisationId);
    const text = { shelf: "二楼A2", callNumber: "I25/1", volume: "", source: "", acquiredOn: null, note: "" };
    return { params: { id }, body: { version, placeId, status: "damaged", priceFen: 3600, ...text } };
  },
  "library.remove-item": async (ctx, organisationId) => {
    const { id, version } = await aShelf(ctx, organisationId);
    await ctx.db.run`update library.item set batch_id = null where id = ${id}`;
    return { params: { id }, body: { version } };
  },
  "library.nowhere": async () => ({ query: {} }),
  "library.place-items": async (ctx, organisationId) => {
    const { placeId } = await aShelf(ctx, organisationId);
    const bytes = await aFile(aBook(aKey(), "没有馆藏地的书", `952   $p${aKey()}$bNORTH`));
    await landedBatch(theCity(ctx), { organisationId, bytes });
    return { body: { owner: organisationId, said: "NORTH", placeId } };
  },
};
