/** A set of a house and a class for tests; input of sets' operations. */
import { newSubject, system } from "#platform/auth";
import { type TxCtx, today } from "#platform/ctx";
import { newId } from "#platform/db";
import { join } from "../readers/join.ts";
import { aHouseOf } from "../readers/testing.ts";
import { type House, someCopies } from "../testing.ts";
import { bookSet, makeSet, putInSet } from "./change-set.ts";

/** A class of this house, with a card. */
export async function aClass(
  ctx: TxCtx,
  { organisationId, placeId }: House,
): Promise<{ subject: string; number: string }> {
  const subject = await newSubject(ctx.db, ctx);
  const number = newId();
  await join(ctx, {
    subject,
    kind: "group",
    name: "第五小学三年级二班",
    category: "group",
    homeId: placeId,
    validUntil: null,
    card: { issuerId: organisationId, number },
  });
  return { subject, number };
}

/** So many copies of one title in a box. */
export async function aSet(ctx: TxCtx, house: House, copies: number) {
  const city = { ...ctx, actor: system };
  const barcode = `S${newId().slice(-8)}`;
  const { id } = await makeSet(city, {
    placeId: house.placeId,
    name: "整本书阅读：《昆虫记》",
    barcode,
    note: "",
  });
  const { itemIds, recordId } = await someCopies(ctx, house, { copies, type: "class-set" });
  const rows = await ctx.db.many<{ barcode: string }>`
    select barcode from library.item where id = any(${itemIds}::bigint[]) order by id`;
  const barcodes = rows.map((row) => row.barcode);
  for (const one of barcodes) await putInSet(city, id, { barcode: one, belongs: true });
  return { id, barcode, itemIds, barcodes, recordId };
}

type Input = Record<string, unknown>;

async function all(ctx: TxCtx, organisationId: string) {
  const house = await aHouseOf(ctx, organisationId);
  const group = await aClass(ctx, house);
  const set = await aSet(ctx, house, 2);
  return { ...house, sign: group.number, set };
}

export const setSamples: Record<string, (ctx: TxCtx, organisationId: string) => Promise<Input>> = {
  "library.sets": async () => ({ query: {} }),
  "library.set": async (ctx, organisationId) => ({
    params: { id: (await all(ctx, organisationId)).set.id },
  }),
  "library.make-set": async (ctx, organisationId) => ({
    body: {
      placeId: (await aHouseOf(ctx, organisationId)).placeId,
      name: "绘本盒",
      barcode: newId(),
      note: "",
    },
  }),
  "library.put-in-set": async (ctx, organisationId) => {
    const { set } = await all(ctx, organisationId);
    return { params: { id: set.id }, body: { barcode: set.barcodes[0], belongs: false } };
  },
  "library.lend-set": async (ctx, organisationId) => {
    const { placeId, sign, set } = await all(ctx, organisationId);
    return { body: { placeId, sign, barcode: set.barcode } };
  },
  "library.return-set": async (ctx, organisationId) => {
    const { placeId, set } = await all(ctx, organisationId);
    return { body: { placeId, barcode: set.barcode, missing: [] } };
  },
  "library.book-set": async (ctx, organisationId) => {
    const { sign, set } = await all(ctx, organisationId);
    const [since, until] = [today(ctx).toString(), today(ctx).add({ days: 20 }).toString()];
    return { params: { id: set.id }, body: { sign, since, until, note: "" } };
  },
  "library.drop-set-booking": async (ctx, organisationId) => {
    const { sign, set } = await all(ctx, organisationId);
    const [since, until] = [today(ctx).toString(), today(ctx).add({ days: 20 }).toString()];
    const { id } = await bookSet({ ...ctx, actor: system }, set.id, { sign, since, until, note: "" });
    return { params: { id }, body: {} };
  },
};
