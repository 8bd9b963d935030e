/** A house that brings books to the door, and its readers, for tests; input of delivery's operations. */
import { organisationOf } from "#places";
import { aFacility } from "#places/testing";
import { system } from "#platform/auth";
import { type TxCtx, today } from "#platform/ctx";
import { found } from "#platform/errors";
import { placeHold } from "../holds/placing/place-hold.ts";
import { aReader, type House, someCopies } from "../testing.ts";
import { saveContact } from "./doorstep.ts";
import { scanDelivery } from "./pack.ts";
import { putDeliveryTerms } from "./terms-store.ts";
import type { DeliveryTerms } from "./to-door.ts";

export const usualDelivery = {
  courier: true,
  categories: [] as string[],
  homebound: true,
  weekdays: [1, 2, 3, 4, 5, 6, 7],
  most: 3,
  feeFen: 500,
  keepDays: 30,
};

export const aContact = { name: "阿依古丽", phone: "13800006666", address: "胜利路 12 号 3 单元 401" };

/** From now on this house brings. */
export const bringsHome = (
  ctx: TxCtx,
  { organisationId, path }: House,
  differs: Partial<DeliveryTerms> = {},
): Promise<void> =>
  putDeliveryTerms(ctx.db, { organisationId, orgPath: path, ...usualDelivery, ...differs }, ctx.clock());

/** A reader of the house who has said where they live. */
export async function aDoor(
  ctx: TxCtx,
  house: House,
  { homebound }: { homebound?: boolean } = {},
): Promise<{ subject: string; number: string }> {
  const reader = await aReader(ctx, house);
  await saveContact({ ...ctx, actor: system }, reader.subject, {
    ...aContact,
    ...(homebound !== undefined && { homebound }),
  });
  return reader;
}

/** A copy on a shelf of the house that this reader is to be brought. */
export async function aCopyToBring(
  ctx: TxCtx,
  house: House,
  subject: string,
): Promise<{ itemId: number; recordId: number; barcode: string }> {
  const { recordId, itemIds } = await someCopies(ctx, house);
  const itemId = itemIds[0] ?? 0;
  const wanted = { alternatives: [], neededBy: null, frozenUntil: null };
  await placeHold(ctx, { ...wanted, subject, recordId, itemId, pickupId: house.placeId, toDoor: true });
  const { barcode } = await ctx.db.one<{
    barcode: string;
  }>`select barcode from library.item where id = ${itemId}`;
  return { itemId, recordId, barcode };
}

/** Nobody chooses for them. */
export const noRound = { wishes: "", books: null, everyWeeks: null, nextOn: null, bringer: "" };

type Input = Record<string, unknown>;

async function houseOf(ctx: TxCtx, organisationId: string): Promise<House> {
  const { path } = found(await organisationOf(ctx.db, organisationId), "organisation", organisationId);
  const { id: placeId } = await aFacility(ctx, { organisationId });
  const house = { organisationId, path, placeId };
  await bringsHome(ctx, house);
  return house;
}

/** A copy to bring of a house, and with `picked` its bag. */
async function toBring(ctx: TxCtx, organisationId: string) {
  const house = await houseOf(ctx, organisationId);
  const reader = await aDoor(ctx, house);
  const day = today(ctx).toString();
  return { ...house, ...reader, ...(await aCopyToBring(ctx, house, reader.subject)), day };
}

async function aBag(ctx: TxCtx, organisationId: string) {
  const one = await toBring(ctx, organisationId);
  const { placeId, day, barcode } = one;
  await scanDelivery({ ...ctx, actor: system }, { placeId, day, barcode });
  const { id } = await ctx.db.one<{ id: string }>`select id from library.bag where subject = ${one.subject}`;
  return { ...one, bagId: id };
}

export const deliverySamples: Record<string, (ctx: TxCtx, organisationId: string) => Promise<Input>> = {
  "library.own-delivery": async () => ({}),
  "library.save-own-delivery": async () => ({ body: aContact }),
  "library.stop-own-delivery": async () => ({ body: {} }),
  "library.deliveries": async () => ({ query: {} }),
  "library.choose-delivery": async (ctx, organisationId) => {
    const house = await houseOf(ctx, organisationId);
    const { number: sign } = await aDoor(ctx, house);
    const { itemIds } = await someCopies(ctx, house);
    const { barcode } = await ctx.db.one<{
      barcode: string;
    }>`select barcode from library.item where id = ${itemIds[0] ?? 0}`;
    return { body: { placeId: house.placeId, sign, barcode, again: false } };
  },
  "library.scan-delivery": async (ctx, organisationId) => {
    const { placeId, day, barcode } = await toBring(ctx, organisationId);
    return { body: { placeId, day, barcode } };
  },
  "library.take-from-bag": async (ctx, organisationId) => ({
    body: { itemId: (await aBag(ctx, organisationId)).itemId },
  }),
  "library.move-bag": async (ctx, organisationId) => ({
    params: { id: (await aBag(ctx, organisationId)).bagId },
    body: { do: "pack", bringer: "" },
  }),
  "library.save-doorstep": async (ctx, organisationId) => {
    const house = await houseOf(ctx, organisationId);
    const { number: sign } = await aReader(ctx, house);
    return { body: { placeId: house.placeId, sign, ...aContact, homebound: true, round: noRound } };
  },
  "library.set-delivery-terms": async (_, organisationId) => ({ body: { organisationId, ...usualDelivery } }),
};
