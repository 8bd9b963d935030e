/** A shelf is counted: begun, scanned or told by a list, closed. */
import type { AnswerOf } from "#contract";
import { placeOf } from "#places";
import { audit } from "#platform/audit";
import type { TxCtx } from "#platform/ctx";
import { newId } from "#platform/db";
import { found, invalid, refused } from "#platform/errors";
import { type BarcodeList, longestBarcode, readBarcodes } from "../items/barcode-list.ts";
import { keepVersions, setFound, setStatus } from "../items/item-store.ts";
import { markPlaces } from "../keeping/place-marks.ts";
import type { scanBarcodes } from "./contract.ts";
import { countedViews } from "./show.ts";
import * as store from "./stocktake-store.ts";

/** Barcodes that one sending may bring. */
const mostAtOnce = 20_000;
/** Lines of a list that are told one by one; the others are counted. */
const mostTold = 200;
/** Barcodes that are answered one by one: what somebody scans, not what a device has read. */
const mostAnswered = 50;
/** Of so many expected one may be missing before whoever closes it is asked. */
const mostUnasked = 10;

export async function begin(
  ctx: TxCtx,
  { placeId, shelf: said }: { placeId: string; shelf: string },
): Promise<{ id: string }> {
  const shelf = said.trim();
  const { orgPath } = found(await placeOf(ctx.db, placeId), "place", placeId);
  const id = newId(ctx.clock().epochMilliseconds);
  if (!(await store.insertStocktake(ctx.db, { id, placeId, orgPath, shelf }, ctx.clock()))) {
    // What one of them finds would be missing in the other.
    const [other] = await store.meeting(ctx.db, { placeId, shelf });
    throw refused(
      "stocktake.open",
      { shelf: other?.shelf ?? "", isAll: other?.shelf === "" ? "yes" : "no" },
      { ...(other && { next: `/desk/catalogue/stocktakes/${other.id}` }) },
    );
  }
  await audit(ctx, { what: "stocktake.begun", on: { kind: "stocktake", id }, detail: { place: placeId } });
  return { id };
}

type Scanned = AnswerOf<typeof scanBarcodes>;

/** Notes what was scanned, or what a list says; twice is once. Answers what is new of it, and line by line what is not as it should be. */
export async function scan(
  ctx: TxCtx,
  { id, barcodes: text }: { id: string; barcodes: string },
): Promise<Scanned> {
  const taken = found(await store.lockStocktake(ctx.db, id), "stocktake", id);
  if (taken.state === "closed") throw refused("stocktake.closed");
  const list = await asKept(ctx, readBarcodes(text));
  const barcodes = list.barcodes.map(({ barcode }) => barcode);
  if (barcodes.length === 0 && list.unread.length === 0)
    throw invalid([{ field: "/body/barcodes", id: "missing" }]);
  if (barcodes.length === 0)
    throw invalid([{ field: "/body/barcodes", id: "too-long", data: { limit: longestBarcode } }]);
  if (barcodes.length > mostAtOnce)
    throw invalid([{ field: "/body/barcodes", id: "stocktake.too-many", data: { limit: mostAtOnce } }]);
  const noted = new Set(await store.insertScans(ctx.db, id, barcodes, ctx.clock()));
  const unknown = new Set(await store.unknownOf(ctx.db, barcodes));
  const told: Scanned["told"] = [
    ...list.repeated.map((one) => ({ ...one, why: "repeated" as const })),
    ...list.unread.map(({ line, said }) => ({ line, barcode: said, why: "unread" as const, first: null })),
    ...list.barcodes.flatMap(({ line, barcode }): Scanned["told"] => [
      ...(noted.has(barcode) ? [] : [{ line, barcode, why: "again" as const, first: null }]),
      ...(unknown.has(barcode) ? [{ line, barcode, why: "unknown" as const, first: null }] : []),
    ]),
  ];
  return {
    noted: noted.size,
    again: barcodes.length - noted.size + list.repeated.length,
    unknown: unknown.size,
    unread: list.unread.length,
    answers: list.barcodes.length > mostAnswered ? [] : await answersTo(ctx, taken, { list, noted }),
    counts: await store.countsOf(ctx.db, taken),
    told: told.toSorted((a, b) => a.line - b.line).slice(0, mostTold),
  };
}

/** A scanner may have its small letters on: what is known in capitals alone is meant by them. */
async function asKept(ctx: TxCtx, list: BarcodeList): Promise<BarcodeList> {
  const capitals = await store.inCapitals(
    ctx.db,
    list.barcodes.map(({ barcode }) => barcode),
  );
  if (capitals.size === 0) return list;
  const kept = <L extends { barcode: string }>(one: L): L => ({
    ...one,
    barcode: capitals.get(one.barcode) ?? one.barcode,
  });
  const said = Map.groupBy(list.barcodes.map(kept), ({ barcode }) => barcode);
  return {
    ...list,
    barcodes: [...said.values()].flatMap(([first]) => first ?? []),
    repeated: [
      ...list.repeated.map(kept),
      ...[...said.values()].flatMap(([first, ...more]) =>
        more.map((one) => ({ ...one, first: first?.line ?? one.line })),
      ),
    ],
  };
}

/** What each is, in the order in which they were said. */
async function answersTo(
  ctx: TxCtx,
  taken: store.Stocktake,
  { list, noted }: { list: BarcodeList; noted: ReadonlySet<string> },
): Promise<Scanned["answers"]> {
  const barcodes = list.barcodes.map(({ barcode }) => barcode);
  const counted = await store.countedOf(ctx.db, taken, { barcodes, limit: mostAnswered });
  const views = new Map((await countedViews(ctx, counted)).map((one) => [one.barcode, one]));
  return [
    ...list.barcodes.map((one) => ({ ...one, again: !noted.has(one.barcode) })),
    ...list.repeated.map((one) => ({ line: one.line, barcode: one.barcode, again: true })),
  ]
    .toSorted((a, b) => a.line - b.line)
    .flatMap(({ line, barcode, again }) => {
      const view = views.get(barcode);
      return view ? { ...view, line, again } : [];
    });
}

/** It has not been scanned; asking twice is asking once. */
export async function takeBack(ctx: TxCtx, { id, barcode }: { id: string; barcode: string }): Promise<void> {
  const { state } = found(await store.lockStocktake(ctx.db, id), "stocktake", id);
  if (state === "closed") throw refused("stocktake.closed");
  if (!(await store.deleteScan(ctx.db, id, barcode))) return;
  await audit(ctx, { what: "stocktake.scan-taken-back", on: { kind: "stocktake", id }, detail: { barcode } });
}

/** What was not found is missing from now on, what has turned up is what it was before; the counts are kept. */
export async function close(
  ctx: TxCtx,
  { id, missing: told = null }: { id: string; missing?: number | null | undefined },
): Promise<void> {
  const taken = found(await store.lockStocktake(ctx.db, id), "stocktake", id);
  if (taken.state === "closed") return;
  const now = ctx.clock();
  const counts = await store.countsOf(ctx.db, taken);
  if (counts.there + counts.elsewhere + counts.unknown === 0) throw refused("stocktake.nothing-scanned");
  const marks = await store.toMark(ctx.db, taken);
  const missing = marks.filter(({ outcome }) => outcome === "missing").length;
  const expected = counts.there + counts.missing;
  if (missing * mostUnasked > expected && told !== missing)
    throw refused("stocktake.many-missing", { missing, expected });
  await keepVersions(
    ctx.db,
    marks.map((one) => one.id),
    { why: "stocktake", now },
  );
  const of = (outcome: "missing" | "there") =>
    marks.filter((one) => one.outcome === outcome).map((one) => one.id);
  const changed = [
    ...(await setStatus(ctx.db, of("missing"), "missing", now)),
    ...(await setFound(ctx.db, of("there"), now)),
  ];
  await markPlaces(
    ctx.db,
    changed.map(({ recordId }) => recordId),
  );
  await store.close(ctx.db, id, counts, now);
  await audit(ctx, { what: "stocktake.closed", on: { kind: "stocktake", id }, detail: { ...counts } });
}
