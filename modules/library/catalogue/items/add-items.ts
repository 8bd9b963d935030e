/** Copies that somebody has in hand at the desk become items of a record. */
import { organisationOf, type Place, placeOf } from "#places";
import { auditAll } from "#platform/audit";
import type { Ctx, TxCtx } from "#platform/ctx";
import { found, invalid, refused } from "#platform/errors";
import { describe } from "../describing/describe.ts";
import { markPlaces } from "../keeping/place-marks.ts";
import { readKept } from "../keeping/read-kept.ts";
import * as store from "./adding-store.ts";
import { readBarcodes } from "./barcode-list.ts";
import type { Item, ItemText } from "./item-store.ts";
import { insertItems } from "./landing-store.ts";
import { barcodesAfter, callNumberIn, freeRun } from "./next-in-row.ts";

export interface Adding extends ItemText {
  recordId: number;
  placeId: string;
  /** Null: the house whose place it is. */
  ownerId: string | null;
  /** As scanned; of several copies the first. Empty: those that come next in the house. */
  barcode: string;
  copies: number;
}

/** So far behind the last barcode a free one is looked for. */
const lookAhead = 1000;

/** All or none. A barcode that is another item's refuses them and says whose it is. */
export async function addItems(
  ctx: TxCtx,
  { ownerId: said, barcode, copies, note, ...text }: Adding,
): Promise<{ id: number; barcode: string }[]> {
  const place = found(await placeOf(ctx.db, text.placeId), "place", text.placeId);
  const ownerId = said ?? place.organisationId;
  const { path: orgPath } = found(await organisationOf(ctx.db, ownerId), "organisation", ownerId);
  const record = found(await store.lockRecord(ctx.db, text.recordId), "record", `${text.recordId}`);
  if (record.kind === "authority") throw refused("item.of-authority");
  if (record.state === "merged" || record.state === "withdrawn") throw refused("record.gone");
  const barcodes =
    barcode.trim() === ""
      ? await nextBarcodes(ctx, ownerId, copies)
      : barcodesFrom(oneBarcode(barcode), copies);
  await refuseTaken(ctx, ownerId, barcodes);
  const rows = barcodes.map((one) => ({ ...text, barcode: one }));
  const made = await insertItems(ctx.db, { ownerId, orgPath, batchId: null }, rows, ctx.clock());
  // Somebody has given one of them to another item since we looked.
  if (made.length !== barcodes.length) {
    await refuseTaken(
      ctx,
      ownerId,
      barcodes.filter((one) => !made.some((item) => item.barcode === one)),
    );
    throw refused("item.changed");
  }
  const ids = made.map(({ id }) => id);
  if (note !== "") await store.noteOn(ctx.db, ids, note);
  await markPlaces(ctx.db, [text.recordId]);
  await auditAll(
    ctx,
    made.map((item) => ({
      what: "item.added",
      on: { kind: "item", id: `${item.id}` },
      detail: { record: text.recordId, barcode: item.barcode, place: place.id },
    })),
  );
  return made.toSorted((a, b) => a.id - b.id);
}

/** One barcode; a tag may say its owner before it. */
function oneBarcode(text: string): string {
  const { barcodes, repeated, unread } = readBarcodes(text);
  const [first] = barcodes;
  if (!first || barcodes.length + repeated.length + unread.length > 1)
    throw invalid([{ field: "/body/barcode", id: "item.one-barcode" }]);
  return first.barcode;
}

function barcodesFrom(first: string, copies: number): string[] {
  if (copies === 1) return [first];
  const others = barcodesAfter(first, copies - 1);
  if (others === null) throw invalid([{ field: "/body/barcode", id: "item.no-row" }]);
  return [first, ...others];
}

/** Two who leave it to the house at once get different ones. */
async function nextBarcodes(ctx: TxCtx, ownerId: string, copies: number): Promise<string[]> {
  await store.lockBarcodes(ctx.db, ownerId);
  const next = await nextFree(ctx, ownerId, copies);
  if (next.length === 0) throw invalid([{ field: "/body/barcode", id: "item.no-last" }]);
  return next;
}

/** Behind the barcode that the house gave last at a desk; none where it has given none, or its barcodes are not numbered. */
async function nextFree(ctx: Ctx, ownerId: string, copies: number): Promise<string[]> {
  const last = await store.lastBarcode(ctx.db, ownerId);
  const row = (last !== null && barcodesAfter(last, lookAhead)) || [];
  const taken = await store.itemsAmong(ctx.db, ownerId, row);
  return freeRun(row, new Set(taken.map(({ barcode }) => barcode)), copies);
}

async function refuseTaken(ctx: TxCtx, ownerId: string, barcodes: readonly string[]): Promise<void> {
  const taken = await store.itemsAmong(ctx.db, ownerId, barcodes);
  const [first] = taken;
  if (first)
    throw refused(
      "item.barcode-taken",
      { barcode: first.barcode, title: first.title, others: taken.length - 1 },
      { next: `/desk/catalogue/items/${first.id}` },
    );
}

/** What the form begins with: as the house's newest copy of the record stands; else what the record and the house's numbers say. */
export async function proposed(
  ctx: Ctx,
  recordId: number,
  { place, items }: { place: Place; items: readonly Item[] },
): Promise<{ nextBarcode: string | null; shelf: string; callNumber: string; priceFen: number | null }> {
  const ownerId = place.organisationId;
  const [nextBarcode = null] = await nextFree(ctx, ownerId, 1);
  const like = items.filter((item) => item.ownerId === ownerId).toSorted((a, b) => b.id - a.id)[0];
  if (like) {
    const shelf = like.placeId === place.id ? like.shelf : "";
    return { nextBarcode, shelf, callNumber: like.callNumber, priceFen: like.priceFen };
  }
  const { classNumber, ...kept } = found(await store.keptRecord(ctx.db, recordId), "record", `${recordId}`);
  const ofHouse = await store.callNumbersIn(ctx.db, { ownerId, classNumber });
  const record = await readKept(kept);
  const priceFen = record ? (describe(record).price?.fen ?? null) : null;
  return { nextBarcode, shelf: "", callNumber: callNumberIn(classNumber, ofHouse), priceFen };
}
