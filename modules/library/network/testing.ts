/** Houses of one network with copies on their way, for everybody's tests. */
import type { TxCtx } from "#platform/ctx";
import { checkIn } from "../circulation/lending/check-in.ts";
import { aHouse, type House, someCopies } from "../circulation/testing.ts";
import { openBox, putIn, sendBox } from "./boxes.ts";

/** Copies of one house that were brought back at another, and wait there to go home. */
export async function copiesAway(
  ctx: TxCtx,
  { home, at, copies = 1 }: { home: House; at: House; copies?: number },
): Promise<{ itemIds: number[]; barcodes: string[]; recordId: number }> {
  const { itemIds, recordId } = await someCopies(ctx, home, { copies });
  for (const itemId of itemIds) await checkIn(ctx, { itemId, placeId: at.placeId });
  const rows = await ctx.db.many<{ barcode: string }>`
    select barcode from library.item where id = any(${itemIds}::bigint[]) order by id`;
  return { itemIds, recordId, barcodes: rows.map(({ barcode }) => barcode) };
}

export interface BoxBetween {
  from: House;
  to: House;
  id: string;
  barcodes: string[];
  itemIds: number[];
  recordId: number;
}

/** A box with so many copies that go home, packed; sent where it is said. */
export async function aBox(
  ctx: TxCtx,
  differs: { from?: House; to?: House; copies?: number; sent?: true } = {},
): Promise<BoxBetween> {
  const from = differs.from ?? (await aHouse(ctx));
  const to = differs.to ?? (await aHouse(ctx));
  const away = await copiesAway(ctx, { home: to, at: from, copies: differs.copies ?? 2 });
  const { id } = await openBox(ctx, { fromId: from.placeId, toId: to.placeId, code: "" });
  for (const scan of away.barcodes) await putIn(ctx, { id, scan, ownerId: null });
  if (differs.sent) await sendBox(ctx, id);
  return { from, to, id, ...away };
}
