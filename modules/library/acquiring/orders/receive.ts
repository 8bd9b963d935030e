/** What has come: copies become items of the catalogue, wishes come true. */
import { createHash } from "node:crypto";
import { makeRecord, writeIso2709 } from "#libs/marc";
import { audit } from "#platform/audit";
import { type TxCtx, today } from "#platform/ctx";
import { found, invalid, refused } from "#platform/errors";
import { beginBatch } from "../../catalogue/importing/begin-batch.ts";
import { usualProfiles } from "../../catalogue/importing/profiles.ts";
import { runBatch } from "../../catalogue/importing/run-batch.ts";
import { readBarcodes } from "../../catalogue/items/barcode-list.ts";
import { insertItems, itemsWith } from "../../catalogue/items/landing-store.ts";
import { longestBarcode } from "../../catalogue/items/scanned.ts";
import { markPlaces } from "../../catalogue/keeping/place-marks.ts";
import { moveWishes } from "../wishes/decide-wish.ts";
import { recordsOf } from "../wishes/wish-store.ts";
import { drawOnBudget } from "./money.ts";
import { supplierOf } from "./money-store.ts";
import { mayReceive, stateOf } from "./order.ts";
import * as store from "./order-store.ts";

export interface Arrival {
  line: number;
  /** As scanned: one for each copy. */
  barcodes: string;
  shelf: string;
  callNumber: string;
  /** What is paid for one, where the invoice says other than the order. */
  unitFen: number | null;
}

/** So many copies as barcodes were scanned. Items are in process: they can be found, and not yet be taken. */
export async function receive(ctx: TxCtx, arrival: Arrival): Promise<{ items: number }> {
  const order = found(await store.lockOrderOfLine(ctx.db, arrival.line), "order-line", `${arrival.line}`);
  if (!mayReceive(order)) throw refused("order.not-now");
  const lines = await store.linesOf(ctx.db, order.id);
  const line = found(
    lines.find(({ id }) => id === arrival.line),
    "order-line",
    `${arrival.line}`,
  );
  const barcodes = await freeBarcodes(ctx, order.organisationId, arrival.barcodes);
  const left = line.copies - line.received;
  if (barcodes.length > left) throw refused("order.more-than-ordered", { left, scanned: barcodes.length });
  const unitFen = order.kind === "gift" ? 0 : (arrival.unitFen ?? line.unitFen);
  const dearer = (unitFen - line.unitFen) * barcodes.length;
  if (order.budgetId !== null && dearer > 0) await drawOnBudget(ctx, order.budgetId, dearer);
  const recordId = line.recordId ?? (await recordFor(ctx, order, line));
  await store.noteReceived(ctx.db, line.id, { copies: barcodes.length, unitFen, recordId });
  const after = lines.map((one) =>
    one.id === line.id ? { ...one, received: one.received + barcodes.length } : one,
  );
  await store.setState(ctx.db, order.id, { state: stateOf(after) }, ctx.clock());
  const supplier = await supplierOf(ctx.db, order.supplierId);
  const source = [supplier?.name, order.number].filter(Boolean).join(" ");
  const made = await insertItems(
    ctx.db,
    { ownerId: order.organisationId, orgPath: order.orgPath, batchId: null },
    barcodes.map((barcode) => ({
      recordId,
      barcode,
      placeId: line.placeId,
      shelf: arrival.shelf.trim(),
      callNumber: arrival.callNumber.trim(),
      volume: "",
      status: "in-process",
      priceFen: line.priceFen === 0 ? null : line.priceFen,
      source,
      acquiredOn: today(ctx).toString(),
    })),
    ctx.clock(),
  );
  // Somebody has given one of them to another item since we looked.
  if (made.length !== barcodes.length) throw barcodesTaken(barcodes);
  await markPlaces(ctx.db, [recordId]);
  await audit(ctx, {
    what: "order.arrived",
    on: { kind: "order", id: order.id },
    detail: { line: line.id, copies: barcodes.length, unitFen },
  });
  await moveWishes(ctx, line.wishId === null ? [] : [line.wishId], {
    state: "arrived",
    reason: "",
    recordId,
  });
  return { items: barcodes.length };
}

const barcodesTaken = (barcodes: readonly string[]) =>
  refused("order.barcode-taken", { barcodes: barcodes.join("、") });

async function freeBarcodes(ctx: TxCtx, ownerId: string, scanned: string): Promise<string[]> {
  const { barcodes: read, unread } = readBarcodes(scanned);
  // Whose they are is known: what a tag says of it is not asked.
  const barcodes = [...new Set(read.map(({ barcode }) => barcode))];
  if (read.length + unread.length === 0) throw invalid([{ field: "/body/barcodes", id: "missing" }]);
  if (unread.length > 0)
    throw invalid([{ field: "/body/barcodes", id: "too-long", data: { limit: longestBarcode } }]);
  const taken = await itemsWith(ctx.db, ownerId, barcodes);
  if (taken.length > 0) throw barcodesTaken(taken.map(({ barcode }) => barcode));
  return barcodes;
}

/** The one that somebody has made meanwhile, by ISBN; else a short one, for a cataloguer to go on with. */
async function recordFor(ctx: TxCtx, order: store.Order, line: store.Line): Promise<number> {
  const [known] =
    line.isbn === null ? [] : await recordsOf(ctx.db, { isbn: line.isbn, titleKey: "", limit: 1 });
  return known ?? shortRecord(ctx, order, line);
}

/** In CNMARC, through the door that every record comes in by: it is found, and compared with what looks like it. */
async function shortRecord(ctx: TxCtx, order: store.Order, line: store.Line): Promise<number> {
  const field = (tag: string, ...subfields: [code: string, value: string | null][]) => {
    const said = subfields.flatMap(([code, value]) => (value ? [{ code, value }] : []));
    return said.length > 0 ? [{ tag, indicators: [" ", " "] as const, subfields: said }] : [];
  };
  const record = makeRecord({
    leader: "00000nam0 2200000   450 ",
    fields: [
      { tag: "001", value: `${order.number}-${line.id}` },
      ...field("010", ["a", line.isbn]),
      ...field("200", ["a", line.title], ["f", line.author]),
      ...field("210", ["c", line.publisher]),
    ],
  });
  const pieces: Uint8Array[] = [];
  for await (const piece of writeIso2709([[record]])) pieces.push(Uint8Array.from(piece));
  const bytes = Uint8Array.from(Buffer.concat(pieces));
  const records = usualProfiles.find(({ name }) => name === "records");
  if (!records) throw new Error("no profile for records");
  const batch = await beginBatch(
    ctx,
    {
      organisationId: order.organisationId,
      file: `${order.number}-${line.id}`,
      sha256: createHash("sha256").update(bytes).digest("hex"),
      bytes: bytes.length,
      profile: { ...records, flavour: "unimarc", agency: "acquiring" },
    },
    "landing",
  );
  await runBatch(ctx, batch, [bytes], { signal: new AbortController().signal });
  return found(await store.recordOfBatch(ctx.db, batch.id), "record", order.number);
}
